"""Days as logs write them. The order of day and month is decided for a whole column, never guessed per cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
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
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|[RHSTM])\s*(\d{1,2}|元)(?:年\s*(\d{1,2})月\s*(\d{1,2})日|[-/.](\d{1,2})[-/.](\d{1,2}))(?:[\s(].*)?",
    re.IGNORECASE,
)
_YEAR_BEFORE_ERA = {"令": 2018, "平": 1988, "昭": 1925, "大": 1911, "明": 1867, "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def parse_day(text: str, order: DateOrder = DateOrder.YMD) -> date | None:
    """The day, or None where the text is none. A time or weekday behind it is dropped; Excel's serials are read.

    >>> parse_day("2026/4/1"), parse_day("令和8年4月1日"), parse_day("3/1/2017", DateOrder.MDY)
    (datetime.date(2026, 4, 1), datetime.date(2026, 4, 1), datetime.date(2017, 3, 1))
    >>> parse_day("3/1/2017") is None, parse_day("2026-02-30") is None
    (True, True)
    """
    plain = _plain(text)
    if match := _YEAR_FIRST.fullmatch(plain):
        year, *rest = (int(part) for part in match.groups() if part is not None)
        return _day(year, rest[0], rest[1])
    if (match := _YEAR_LAST.fullmatch(plain)) and order is not DateOrder.YMD:
        first, second, year = (int(part) for part in match.groups())
        return _day(year, first, second) if order is DateOrder.MDY else _day(year, second, first)
    if match := _ERA.fullmatch(plain):
        era, number, *rest_of_day = (part for part in match.groups() if part is not None)
        year = _YEAR_BEFORE_ERA[era[0].upper()] + (1 if number == "元" else int(number))
        return _day(year, int(rest_of_day[0]), int(rest_of_day[1]))
    if match := _SERIAL.fullmatch(plain):
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    return None


def is_year_last(text: str) -> bool:
    """True for 4/1/2026, which can be read in two ways."""
    return _YEAR_LAST.fullmatch(_plain(text)) is not None


@dataclass(frozen=True)
class ColumnOrder:
    """How the days of one column are read."""

    order: DateOrder  #: YMD where days with the year last are not read at all
    is_mixed: bool = False  #: some of them can only be day first, others only month first
    is_undecided: bool = False  #: all of them could be either


def decide_order(texts: Iterable[str]) -> ColumnOrder:
    """The order of a whole column, from the days above 12 that it holds.

    >>> decide_order(["4/1/2026", "4/30/2026"]).order, decide_order(["4/1/2026", "12/4/2026"]).is_undecided
    (<DateOrder.MDY: 'mdy'>, True)
    """
    possible: dict[DateOrder, bool] = {}  # order -> whether some day can only be read so
    for text in texts:
        if match := _YEAR_LAST.fullmatch(_plain(text)):
            first, second = int(match[1]), int(match[2])
            possible[DateOrder.DMY] = possible.get(DateOrder.DMY, False) or (first > 12 >= second)
            possible[DateOrder.MDY] = possible.get(DateOrder.MDY, False) or (second > 12 >= first)
    certain = [order for order, is_certain in possible.items() if is_certain]
    if len(certain) == 1:
        return ColumnOrder(certain[0])
    return ColumnOrder(DateOrder.YMD, is_mixed=len(certain) == 2, is_undecided=bool(possible) and not certain)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
