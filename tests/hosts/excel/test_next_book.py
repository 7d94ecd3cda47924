"""翌月のブック in the open workbook: it is saved, and next month's stands open beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from kpi_xl.hosts.excel import macros
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.periods import Month
from tests.hosts.excel.open_books import cell_named, opened, rearranged, value_of


@pytest.mark.parametrize("change", [None, rearranged], ids=["as made", "rearranged"])
def test_next_months_workbook_opens_beside_the_open_one(program, path: Path, change):
    """With the edits of the moment: what was typed a second ago is on the disk before the copy is made."""
    path = path.rename(path.with_stem("営業 2026-11"))
    book = opened(change(path) if change else path)
    cell_named(book, "WIN_RATE").value = 0.31
    cell_named(book, "ACTUAL_REVENUE", 7).value = 2_345_678
    program.answers |= {"このブックを保存して": "yes"}
    macros.next_book()
    assert "翌月の計画ブックを作りました（2026年11月 → 2026年12月）" in program.said[-1]
    assert program.steps.index("save") < len(program.steps) - 1 - program.steps[::-1].index("open .xlsx")
    made = program.books[-1]
    assert made.name == "営業 2026-12.xlsx"
    after = xw.Book(impl=made)
    assert [value_of(after, name) for name in ("WIN_RATE", "BASELINE_REVENUE")] == [0.31, 2_345_678]
    assert read_plans([made.path]).month == Month(2026, 12)


def test_who_says_no_gets_nothing(program, path: Path):
    """The workbook is not even saved."""
    opened(path)
    program.answers |= {"このブックを保存して": "no"}
    macros.next_book()
    assert "save" not in program.steps
    assert len(program.books) == 1


def test_the_results_are_those_of_the_log_that_the_workbook_remembers(program, path: Path):
    """実績を取込 wrote down where they came from."""
    book = opened(path)
    cell_named(book, "ACTIVITY_LOG").value = "活動.csv"
    program.answers |= {"このブックを保存して": "yes"}
    macros.next_book()
    after = xw.Book(impl=program.books[-1])
    assert value_of(after, "ACTUAL_DEALS_WON", 6) == 6
    assert value_of(after, "BASELINE_DEALS_WON") == 6


def test_a_workbook_that_lies_on_no_disk_is_refused(program, path: Path):
    """Its file is what goes on."""
    book = opened(path)
    book.impl.path = path.with_suffix(".ods")
    macros.next_book()
    assert "Excelブック（.xlsx・.xlsm）として保存されていません" in program.said[-1]
