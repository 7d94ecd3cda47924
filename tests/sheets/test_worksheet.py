"""The quick worksheet writes the same formulas as XlsxWriter's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.references import LAST_ROW
from kpi_xl.sheets.worksheet import QuickWorksheet

FORMULAS = (
    "=A1/B1",
    "A1/B1",
    '=IF(COUNT(A1,B1)<2,"—",A1/B1)',
    "=XLOOKUP(A1,B:B,C:C)",
    "=SUM(XLOOKUP(A1,B:B,C:C))",
    "=_xlfn.XLOOKUP(A1,B:B,C:C)",
    "=SORT(A1:A3)+_xlfn.SINGLE(B1)",
    "=SORT(A1:A3)+SINGLE(B1)",
    "=RESORT(A1)",
    "='並べ替え SORT'!A1&\"SORT(\"",
    "=合計SUM(A1)",
    "{=SUM(A1:A3*B1:B3)}",
    "=SUM({1,2,3})",
    "=STDEV.S(A1:A3)",
    "==A1",
    "",
)


@pytest.mark.parametrize("expand", [(), (True,)])
@pytest.mark.parametrize("future", [False, True])
def test_formulas_are_prepared_as_xlsxwriter_prepares_them(future: bool, expand: tuple[bool, ...]):
    """Twice each, in both orders: what one formula taught must not mislead about another."""
    quick, stock = QuickWorksheet(), Worksheet()
    quick.use_future_functions = stock.use_future_functions = future
    for formula in (*FORMULAS, *reversed(FORMULAS)):
        assert quick._prepare_formula(formula, *expand) == stock._prepare_formula(formula, *expand), formula


def test_formulas_that_spill_are_written_as_xlsxwriter_writes_them():
    """SORT fills the cells below it; a formula whose functions were seen before must not lose that."""
    quick, stock = QuickWorksheet(), Worksheet()
    formulas = [each for each in (*FORMULAS, *reversed(FORMULAS)) if each]
    for sheet in (quick, stock):
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, formula, None, 7)
    assert {row: cells[0] for row, cells in quick.table.items()} == {row: cells[0] for row, cells in stock.table.items()}
    assert len({type(cells[0]) for cells in quick.table.values()}) == 2  # cells, and those that fill others


def test_a_cell_below_the_last_row_is_an_error_and_not_a_broken_file(tmp_path: Path):
    """Bounds are found when the sheet is written, since no cell tells them before."""
    book = Book(str(tmp_path / "long.xlsx"), "t", date(2026, 12, 1))
    book.sheet("s").number(LAST_ROW, 2, 1.0)
    with pytest.raises(ValueError, match="1048577"):
        book.close()
