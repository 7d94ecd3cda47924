"""Ranges: blocks of cells, what they carry and what is typed into them; and tables."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts.excel.openpyxl_engine.cells import Refused, filled, formula_of, set_formula

if TYPE_CHECKING:
    from tests.hosts.excel.openpyxl_engine.sheets import Sheet


class Range:
    def __init__(self, sheet: Sheet, area: tuple[int, int, int, int]) -> None:
        self.sheet, self.area, self.api = sheet, area, self
        self.options: dict[str, object] = {}

    max_cells_per_read = max_cells_per_write = None

    @property
    def row(self):
        return self.area[0]

    @property
    def column(self):
        return self.area[1]

    @property
    def shape(self):
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    def __len__(self):
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row, column=None):
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return self.sheet.range((self.row + row - 1, self.column + column - 1))

    @property
    def address(self):
        top, left, bottom, right = self.area
        first = f"${get_column_letter(left)}${top}"
        return first if len(self) == 1 else f"{first}:${get_column_letter(right)}${bottom}"

    def _cells(self):
        """Row by row; None where nothing was ever written."""
        top, left, bottom, right = self.area
        cells = self.sheet.sheet._cells
        return [[cells.get((row, col)) for col in range(left, right + 1)] for row in range(top, bottom + 1)]

    def _shaped(self, rows):
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @property
    def raw_value(self):
        carried = self.sheet.book.carried[self.sheet.sheet]
        return self._shaped(
            [[None if cell is None else _shown(cell, carried) for cell in row] for row in self._cells()]
        )

    @raw_value.setter
    def raw_value(self, value):
        self._type(value)

    def _type(self, value, is_dynamic=False):
        self.sheet._step("type")
        for area in self._arrays():
            if _overlap(self.area, area) and self.area != area:
                raise Refused("1004: part of an array cannot be changed")
        rows = value if isinstance(value, (list, tuple)) else [[value]]
        for row, values in enumerate(rows, start=self.row):
            for col, each in enumerate(values, start=self.column):
                cell = self.sheet.sheet.cell(row, col)
                if self.sheet.ProtectContents and cell.protection.locked:
                    if self.sheet.book.app.program.is_silent:
                        continue
                    raise Refused("1004: the cell is locked")
                if is_dynamic and isinstance(cell.value, ArrayFormula):
                    cell.value.text = each
                    continue
                cell.value = _as_excel_reads(each)
                if isinstance(each, str) and each.startswith("'"):
                    cell.value, cell.data_type = each[1:], "s"

    def _arrays(self):
        """The areas of array formulas over several cells, with their formulas."""
        found = {range_boundaries(each.ref): each.text for each in self._array_formulas() if ":" in each.ref}
        return {(top, left, bottom, right): text for (left, top, right, bottom), text in found.items()}

    def _array_formulas(self):
        return [cell.value for cell in filled(self.sheet.sheet) if isinstance(cell.value, ArrayFormula)]

    def _formulas(self, typed):
        cells = [["" if cell is None else typed(cell) for cell in row] for row in self._cells()]
        for (top, left, bottom, right), text in self._arrays().items():
            for row, line in enumerate(cells, start=self.row):
                for col in range(self.column, self.column + len(line)):
                    if top <= row <= bottom and left <= col <= right:
                        line[col - self.column] = text
        return self._shaped(cells)

    @property
    def formula(self):
        return self._formulas(_typed_with_mark)

    @formula.setter
    def formula(self, value):
        self.raw_value = value

    @property
    def formula2(self):
        if not self.sheet.book.app.program.knows_formula2:
            raise AttributeError("Formula2")
        return self._formulas(_typed)

    @formula2.setter
    def formula2(self, value):
        self._type(value, is_dynamic=True)

    @property
    def has_array(self):
        return any(_overlap(self.area, area) for area in self._arrays())

    @property
    def formula_array(self):
        return next((text for area, text in self._arrays().items() if _overlap(self.area, area)), None)

    @formula_array.setter
    def formula_array(self, text):
        self.sheet._step("type")
        if self.area not in self._arrays():
            raise Refused("1004: part of an array cannot be changed")
        self.sheet.sheet.cell(*self.area[:2]).value.text = text

    @property
    def CurrentArray(self):
        return next(self.sheet.range(area[:2], area[2:]) for area in self._arrays() if _overlap(self.area, area))

    @property
    def Address(self):
        return self.address

    @property
    def Locked(self):
        return all(cell is None or cell.protection.locked for row in self._cells() for cell in row)

    def replace_all(self, old, new, whole, match_case):
        self.sheet._step("replace")
        for row in self._cells():
            for cell in row:
                if cell is not None and cell.data_type == "f":
                    set_formula(cell, formula_of(cell).replace(old, new))

    def select(self):
        self.sheet._step("select")
        self.sheet.book.app.program.shown.append(f"{self.sheet.name}!{self.address}")


def _overlap(one, other) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _as_excel_reads(value):
    """What becomes of a text that is typed in Japan: a truth value, a day."""
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    era = re.fullmatch(r"令和(\d+)年(\d+)月(\d+)日", value) if isinstance(value, str) else None
    day = re.fullmatch(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", value) if isinstance(value, str) else None
    if era:
        return datetime(2018 + int(era[1]), int(era[2]), int(era[3]))
    return datetime(*map(int, day.groups())) if day else value


def _shown(cell, carried) -> object:
    value = carried.get(cell.coordinate) if cell.data_type == "f" else cell.value
    is_currency = isinstance(value, (int, float)) and cell.number_format.startswith("¥")
    return Decimal(str(value)) if is_currency else value


def _typed(cell) -> str:
    if cell.data_type == "f":
        return formula_of(cell)
    return "" if cell.value is None else str(cell.value)


def _typed_with_mark(cell) -> str:
    """As `Formula` reads it: an array is marked to be taken as one value."""
    text = _typed(cell)
    return f"=@{text.removeprefix('=')}" if isinstance(cell.value, ArrayFormula) and ":" not in cell.value.ref else text


class Tables:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __iter__(self):
        return (Table(self.sheet, table) for table in self.sheet.sheet.tables.values())

    def __len__(self):
        return len(self.sheet.sheet.tables)


class Table:
    def __init__(self, sheet: Sheet, table) -> None:
        self.sheet, self.table = sheet, table

    @property
    def name(self):
        return self.table.displayName

    @property
    def range(self):
        return self.sheet.range(self.table.ref)

    @property
    def show_totals(self):
        return bool(self.table.totalsRowCount)
