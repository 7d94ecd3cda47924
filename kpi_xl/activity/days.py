"""Days as logs write them. The order of day and month is decided for a whole log, never guessed per cell."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import Enum


class DateOrder(Enum):
    """In which order a date's parts stand."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


DATE_ORDER_BY_KEY = {order.value: order for order in DateOrder}

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[T\s(].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s.*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def parse_day(text: str, order: DateOrder = DateOrder.YMD) -> date | None:
    """The day, or None where the text is none. A time or weekday behind it is dropped; Excel's serials are read.

    >>> parse_day("2026/4/1"), parse_day("2026年4月1日"), parse_day("3/1/2017", DateOrder.MDY)
    (datetime.date(2026, 4, 1), datetime.date(2026, 4, 1), datetime.date(2017, 3, 1))
    >>> parse_day("3/1/2017") is None, parse_day("2026-02-30") is None
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _YEAR_FIRST.fullmatch(plain):
        year, *rest = (int(part) for part in match.groups() if part is not None)
        return _day(year, rest[0], rest[1])
    if (match := _YEAR_LAST.fullmatch(plain)) and order is not DateOrder.YMD:
        first, second, year = (int(part) for part in match.groups())
        return _day(year, first, second) if order is DateOrder.MDY else _day(year, second, first)
    if match := _SERIAL.fullmatch(plain):
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
