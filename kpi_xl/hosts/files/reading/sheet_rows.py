"""The rows of one sheet of a workbook that openpyxl opened for reading only: value and formula at one go, from the top, each row once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

Cells = Mapping[int, tuple[Any, bool]]
"""Column, counted from 1 -> the value that was saved, and whether a formula gives it; without cells that hold neither."""

_EMPTY: Cells = {}


class SheetRows:
    """Reads on as far as it is asked, and keeps what it read."""

    def __init__(self, sheet: ReadOnlyWorksheet, most_columns: int) -> None:
        self._rows = rows_of(sheet, most_columns)
        self._kept: dict[int, Cells] = {}
        self._last = 0  #: the row that was read last
        self._is_done = False

    def row(self, number: int) -> Cells:
        """A row, counted from 1."""
        while self._last < number and not self._is_done:
            self._last, cells = next(self._rows, (self._last, None))
            self._is_done = cells is None
            if cells:
                self._kept[self._last] = cells
        return self._kept.get(number, _EMPTY)


def rows_of(sheet: ReadOnlyWorksheet, most_columns: int) -> Iterator[tuple[int, Cells]]:
    """Each row with its number; one that stands below a later one is left out, as openpyxl does."""
    last, book = 0, sheet.parent
    with sheet._get_source() as source:
        parser = _Parser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            if number > last:
                last = number
                yield number, {
                    cell["column"]: (cell["value"], is_formula)
                    for cell in cells
                    if ((is_formula := cell["data_type"] == _FORMULA) or cell["value"] is not None) and cell["column"] <= most_columns
                }


_FORMULA = "f"


class _Parser(WorkSheetParser):
    """Says which cells have a formula though it reads the values."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            cell["data_type"] = _FORMULA
        return cell
