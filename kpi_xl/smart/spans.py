"""Spans of days: what 今月, 上期, Q2 or "within 3 months" mean on a given day. Every span excludes its end.

The fiscal year begins with `first_month` (April in Japan). A period without a year is the next one that
is not over: said in November, 上期 is the one of the coming year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.errors import ArgumentError
from kpi_xl.periods import Month

Span = tuple[date, date]

LONGEST_DAYS = 36_600
"""A hundred years: goals further away are not resolved."""


@dataclass(frozen=True)
class Today:
    """The day from which a goal is read, and the fiscal year around it."""

    day: date
    first_month: int = 4  #: of the fiscal year

    # --- periods around today -----------------------------------------------------------------------------------

    def shifted(self, unit: str, offset: int) -> Span | None:
        """The *unit* that lies *offset* units after the one of today: ("month", 1) is next month."""
        return _or_none(lambda: self._shifted(unit, offset))

    def _shifted(self, unit: str, offset: int) -> Span:
        if unit in ("day", "week"):
            days = 7 if unit == "week" else 1
            start = self.day - timedelta(days=self.day.weekday() if unit == "week" else 0) + timedelta(days=offset * days)
            return start, start + timedelta(days=days)
        months = MONTHS[unit]
        first = self._first_month_of(unit).plus(offset * months)
        return first.start, first.plus(months).start

    def _first_month_of(self, unit: str) -> Month:
        month = Month.of(self.day)
        if unit == "month":
            return month
        if unit == "year":
            return Month(self.day.year, 1)
        return month.plus(-((month.month - self.first_month) % 12 % MONTHS[unit]))

    # --- named parts of a fiscal year ---------------------------------------------------------------------------

    def part(self, unit: str, number: int, year: int | None = None) -> Span | None:
        """Half or quarter *number* of fiscal *year*; without a year the next that is not over."""
        return _or_none(lambda: self._part(unit, number, year))

    def _part(self, unit: str, number: int, year: int | None) -> Span:
        months = MONTHS[unit]
        start = Month(year, self.first_month) if year else self._first_month_of("fiscal year")
        first = start.plus((number - 1) * months)
        if year is None and first.plus(months).start <= self.day:
            first = first.plus(12)
        return first.start, first.plus(months).start

    def fiscal_year(self, year: int) -> Span | None:
        """The fiscal year that begins in *year*; 26 is 2026."""
        full = year + 2000 if year < 100 else year
        return _or_none(lambda: (Month(full, self.first_month).start, Month(full + 1, self.first_month).start))

    # --- dates --------------------------------------------------------------------------------------------------

    def month(self, month: int, year: int | None = None) -> Span | None:
        """A month of *year*, or the next that is not over."""

        def span() -> Span:
            found = Month(year or self.day.year, month)
            if year is None and found.end <= self.day:
                found = found.plus(12)
            return found.start, found.end

        return _or_none(span)

    def on(self, month: int, day: int, year: int | None = None) -> Span | None:
        """One day of *year*, or the next such day, today included."""

        def span() -> Span:
            found = date(year or self.day.year, month, day)
            if year is None and found < self.day:
                found = date(found.year + 1, month, day)
            return found, found + timedelta(days=1)

        return _or_none(span)

    def day_of_month(self, day: int) -> Span | None:
        """The next such day of a month, today included."""

        def span() -> Span:
            month = Month.of(self.day) if day >= self.day.day else Month.of(self.day).next
            found = date(month.year, month.month, day)
            return found, found + timedelta(days=1)

        return _or_none(span)

    def year(self, year: int) -> Span | None:
        return _or_none(lambda: (date(year, 1, 1), date(year + 1, 1, 1)))

    def within(self, count: float, unit: str) -> Span | None:
        """From today on, *count* units long."""

        def span() -> Span:
            if unit in ("day", "week"):
                length = timedelta(days=round(count * (7 if unit == "week" else 1)))
                if not 1 <= length.days <= LONGEST_DAYS:
                    raise OverflowError
                return self.day, self.day + length
            months = round(count * MONTHS[unit])
            if months < 1:
                raise ValueError
            last = Month.of(self.day).plus(months)
            return self.day, min(last.end - timedelta(days=1), last.start + timedelta(days=self.day.day - 1))

        return _or_none(span)

    def weekday(self, number: int) -> Span | None:
        """The next such day of the week (Monday is 0), today included."""

        def span() -> Span:
            found = self.day + timedelta(days=(number - self.day.weekday()) % 7)
            return found, found + timedelta(days=1)

        return _or_none(span)


def _or_none(span: Callable[[], Span]) -> Span | None:
    """A date that does not exist, or lies beyond what dates can hold, is not resolved."""
    try:
        return span()
    except (ValueError, OverflowError, ArgumentError):
        return None


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal year": 12}
