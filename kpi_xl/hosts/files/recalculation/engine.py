"""IronCalc computes a workbook. What it cannot compute it leaves out: an old value must not pass for a new one.

An engine keeps the value that a cell carries where it knows no better. So whoever asks destroys them first (`POISON`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from kpi_xl.disks import temporary_folder
from kpi_xl.hosts.files.stamp.workbook.values import Value

T = TypeVar("T")

POISON = -987654321.125
"""No formula gives it."""
_ENGLISH = ("en", "UTC", "en")
"""Formulas as a file holds them."""


class Engine:
    """A workbook, computed."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._sheets = {each["name"]: place for place, each in enumerate(model.get_worksheets_properties())}

    @classmethod
    def of(cls, package: bytes) -> Engine | None:
        """The workbook, read; None where IronCalc is missing or cannot read it. `compute` follows."""
        return _unless_it_fails(lambda: cls(_loaded(package)))

    def value(self, title: str, row: int, column: int) -> Value:
        """What the cell holds now: an error as its text, None where it could not be computed."""
        if title not in self._sheets:
            return None
        value: Value = self._model.get_cell_value(self._sheets[title], row, column)
        return None if value == POISON else value

    def put(self, title: str, row: int, column: int, value: Value) -> None:
        """Put a text, a truth or a number in the place of what a cell holds, None for nothing; `compute` follows."""
        place = self._sheets[title], row, column
        if value is None or value == "":
            self._model.clear_cell_contents(*place)
        elif isinstance(value, str):
            self._model.update_cell_with_text(*place, value)
        elif isinstance(value, bool):
            self._model.update_cell_with_bool(*place, value)
        else:
            self._model.update_cell_with_number(*place, value)

    def say(self, title: str, row: int, column: int, formula: str) -> None:
        """Put another formula in the place of one; `compute` follows."""
        self._model.update_cell_with_formula(self._sheets[title], row, column, f"={formula}")

    def compute(self) -> bool:
        """Compute everything anew; False where that fails."""
        return _unless_it_fails(lambda: self._model.evaluate() or True) is True

    def answer(self, formula: str) -> Value:
        """What a formula would give on a sheet of its own."""
        if _SCRATCH not in self._sheets:
            self._model.add_sheet(_SCRATCH)
            self._sheets[_SCRATCH] = len(self._sheets)
        self._model.set_user_input(self._sheets[_SCRATCH], 1, 1, f"={formula}")
        self._model.evaluate()
        return self.value(_SCRATCH, 1, 1)


def without_typed_blanks(part: bytes) -> bytes:
    """A worksheet part in which empty cells are of no type: where openpyxl says that they are numbers, the engine takes them for 0.

    >>> without_typed_blanks(b'<c r="A1" s="5" t="n"/><c r="A2" t="n"><v>1</v></c><c r="A3" t="n"></c>')
    b'<c r="A1" s="5"/><c r="A2" t="n"><v>1</v></c><c r="A3"></c>'
    """
    return _TYPED_BLANK.sub(rb"\1\2", part)


def _loaded(package: bytes) -> Any:
    import ironcalc  # late: it takes a while, and few commands compute

    with temporary_folder() as folder:
        path = folder / "book.xlsx"
        path.write_bytes(package)
        return ironcalc.load_from_xlsx(str(path), *_ENGLISH)


def _unless_it_fails(work: Callable[[], T]) -> T | None:
    """None for whatever goes wrong inside: others' workbooks hold more than one engine knows, and Excel computes them anyway.

    A panic of its Rust is no `Exception`, and is told to the terminal before anybody can catch it.
    """
    try:
        with _nothing_said():
            return work()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise


@contextmanager
def _nothing_said() -> Iterator[None]:
    """What a library writes to the standard error itself goes nowhere in this block."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # Excel's Python has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


_STDERR = 2
_TYPED_BLANK = re.compile(rb'(<(?:\w+:)?c(?=\s)[^>]*?)\s+t="\w+"([^>]*?(?:/>|></(?:\w+:)?c>))')
_SCRATCH = "kpi-xl-answers"
