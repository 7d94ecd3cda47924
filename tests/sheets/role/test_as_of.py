"""⑤ in the middle of a month: what is due by the day, counted by hand.

November 2026 has 19 working days (the 3rd and the 23rd are holidays), of which 10 are over with the 16th.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import as_of, proposals, running
from tests.ironcalc_engine import needs_ironcalc
from tests.role_books import Change, cell_of, edited, typed, write_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import in_plain_excel

NOVEMBER, NONE = Month(2026, 11), "—"
PLACE = 7
"""November in a year from April."""
TYPED = {"ACTUAL_REVENUE": 9_000_000, "ACTUAL_DEALS_WON": 30, "ACTUAL_AVERAGE_ORDER": 450_000}
"""Of 19,000,000 in deals of 500,000: 38 deals."""
OCTOBER = {"ACTUAL_REVENUE": 20_000_000, "ACTUAL_DEALS_WON": 40, "ACTUAL_AVERAGE_ORDER": 500_000}


def book(path: Path, month: Month = NOVEMBER, kind: FormulaKind = FormulaKind.LAMBDAS) -> Path:
    return write_book(path, "field_sales", BookSettings.standard(load_role("field_sales"), month, {"KGI_AMOUNT": 19_000_000}), kind)


def at_mid_month(day: object) -> list[Change]:
    results = [typed(name, value, down=PLACE) for name, value in TYPED.items()]
    return [*results, *(typed(name, value, down=PLACE - 1) for name, value in OCTOBER.items()), typed(names.AS_OF, day)]


def review_of(path: Path, tmp: Path, profile: Path) -> Mapping[str, Any]:
    copy = in_plain_excel(path, tmp / f"{path.stem}-plain.xlsx")
    return recalculated([copy], tmp, profile)[copy][str(Step.REVIEW.tab)]


def rows_of(path: Path, cells: Mapping[str, Any], title: object) -> dict[str, dict[str, Any]]:
    """The table under a heading: first column -> the others by their heads, as computed."""
    sheet = openpyxl.load_workbook(path)[str(Step.REVIEW.tab)]
    heading = next(cell.row for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if cell.value == str(title))
    heads = {cells[cell.coordinate]: cell.column_letter for cell in sheet[heading + 1] if cells.get(cell.coordinate)}
    found = {}
    for row in range(heading + 2, heading + 5):
        found[str(cells[f"B{row}"])] = {str(head): cells.get(f"{column}{row}") for head, column in heads.items()}
    return found


@needs_soffice
def test_mid_month_is_judged_by_what_is_due_by_the_day(tmp_path, soffice_profile):
    """9,000,000 of 19,000,000 is 90% of the 10,000,000 due after 10 of 19 days, not 47%: △, and it lands at 17,100,000."""
    path = edited(book(tmp_path / "mid.xlsx"), *at_mid_month(datetime(2026, 11, 16)))
    cells = review_of(path, tmp_path, soffice_profile)
    rows = rows_of(path, cells, running.TITLE)
    revenue = rows["売上（円）"]
    assert [revenue[head] for head in ("今日まで", "実績", "差", "ペース比", "判定", "月の目標")] == [
        pytest.approx(10_000_000), 9_000_000, pytest.approx(-1_000_000), pytest.approx(0.9), "△", 19_000_000,
    ]  # fmt: skip
    assert revenue[str(running.LANDING_HEAD)] == pytest.approx(17_100_000)
    assert revenue["残り1日\nあたり"] == pytest.approx(10_000_000 / 9)
    deals = rows["受注件数（件）"]
    assert deals["今日まで"] == pytest.approx(20)
    assert (deals["差"], deals["ペース比"], deals["判定"]) == (pytest.approx(10), pytest.approx(1.5), "○")
    assert deals[str(running.LANDING_HEAD)] == pytest.approx(57)
    order = rows["平均受注単価（円）"]
    assert (order["今日まで"], order["ペース比"], order["判定"]) == (500_000, pytest.approx(0.9), "△")
    assert (order[str(running.LANDING_HEAD)], order["残り1日\nあたり"]) == (NONE, NONE)


@needs_soffice
def test_the_month_of_the_grid_and_the_year_to_date_count_what_is_due(tmp_path, soffice_profile):
    """October whole and November as far as it is: 29,000,000 of 19,000,000 + 10,000,000 due."""
    path = edited(book(tmp_path / "mid.xlsx"), *at_mid_month(datetime(2026, 11, 16)))
    cells = review_of(path, tmp_path, soffice_profile)
    first = cell_of(openpyxl.load_workbook(path), "ACTUAL_REVENUE")

    def shown(month: int, right: int) -> Any:
        return cells[first.offset(month, right).coordinate]

    assert (shown(PLACE, 1), shown(PLACE, 2)) == (pytest.approx(0.9), "△")
    assert (shown(PLACE - 1, 1), shown(PLACE - 1, 2)) == (pytest.approx(20 / 19), "○")
    assert [shown(12, right) for right in (-1, 0, 1, 2)] == [pytest.approx(29_000_000), 29_000_000, pytest.approx(1), "○"]
    last_year = cell_of(openpyxl.load_workbook(path), "LAST_YEAR_REVENUE")
    assert cells[last_year.offset(PLACE, 1).coordinate] == NONE  # half a month is no fall against October


@needs_soffice
def test_proposals_leave_the_month_in_progress_out_of_what_was_reached(tmp_path, soffice_profile):
    """The latest result is October's; what is short is judged by what is due."""
    path = edited(book(tmp_path / "mid.xlsx"), *at_mid_month(datetime(2026, 11, 16)))
    row = rows_of(path, review_of(path, tmp_path, soffice_profile), proposals.TITLE)["売上"]
    assert (row["直近の実績"], row["直近3か月平均"], row["来月の目標案"]) == (20_000_000, 20_000_000, 19_000_000)
    assert row["根拠"] == str(proposals.AS_PLANNED)


