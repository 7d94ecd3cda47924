"""The open workbooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.hosts.excel.openpyxl_engine.cells import Refused, filled, formula_of, set_formula
from tests.hosts.excel.openpyxl_engine.names import Names
from tests.hosts.excel.openpyxl_engine.sheets import Sheets

if TYPE_CHECKING:
    from tests.hosts.excel.openpyxl_engine.program import App


class Books:
    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def _books(self) -> list[Book]:
        return self.app.program.books

    @property
    def active(self):
        return self._books[-1]

    def __call__(self, name_or_index):
        if isinstance(name_or_index, int):
            return self._books[name_or_index - 1]
        for book in self._books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self):
        return len(self._books)

    def __iter__(self):
        return iter(list(self._books))

    def open(self, fullname, *options):
        self.app.program.step(f"open {Path(fullname).suffix}")
        return self._added(Book(self.app, Path(fullname)))

    def add(self):
        self.app.program.step("add book")
        return self._added(Book(self.app, None))

    def _added(self, book):
        self._books.append(book)
        return book


class Book:
    def __init__(self, app: App, path: Path | None) -> None:
        self.app, self.path = app, path
        self.file = openpyxl.load_workbook(path) if path else openpyxl.Workbook()
        carried = openpyxl.load_workbook(path, data_only=True) if path else self.file
        self.carried = defaultdict(dict) | {
            sheet: {cell.coordinate: cell.value for cell in filled(carried[sheet.title])}
            for sheet in self.file.worksheets
        }
        self.sheets, self.names = Sheets(self), Names(self, lambda: self.file.defined_names)
        self.api = self

    @property
    def name(self):
        return self.path.name if self.path else "Book1"

    @property
    def fullname(self):
        return str(self.path) if self.path else self.name

    def close(self):
        self.app.program.step("close")
        self.app.program.books.remove(self)

    @property
    def ProtectStructure(self):
        return self.file.security is not None and bool(self.file.security.lockStructure)

    @property
    def Date1904(self):
        return self.file.epoch == CALENDAR_MAC_1904

    def require_open_structure(self):
        if self.ProtectStructure:
            raise Refused("1004: the structure is protected")

    def activate(self):
        self.app.program.step("activate book")

    def save(self, path=None, password=None):
        self.app.program.step("save")
        self.file.save(path or self.path)

    def to_pdf(self, path, quality):
        self.app.program.step("print")
        self.app.program.printed.append(
            tuple(sheet.title for sheet in self.file.worksheets if sheet.sheet_state == "visible")
        )
        Path(path).write_bytes(b"%PDF-1.7 made by a test")

    # --- what Excel does to every formula and name ----------------------------------------------------------------

    def reread(self, change: Callable[[str], str]) -> None:
        """Change the text of all formulas and of the names of the workbook and its sheets."""
        for sheet in self.file.worksheets:
            for cell in filled(sheet):
                if cell.data_type == "f":
                    set_formula(cell, change(formula_of(cell)))
            for name in sheet.defined_names.values():
                name.attr_text = change(name.attr_text)
        for name in self.file.defined_names.values():
            name.attr_text = change(name.attr_text)
