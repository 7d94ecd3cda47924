"""Fixtures and rules for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.activity.postgres_server import NO_POSTGRES, PROGRAMS
from tests.activity.spark_session import JAVA, NO_JAVA
from tests.spreadsheet import NO_SOFFICE, SOFFICE, in_ci, new_profile

# No test is timed; in CI the same code gets the same examples every time.
settings.register_profile("kpi_xl", deadline=None, derandomize=in_ci())
settings.load_profile("kpi_xl")

NEEDED = {
    "needs_soffice": (SOFFICE, NO_SOFFICE),
    "needs_postgres": (PROGRAMS, NO_POSTGRES),
    "needs_java": (JAVA, NO_JAVA),
}
"""Marker -> the program that its tests run, and what is said where it is missing."""


@pytest.fixture(scope="session")
def soffice_profile(tmp_path_factory: pytest.TempPathFactory):
    """A LibreOffice profile, made once for each test process: two processes must not share one."""
    return new_profile(tmp_path_factory.mktemp("soffice-profile"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, words) in NEEDED.items():
        if program is None and item.get_closest_marker(marker):
            if in_ci():
                pytest.fail(words, pytrace=False)
            pytest.skip(words)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what was recomputed by LibreOffice, or in one line each what missing programs left unchecked."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in report.user_properties:
            if name == "compared" and report.when == "call":
                terminalreporter.write_line(f"Recomputed by LibreOffice: {words}")
    for _, words in NEEDED.values():
        skipped = [report for report in terminalreporter.getreports("skipped") if words in str(report.longrepr)]
        if skipped:
            terminalreporter.write_line(f"!!! {len(skipped)} tests SKIPPED. {words}", red=True, bold=True)
