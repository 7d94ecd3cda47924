"""The script that a person would have to write to get the same workbook from XlsxWriter alone.

It is taken down while our path draws: one line for every call that reaches XlsxWriter from outside (not those that
XlsxWriter makes itself), with the values in place. Running it makes the same file without kpi-xl.
"""

from __future__ import annotations

import functools
import inspect
import marshal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from types import CodeType
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpi_xl.sheets.worksheet import QuickWorkbook, QuickWorksheet

LINES_AT_ONCE = 2_000
"""Lines compiled together: Python takes long over a single block of 60,000."""


class Script:
    """The lines taken down; what they make is called ``o[0]`` (the workbook), ``o[1]`` and so on."""

    def __init__(self) -> None:
        self.options: Any = None  #: of the workbook
        self.lines: list[str] = []
        self.counts: Counter[str] = Counter()  #: method -> calls

    def save(self, path: Path) -> None:
        """Compile the script for `play`; only this Python can read it."""
        *lines, closing = self.lines
        blocks = ["\n".join(lines[at : at + LINES_AT_ONCE]) for at in range(0, len(lines), LINES_AT_ONCE)]
        codes = [compile(block, "script", "exec") for block in [*blocks, closing]]
        path.write_bytes(marshal.dumps((self.options, codes)))


def load(path: Path) -> tuple[Any, list[CodeType]]:
    """Options of the workbook and the blocks of the script; closing the workbook is the last."""
    return marshal.loads(path.read_bytes())


def play(options: Any, codes: list[CodeType], path: Path, worksheet: type[Worksheet] = Worksheet) -> Callable[[], None]:
    """Make the workbook at *path*, all but the closing, which is given back."""
    book = xlsxwriter.Workbook(str(path), options)
    book.worksheet_class = worksheet
    book.calc_on_load = False  # a plain attribute, which no call sets: ours carries its values
    names = {"o": {0: book}, "datetime": datetime, "date": date}
    *blocks, closing = codes
    for block in blocks:
        exec(block, names)
    return lambda: exec(closing, names)


@contextmanager
def taken_down() -> Iterator[Script]:
    """Take down what happens inside the block: one workbook from its making to its closing."""
    recorder = _Recorder()
    originals = [(owner, name, vars(owner)[name]) for owner, name in _public_methods()]
    for owner, name, original in originals:
        setattr(owner, name, recorder.wrapped(name, original))
    try:
        yield recorder.script
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _public_methods() -> Iterator[tuple[type, str]]:
    yield xlsxwriter.Workbook, "__init__"
    for owner in (xlsxwriter.Workbook, Worksheet, Format, Chart, *Chart.__subclasses__()):
        for name, member in vars(owner).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                yield owner, name
    for ours, usual in ((QuickWorksheet, Worksheet), (QuickWorkbook, xlsxwriter.Workbook)):
        for name, member in vars(ours).items():  # ours has some methods of its own for what XlsxWriter's has
            if inspect.isfunction(member) and name in vars(usual) and not name.startswith("_"):
                yield ours, name
    yield QuickWorksheet, "write_blanks"


class _Name:
    """How an object stands in the script."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class _Recorder:
    def __init__(self) -> None:
        self.script = Script()
        self.made: list[Any] = []  # kept, so that no id is given twice
        self.names: dict[int, _Name] = {}
        self.depth = 0

    def wrapped(self, method: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def call(target: Any, *arguments: Any, **options: Any) -> Any:
            if method == "close":
                self._add_sheet_names(target)
            # taken down before the call: XlsxWriter changes the options that it is given
            line = self._line(target, method, arguments, options) if self.depth == 0 else ""
            self.depth += 1
            try:
                result = original(target, *arguments, **options)
            finally:
                self.depth -= 1
            if line:
                self._add(method, line, result)
            return result

        return call

    def _add_sheet_names(self, book: xlsxwriter.Workbook) -> None:
        """Names of single sheets: the canvas puts them where XlsxWriter's own method would."""
        names = [name for name in book.defined_names if name[1] != -1]
        self.script.lines.append(f"o[0].defined_names += {names!r}")

    def _line(self, target: Any, method: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> str:
        if method == "__init__":
            self._named(target)
            self.script.options = arguments[1] if len(arguments) > 1 else {}
            return ""
        if method == "write_blanks":  # which XlsxWriter has not
            row, first_col, last_col, look = arguments
            return f"for c in range({first_col}, {last_col + 1}): {self._name_of(target)}.write_blank({row}, c, None, {self._name_of(look)})"
        parts = [repr(self._written(argument)) for argument in arguments]
        # not the worksheet's class, which is ours: a script by hand has XlsxWriter's own
        parts += [f"{key}={self._written(value)!r}" for key, value in options.items() if key != "worksheet_class"]
        return f"{self._name_of(target)}.{method}({', '.join(parts)})"

    def _add(self, method: str, line: str, result: Any) -> None:
        if isinstance(result, (Worksheet, Format, Chart)):
            line = f"{self._named(result)} = {line}"
        self.script.lines.append(line)
        self.script.counts[method] += 1

    def _named(self, made: Any) -> _Name:
        if id(made) not in self.names:
            self.names[id(made)] = _Name(f"o[{len(self.made)}]")
            self.made.append(made)
        return self.names[id(made)]

    def _name_of(self, known: Any) -> _Name:
        """The name of an object; the only format that nobody adds is the workbook's first."""
        return self.names.get(id(known)) or _Name("o[0].formats[0]")

    def _written(self, value: Any) -> Any:
        """A value whose repr can be run."""
        if isinstance(value, (Worksheet, Format, Chart)):
            return self._name_of(value)
        if isinstance(value, dict):
            return {key: self._written(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self._written(each) for each in value)
        if isinstance(value, IntEnum):
            return int(value)
        return _Name(repr(value).removeprefix("datetime.")) if isinstance(value, date) else value
