"""The list of everybody: every figure of the report in a row of its own, with formulas that a spreadsheet follows."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.activity.notes import About, Note
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.language import Text, speaking
from kpi_xl.sheets.canvas import NOTHING, Book
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import cell as at_cell
from kpi_xl.sheets.monthly.listing import HEAD_ROW, HEADS, HEADS_BY_NOW, LEGEND_ROW, draw_list
from kpi_xl.sheets.monthly.parts import formulas, wording
from kpi_xl.targets import Plan
from kpi_xl.units import Unit
from tests.attainment.plans import FIELD, report_of
from tests.attainment.report.test_team_counts import MOVED
from tests.sheets.monthly.report_fixture import ODD_NAMES, THRESHOLDS, field_report, mixed_report, odd_report, report
from tests.spreadsheet import needs_soffice, recalculated

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

TEAM, MEMBER, ROLE, KPI, UNIT, TARGET, ACTUAL, GAP, RATE, SIGN = range(len(HEADS))


def drawn(folder: Path, monthly: MonthlyReport, name: str = "list") -> Path:
    path = folder / f"{name}.xlsx"
    book = Book(str(path), "一覧", monthly.month.start)
    draw_list(book, monthly)
    book.close()
    return path


def table(path: Path, title: str, formulas_too: bool = False) -> list[tuple[object, ...]]:
    """Head and rows of a list, as the file holds them."""
    book = openpyxl.load_workbook(path, data_only=not formulas_too)
    return list(book[title].iter_rows(min_row=HEAD_ROW + 1, min_col=2, values_only=True))


def shown(value: float | None) -> object:
    return NOTHING if value is None else pytest.approx(value)


def gap_shown(row: AttainmentRow) -> float | None:
    """Rates in points."""
    return row.gap if row.gap is None or row.kpi.unit is not Unit.RATE else row.gap * 100


def expected(result: Result, row: AttainmentRow, is_complete: bool) -> tuple[object, ...]:
    by_now = () if is_complete else (shown(row.due), shown(row.pace))
    return (
        result.team or None, result.name, str(result.role.title), str(row.kpi.label), str(wording.unit_of(row.kpi)),
        shown(row.target), shown(row.actual), shown(gap_shown(row)), shown(row.rate),
        *by_now, row.status.value if row.status else NOTHING,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_member_and_kpi_has_a_row_of_its_own(tmp_path: Path, language: str):
    """Nothing is left out, nothing merged: a filter or a pivot table finds all it needs in each row."""
    monthly = mixed_report()
    with speaking(language):
        head, *rows = table(drawn(tmp_path, monthly), str(wording.LIST))
        assert head == tuple(map(str, HEADS_BY_NOW.values()))
        assert rows == [expected(each, row, False) for team in monthly.teams for each in team.members for row in each.rows]


def test_rows_of_a_member_of_two_teams_add_up_by_team_and_by_member(tmp_path: Path):
    """鈴木's three meetings with 東 stand under 東, without a second target; the page of the person tells all eleven."""
    monthly = report_of(tmp_path, Plan.standard(FIELD), *MOVED)
    _, *rows = table(drawn(tmp_path, monthly), str(wording.LIST))
    meetings = {(row[TEAM], row[MEMBER]): (row[TARGET], row[ACTUAL]) for row in rows if row[KPI] == "商談数"}
    assert meetings == {
        ("東", "山田"): (30, 0), ("東", "鈴木"): (NOTHING, 3), ("西", "鈴木"): (30, 8), ("西", "佐藤"): (30, 0),
    }  # fmt: skip


def test_teams_and_managers_have_a_sheet_of_their_own(tmp_path: Path):
    """Sums over the list count nobody twice: what is a team's stands apart."""
    monthly = mixed_report()
    _, *rows = table(drawn(tmp_path, monthly), "チーム別")
    listed = [block.total for team in monthly.teams for block in team.blocks], [each for team in monthly.teams for each in team.led]
    assert len(rows) == sum(len(each.rows) for part in listed for each in part)
    assert rows[0][:2] == ("東京チーム", f"チーム計（{len(monthly.teams[0].blocks[0].members)}名）")
    assert {row[MEMBER] for row in rows if row[ROLE] == "マネージャー"} == {each.name for each in listed[1]}


@pytest.mark.parametrize("name", ["mixed", "odd"])
def test_a_list_carries_what_its_formulas_would_give(name: str):
    """It takes gap, attainment and status from the report: the live values of the other sheets come to the same."""
    limits, seen = Limits(at_cell("A1", THRESHOLDS.good), at_cell("B1", THRESHOLDS.fair)), 0
    monthly = {"mixed": mixed_report, "odd": odd_report}[name]()
    for result in monthly.results:
        for row in result.rows:
            target, actual = at_cell("A1", row.target), at_cell("B1", row.actual)
            rate = attainment.rate(target, actual, row.kpi.direction)
            is_part = grows(row.kpi) and not monthly.is_complete
            pace = formulas.pace(target, actual, at_cell("C1", row.due)) if is_part else rate
            live = formulas.gap(target, actual, row.kpi), rate, pace, attainment.sign(pace, limits)
            sign = row.status.value if row.status else None
            assert [each.value for each in live] == [shown(each) if not isinstance(each, str) else each for each in (
                formulas.gap_shown(row.gap, row.kpi), row.rate, row.pace, sign,
            )]  # fmt: skip
            seen += row.rate is not None
    assert seen > 20


