"""The cells of a role workbook, found by workbook names and tables wherever they were moved to.

A workbook on disk and one that is open in a spreadsheet offer the same: names, tables, and the cells of an area.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kpi_xl.definitions import all_roles
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.labels import names_by_label
from kpi_xl.errors import NO_VALUE
from kpi_xl.sheets.references import Area, address

Value = str | float | bool | None
SheetArea = tuple[str, int, int, int, int]
"""Sheet title, first row, first column, last row, last column; counted from 1."""

DAYS_TO_1904 = 1462
"""By as much a day's serial number is smaller in a workbook that counts from 1904."""

MOST_CELLS = 100_000
"""In one name or table; a name for a whole column is a slip."""


@dataclass(frozen=True)
class PlanCell:
    """One cell: the value that was typed, or the one that its formula carries."""

    place: str  #: file: sheet!A1
    value: Value
    is_formula: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing, or nothing but white space."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def quoted(self) -> object:
        """The value as a finding quotes it."""
        return NO_VALUE if self.is_blank else self.value

    @property
    def text(self) -> str:
        return "" if self.is_blank else str(self.value).strip()


@dataclass(frozen=True)
class PlanTable:
    """An Excel table: its heads, and its rows below them."""

    place: str  #: file: sheet!B7:F37
    heads: tuple[PlanCell, ...]
    rows: tuple[tuple[PlanCell, ...], ...]


@dataclass(frozen=True)
class TableArea:
    """Where an Excel table stands."""

    area: SheetArea  #: heads, rows, totals
    totals: int = 0  #: rows of totals at its end


class PlanCells(ABC):
    """One workbook, open for reading."""

    label: str  #: what messages call it: its file name
    folder: Path | None  #: where it lies; None where it was never saved to a disk
    counts_from_1904: bool  #: True in workbooks of old Macs, whose serial numbers of days count from 1904

    @property
    @abstractmethod
    def names(self) -> Mapping[str, SheetArea]:
        """The workbook names that stand for cells, in capitals: a spreadsheet takes win_rate and WIN_RATE for one name."""

    @property
    @abstractmethod
    def other_names(self) -> Mapping[str, str]:
        """The workbook names that stand for anything else, in capitals, and for what: two areas, a formula, #REF!."""

    @property
    @abstractmethod
    def tables(self) -> Mapping[str, TableArea]:
        """The Excel tables of all sheets, by name."""

    @abstractmethod
    def contents(self, area: SheetArea) -> Sequence[Sequence[tuple[Value, bool]]]:
        """Row by row the value of each cell, and whether a formula gives it. Dates are serial numbers."""

    def table_rows(self, area: SheetArea) -> list[list[Any]]:
        """The values of a table's heads and rows, each as it comes: days may be serial numbers or dates."""
        return [[value for value, _ in row] for row in self.contents(area)]

    def cell(self, name: str) -> PlanCell | None:
        """The (first) cell of a name; None where there is no such name."""
        cells = self.cells(name)
        return cells[0] if cells else None

    def cells(self, name: str) -> list[PlanCell]:
        """The cells of a name, row by row."""
        area = self.names.get(name) or self._labelled(name)
        return [] if area is None else [cell for row in self.rows(area) for cell in row]

    def count(self, name: str) -> int:
        """How many cells a name has; they are not read."""
        area = self.names.get(name)
        return 0 if area is None else (area[3] - area[1] + 1) * (area[4] - area[2] + 1)

    def _labelled(self, name: str) -> SheetArea | None:
        """The cells that a company's own workbook names by what the input is called: 成約率 for WIN_RATE."""
        words = labels_of(name)
        return next((area for key, area in self.names.items() if folded(key) in words), None) if words else None

    def table(self, name: str, area_name: str) -> PlanTable | None:
        """The table called *name*, its totals row left out; where it was dropped, the cells called *area_name*."""
        found = self.table_area(name, area_name)
        if found is None:
            return None
        return self._table(found)

    def closed_list(self, name: str) -> PlanTable | None:
        """The cells of a name as a table, heads first, without the row that closes it; None where there is no such name."""
        if name not in self.names:
            return None
        title, top, left, bottom, right = self.names[name]
        return self._table(TableArea((title, top, left, max(top, bottom - 1), right)))

    def _table(self, found: TableArea) -> PlanTable:
        title, top, left, bottom, right = found.area
        rows = self.rows(found.area)
        place = f"{self.label}: {title}!{address(top, left)}:{address(bottom, right)}"
        return PlanTable(place, rows[0], tuple(rows[1 : len(rows) - found.totals]))

    def table_area(self, name: str, area_name: str) -> TableArea | None:
        """Where the table called *name* stands; where it was dropped, the cells called *area_name*."""
        known = {each.upper(): table for each, table in self.tables.items()}
        return known.get(name.upper()) or (TableArea(self.names[area_name]) if area_name in self.names else None)

    def rows(self, area: SheetArea) -> list[tuple[PlanCell, ...]]:
        """The cells of an area, cut off where it is absurdly long."""
        title, top, left, bottom, right = area
        bottom = min(bottom, top + MOST_CELLS // (right - left + 1))
        return [
            tuple(
                PlanCell(f"{self.label}: {title}!{address(row, col)}", value, is_formula)
                for col, (value, is_formula) in enumerate(line, start=left)
            )
            for row, line in enumerate(self.contents((title, top, left, bottom, right)), start=top)
        ]


TALL = 1_000
"""Rows from which an area is asked for only as far down as its sheet is used: a name may stand for a whole column."""


def filled_up(rows: list[list[tuple[Value, bool]]], height: int, width: int) -> list[list[tuple[Value, bool]]]:
    """With empty rows for those that the sheet does not have."""
    empty: list[tuple[Value, bool]] = [(None, False)] * width
    return rows + [empty] * (height - len(rows))


@cache
def labels_of(name: str) -> frozenset[str]:
    """The folded labels of an input of the shipped roles."""
    by_role = [names_by_label(role.inputs) for role in all_roles()]
    return frozenset(word for labels in by_role for word, its in labels.items() if its == name)


def read_reference(text: str) -> SheetArea | None:
    """``'①KGI'!$E$10:$E$12`` or a whole column as an area; None for anything else, such as #REF!.

    >>> read_reference("'It''s'!$B$2"), read_reference("Days!$B:$B"), read_reference("#REF!$A$1")
    (("It's", 2, 2, 2, 2), ('Days', 1, 2, 1048576, 2), None)
    """
    match = re.fullmatch(
        r"=?(?:'((?:[^']|'')+)'|([^'!#]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})",
        text.strip(),
    )
    found = Area.parse(match[3]) if match else None
    if match is None or found is None:
        return None
    return ((match[1] or match[2]).replace("''", "'"), *found)
