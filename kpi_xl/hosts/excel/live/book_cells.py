"""The cells of a workbook that is open in Excel, unsaved edits included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import xlwings as xw

from kpi_xl.hosts.plans import PlanCells, SheetArea, TableArea, Value
from kpi_xl.hosts.plans.cells import read_reference
from kpi_xl.sheets.references import Area

DAY_ZERO = datetime(1899, 12, 30)


class BookCells(PlanCells):
    """One open workbook. Names and tables are asked for once, so it is made anew for each command."""

    counts_from_1904 = False  # Excel hands days over as dates

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.label, self.folder = book.name, folder_of(book)

    @cached_property
    def names(self) -> dict[str, SheetArea]:
        found = _areas(name for name in self._book.names if "!" not in name.name)
        return {name.upper(): area for name, area in found}

    @cached_property
    def tables(self) -> dict[str, TableArea]:
        found = {}
        for sheet in self._book.sheets:
            for table in sheet.tables:
                area = (sheet.name, *(Area.parse(table.range.address) or (1, 1, 1, 1)))
                found[table.name] = TableArea(area, int(table.show_totals))
        return found

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        title, top, left, bottom, right = area
        block = self._book.sheets[title].range((top, left), (bottom, right))
        values = block.options(ndim=2, err_to_str=True).value
        return [
            [(_plain(value), formula.startswith("=")) for value, formula in zip(*rows, strict=True)]
            for rows in zip(values, formulas_of(block), strict=True)
        ]


def local_names(book: xw.Book) -> dict[tuple[str, str], SheetArea]:
    """Names of single sheets: (sheet title, name) -> its cells."""
    return {
        (sheet.name, name.rpartition("!")[2]): area for sheet in book.sheets for name, area in _areas(iter(sheet.names))
    }


def formulas_of(block: xw.Range) -> list[list[str]]:
    """What was typed into each cell, row by row: Excel gives one cell, or one row, in a simpler shape."""
    found, (rows, columns) = block.formula, block.shape
    flat = [str(each) for row in _listed(found) for each in _listed(row)]
    return [flat[row * columns : (row + 1) * columns] for row in range(rows)]


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


def _areas(names: Iterator[xw.Name]) -> Iterator[tuple[str, SheetArea]]:
    for name in names:
        area = read_reference(name.refers_to or "")
        if area:
            yield name.name, area


def _plain(value: Any) -> Value:
    """Numbers are floats, a day is its serial number."""
    if isinstance(value, datetime):
        return (value - DAY_ZERO) / timedelta(days=1)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, (str, float, bool)) else None


def folder_of(book: xw.Book) -> Path | None:
    """Where the workbook lies on this computer; None for one that was never saved, or only to the web."""
    try:
        path = Path(book.fullname)
    except xw.XlwingsError:  # OneDrive or SharePoint, and xlwings does not find the synchronised copy
        return None
    return path.parent if path.is_absolute() else None
