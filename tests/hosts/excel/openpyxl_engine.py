"""An Excel for xlwings that is made of openpyxl: the real front end runs over it, on any system.

It does to workbooks what Excel does where our macros rely on it: a sheet copied into another workbook reads the sheets
it read before as ``[book.xlsx]Sheet!A1``; a renamed sheet is renamed in every formula and name; what reads a deleted
sheet reads #REF!; what is protected or hidden is refused (on a Mac a locked cell just stays as it is); `Formula` shows an
``@`` that `Formula2` does not, and no part of an array formula changes alone. Charts and pictures are not kept, and
nothing is computed: a formula keeps the value it carries.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwings as xw
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula


class Excel:
    """The program: its workbooks and settings, what it was asked, and what the person before it answers."""

    def __init__(self) -> None:
        self.books: list[Book] = []
        self.settings = {
            "calculation": "semiautomatic", "screen_updating": True, "display_alerts": True, "enable_events": True,
            "status_bar": False,
        }  # fmt: skip
        self.said: list[str] = []  #: every dialogue
        self.steps: list[str] = []  #: everything that was changed or asked
        self.shown: list[str] = []  #: sheets and cells brought to the front
        self.printed: list[tuple[str, ...]] = []  #: the sheets of each PDF
        self.answers: dict[str, object] = {}  #: the beginning of a question -> the answer
        self.before_step: Callable[[str], None] = lambda step: None  #: for faults
        self.knows_formula2 = True  #: False: Excel 2016 and 2019
        self.is_silent = False  #: writing to a locked cell changes nothing and says nothing, as on a Mac

    def step(self, name: str) -> None:
        self.before_step(name)
        self.steps.append(name)

    def answer(self, question: str, otherwise: object) -> object:
        self.step("dialogue")
        self.said.append(question)
        return next((answer for begin, answer in self.answers.items() if question.startswith(begin)), otherwise)


@contextmanager
def excel() -> Iterator[Excel]:
    """xlwings with this engine as the only one."""
    before, program = (list(xw.engines.engines), dict(xw.engines.engines_by_name), xw.engines.active), Excel()
    engine = xw.main.Engine(impl=Engine(program))
    xw.engines.add(engine)
    engine.activate()
    try:
        yield program
    finally:
        xw.engines.engines, xw.engines.engines_by_name, xw.engines.active = before
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller


class Engine:
    name, type = "openpyxl", "desktop"

    def __init__(self, program: Excel) -> None:
        self.apps = Apps(App(program, self))

    @staticmethod
    def clean_value_data(rows, dates, empty, numbers, err_to_str):
        return [[_read(value, empty, err_to_str) for value in row] for row in rows]

    @staticmethod
    def prepare_xl_data_element(value, options):
        return value


def _read(value, empty, err_to_str):
    if value is None:
        return empty
    if isinstance(value, str) and re.fullmatch(r"#[A-Z/0]+[!?]?", value):
        return value if err_to_str else None
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value


class Refused(RuntimeError):
    """Error 1004."""


class Apps:
    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self):
        return iter([self.app])

    def __len__(self):
        return 1

    def __getitem__(self, pid):
        return self.app


def _setting(name):
    def change(self, value):
        self.program.step(f"{name} = {value}")
        self.program.settings[name] = value

    return property(lambda self: self.program.settings[name], change)


class App:
    pid, version, visible, hwnd = 1, "16.0", True, 4711
    calculation, screen_updating, display_alerts, enable_events, status_bar = map(
        _setting, ("calculation", "screen_updating", "display_alerts", "enable_events", "status_bar")
    )

    def __init__(self, program: Excel, engine: Engine) -> None:
        self.program, self.engine = program, engine
        self.books = Books(self)
        self.api = self  # what Windows offers beside xlwings

    def activate(self, steal_focus=False):
        pass

    def calculate(self):
        self.program.step("calculate")

    def alert(self, prompt, title, buttons, mode, callback):
        return self.program.answer(prompt, "no" if buttons == "yes_no" else "ok")

    def GetOpenFilename(self, file_filter, index, title, MultiSelect):
        """Excel wants pairs of words and patterns, parted by commas: a comma in the words parts them, too."""
        words, patterns = file_filter.split(",")[::2], file_filter.split(",")[1::2]
        is_pattern = re.compile(r"\*\.(\w+|\*)(;\*\.(\w+|\*))*").fullmatch
        if len(words) != len(patterns) or not all(map(is_pattern, patterns)) or not 1 <= index <= len(words):
            raise RuntimeError("1004: GetOpenFilename")
        return self.program.answer(title, False)

    def InputBox(self, prompt, title, default, Type):
        return self.program.answer(prompt, False)


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
                    _set_formula(cell, change(_formula(cell)))
            for name in sheet.defined_names.values():
                name.attr_text = change(name.attr_text)
        for name in self.file.defined_names.values():
            name.attr_text = change(name.attr_text)


def filled(sheet) -> list:
    """The cells that hold something; openpyxl's own iteration makes every empty one between them."""
    return [cell for _, cell in sorted(sheet._cells.items()) if cell.value is not None]


