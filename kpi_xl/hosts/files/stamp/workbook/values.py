"""A Python value as the content of a cell: its type attribute and its XML."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from numbers import Integral, Real
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.sheets.cell_limits import ValueProblem, number_problem, text_problem

Value = None | bool | int | float | str | date | datetime
"""None and "" clear the cell."""

ERRORS = frozenset(("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!"))


class Content(NamedTuple):
    """What stands in a cell: ``t="..."`` and the elements within."""

    kind: bytes  #: b"" for numbers, Excel's default
    number: bytes  #: text of <v>
    text: bytes = b""  #: XML of an inline string


EMPTY = Content(b"", b"")


def content(value: Value, is_1904: bool) -> Content | ValueProblem:
    """
    >>> content(0.25, False).number, content(True, False).number, content(date(2026, 11, 30), False).number
    (b'0.25', b'1', b'46356')
    """
    # the commonest first, by their very type: that of a class above them takes longer to tell
    if type(value) is float:
        return _number(value)
    if type(value) is int and -(10**15) < value < 10**15:
        return Content(b"", b"%d" % value)
    if value is None or (isinstance(value, str) and not value):
        return EMPTY
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Content(b"b", b"1" if value else b"0")
    if isinstance(value, date):
        return _serial(value, is_1904)
    if isinstance(value, (Real, Decimal)):
        return _number(value)
    raise TypeError(f"a cell takes None, bool, int, float, str, date or datetime, got {type(value).__name__}")


def result(value: Value, is_1904: bool) -> Content | ValueProblem:
    """The computed value of a formula: texts stand in <v> there."""
    if not isinstance(value, str):
        return content(value, is_1904)
    if value in ERRORS:
        return Content(b"e", value.encode())
    found = _text(value)
    return Content(b"str", escaped(value)) if isinstance(found, Content) else found


def _number(value: float | Real | Decimal) -> Content | ValueProblem:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if problem := number_problem(number):
        return problem
    if not isinstance(value, float) and isinstance(value, Integral) and abs(number) < 1e15:
        return Content(b"", str(int(value)).encode())
    return Content(b"", repr(number + 0.0).removesuffix(".0").encode())  # + 0.0: Excel knows no -0


_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)


def _serial(value: date, is_1904: bool) -> Content | ValueProblem:
    """Excel's days; before March 1900 they are one less, because Excel believes in 29 February 1900."""
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment - (_EPOCH_1904 if is_1904 else _EPOCH)) / timedelta(days=1)
    if not is_1904 and days < 61:
        days -= 1
    if days < (0 if is_1904 else 1):
        return ValueProblem(wording.TOO_EARLY, wording.GIVE_TEXT)
    return Content(b"", repr(days).removesuffix(".0").encode())


@lru_cache(maxsize=1024)
def _text(value: str) -> Content | ValueProblem:
    if problem := text_problem(value):
        return problem
    space = b' xml:space="preserve"' if value != value.strip() or _SPACES.search(value) else b""
    return Content(b"inlineStr", b"", b"<is><t%s>%s</t></is>" % (space, escaped(value)))


_SPACES = re.compile(r"[\n\t]|  ")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff&<>]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> bytes:
    """Text for an element. XML has no control characters, Excel writes _x0007_; and a text that reads so, _x005F_x0007_.

    >>> escaped("R&D\\x07 _x0007_")
    b'R&amp;D_x0007_ _x005F_x0007_'
    """
    return _SPECIAL.sub(lambda match: _NAMED.get(match[0]) or f"_x{ord(match[0]):04X}_", text).encode()
