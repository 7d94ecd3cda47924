"""The workbooks that are stamped are the very ones that drawing them would give."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport, TeamResult
from kpi_xl.definitions import RoleTemplate, load_role
from kpi_xl.hosts.files.writing.books import write_report, write_role_workbook
from kpi_xl.hosts.files.writing.lambda_names import define_lambda_names
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_report
from kpi_xl.sheets.role import BookSettings, draw_role_workbook
from kpi_xl.targets import Thresholds
from tests.hosts.files.likeness import differences, parts
from tests.role_books import ROLES, demanding_settings, members_of
from tests.sheets.monthly.report_fixture import (
    FIELD,
    MANAGER,
    field_report,
    large_report,
    mixed_report,
    odd_report,
    report,
    result,
)  # fmt: skip
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

REPORTS = {
    "field": field_report,
    "mixed": mixed_report,
    "odd": odd_report,
    "large": lambda: large_report(30),
    "nobody": lambda: report([]),
    "manager alone": lambda: report([TeamResult("", (), (result(MANAGER, "", (0, None, None, 0)),))]),
}


def drawn(monthly: MonthlyReport, path: Path) -> Path:
    """The report with every sheet drawn."""
    book = Book(str(path), str(report_title(monthly)), monthly.month.start)
    draw_report(book, MeasuredMonth(monthly))
    book.close()
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_clones_is_the_drawn_report(tmp_path: Path, name: str, language: str):
    """Members' sheets are cloned for speed alone: cells, styles, rules, charts, names and properties are those drawn."""
    with speaking(language):
        write_report(MeasuredMonth(REPORTS[name]()), tmp_path / "cloned.xlsx")
        drawn(REPORTS[name](), tmp_path / "drawn.xlsx")
    assert differences(tmp_path / "cloned.xlsx", tmp_path / "drawn.xlsx") == []


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path: Path):
    paths = [tmp_path / f"{name}.xlsx" for name in REPORTS]
    for name, path in zip(REPORTS, paths, strict=True):
        write_report(MeasuredMonth(REPORTS[name]()), path)
    assert lint_workbooks(paths) == []


@needs_soffice
def test_a_spreadsheet_computes_what_the_clones_show(tmp_path: Path, soffice_profile):
    """The clones open, and their formulas read their own cells."""
    paths = [tmp_path / "cloned.xlsx", tmp_path / "drawn.xlsx"]
    write_report(MeasuredMonth(mixed_report()), paths[0])
    drawn(mixed_report(), paths[1])
    books = recalculated(paths, tmp_path, soffice_profile)
    cloned, others = books[paths[0]], books[paths[1]]
    assert len(cloned) == 13
    assert {title: {cell: rounded(value) for cell, value in sheet.items()} for title, sheet in cloned.items()} == {
        title: {cell: rounded(value) for cell, value in sheet.items()} for title, sheet in others.items()
    }


def rounded(value: object) -> object:
    """To 14 digits: the two are written with 17 and 16."""
    return float(f"{value:.14g}") if isinstance(value, float) else value


# --- role workbooks --------------------------------------------------------------------------------------------------

SETTINGS = st.builds(
    BookSettings,
    st.builds(Month, st.integers(2024, 2030), st.integers(1, 12)),
    st.fixed_dictionaries(
        {}, optional={"KGI_AMOUNT": st.floats(1, 1e10), "UNIT_PRICE": st.integers(1, 10**8), "WIN_RATE": st.floats(0.01, 1)}
    ),
    st.integers(0, 20).map(lambda count: (members_of(FIELD) * 4)[:count]),
    thresholds=st.floats(0.5, 0.9).map(lambda fair: Thresholds(1.0, fair)),
    first_month=st.integers(1, 12),
    month_weights=st.dictionaries(st.integers(1, 12), st.floats(0.1, 5), max_size=11),
)


def drawn_role_workbook(role: RoleTemplate, settings: BookSettings, path: Path) -> None:
    book = Book(str(path), f"{role.title} KPI", settings.month.start)
    draw_role_workbook(book, role, settings)
    define_lambda_names(book)
    book.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ROLES)
def test_a_stamped_role_workbook_is_the_drawn_one(tmp_path: Path, name: str, language: str):
    """Seasonality, targets by hand, a mixed team: the template is drawn without any of them."""
    role = load_role(name)
    settings = demanding_settings(role)
    with speaking(language):
        write_role_workbook(role, settings, tmp_path / "stamped.xlsx")
        drawn_role_workbook(role, settings, tmp_path / "drawn.xlsx")
        assert differences(tmp_path / "stamped.xlsx", tmp_path / "drawn.xlsx") == []
        assert b"inlineStr" in parts(tmp_path / "stamped.xlsx")["xl/worksheets/sheet2.xml"]  # it is a stamp


@hypothesis.settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(settings=SETTINGS, name=st.sampled_from(ROLES), language=st.sampled_from(["ja", "en"]))
def test_whatever_the_settings_the_stamp_is_the_drawn_workbook(tmp_path: Path, settings, name: str, language: str):
    """No month, amount, team or weight reaches what a stamp cannot change."""
    with speaking(language):
        write_role_workbook(load_role(name), settings, tmp_path / "stamped.xlsx")
        drawn_role_workbook(load_role(name), settings, tmp_path / "drawn.xlsx")
    assert differences(tmp_path / "stamped.xlsx", tmp_path / "drawn.xlsx") == []


def test_a_team_too_large_for_the_template_is_drawn(tmp_path: Path):
    """Its list of members is longer than the template's."""
    settings = BookSettings(Month(2026, 12), members=members_of(FIELD) * 8)
    write_role_workbook(FIELD, settings, tmp_path / "large.xlsx")
    drawn_role_workbook(FIELD, settings, tmp_path / "drawn.xlsx")
    assert differences(tmp_path / "large.xlsx", tmp_path / "drawn.xlsx") == []
    assert b"inlineStr" not in parts(tmp_path / "large.xlsx")["xl/worksheets/sheet2.xml"]
