"""xlwings as it runs inside Excel on Windows, without either: run as a program, so that no other test sees the stubs.

What pywin32 and the Windows part of ctypes would give is stubbed before xlwings is imported; all of xlwings is real: its
decorators, ``call_udf``, the COM server's ``CallUDF``, ``generate_vba_wrapper``. Reads pickled questions from stdin
and writes pickled answers to stdout until stdin ends.
"""

from __future__ import annotations

import ctypes
import io
import pickle
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

MODULE = "kpi_xl.hosts.excel.udfs"
MISSING = -2147352572
"""What a VBA argument that was left out looks like in Python."""
COUNTS_FROM_1904 = "counts from 1904"
"""A key among the names of a workbook that does."""
STANDS_AT = "stands at"
"""A key for the path of a workbook."""
NO_NAME = -2146826259
"""#NAME?"""
ERROR_NUMBERS = {-2146828288 + number for number in range(2000, 2051)}
RANGE_ID = "{00020846-0000-0000-C000-000000000046}"


class Time(datetime):
    """pywintypes.TimeType: a datetime with a time zone."""


class ComError(Exception):
    hresult = -2147352567


class ComRange:
    """A range that a formula refers to."""

    def __init__(self, value):
        self.Value = value
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Worksheet, self.Row, self.Column = MagicMock(), 1, 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(rows)), SimpleNamespace(Count=len(rows[0]))
        attributes = SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=RANGE_ID))
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: attributes)


class ComBook:
    """A workbook with named cells; counts how often it is asked for one. A key such as ``Copy!WIN_RATE`` is a sheet's."""

    def __init__(self, names):
        self.asked = 0
        cells = {f"=Sheet1!$A${row}": value for row, value in enumerate(names.values(), start=1)}

        def evaluate(formula):
            self.asked += 1
            return ComRange(com_value(cells[formula])) if formula in cells else NO_NAME

        sheet = SimpleNamespace(Name="Sheet1", Evaluate=evaluate)
        self.Worksheets = ComCollection([sheet])
        self.Names = ComNames(names, cells)
        self.Date1904 = COUNTS_FROM_1904 in names
        self.FullName = names.get(STANDS_AT, "Book1")


class ComNames:
    """Excel lists the sheets' names with the workbook's, and gives a sheet's for the bare word where it is the active one's."""

    def __init__(self, names, cells):
        self.listed = [SimpleNamespace(Name=name, RefersTo=cell) for name, cell in zip(names, cells, strict=True)]
        self.Count = len(self.listed)

    def __iter__(self):
        return iter(self.listed)

    def __call__(self, wanted):
        if isinstance(wanted, int):
            return self.listed[wanted - 1]
        bare = wanted.casefold()
        found = [each for each in self.listed if each.Name.casefold().rpartition("!")[2] == bare]
        if not found:
            raise ComError
        return max(found, key=lambda each: "!" in each.Name)


class ComCollection(list):
    @property
    def Count(self):
        return len(self)

    def __call__(self, index):
        return self[index - 1]


def com_value(value):
    """Values as pywin32 hands them over."""
    if isinstance(value, (list, tuple)):
        return tuple(com_value(each) for each in value)
    if isinstance(value, date):
        return Time(value.year, value.month, value.day, tzinfo=UTC)
    is_number = isinstance(value, int) and not isinstance(value, bool) and value not in ERROR_NUMBERS
    return float(value) if is_number else value


def pretend() -> None:
    """Make xlwings believe that it runs on Windows."""
    import numpy  # noqa: F401  (these look at the platform, too, and shall see the real one)
    import pandas  # noqa: F401

    for name in (
        "pythoncom", "win32api", "win32con", "win32event", "win32gui", "win32process", "win32timezone", "win32com",
        "win32com.client", "win32com.server", "win32com.server.dispatcher", "win32com.server.policy",
        "win32com.server.util", "win32com.server.exception",
    ):  # fmt: skip
        sys.modules[name] = MagicMock(name=name)
    sys.modules["pythoncom"].__file__ = "pythoncom.dll"
    types = sys.modules["pywintypes"] = ModuleType("pywintypes")
    types.TimeType, types.com_error, types.IID, types.error = Time, ComError, str, ComError
    for name, module in list(sys.modules.items()):
        if name.startswith("win32com."):
            parent, _, child = name.rpartition(".")
            setattr(sys.modules[parent], child, module)
    sys.modules["win32com.server.util"].unwrap.side_effect = ComError  # nothing is a Python object of ours
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(sys.modules["win32com.client"], name, type(name, (), {}))
    sys.modules["win32com.client"].Dispatch = lambda found, **_: found
    ctypes.windll = ctypes.oledll = MagicMock()
    real, ctypes.PyDLL = ctypes.PyDLL, MagicMock()
    real_platform, sys.platform = sys.platform, "win32"
    try:
        import xlwings
    finally:
        sys.platform, ctypes.PyDLL = real_platform, real
    assert "xlwings.udfs" in sys.modules, "the decorators would be those that do nothing"
    assert not xlwings.__pro__, "nothing here may need a licence"


def called(name, arguments, names):
    """What the cell's formula gives, and how often the workbook was asked for a name."""
    from xlwings.com_server import XLPython

    caller, workbook = ComRange(None), ComBook(names)
    return XLPython().CallUDF(MODULE, name, arguments, workbook, caller), workbook.asked


def com_argument(argument):
    """A range for rows of cells or for ``("cell", value)``, MISSING for None, else a value typed into the formula."""
    if argument is None:
        return MISSING
    if isinstance(argument, tuple) and argument[:1] == ("cell",):
        return ComRange(com_value(argument[1]))
    return ComRange(com_value(argument)) if isinstance(argument, list) else com_value(argument)


def wrapper(kind):
    """The VBA that xlwings itself writes for our module."""
    from xlwings.udfs import generate_vba_wrapper, get_udf_module

    written = io.StringIO()
    generate_vba_wrapper(MODULE, get_udf_module(MODULE, None), written, SimpleNamespace(Name=f"book.{kind}"))
    return written.getvalue()


def answers(questions):
    """One answer for each question: a call's result, or the VBA text."""
    for question, *details in questions:
        if question == "wrapper":
            yield wrapper(*details)
        else:
            name, arguments, names = details
            yield called(name, tuple(com_argument(argument) for argument in arguments), names)


def main() -> None:
    """Answer until nobody asks any more."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    pretend()
    while True:
        try:
            questions = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(list(answers(questions)), sys.stdout.buffer)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
