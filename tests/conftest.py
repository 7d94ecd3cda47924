"""Fixtures and rules for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.spreadsheet import NO_SOFFICE, SOFFICE, in_ci, new_profile

# No test is timed; in CI the same code gets the same examples every time.
settings.register_profile("kpi_xl", deadline=None, derandomize=in_ci())
settings.load_profile("kpi_xl")


@pytest.fixture(scope="session")
def soffice_profile(tmp_path_factory: pytest.TempPathFactory):
    """A LibreOffice profile, made once for each test process: two processes must not share one."""
    return new_profile(tmp_path_factory.mktemp("soffice-profile"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if SOFFICE is None and item.get_closest_marker("needs_soffice"):
        if in_ci():
            pytest.fail(NO_SOFFICE, pytrace=False)
        pytest.skip(NO_SOFFICE)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what was recomputed by LibreOffice, or in one line what its absence left unchecked."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in report.user_properties:
            if name == "compared" and report.when == "call":
                terminalreporter.write_line(f"Recomputed by LibreOffice: {words}")
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_SOFFICE in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"!!! {len(skipped)} tests SKIPPED. {NO_SOFFICE}", red=True, bold=True)
