"""Changes to an open workbook, each with what takes it back.

What takes a change back is noted before the change is tried, and does nothing where there is nothing to take back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import xlwings as xw

from kpi_xl.hosts.excel.live.book_cells import formulas_of
from kpi_xl.hosts.plans import SheetArea, Value
from kpi_xl.sheets.canvas import legal_sheet_name

SET_ASIDE = "~kpi-xl"
"""The title, for as long as a command runs, of a sheet that is being replaced."""


@dataclass(frozen=True)
class Reader:
    """A formula or name that reads a sheet which is being replaced."""

    owner: xw.Range | xw.Name
    attribute: Literal["formula", "refers_to"]
    text: str


class Changes:
    """The changes of one command to *book*; *undo* is run when the command fails."""

    def __init__(self, book: xw.Book, undo: ExitStack) -> None:
        self.book, self.undo = book, undo
        self._aside: list[str] = []

    # --- cells ----------------------------------------------------------------------------------------------------

    def write(self, area: SheetArea, values: Sequence[Value]) -> None:
        """Write *values* from the first cell of *area* down; None leaves a cell as it is."""
        title, top, left, *_ = area
        for row, value in enumerate(values, start=top):
            if value is not None:
                cell = self.book.sheets[title].range((row, left))
                self.undo.callback(setattr, cell, "value", _content(cell))
                cell.value = as_typed(value)

    # --- sheets ---------------------------------------------------------------------------------------------------

    def insert(self, package: Path, replaced: Sequence[str]) -> None:
        """Put the sheets of *package* into the workbook; those called *replaced* are set aside until `commit`."""
        readers = list(self._readers(replaced))
        after = self.book.sheets[replaced[-1] if replaced else len(self.book.sheets) - 1]
        for title in replaced:
            self._set_aside(title)
        self.undo.callback(self._keep_only, self._titles)
        source = self._opened(package)
        copies = []
        for sheet in list(source.sheets):
            after = sheet.copy(after=after)
            copies.append(after)
        for copy in copies:
            _read_own_book(copy, source.name)
        source.close()
        for reader in readers:
            self.undo.callback(setattr, reader.owner, reader.attribute, getattr(reader.owner, reader.attribute))
            setattr(reader.owner, reader.attribute, reader.text)

    def commit(self) -> None:
        """Delete the sheets that were set aside. Copies of them are kept until all of them are gone."""
        if not self._aside:
            return
        backup = self.book.app.books.add()
        self.undo.callback(self._close, backup.name)
        for title in self._aside:
            self.book.sheets[title].copy(after=backup.sheets[-1])
        for title in self._aside:
            sheet = self.book.sheets[title]
            self.undo.callback(self._bring_back, backup, title, sheet.index)
            sheet.delete()
        backup.close()

    @property
    def _titles(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets]

    def _opened(self, package: Path) -> xw.Book:
        self.undo.callback(self._close, package.name)
        return self.book.app.books.open(str(package), update_links=False, read_only=True, add_to_mru=False)

    def _close(self, name: str) -> None:
        for book in list(self.book.app.books):
            if book.name == name:
                book.close()

    def _set_aside(self, title: str) -> None:
        aside = legal_sheet_name(SET_ASIDE, {each.casefold() for each in self._titles})
        self.undo.callback(self._rename, aside, title)
        self.book.sheets[title].name = aside
        self._aside.append(aside)

    def _rename(self, old: str, new: str) -> None:
        if old in self._titles:
            self.book.sheets[old].name = new

    def _keep_only(self, titles: Sequence[str]) -> None:
        for title in self._titles:
            if title not in titles:
                self.book.sheets[title].delete()

    def _bring_back(self, backup: xw.Book, title: str, index: int) -> None:
        if title in self._titles:
            return
        sheets, sheet = self.book.sheets, backup.sheets[title]
        was_last = index > len(sheets)
        copy = sheet.copy(after=sheets[-1]) if was_last else sheet.copy(before=sheets[index - 1])
        _read_own_book(copy, self.book.name)

    def _readers(self, titles: Sequence[str]) -> Iterator[Reader]:
        """What outside of these sheets reads them: it would turn into #REF! when they are deleted."""
        marks = [f"{spelled}!" for title in titles for spelled in (title, title.replace("'", "''") + "'")]
        for sheet in self.book.sheets:
            if sheet.name in titles or not marks:
                continue
            used = sheet.used_range
            for row, line in enumerate(formulas_of(used), start=used.row):
                for col, text in enumerate(line, start=used.column):
                    if text.startswith("=") and any(mark in text for mark in marks):
                        yield Reader(sheet.range((row, col)), "formula", text)
        for name in self.book.names:
            text = name.refers_to or ""
            if "!" not in name.name and any(mark in text for mark in marks):
                yield Reader(name, "refers_to", text)


def _read_own_book(sheet: xw.Sheet, other: str) -> None:
    """Excel lets a copied sheet read the sheets that it read in the workbook it was copied from."""
    sheet.used_range.replace_all(f"[{other}]", "")


def as_typed(value: Value) -> Value:
    """A value as it has to be handed to Excel for being kept: a text that Excel would read as something else gets a quote.

    >>> as_typed("=1+1"), as_typed("架電"), as_typed(0.2)
    ("'=1+1", '架電', 0.2)
    """
    return f"'{value}" if isinstance(value, str) and value and not value[0].isalpha() else value


def _content(cell: xw.Range) -> Value:
    """What was typed into a cell, so that typing it again gives the same."""
    formula = str(cell.formula)
    if formula.startswith("="):
        return formula
    value = cell.raw_value
    return as_typed(value) if isinstance(value, str) else value