def _formula(cell) -> str:
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def _set_formula(cell, text: str) -> None:
    if isinstance(cell.value, ArrayFormula):
        cell.value.text = text
    else:
        cell.value = text


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _mentions(title: str) -> re.Pattern[str]:
    """The places of a formula that name a sheet of the same workbook."""
    plain = rf"(?<![\w\]'.]){re.escape(title)}!"
    return re.compile(rf"{re.escape(_quoted(title))}!|{plain}")


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
        pattern = _mentions(self.sheet.title)
        self.book.reread(lambda text: pattern.sub(lambda _: f"{_quoted(title)}!", text))
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
        pattern = _mentions(self.name)
        self.book.file.remove(self.sheet)
        self.book.reread(lambda text: pattern.sub("#REF!", text))

    def copy(self, before, after):
        self._step("copy")
        neighbour = before or after
        book = neighbour.book
        book.require_open_structure()
        made = book.file.create_sheet(self._free_title(book), neighbour.index - (1 if before else 0))
        book.carried[made] = dict(self.book.carried[self.sheet])
        here, there = _mentions(self.name), f"{_quoted(made.title)}!"
        others = [_mentions(title) for title in self.book.file.sheetnames if title != self.name]

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
                _set_formula(twin, moved(_formula(cell)))
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
                    _set_formula(cell, _formula(cell).replace(old, new))

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
    return datetime(2018 + int(era[1]), int(era[2]), int(era[3])) if era else value


def _shown(cell, carried) -> object:
    value = carried.get(cell.coordinate) if cell.data_type == "f" else cell.value
    is_currency = isinstance(value, (int, float)) and cell.number_format.startswith("¥")
    return Decimal(str(value)) if is_currency else value


def _typed(cell) -> str:
    if cell.data_type == "f":
        return _formula(cell)
    return "" if cell.value is None else str(cell.value)


def _typed_with_mark(cell) -> str:
    """As `Formula` reads it: an array is marked to be taken as one value."""
    text = _typed(cell)
    return f"=@{text.removeprefix('=')}" if isinstance(cell.value, ArrayFormula) and ":" not in cell.value.ref else text


class Names:
    def __init__(self, book: Book, defined: Callable[[], dict], sheet=None) -> None:
        self.book, self.defined, self.sheet = book, defined, sheet

    def snapshot(self):
        found = [(name, Name(self, name)) for name in self.defined()]
        if self.sheet is None:  # Excel lists the sheets' names with those of the workbook
            found += [
                (f"{_quoted(each.title)}!{name}", Name(Names(self.book, lambda each=each: each.defined_names, each), name))
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
        return f"{_quoted(self.names.sheet.title)}!{self.key}" if self.names.sheet else self.key

    @property
    def refers_to(self):
        return f"={self.names.defined()[self.key].attr_text}"

    @refers_to.setter
    def refers_to(self, text):
        self.names.book.app.program.step("name")
        self.names.defined()[self.key].attr_text = text.removeprefix("=")


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
