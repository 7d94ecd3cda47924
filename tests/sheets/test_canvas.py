"""The canvas refuses what no cell can hold."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.errors import InputError
from kpi_xl.sheets.canvas import Book


def test_all_values_that_no_cell_can_hold_are_told_at_once(tmp_path: Path):
    """XlsxWriter leaves out a text that is too long, and writes an infinite result as a word that Excel has to repair."""
    book = Book(str(tmp_path / "book.xlsx"), "t", date(2026, 12, 1))
    sheet = book.sheet("一覧")
    sheet.text(1, 1, "x" * 32_767)
    sheet.number(3, 1, math.inf)
    sheet.formula(4, 2, "=B4*2", math.nan)
    sheet.text(5, 0, "x" * 32_768)
    sheet.formula(6, 0, '=REPT("x",40000)', "x" * 40_000)
    sheet.text(7, 0, "\ud83d")
    with pytest.raises(InputError) as raised:
        book.close()
    places = [str(finding.place) for finding in raised.value.findings]
    assert places == ["一覧!B4", "一覧!C5", "一覧!A6", "一覧!A7", "一覧!A8"]
    assert list(tmp_path.iterdir()) == []
