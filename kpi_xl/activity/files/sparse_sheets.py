"""Worksheets with few cells far apart, or written as no program is used to: their rows and columns pushed together.

The reader of workbooks builds the rectangle from A1 to the last cell; one stray value in XFD1048576 would take 500 GB, and it does
not ask. So what exists is written anew, row below row, column beside column, and where it stood is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Corners = tuple[tuple[int, int], tuple[int, int]]
"""((first row, first column), (last row, last column)), from 0."""


class NoSheetError(Exception):
    """A cell stands where no sheet has one."""


@dataclass(frozen=True)
class SparseSheet:
    """What exists of a worksheet."""

    content: bytes  #: XML of the same cells without gaps
    rows: tuple[int, ...]  #: the number of each row, from 1
    columns: tuple[int, ...]  #: the number of each column, from 1
    hidden_rows: frozenset[int]
    merged: tuple[Corners, ...]  #: rows as they stood, columns as they stand now

    @property
    def area(self) -> int:
        return len(self.rows) * len(self.columns)

    def spread(self, rows: list[list[Any]]) -> list[list[Any]]:
        """The rows read from `content`, each where it stood; those between hold nothing."""
        nothing: list[Any] = []
        spread = [nothing] * (self.rows[-1] if self.rows else 0)
        for number, row in zip(self.rows, rows, strict=False):
            spread[number - 1] = row
        return spread

    def where_it_stood(self, cells: Mapping[tuple[int, int], Any]) -> dict[tuple[int, int], Any]:
        """(row from 1, column from 0) of `content` -> something, by the row in which the cell stood."""
        return {(self.rows[row - 1], column): each for (row, column), each in cells.items()}


def sparse_sheet(content: bytes) -> SparseSheet:
    """The cells of a worksheet, whatever prefixes, quotes, line breaks or order it is written in.

    Raises:
        expat.ExpatError: it is no XML.
        NoSheetError: a cell stands outside of any sheet.
    """
    return _Cells(content).sheet()


@dataclass
class _Cell:
    style: str
    kind: str
    value: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  #: of a text that stands in the cell itself

    def xml(self, reference: str) -> str:
        kind = "str" if self.kind == "e" else self.kind  # error values as texts: the reader would give them as empty cells
        style, typed = f" s={quoteattr(self.style)}" if self.style else "", f" t={quoteattr(kind)}" if kind else ""
        value = f"<v>{escape(''.join(self.value))}</v>" if self.value else ""
        text = f'<is><t xml:space="preserve">{escape("".join(self.text))}</t></is>' if self.text else ""
        return f'<c r="{reference}"{style}{typed}>{value}{text}</c>'


class _Cells:
    """Takes a worksheet apart, one cell at a time."""

    def __init__(self, content: bytes) -> None:
        self.found: dict[int, dict[int, _Cell]] = {}
        self.hidden: set[int] = set()
        self.ranges: list[str] = []
        self._row = self._column = self._unread = 0
        self._cell: _Cell | None = None
        self._into: list[str] | None = None
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._begin, self._end, self._text
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row, self._column = self._number(attributes.get("r"), self._row + 1, LAST_ROW), 0
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden.add(self._row)
            case "c":
                self._begin_cell(attributes)
            case "v" if self._cell:
                self._into = self._cell.value
            case "t" if self._cell and not self._unread:
                self._into = self._cell.text
            case "rPh":
                self._unread += 1  # how a text is pronounced is no part of it
            case "mergeCell":
                self.ranges.append(attributes.get("ref", "").upper())

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", "").strip().upper().replace("$", ""))
        if reference:
            self._row = self._number(reference[2], 0, LAST_ROW)
            self._column = _column(reference[1])
        elif attributes.get("r"):
            raise NoSheetError
        else:
            self._column += 1
        if self._column > LAST_COLUMN:
            raise NoSheetError
        self._cell = _Cell(attributes.get("s", ""), attributes.get("t", ""))
        self.found.setdefault(max(self._row, 1), {})[self._column] = self._cell

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell = None
            case "v" | "t":
                self._into = None
            case "rPh":
                self._unread -= 1

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _number(self, text: str | None, otherwise: int, last: int) -> int:
        if text is None:
            return otherwise
        if not text.strip().isdecimal() or not 1 <= int(text) <= last:
            raise NoSheetError
        return int(text)

    def sheet(self) -> SparseSheet:
        filled = {number: row for number, row in self.found.items() if any(cell.value or cell.text for cell in row.values())}
        rows = tuple(sorted(filled))
        columns = tuple(sorted({column for row in filled.values() for column, cell in row.items() if cell.value or cell.text}))
        letters = {column: letters_of(place) for place, column in enumerate(columns, 1)}
        lines = [
            f'<row r="{place}">'
            + "".join(cell.xml(f"{letters[column]}{place}") for column, cell in sorted(filled[number].items()) if column in letters)
            + "</row>"
            for place, number in enumerate(rows, 1)
        ]
        content = f'<worksheet xmlns="{_NAMESPACE}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        return SparseSheet(content.encode(), rows, columns, frozenset(self.hidden), tuple(self._merged(columns)))

    def _merged(self, columns: tuple[int, ...]) -> list[Corners]:
        found = []
        for reference in self.ranges:
            if match := _RANGE.fullmatch(reference):
                left, right = bisect_left(columns, _column(match[1])), bisect_right(columns, _column(match[3])) - 1
                if left <= right:
                    found.append(((int(match[2]) - 1, left), (int(match[4]) - 1, right)))
        return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """The letters of a column.

    >>> letters_of(1), letters_of(27), letters_of(16_384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
