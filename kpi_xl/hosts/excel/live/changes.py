"""Changes to an open workbook, each with what takes it back.

What takes a change back is noted before the change is tried, and does nothing where there is nothing to take back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import xlwings as xw

from kpi_xl.errors import InputError
from kpi_xl.hosts.excel.live.protection import closed_sheet, require_open_cells, require_open_structure
from kpi_xl.hosts.excel.live.typed import Typed, as_typed, formulas_of, typed_in
from kpi_xl.hosts.plans import SheetArea, Value
from kpi_xl.sheets.titles import legal_sheet_name

SET_ASIDE = "~kpi-xl"
"""The title, for as long as a command runs, of a sheet that is being replaced."""


class Changes:
    """The changes of one command to *book*; *undo* is run when the command fails."""

    def __init__(self, book: xw.Book, undo: ExitStack) -> None:
        self.book, self.undo = book, undo
        self._aside: list[str] = []

    # --- cells ----------------------------------------------------------------------------------------------------

    def write(self, values: Mapping[SheetArea, Sequence[Value]]) -> None:
        """Write the values of each area from its first cell down; None leaves a cell as it is.

        Raises:
            InputError: a cell is locked on a protected sheet, or did not take its value.
        """
        wanted = [(cell, value) for area, column in values.items() for cell, value in self._cells(area, column)]
        require_open_cells(cell for cell, _ in wanted)
        refused: dict[str, xw.Range] = {}
        for cell, value in wanted:
            before = typed_in(cell)
            self.undo.callback(before.type_again)
            cell.value = as_typed(value)
            now = typed_in(cell)
            if now.content == before.content != as_typed(value):  # Excel for the Mac says nothing
                refused[cell.sheet.name] = cell
        if refused:
            raise InputError([closed_sheet(cell) for cell in refused.values()])

    def _cells(self, area: SheetArea, column: Sequence[Value]) -> Iterator[tuple[xw.Range, Value]]:
        title, top, left, *_ = area
        for row, value in enumerate(column, start=top):
            if value is not None:
                yield self.book.sheets[title].range((row, left)), value

    # --- sheets ---------------------------------------------------------------------------------------------------

    def insert(self, package: Path, replaced: Sequence[str]) -> None:
        """Put the sheets of *package* into the workbook; those called *replaced* are set aside until `commit`.

        Raises:
            InputError: the workbook's structure, or a sheet whose formulas read a replaced one, is protected.
        """
        require_open_structure(self.book)
        readers = list(self._readers(replaced))
        require_open_cells(reader.owner for reader in readers if isinstance(reader.owner, xw.Range))
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
            now = getattr(reader.owner, reader.attribute)
            self.undo.callback(Typed(reader.owner, reader.attribute, now).type_again)
            reader.type_again()

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

    def _readers(self, titles: Sequence[str]) -> Iterator[Typed]:
        """What outside of these sheets reads them: it would turn into #REF! when they are deleted."""
        marks = [f"{spelled}!" for title in titles for spelled in (title, title.replace("'", "''") + "'")]
        if not marks:
            return
        for sheet in self.book.sheets:
            if sheet.name not in titles:
                yield from _reading_cells(sheet, marks)
        for name in self.book.names:
            text, of_sheet = name.refers_to or "", name.name.rpartition("!")[0]
            is_replaced = of_sheet.strip("'").replace("''", "'") in titles
            if not is_replaced and any(mark in text for mark in marks):
                yield Typed(name, "refers_to", text)


def _reading_cells(sheet: xw.Sheet, marks: Sequence[str]) -> Iterator[Typed]:
    """Formulas with one of *marks*; an array formula over several cells once."""
    used, arrays = sheet.used_range, set[str]()
    for row, line in enumerate(formulas_of(used), start=used.row):
        for col, text in enumerate(line, start=used.column):
            if text.startswith("=") and any(mark in text for mark in marks):
                typed = typed_in(sheet.range((row, col)))
                if typed.attribute != "formula_array" or typed.cells not in arrays:
                    arrays.add(typed.cells)
                    yield typed


def _read_own_book(sheet: xw.Sheet, other: str) -> None:
    """Excel lets a copied sheet read the sheets that it read in the workbook it was copied from."""
    sheet.used_range.replace_all(f"[{other}]", "")
