"""Names of a workbook and of its sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.hosts.excel.openpyxl_engine.cells import quoted

if TYPE_CHECKING:
    from tests.hosts.excel.openpyxl_engine.books import Book


class Names:
    def __init__(self, book: Book, defined: Callable[[], dict], sheet=None) -> None:
        self.book, self.defined, self.sheet = book, defined, sheet

    def snapshot(self):
        found = [(name, Name(self, name)) for name in self.defined()]
        if self.sheet is None:  # Excel lists the sheets' names with those of the workbook
            found += [
                (f"{quoted(each.title)}!{name}", Name(Names(self.book, lambda each=each: each.defined_names, each), name))
                for each in self.book.file.worksheets
                for name in each.defined_names
            ]
        return found

    def contains(self, name):
        return name in self.defined()

    def __call__(self, name):
        return Name(self, name)


class Name:
    def __init__(self, names: Names, key: str) -> None:
        self.names, self.key = names, key

    @property
    def name(self):
        return f"{quoted(self.names.sheet.title)}!{self.key}" if self.names.sheet else self.key

    @property
    def refers_to(self):
        return f"={self.names.defined()[self.key].attr_text}"

    @refers_to.setter
    def refers_to(self, text):
        self.names.book.app.program.step("name")
        self.names.defined()[self.key].attr_text = text.removeprefix("=")
