"""Days as logs write them. The order of day and month is decided for a whole column, never guessed per cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum

from kpi_xl.definitions.kinds import visible


class DateOrder(Enum):
    """In which order a date's parts stand."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


DATE_ORDER_BY_KEY = {order.value: order for order in DateOrder}
HOME = "Asia/Tokyo"
"""The zone whose days count, unless somebody says another."""

_BEHIND = r"(?P<behind>(?:[T\s(,].*)?)"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:[-/.](\d{{1,2}})[-/.](\d{{1,2}})|\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日|(\d{{2}})(\d{{2}})){_BEHIND}"
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_BEHIND}")
_SHORT = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{2}}){_BEHIND}")
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|[RHSTM])\s*(\d{1,2}|元)(?:年\s*(\d{1,2})月\s*(\d{1,2})日|[-/.](\d{1,2})[-/.](\d{1,2}))(?:[\s(].*)?",
    re.IGNORECASE,
)
_MONTHS = {name: number for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
_MONTH = r"(?P<month>[A-Za-z]{3})[a-z]*\.?"
_WORDED = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH.replace('month', 'month2')}[\s,-]+(?P<year2>\d{{4}})){_BEHIND}"
)
_YEAR_BEFORE_ERA = {"令": 2018, "平": 1988, "昭": 1925, "大": 1911, "明": 1867, "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH = re.compile(r"(1\d{9}|2\d{9})(\d{3})?")
_CLOCK = re.compile(
    r"[T\s,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(AM|PM|A\.M\.|P\.M\.)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_FURTHER_DAY = re.compile(r"(?:[~\u301c\u2013\u2014]|\s-\s|(?<=\d{2}/\d{2})-)\s*\d{1,4}(?:[/.\-年月日\s(]|$)")
"""2026/11/16 ～ 20: several days, of which none is meant more than another."""
_SPAN = re.compile(r"[\s,]+\d{1,2}:\d{2}-\d{1,2}:?\d{2}")
"""9:30-10:15: from when to when, which no offset from UTC is without seconds or a T."""


def parse_day(text: str, order: DateOrder = DateOrder.YMD, zone: tzinfo | None = None, has_short_years: bool = False) -> date | None:
    """The day, or None where the text is none. A time or weekday behind it is dropped; Excel's serials are read.

    Args:
        order: of day and month where the year stands last.
        zone: whose day a stamp with an offset from UTC, or one in milliseconds, belongs to; None: the day as it is written.
        has_short_years: 26/11/04 is a day in *order*.

    >>> parse_day("2026/4/1"), parse_day("令和8年4月1日"), parse_day("3/1/2017", DateOrder.MDY)
    (datetime.date(2026, 4, 1), datetime.date(2026, 4, 1), datetime.date(2017, 3, 1))
    >>> parse_day("3/1/2017") is None, parse_day("2026-02-30") is None, parse_day("11/4/2026, 3:00 PM", DateOrder.MDY)
    (True, True, datetime.date(2026, 11, 4))
    >>> parse_day("2026/11/16～20"), parse_day("2026/11/16 9:30～10:15")
    (None, datetime.date(2026, 11, 16))
    >>> parse_day("2026-10-31T15:30:00Z", zone=zone_named(HOME))
    datetime.date(2026, 11, 1)
    """
    plain = _plain(text)
    if _FURTHER_DAY.search(plain):
        return None
    if match := _YEAR_FIRST.fullmatch(plain):
        year, *rest = (int(part) for part in match.groups()[:-1] if part is not None)
        return _in_zone(_day(year, rest[0], rest[1]), match["behind"], zone)
    if (match := _YEAR_LAST.fullmatch(plain)) and order is not DateOrder.YMD:
        first, second, year = (int(part) for part in match.groups()[:-1])
        return _in_zone(_in_order(year, first, second, order), match["behind"], zone)
    if has_short_years and (match := _SHORT.fullmatch(plain)):
        first, second, third = (int(part) for part in match.groups()[:-1])
        return _short_day(first, second, third, order)
    if match := _ERA.fullmatch(plain):
        era, number, *rest_of_day = (part for part in match.groups() if part is not None)
        year = _YEAR_BEFORE_ERA[era[0].upper()] + (1 if number == "元" else int(number))
        return _day(year, int(rest_of_day[0]), int(rest_of_day[1]))
    if match := _WORDED.fullmatch(plain):
        return _worded_day(match, zone)
    if match := _EPOCH.fullmatch(plain):
        return datetime.fromtimestamp(int(match[1]), zone or UTC).date()
    if match := _SERIAL.fullmatch(plain):
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    return None


def zone_named(name: str) -> tzinfo:
    """A time zone by its name in the tz database.

    Raises:
        KeyError: there is none.
    """
    if name == HOME:
        return timezone(timedelta(hours=9))  # no summer time since 1951; Windows has no database of zones
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise KeyError(name) from error


def is_year_last(text: str) -> bool:
    """True for 4/1/2026, which can be read in two ways."""
    return _YEAR_LAST.fullmatch(_plain(text)) is not None


def is_short(text: str) -> bool:
    """True for 26/11/04, which can be read in three ways."""
    return _SHORT.fullmatch(_plain(text)) is not None


@dataclass(frozen=True)
class ColumnOrder:
    """How the days of one column are read."""

    order: DateOrder  #: YMD where days with the year last are not read at all
    is_mixed: bool = False  #: some of them can only be day first, others only month first
    is_undecided: bool = False  #: all of them could be either
    is_declared: bool = False  #: somebody has said it


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
    said = unicodedata.normalize("NFKC", visible(text)).strip().removeprefix("'")  # keeps Excel from computing
    if said.startswith('="') and said.endswith('"'):
        said = said[2:-1].strip()
    return said


def _in_order(year: int, first: int, second: int, order: DateOrder) -> date | None:
    return _day(year, first, second) if order is DateOrder.MDY else _day(year, second, first)


def _short_day(first: int, second: int, third: int, order: DateOrder) -> date | None:
    return _day(2000 + first, second, third) if order is DateOrder.YMD else _in_order(2000 + third, first, second, order)


def _worded_day(match: re.Match[str], zone: tzinfo | None) -> date | None:
    name, number, year = (match[part] or match[f"{part}2"] for part in ("month", "day", "year"))
    month = _MONTHS.get(name.lower())
    return None if month is None else _in_zone(_day(int(year), month, int(number)), match["behind"], zone)


def _in_zone(day: date | None, behind: str, zone: tzinfo | None) -> date | None:
    """The day in *zone* of a time with an offset; the day itself where no offset stands behind it."""
    if day is None or zone is None or _SPAN.fullmatch(behind) or not (clock := _CLOCK.fullmatch(behind)):
        return day
    hour = int(clock[1]) % 12 + 12 * (clock[4][0] in "pP") if clock[4] else int(clock[1])
    if hour > 23 or int(clock[2]) > 59:
        return day
    return datetime.combine(day, time(hour, int(clock[2])), _offset(clock[5])).astimezone(zone).date()


def _offset(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes)) if minutes < 24 * 60 else UTC


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
