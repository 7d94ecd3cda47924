"""An Excel for xlwings that is made of openpyxl: the real front end runs over it, on any system.

It does to workbooks what Excel does where our macros rely on it: a sheet copied into another workbook reads the sheets
it read before as ``[book.xlsx]Sheet!A1``; a renamed sheet is renamed in every formula and name; what reads a deleted
sheet reads #REF!; what is protected or hidden is refused (on a Mac a locked cell just stays as it is); `Formula` shows an
``@`` that `Formula2` does not, and no part of an array formula changes alone. Charts and pictures are not kept, and
nothing is computed: a formula keeps the value it carries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

import xlwings as xw

from tests.hosts.excel.openpyxl_engine.books import Book, Books


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
