"""The cells of a workbook that is open in Excel, unsaved edits included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import xlwings as xw

from kpi_xl.activity.log_table import rows_of
from kpi_xl.hosts.excel.live.protection import asked
from kpi_xl.hosts.excel.live.typed import formulas_of
from kpi_xl.hosts.plans import PlanCells, SheetArea, TableArea, Value
from kpi_xl.hosts.plans.cells import TALL, filled_up, read_reference
from kpi_xl.sheets.references import Area

DAY_ZERO, DAY_ZERO_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class BookCells(PlanCells):
    """One open workbook. Names and tables are asked for once, so it is made anew for each command."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.label, self.folder = book.name, folder_of(book)

    @cached_property
    def counts_from_1904(self) -> bool:  # type: ignore[override]
        return asked(self._book, "Date1904")

    @cached_property
    def names(self) -> dict[str, SheetArea]:
        found = _areas(name for name in self._book.names if "!" not in name.name)
        return {name.upper(): area for name, area in found}

    @cached_property
    def other_names(self) -> dict[str, str]:
        texts = {name.name.upper(): (name.refers_to or "").removeprefix("=") for name in self._book.names if "!" not in name.name}
        return {name: text for name, text in texts.items() if name not in self.names}

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
        sheet = self._book.sheets[title]
        block = sheet.range((top, left), (_last_row(sheet, top, bottom), right))
        values = block.options(ndim=2, err_to_str=True).value
        found = [
            [(self._plain(value), formula.startswith("=")) for value, formula in zip(*rows, strict=True)]
            for rows in zip(values, formulas_of(block), strict=True)
        ]
        return filled_up(found, bottom - top + 1, right - left + 1)

    def table_rows(self, area: SheetArea) -> list[list[Any]]:
        import pandas as pd  # late: no other command needs it

        title, top, left, bottom, right = area
        block = self._book.sheets[title].range((top, left), (bottom, right))
        frame: pd.DataFrame = block.options(pd.DataFrame, index=False, header=1, err_to_str=True).value
        return [[float(value) if isinstance(value, Decimal) else value for value in row] for row in rows_of(frame)]

    def _plain(self, value: Any) -> Value:
        """Numbers are floats. Excel hands over a day as a date, which becomes its serial number again."""
        if isinstance(value, datetime):
            return (value - (DAY_ZERO_OF_1904 if self.counts_from_1904 else DAY_ZERO)) / timedelta(days=1)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):  # a cell in a format of currency gives a Decimal
            return float(value)
        return value if isinstance(value, (str, float, bool)) else None


def _last_row(sheet: xw.Sheet, top: int, bottom: int) -> int:
    """As far down as an area is read."""
    if bottom - top < TALL:
        return bottom
    used = sheet.used_range
    return min(bottom, max(top, used.row + used.shape[0] - 1))


def local_names(book: xw.Book) -> dict[tuple[str, str], SheetArea]:
    """Names of single sheets: (sheet title, name) -> its cells."""
    return {
        (sheet.name, name.rpartition("!")[2]): area for sheet in book.sheets for name, area in _areas(iter(sheet.names))
    }


def _areas(names: Iterator[xw.Name]) -> Iterator[tuple[str, SheetArea]]:
    for name in names:
        area = read_reference(name.refers_to or "")
        if area:
            yield name.name, area


def folder_of(book: xw.Book) -> Path | None:
    """Where the workbook lies on this computer; None for one that was never saved, or only to the web."""
    try:
        path = Path(book.fullname)
    except xw.XlwingsError:  # OneDrive or SharePoint, and xlwings does not find the synchronised copy
        return None
    return path.parent if path.is_absolute() else None