def test_what_must_be_known_of_the_data_stands_above_the_list(tmp_path: Path):
    """As on the first sheet of the whole report; with nothing to say, no heading says nothing."""
    notes = (Note(About.CURRENCY, Text("USDの2行は読めない行です", "2 rows in USD")), Note(About.SHEET, Text("非表示の3行", "3 hidden rows")))
    plain = mixed_report()
    noted = replace(plain, log=replace(plain.log, notes=notes))
    path = drawn(tmp_path, noted)
    book = openpyxl.load_workbook(path, data_only=True)
    said = [sheet.cell(row, 2).value for sheet in book for row in range(1, HEAD_ROW + 5)]
    at = said.index("データについて")
    assert said[at : at + 4] == ["データについて", "・USDの2行は読めない行です。", "・非表示の3行。", "チーム"]
    assert said.count("データについて") == 1
    assert book["一覧"].auto_filter.ref.startswith(f"B{at + 4}:")
    assert book["一覧"].freeze_panes == f"A{at + 5}"
    bare = openpyxl.load_workbook(drawn(tmp_path, plain, "bare"), data_only=True)
    assert all(cell.value != "データについて" for sheet in bare for row in sheet.iter_rows() for cell in row)


def test_names_stay_texts_whatever_they_look_like(tmp_path: Path):
    """A member called =1+1 or @cmd is a member; a name that says nothing is called so."""
    path = drawn(tmp_path, odd_report())
    names = {row[MEMBER] for row in table(path, "一覧", formulas_too=True)[1:]}
    assert {wording.person(name, 120) for name in ODD_NAMES} <= names
    book = openpyxl.load_workbook(path)
    kinds = {cell.data_type for row in book["一覧"].iter_rows(min_row=HEAD_ROW + 2, min_col=2, max_col=6) for cell in row}
    assert kinds <= {"s", "n"}


@needs_soffice
@pytest.mark.parametrize("name", ["mixed", "odd"])
def test_a_spreadsheet_computes_what_the_list_shows(tmp_path: Path, soffice_profile, name: str):
    """Every formula's stored value is what recalculation gives; dashes and zero targets included."""
    path = drawn(tmp_path, {"mixed": mixed_report, "odd": odd_report}[name]())
    computed = recalculated([path], tmp_path, soffice_profile)[path]
    stored, written = (openpyxl.load_workbook(path, data_only=is_value) for is_value in (True, False))
    checked = 0
    for sheet in written:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            old, new = stored[sheet.title][cell.coordinate].value, computed[sheet.title][cell.coordinate]
            both_numbers = isinstance(old, int | float) and isinstance(new, int | float)
            assert math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-12) if both_numbers else old == new, cell.coordinate
            checked += 1
    assert checked > 60


@needs_soffice
def test_all_signs_follow_the_threshold_on_top(tmp_path: Path, soffice_profile):
    """Whoever counts from 90% changes one cell of the list."""
    path = drawn(tmp_path, field_report())
    book = openpyxl.load_workbook(path)
    legend = book["一覧"].cell(LEGEND_ROW + 1, 7)
    assert legend.value == 1.0
    legend.value = 0.5
    book.save(path)
    rows = recalculated([path], tmp_path, soffice_profile)[path]["一覧"]
    found = {(rows[f"J{row}"], rows[f"K{row}"]) for row in range(HEAD_ROW + 2, HEAD_ROW + 30) if f"K{row}" in rows}
    assert {sign for rate, sign in found if isinstance(rate, float) and 0.5 <= rate < 1} == {"○"}


def test_the_list_is_ready_to_be_filtered_and_printed(tmp_path: Path):
    """Filter, frozen head, A4 landscape with the head on every page, all columns within the print area."""
    monthly = mixed_report()
    sheet = openpyxl.load_workbook(drawn(tmp_path, monthly))["一覧"]
    last = HEAD_ROW + 1 + sum(len(each.rows) for team in monthly.teams for each in team.members)
    assert sheet.auto_filter.ref == f"B{HEAD_ROW + 1}:M{last}"
    assert sheet.freeze_panes == f"A{HEAD_ROW + 2}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert sheet.print_area == f"'一覧'!$A$1:$M${last}"
    assert not sheet.merged_cells.ranges or all(area.min_row <= HEAD_ROW for area in sheet.merged_cells.ranges)


def test_a_month_without_anybody_has_an_empty_list(tmp_path: Path):
    """The first month of a new team is no reason to fail."""
    head, *rows = table(drawn(tmp_path, report([])), "一覧")
    assert head[MEMBER] == "担当者"
    assert rows == []
