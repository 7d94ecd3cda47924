"""Periods: months, fiscal years and the rhythm of a KPI. Every range excludes its end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text

DAYS_PER_WEEK = 5
"""Working days in a week: what a weekly target is spread over."""
PLANNED_YEARS = range(1950, 2201)
"""Days outside are slips: Excel reads the number 12 as 1900-01-12."""


class Period(Enum):
    """How often a KPI's target is set."""

    DAY = Text("日", "day")
    WEEK = Text("週", "week")
    MONTH = Text("月", "month")
    YEAR = Text("年", "year")

    @property
    def key(self) -> str:
        """The word used for this period in a definition file."""
        return self.name.lower()

    @property
    def label(self) -> Text:
        return self.value


PERIOD_BY_KEY = {period.key: period for period in Period}


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month.

    >>> Month(2026, 12).next
    Month(year=2027, month=1)
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 9998):
            raise ArgumentError("month", f"{self.year}-{self.month:02d}", _MONTH_RULE, _MONTH_REMEDY)

    def __hash__(self) -> int:  # a month is looked up ten thousand times a report: no pair is made for it
        return self.year * 12 + self.month

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2026-11, 2026/11 or 2026年11月.

        Raises:
            ArgumentError: anything else.
        """
        plain = unicodedata.normalize("NFKC", text).strip()
        match = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)", plain)
        if match is None:
            raise ArgumentError("month", text, _MONTH_RULE, _MONTH_REMEDY)
        try:
            return cls(int(match[1]), int(match[2] or match[3]))
        except ArgumentError as error:
            raise ArgumentError("month", text, _MONTH_RULE, _MONTH_REMEDY) from error

    @classmethod
    def of(cls, day: date) -> Month:
        return numbered_month(day.year, day.month)

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The first day after the month."""
        return self.next.start

    @property
    def next(self) -> Month:
        return self.plus(1)

    def plus(self, months: int) -> Month:
        """The month that lies *months* later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def label(self) -> Text:
        return Text(f"{self.year}年{self.month}月", self.start.strftime("%b %Y"))

    @property
    def short_label(self) -> Text:
        return Text(f"{self.month}月", self.start.strftime("%b"))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


@cache
def numbered_month(year: int, month: int) -> Month:
    """The month, one object however often it is asked for: the rows of a log are of few, and what is the same needs no comparing.

    >>> numbered_month(2026, 12) == Month(2026, 12)
    True
    """
    return Month(year, month)


def months_up_to(month: Month, count: int) -> tuple[Month, ...]:
    """The *count* months that end with *month*, in order."""
    return tuple(month.plus(offset) for offset in range(1 - count, 1))


def fiscal_year_months(month: Month, first_month: int = 4) -> tuple[Month, ...]:
    """The twelve months of the fiscal year that contains *month*; Japanese companies start in April.

    >>> fiscal_year_months(Month(2027, 2))[0], fiscal_year_months(Month(2027, 2))[-1]
    (Month(year=2026, month=4), Month(year=2027, month=3))
    """
    year = month.year if month.month >= first_month else month.year - 1
    return tuple(Month(year, first_month).plus(offset) for offset in range(12))


def month_day(day: date) -> Text:
    """A day in a sentence about its own year."""
    return Text(f"{day.month}月{day.day}日", f"{day:%b} {day.day}")


def long_day(day: date) -> Text:
    """A day in a sentence: 2026年11月30日, Nov 30, 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day:%b} {day.day}, {day.year}")


def short_day(day: date) -> Text:
    """A day in a cell or a message: 2026/11/30, 2026-11-30."""
    iso = day.isoformat()
    return Text(iso.replace("-", "/"), iso)


_MONTH_RULE = Text("は月として読めません", "is not a month")
_MONTH_REMEDY = Text("「2026-11」のように入力してください", "Write it as 2026-11")
