"""Which formulas may change when cells are filled.

Careful rather than exact: a formula that cannot be understood counts as one that changes. References are read once for
each template; a filling only follows them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.filling.builtin_functions import BUILTIN
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook, TemplateTable
from kpi_xl.hosts.files.stamp.workbook.formula_text import Token, is_unsure, reach, relative, shifted, tokens
from kpi_xl.hosts.files.stamp.workbook.sheet import Formula
from kpi_xl.sheets.references import LAST_COLUMN, LAST_ROW, Area

MOST_PASSES = 50
KEPT = 4
"""Fillings of which it is remembered what follows from them."""
EVERYTHING = None

Precedents = tuple[tuple[int, Area], ...] | None
"""(sheet, area) of each reference; None where they are not known."""


class Node(NamedTuple):
    """A formula cell and what it reads."""

    sheet: int
    formula: Formula
    reads: Precedents


class _Reading:
    """What formulas read that say the same in different rows."""

    def __init__(self, formula: Formula, read: Callable[[str], list[tuple[int, Area]] | None]) -> None:
        self._row, self._text, self._read = formula.row, formula.text, read
        self._here = read(formula.text)

    @cached_property
    def _moves(self) -> list[tuple[int, int]] | None:
        """Of the top and the bottom of each area, by how much it moves from row to row: as seen one row below."""
        below = self._read(shifted(self._text, 1))
        if self._here is None or below is None or len(self._here) != len(below):  # the last row has none below it
            return EVERYTHING
        return [(moved.top - area.top, moved.bottom - area.bottom) for (_, area), (_, moved) in zip(self._here, below, strict=True)]

    def at(self, row: int) -> Precedents:
        if self._here is None or row == self._row:
            return EVERYTHING if self._here is None else tuple(dict.fromkeys(self._here))
        if self._moves is None:
            return EVERYTHING
        down, pairs = row - self._row, zip(self._here, self._moves, strict=True)
        return tuple(dict.fromkeys((sheet, _between(area, area.top + top * down, area.bottom + end * down)) for (sheet, area), (top, end) in pairs))


def _between(area: Area, one: int, other: int) -> Area:
    top, bottom = (one, other) if one <= other else (other, one)
    return Area(top, area.left, bottom, area.right)


class Formulas:
    """All formulas of a book with what they read."""

    def __init__(self, book: TemplateBook) -> None:
        self._book = book
        self._names: dict[tuple[int | None, str], Precedents] = {}
        self._texts: dict[tuple[int, str], _Reading] = {}
        self._followed: dict[frozenset[tuple[int, Area]], list[Node]] = {}
        self.nodes = [node for sheet in book.sheets if sheet.is_worksheet for node in self._of_sheet(sheet.index)]

    def _of_sheet(self, sheet: int) -> Iterator[Node]:
        groups: dict[str, Precedents] = {}
        for formula in self._book.sheet(sheet).formulas:
            if formula.kind == "dataTable":
                yield Node(sheet, formula, EVERYTHING)
            elif formula.kind == "shared":
                if formula.text:
                    groups[formula.group] = self._read(formula.text, sheet, _spread(formula))
                yield Node(sheet, formula, groups.get(formula.group, EVERYTHING))
            else:
                yield Node(sheet, formula, self._of_text(formula, sheet))

    def _of_text(self, formula: Formula, sheet: int) -> Precedents:
        """What it reads: understood once for all the rows in which a formula says the same."""
        key = sheet, relative(formula.text, formula.row)
        if key not in self._texts:
            self._texts[key] = _Reading(formula, lambda text: self._found(text, sheet, (0, 0, 0, 0)))
        return self._texts[key].at(formula.row)

    def _read(self, text: str, sheet: int, spread: tuple[int, int, int, int]) -> Precedents:
        """The cells that a formula reads when it is copied as far as *spread*."""
        found = self._found(text, sheet, spread)
        return EVERYTHING if found is None else tuple(dict.fromkeys(found))

    def _found(self, text: str, sheet: int, spread: tuple[int, int, int, int]) -> list[tuple[int, Area]] | None:
        """The same for each reference in the order of the text."""
        said = tuple(tokens(text))
        if is_unsure(text, said):
            return EVERYTHING
        found: list[tuple[int, Area]] = []
        for token in said:
            if token.sheet.startswith("["):  # another workbook
                continue
            read = self._areas(token, sheet, spread) if token.area else self._name(token, sheet, text[token.end :])
            if read is None:
                return EVERYTHING
            found += read
        return found

    def _areas(self, token: Token, sheet: int, spread: tuple[int, int, int, int]) -> Precedents:
        area = reach(token.area, *spread)
        if area is None:
            return ()
        if not token.sheet:
            return ((sheet, area),)
        index = self._book.sheet_index(token.sheet)
        if index is not None:
            return ((index, area),)
        # Sheet1:Sheet3!A1 reads through all sheets between; which is not worth knowing
        return tuple((each.index, area) for each in self._book.sheets) if ":" in token.sheet else ()

    def _name(self, token: Token, sheet: int, following: str) -> Precedents:
        folded = token.name.casefold()
        if folded.startswith("_xlpm."):
            return ()
        scope = self._book.sheet_index(token.sheet) if token.sheet else sheet
        for key in ((scope, folded), (None, folded)):
            if key in self._book.name_at:
                return self._defined(key)
        if table := self._book.tables.get(folded):
            return ((table.sheet, columns_named(table, following)),)
        if token.is_call and folded.upper().removeprefix("_XLFN.").removeprefix("_XLWS.") not in BUILTIN:
            return EVERYTHING
        return ()

    def _defined(self, key: tuple[int | None, str]) -> Precedents:
        if key not in self._names:
            self._names[key] = ()  # a name that names itself
            name = self._book.name_at[key]
            # a relative reference in a name moves with the cell that uses it
            far = (LAST_ROW, LAST_ROW, LAST_COLUMN, LAST_COLUMN)
            self._names[key] = self._read(name.formula, name.sheet or 0, far)
        return self._names[key]

    def depending_on(self, filled: Sequence[tuple[int, Area]]) -> list[Node]:
        """The formulas that may give another value when these cells change, directly or through others."""
        key = frozenset(filled)
        if key not in self._followed:  # member after member fills the same cells
            if len(self._followed) == KEPT:
                del self._followed[next(iter(self._followed))]
            self._followed[key] = self._follow(filled)
        return self._followed[key]

    def _follow(self, filled: Sequence[tuple[int, Area]]) -> list[Node]:
        changed = _Changed()
        for sheet, area in filled:
            changed.add(sheet, area)
        found, left, passes = [], self.nodes, 0
        while left and passes < MOST_PASSES:
            passes += 1
            waiting = []
            for node in left:
                if node.reads is None or any(changed.meets(sheet, area) for sheet, area in node.reads):
                    found.append(node)
                    changed.add(node.sheet, _filled_by(node.formula))
                else:
                    waiting.append(node)
            if len(waiting) == len(left):
                return found
            left = waiting[::-1]  # chains that run upwards are followed in one pass, too
        return found + left


def columns_named(table: TemplateTable, following: str) -> Area:
    """The columns that ``[...]`` after a table's name speaks of; the whole table where it names none."""
    specifier = _SPECIFIER.match(following)
    if specifier is None:
        return table.area
    inside = specifier[0][1:-1]
    parts = _INNER.findall(inside) or [inside]
    named = {re.sub("'(.)", r"\1", part).casefold() for part in parts if not part.startswith("#")}
    found = [index for index, header in enumerate(table.columns) if header.casefold() in named]
    if len(found) < len(named) or not found:
        return table.area
    return table.area._replace(left=table.area.left + found[0], right=table.area.left + found[-1])


