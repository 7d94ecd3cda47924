"""A worksheet part as bytes, with the places of its rows, cells and formulas.

Nothing is parsed that is not asked for: a sheet of 100 MB is searched, not read into a tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.workbook.formula_text import shifted
from kpi_xl.hosts.files.stamp.workbook.markup import patterns, prefix_of, value_of, with_attribute
from kpi_xl.sheets.references import LAST_COLUMN, Area, column_number


class Row(NamedTuple):
    """A row element: ``<row ...>`` from *start* to *tag_end*, its cells to *end*."""

    number: int
    start: int
    tag_end: int
    tag: bytes  #: the attributes as they stand
    is_empty: bool  #: <row .../>


class Cell(NamedTuple):
    """A cell element; *body* is what stands between its tags."""

    row: int
    column: int
    start: int
    end: int
    tag: bytes
    body: bytes


class Formula(NamedTuple):
    """A cell with <f>, which reads *text*; *area* is what the formula fills."""

    row: int
    column: int
    area: Area
    kind: str  #: "", "shared", "array", "dataTable"
    text: str
    group: str  #: shared formulas: their number in the sheet
    is_dynamic: bool  #: an array that grows by itself


class Sheet:
    """Where things stand in a worksheet part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.patterns = patterns(prefix_of(data))
        found = self.patterns.data.search(data)
        if found is None:
            raise ValueError("no sheetData")
        self.tag = found
        self.is_empty = bool(found[2])
        self.start = found.end()
        self._rows: dict[int, Row | None] = {}  # what was found is kept for the next filling
        self._cells: dict[int, dict[int, Cell]] = {}
        self._bare: dict[int, bytes] = {}
        self.end = self.start if self.is_empty else data.rindex(b"</%ssheetData>" % self.patterns.prefix)

    # --- rows and cells ----------------------------------------------------------------------------------------------
    @cached_property
    def _listed(self) -> list[Row] | None:
        """All rows, only where they cannot be found by halving: a row without r is the one after its predecessor."""
        p = self.patterns.prefix
        marks = self.data.count(b"<%srow" % p, self.start, self.end)
        if self.data.count(b'<%srow r="' % p, self.start, self.end) == marks:
            return None
        rows: list[Row] = []
        for match in self.patterns.row.finditer(self.data, self.start, self.end):
            number = value_of(match[1], "r")
            rows.append(_row(match, int(number) if number else (rows[-1].number if rows else 0) + 1))
        return rows

    def row_from(self, number: int) -> Row | None:
        """The first row with that number or a greater one."""
        if number not in self._rows:
            self._rows[number] = self._find_row(number)
        return self._rows[number]

    def _find_row(self, number: int) -> Row | None:
        if self._listed is not None:
            index = bisect_left(self._listed, number, key=lambda row: row.number)
            return self._listed[index] if index < len(self._listed) else None
        low, high, best = self.start, self.end, None
        while low < high:
            middle = (low + high) // 2
            match = self.patterns.row.search(self.data, middle, self.end)
            if match is None or match.start() >= high:
                high = middle
            elif (row := _row(match, int(value_of(match[1], "r") or 0))).number < number:
                low = row.tag_end
            else:
                best, high = row, middle
        return best

    def row(self, number: int) -> Row | None:
        row = self.row_from(number)
        return row if row is not None and row.number == number else None

    def row_end(self, row: Row) -> int:
        """Where the row's cells end."""
        return row.tag_end if row.is_empty else self.data.index(self.patterns.row_end, row.tag_end)

    def cells(self, row: Row) -> Iterable[Cell]:
        """The cells of a row, in order; one without r is the one after its predecessor."""
        return self.cell_by_column(row).values()

    def cell_by_column(self, row: Row) -> dict[int, Cell]:
        if row.start not in self._cells:
            self._cells[row.start] = {cell.column: cell for cell in self._find_cells(row)}
        return self._cells[row.start]

    def _find_cells(self, row: Row) -> list[Cell]:
        found: list[Cell] = []
        for match in self.patterns.cell.finditer(self.data, row.tag_end, self.row_end(row)):
            ref = value_of(match[1], "r")
            following = found[-1].column + 1 if found else 1
            column = column_number(ref.rstrip("0123456789").upper()) if ref else following
            found.append(Cell(row.number, column, match.start(), match.end(), match[1], match[2] or b""))
        return found

    def cell(self, row_number: int, column: int) -> Cell | None:
        row = self.row(row_number)
        return None if row is None else self.cell_by_column(row).get(column)

    def bare_tag(self, cell: Cell) -> bytes:
        """The cell's attributes without those that speak of its content."""
        if cell.start not in self._bare:
            tag = cell.tag
            for name in ("t", "cm", "vm"):
                tag = with_attribute(tag, name, None)
            self._bare[cell.start] = spaced(tag)
        return self._bare[cell.start]

    # --- styles ------------------------------------------------------------------------------------------------------
    @cached_property
    def _column_styles(self) -> list[tuple[int, int, str]]:
        found = []
        for match in self.patterns.column.finditer(self.data, 0, self.tag.start()):
            style = value_of(match[1], "style")
            if style and style != "0":
                found.append((int(value_of(match[1], "min") or 0), int(value_of(match[1], "max") or 0), style))
        return found

    def style(self, row_number: int, column: int) -> str | None:
        """The style that a cell has, or would get from its row or column."""
        cell = self.cell(row_number, column)
        if cell is not None:
            return value_of(cell.tag, "s")
        return self.inherited_style(self.row(row_number), column)

    def inherited_style(self, row: Row | None, column: int) -> str | None:
        if row is not None and value_of(row.tag, "customFormat") in ("1", "true"):
            return value_of(row.tag, "s")
        return next((style for first, last, style in self._column_styles if first <= column <= last), None)

    # --- what surrounds the cells ------------------------------------------------------------------------------------
    @cached_property
    def merges(self) -> list[Area]:
        found = self.patterns.merge.finditer(self.data, self.end)
        areas = (Area.parse(value_of(match[1], "ref") or "") for match in found)
        return [area for area in areas if area is not None]

    @cached_property
    def is_protected(self) -> bool:
        match = self.patterns.protection.search(self.data, self.end)
        return match is not None and value_of(match[1], "sheet") in ("1", "true")

    # --- formulas ----------------------------------------------------------------------------------------------------
    @cached_property
    def formulas(self) -> list[Formula]:
        """Every formula cell, in the order of the sheet."""
        p, data = self.patterns.prefix, self.data
        if data.find(b"<%sf" % p, self.start, self.end) < 0:
            return []
        opening = b"<%sc " % p
        found = []
        for match in self.patterns.formula.finditer(data, self.start, self.end):
            start = data.rfind(opening, self.start, match.start())
            tag = data[start + len(opening) - 1 : data.find(b">", start, match.start())]
            is_this = not data[start + len(opening) + len(tag) : match.start()].strip()
            place = _cell_of(tag) if is_this and b" r=" in tag else self._place(match.start())
            if place is not None:
                found.append(_formula(match, place, tag))
        return found

    def _place(self, position: int) -> Area | None:
        """The cell at a position, where cells carry no address."""
        index = bisect_left(self._every_row, position, key=lambda row: row.start) - 1
        if index < 0:
            return None
        row = self._every_row[index]
        cell = next((cell for cell in self.cells(row) if cell.start < position < cell.end), None)
        return Area(row.number, cell.column, row.number, cell.column) if cell else None

    @cached_property
    def _every_row(self) -> list[Row]:
        found = self.patterns.row.finditer(self.data, self.start, self.end)
        return self._listed or [_row(match, int(value_of(match[1], "r") or 0)) for match in found]

    @cached_property
    def formula_at(self) -> dict[tuple[int, int], Formula]:
        return {(formula.row, formula.column): formula for formula in self.formulas}

    @cached_property
    def _masters(self) -> dict[str, Formula]:
        return {formula.group: formula for formula in self.formulas if formula.group and formula.text}

    def text(self, formula: Formula) -> str:
        """The formula as its cell shows it: of a shared one, only the first cell holds the text."""
        master = self._masters.get(formula.group)
        if formula.text or master is None:
            return formula.text
        return shifted(master.text, formula.row - master.row, formula.column - master.column)

    @cached_property
    def arrays(self) -> list[Formula]:
        """Formulas that fill more than their own cell."""
        return [formula for formula in self.formulas if formula.kind in ("array", "dataTable")]


def _row(match: re.Match[bytes], number: int) -> Row:
    return Row(number, match.start(), match.end(), match[1], bool(match[2]))


_ADDRESS = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,6})"')
"""Of a cell, as nearly all programs write it; six digits are on every sheet."""


def _cell_of(tag: bytes) -> Area | None:
    """The cell that its tag names."""
    match = _ADDRESS.search(tag)
    if match is None:
        return Area.parse(value_of(tag, "r") or "")
    row, column = int(match[2]), column_number(match[1].decode())
    return Area(row, column, row, column) if row and column <= LAST_COLUMN else None


def _formula(match: re.Match[bytes], place: Area, tag: bytes) -> Formula:
    attributes, text = match[1], unescape((match[2] or b"").decode())
    if not attributes:
        return Formula(place.top, place.left, place, "", text, "", is_dynamic=False)
    kind = value_of(attributes, "t") or ""
    area = Area.parse(value_of(attributes, "ref") or "") or place
    group = (value_of(attributes, "si") or "") if kind == "shared" else ""
    return Formula(place.top, place.left, area, kind, text, group, kind == "array" and value_of(tag, "cm") is not None)


def spaced(tag: bytes) -> bytes:
    return tag if not tag or tag[:1].isspace() else b" " + tag
