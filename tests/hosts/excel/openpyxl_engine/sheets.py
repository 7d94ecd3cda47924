"""Sheets: renamed, deleted and copied, with what that does to the formulas that read them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName

from tests.hosts.excel.openpyxl_engine.cells import Refused, filled, formula_of, mentions, quoted, set_formula
from tests.hosts.excel.openpyxl_engine.names import Names
from tests.hosts.excel.openpyxl_engine.ranges import Range, Tables

if TYPE_CHECKING:
    from tests.hosts.excel.openpyxl_engine.books import Book


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book, self.api = book, book

    @property
    def active(self):
        return Sheet(self.book, self.book.file.active)

    def __call__(self, name_or_index):
        if isinstance(name_or_index, int):
            return Sheet(self.book, self.book.file.worksheets[name_or_index - 1])
        return Sheet(self.book, self.book.file[name_or_index])

    def __len__(self):
        return len(self.book.file.worksheets)

    def __iter__(self):
        return (Sheet(self.book, sheet) for sheet in list(self.book.file.worksheets))

    def __contains__(self, name):
        return name in self.book.file.sheetnames


class Sheet:
    def __init__(self, book: Book, sheet) -> None:
        self.book, self.sheet, self.api = book, sheet, self
        self.names = Names(book, lambda: sheet.defined_names, sheet)
        self.tables = Tables(self)

    def _step(self, name: str) -> None:
        self.book.app.program.step(name)

    @property
    def ProtectContents(self):
        return bool(self.sheet.protection.sheet)

    @property
    def name(self):
        return self.sheet.title

    @name.setter
    def name(self, title):
        self._step("rename")
        self.book.require_open_structure()
        assert title.casefold() not in {each.casefold() for each in self.book.file.sheetnames if each != self.name}
        pattern = mentions(self.sheet.title)
        self.book.reread(lambda text: pattern.sub(lambda _: f"{quoted(title)}!", text))
        self.sheet.title = title

    @property
    def index(self):
        return self.book.file.worksheets.index(self.sheet) + 1

    @property
    def visible(self):
        return self.sheet.sheet_state == "visible"

    @visible.setter
    def visible(self, value):
        self._step("show or hide")
        self.book.require_open_structure()
        shown = [sheet for sheet in self.book.file.worksheets if sheet.sheet_state == "visible"]
        if not value and shown == [self.sheet]:
            raise Refused("1004: one sheet must be visible")
        self.sheet.sheet_state = "visible" if value else "hidden"

    @property
    def used_range(self):
        return self.range((1, 1), (self.sheet.max_row, self.sheet.max_column))

    def range(self, first, last=None):
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
        else:
            top, left = first.area[:2] if isinstance(first, Range) else first
            bottom, right = (last.area[2:] if isinstance(last, Range) else last) or (top, left)
        return Range(self, (top, left, bottom, right))

    def activate(self):
        self._step("activate")
        if not self.visible:
            raise Refused("1004: a hidden sheet cannot be activated")
        self.book.file.active = self.sheet
        self.book.app.program.shown.append(self.name)

    def delete(self):
        self._step("delete")
        self.book.require_open_structure()
        pattern = mentions(self.name)
        self.book.file.remove(self.sheet)
        self.book.reread(lambda text: pattern.sub("#REF!", text))

    def copy(self, before, after):
        self._step("copy")
        neighbour = before or after
        book = neighbour.book
        book.require_open_structure()
        made = book.file.create_sheet(self._free_title(book), neighbour.index - (1 if before else 0))
        book.carried[made] = dict(self.book.carried[self.sheet])
        here, there = mentions(self.name), f"{quoted(made.title)}!"
        others = [mentions(title) for title in self.book.file.sheetnames if title != self.name]

        def moved(text: str) -> str:
            text = here.sub(there, text)
            if book is not self.book:
                for pattern in others:
                    text = pattern.sub(lambda match: _in_book(match[0], self.book.name), text)
            return text

        for cell in filled(self.sheet):
            twin = made.cell(cell.row, cell.column)
            twin.value = copy.copy(cell.value)
            twin.number_format = cell.number_format
            if cell.data_type == "f":
                set_formula(twin, moved(formula_of(cell)))
            else:
                twin.data_type = cell.data_type
        for name, defined in self.sheet.defined_names.items():
            made.defined_names[name] = DefinedName(name, attr_text=moved(defined.attr_text))

    def _free_title(self, book: Book) -> str:
        taken = {title.casefold() for title in book.file.sheetnames}
        title, number = self.name, 1
        while title.casefold() in taken:
            number += 1
            title = f"{self.name} ({number})"
        return title


def _in_book(mention: str, book: str) -> str:
    title = mention[:-1].strip("'")
    return f"'[{book}]{title}'!"
