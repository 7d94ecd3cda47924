"""Fixtures and rules for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.activity.warehouse.postgres_server import NO_POSTGRES, PROGRAMS
from tests.activity.warehouse.spark_session import JAVA, NO_JAVA
from tests.browser import BROWSER, NO_BROWSER
from tests.hosts.files.macros.vba.grammar import NO_VBA_GRAMMAR, VBA_GRAMMAR
from tests.ironcalc_engine import IRONCALC, NO_IRONCALC
from tests.open_xml_sdk import ARCHIVE, NO_SDK
from tests.spreadsheet import NO_SOFFICE, SOFFICE, in_ci, new_profile

# No test is timed; in CI the same code gets the same examples every time.
settings.register_profile("kpi_xl", deadline=None, derandomize=in_ci())
settings.load_profile("kpi_xl")

NEEDED = {
    "needs_soffice": (SOFFICE, NO_SOFFICE),
    "needs_postgres": (PROGRAMS, NO_POSTGRES),
    "needs_java": (JAVA, NO_JAVA),
    "needs_ironcalc": (IRONCALC, NO_IRONCALC),
    "needs_open_xml_sdk": (ARCHIVE, NO_SDK),
    "needs_vba_grammar": (VBA_GRAMMAR, NO_VBA_GRAMMAR),
    "needs_browser": (BROWSER, NO_BROWSER),
}
"""Marker -> the program that its tests run, and what is said where it is missing."""

OPINIONS = {
    "compared": "Recomputed by LibreOffice",
    "ironcalc": "Recomputed by IronCalc",
    "open_xml_sdk": "Judged by Microsoft's Open XML SDK",
    "vba_grammar": "Read by a grammar of VBA",
    "axe": "Read by axe in Chromium",
}
"""Property of a test -> whose opinion it records."""


@pytest.fixture(scope="session")
def soffice_profile(tmp_path_factory: pytest.TempPathFactory):
    """A LibreOffice profile, made once for each test process: two processes must not share one."""
    return new_profile(tmp_path_factory.mktemp("soffice-profile"))


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory):
    """All that kpi-xl writes as .xlsx, made once; tests that use it are of the xdist group "every_kind"."""
    from tests.workbooks import make_every_kind  # it needs nearly all of kpi_xl, which few tests do

    return make_every_kind(tmp_path_factory.mktemp("every-kind"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, words) in NEEDED.items():
        if not program and item.get_closest_marker(marker):
            if in_ci():
                pytest.fail(words, pytrace=False)
            pytest.skip(words)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what others' programs were asked, or in one line each what missing programs left unchecked."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in report.user_properties:
            if name in OPINIONS and report.when == "call":
                terminalreporter.write_line(f"{OPINIONS[name]}: {words}")
    for _, words in NEEDED.values():
        skipped = [report for report in terminalreporter.getreports("skipped") if words in str(report.longrepr)]
        if skipped:
            terminalreporter.write_line(f"!!! {len(skipped)} tests SKIPPED. {words}", red=True, bold=True)