_SPECIFIER = re.compile(r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]", re.DOTALL)
_INNER = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)


def _spread(master: Formula) -> tuple[int, int, int, int]:
    """How far a shared formula is copied: up, down, left, right."""
    area = master.area
    return master.row - area.top, area.bottom - master.row, master.column - area.left, area.right - master.column


def _filled_by(formula: Formula) -> Area:
    if formula.is_dynamic:  # may spill further when its input grows
        return Area(formula.row, formula.column, LAST_ROW, LAST_COLUMN)
    if formula.kind in ("array", "dataTable"):
        return formula.area
    return Area(formula.row, formula.column, formula.row, formula.column)


class _Changed:
    """Cells that change: single ones by column, larger areas in a list."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, list[int]]] = {}
        self._areas: dict[int, list[Area]] = {}

    def add(self, sheet: int, area: Area) -> None:
        if area.is_cell:
            insort(self._rows.setdefault(sheet, {}).setdefault(area.left, []), area.top)
        elif area not in (areas := self._areas.setdefault(sheet, [])):
            areas.append(area)

    def meets(self, sheet: int, area: Area) -> bool:
        columns = self._rows.get(sheet, {})
        if area.left == area.right:
            return self._in_column(columns.get(area.left), area) or self._in_areas(sheet, area)
        inside = (rows for column, rows in columns.items() if area.left <= column <= area.right)
        return any(self._in_column(rows, area) for rows in inside) or self._in_areas(sheet, area)

    def _in_areas(self, sheet: int, area: Area) -> bool:
        areas = self._areas.get(sheet)  # none, most often
        return areas is not None and any(each.meets(area) for each in areas)

    @staticmethod
    def _in_column(rows: list[int] | None, area: Area) -> bool:
        if not rows:
            return False
        index = bisect_left(rows, area.top)
        return index < len(rows) and rows[index] <= area.bottom
