"""The plain Excel formulas of a goal in columns, recomputed by a real spreadsheet.

Plain Excel reads no sentence: with a text it says ？ where Python reads it, and never anything else that differs.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest
import xlsxwriter

from kpi_xl.functions import call, expand
from tests.spreadsheet import needs_soffice, recalculated

TEXTS = ("", "営業成績を向上させる", "今月末までに新規商談を50件にする")
KPIS = ("", "新規商談数", " ")
BASELINES = ("", 30, 0, -5)
TARGETS = ("", 50, 30, 91, 0, -20, "多め")
DEADLINES = ("", date(2999, 11, 30), date(2001, 1, 31), "今月末", "2001-01-31")
PURPOSES = ("", "売上1,000万円を達成する")
CASES = [case for number, case in enumerate(product(TEXTS, KPIS, BASELINES, TARGETS, DEADLINES, PURPOSES)) if number % 3 == 0]


@pytest.fixture(scope="module")
def shown(tmp_path_factory, soffice_profile):
    """The two formulas of every case, as LibreOffice computes them."""
    folder = tmp_path_factory.mktemp("smart")
    path = folder / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Goals"), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, case in enumerate(CASES):
            for column, value in enumerate(case, start=3):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
                elif value != "":
                    sheet.write(row, column, value)
            arguments = ",".join(f"{letter}{row + 1}" for letter in "DEFGHI")
            sheet.write_formula(row, 0, expand(f"=KPI_SMART({arguments})"), None, -1)
            sheet.write_formula(row, 1, expand(f"=KPI_SMART_SCORE({arguments})"), None, -1)
    cells = recalculated([path], folder, soffice_profile)[path]["Goals"]
    return [(str(cells[f"A{row}"]), cells[f"B{row}"]) for row in range(1, len(CASES) + 1)]


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_a_goal_in_columns_is_judged_alike(shown, record_property):
    """Without a text the workbook says the same with and without Python, in verdict and score."""
    wrong = [
        (case, signs, score)
        for case, (signs, score) in zip(CASES, shown, strict=True)
        if not case[0] and (signs != call("KPI_SMART", *case) or score != call("KPI_SMART_SCORE", *case))
    ]
    assert not wrong, wrong[:10]
    record_property("compared", f"{len(CASES):,} goals in columns, {len(wrong)} differ")


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_with_a_text_plain_excel_says_less_but_nothing_else(shown):
    for case, (signs, _) in zip(CASES, shown, strict=True):
        if case[0]:
            for ours, theirs in zip(call("KPI_SMART", *case).split(), signs.split(), strict=True):
                assert theirs in (ours, f"{ours[0]}？"), case


def test_columns_decide_over_the_text():
    """Somebody corrected the columns and left the sentence as it was."""
    text = "今月末までに新規商談を50件にする"
    assert call("KPI_SMART", text, "新規商談数", 30, 50, date(2001, 1, 31), "") == "S○ M○ A○ R○ T△"


@pytest.mark.parametrize("deadline", [date(2001, 1, 31), datetime(2001, 1, 31, 9, 0), 36922, "2001-01-31", "2001/1/31"])
def test_a_deadline_is_known_however_the_host_hands_it_over(deadline):
    """A date, a serial number or ISO text: all of them are past."""
    assert call("KPI_SMART", "", "", "", "", deadline).endswith("T△")