@needs_soffice
@pytest.mark.parametrize("day", [datetime(2026, 10, 30), datetime(2026, 12, 1), "16日"])
def test_a_day_that_is_not_of_the_month_is_not_used_and_says_so(tmp_path, soffice_profile, day):
    path = edited(book(tmp_path / "mid.xlsx", Month(2024, 11)), typed("ACTUAL_REVENUE", 9_000_000, down=PLACE), typed(names.AS_OF, day))
    cells = review_of(path, tmp_path, soffice_profile)
    place = cell_of(openpyxl.load_workbook(path), names.AS_OF)
    assert cells[place.offset(0, 1).coordinate] == str(as_of.OTHER_MONTH)
    assert rows_of(path, cells, running.TITLE)["売上（円）"]["達成率"] == pytest.approx(9 / 19)


@needs_soffice
def test_a_month_that_is_over_or_to_come_needs_no_day(tmp_path, soffice_profile):
    """Blank is today: both are held against the whole month, and only the one that is over has no day left."""
    over = edited(book(tmp_path / "over.xlsx", Month(2024, 11)), typed("ACTUAL_REVENUE", 9_500_000, down=PLACE))
    cells = review_of(over, tmp_path, soffice_profile)
    row = rows_of(over, cells, running.TITLE)["売上（円）"]
    assert (row["目標"], row["達成率"], row["判定"]) == (19_000_000, pytest.approx(0.5), "×")
    assert (row[str(running.LANDING_HEAD)], row["残り1日\nあたり"]) == (9_500_000, NONE)
    assert "0日" in cells.values()  # of the headline figures
    to_come = edited(book(tmp_path / "later.xlsx", Month(2090, 11)), typed("ACTUAL_REVENUE", 9_500_000, down=PLACE))
    cells = review_of(to_come, tmp_path, soffice_profile)
    row = rows_of(to_come, cells, running.TITLE)["売上（円）"]
    assert (row["目標"], row["達成率"], row["残り1日\nあたり"]) == (19_000_000, pytest.approx(0.5), NONE)
    place = cell_of(openpyxl.load_workbook(to_come), names.AS_OF)
    assert cells[place.offset(0, 1).coordinate] == str(as_of.NOT_BEGUN)


@needs_ironcalc
@pytest.mark.parametrize("kind", [FormulaKind.LAMBDAS, FormulaKind.PLAIN])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_filled_in_carries_its_values_in_either_language(tmp_path, kind, language):
    """As 実績を取込 on files does: whoever reads the file without computing sees the same, of LAMBDA names and ordinary formulas."""
    with speaking(language):
        path = book(tmp_path / "new.xlsx", kind=kind)
        sheet = str(Step.REVIEW.tab)
        fills = {f"'{sheet}'!{cell_of(openpyxl.load_workbook(path), names.AS_OF).coordinate}": serial(date(2026, 11, 16))}
        for name, value in TYPED.items():
            fills[f"'{sheet}'!{cell_of(openpyxl.load_workbook(path), name).offset(PLACE).coordinate}"] = float(value)
        stamp_computed(path, path.read_bytes(), tmp_path / "filled.xlsx", fills)
        filled = openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=True)[sheet]
        cells = {cell.coordinate: cell.value for row in filled.iter_rows() for cell in row if cell.value is not None}
        revenue = next(iter(rows_of(path, cells, running.TITLE).values()))
        heads = (running.DUE_WORDS, running.GAP_WORDS, running.PACE_WORDS, running.SIGN_WORDS, running.LANDING_HEAD)
        assert [revenue[str(head)] for head in heads] == [
            pytest.approx(10_000_000), pytest.approx(-1_000_000), pytest.approx(0.9), "△", pytest.approx(17_100_000),
        ]  # fmt: skip


def test_a_new_workbook_is_the_same_on_every_day(tmp_path, monkeypatch):
    """Nothing that it shows depends on today, as long as it has no results."""
    cell = cell_of(openpyxl.load_workbook(book(tmp_path / "new.xlsx"), data_only=True), names.AS_OF_DAY)
    assert cell.value.date() == date(2026, 11, 30)
