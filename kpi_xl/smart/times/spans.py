"""Spans of days: what 今月, 上期, Q2 or "within 3 months" mean on a given day. Every span excludes its end.

The fiscal year begins with `first_month` (April in Japan). A period without a year is the next one that
is not over: said in November, 上期 is the one of the coming year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.workdays import is_national_holiday

Span = tuple[date, date]

LONGEST_DAYS = 36_600
"""A hundred years: goals further away are not resolved."""

LONGEST_WORKDAYS = 500
WEEK, WORKING_WEEK = 7, 5
"""Days; what is due this week is due on its Friday, unless that is past."""


@dataclass(frozen=True)
class Today:
    """The day from which a goal is read, and the fiscal year around it."""

    day: date
    first_month: int = 4  #: of the fiscal year

    # --- periods around today -----------------------------------------------------------------------------------

    def shifted(self, unit: str, offset: int) -> Span | None:
        """The *unit* that lies *offset* units after the one of today: ("month", 1) is next month; a week ends on Friday."""
        if unit in ("day", "week"):
            return _or_none(lambda: self._shifted_days(WEEK if unit == "week" else 1, offset))
        if unit == "mid":  # mid-year
            return self.part("half", 1)
        length = MONTHS[unit]
        return _months(self._first_month_of(unit) + offset * length, length)

    def _shifted_days(self, length: int, offset: int) -> Span:
        start = self.day - timedelta(days=self.day.weekday() if length == WEEK else 0) + timedelta(days=offset * length)
        is_working_week = length == WEEK and self.day < start + timedelta(days=WORKING_WEEK)
        return start, start + timedelta(days=WORKING_WEEK if is_working_week else length)

    def _first_month_of(self, unit: str) -> int:
        month = _number_of(self.day.year, self.day.month)
        return month - (self.day.month - (1 if unit == "year" else self.first_month)) % 12 % MONTHS[unit]

    # --- named parts of a fiscal year ---------------------------------------------------------------------------

    def part(self, unit: str, number: int, year: int | None = None) -> Span | None:
        """Half or quarter *number* of fiscal *year*; without a year the next that is not over."""
        length = MONTHS[unit]
        start = _number_of(year, self.first_month) if year else self._first_month_of("fiscal year")
        first = start + (number - 1) * length
        if year is None and first + length <= _number_of(self.day.year, self.day.month):
            first += 12
        return _months(first, length)

    def fiscal_year(self, year: int) -> Span | None:
        """The fiscal year that begins in *year*; 26 is 2026."""
        return _months(_number_of(year + 2000 if year < 100 else year, self.first_month), 12)

    # --- dates --------------------------------------------------------------------------------------------------

    def month(self, month: int, year: int | None = None) -> Span | None:
        """A month of *year*, or the next that is not over."""
        is_over = year is None and month < self.day.month
        return _months(_number_of(year or self.day.year, month) + (12 if is_over else 0), 1)

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
            month = _number_of(self.day.year, self.day.month) + (day < self.day.day)
            found = _month(month)[0].replace(day=day)
            return found, found + timedelta(days=1)

        return _or_none(span)

    def year(self, year: int) -> Span | None:
        return _or_none(lambda: (date(year, 1, 1), date(year + 1, 1, 1)))

    def within(self, count: float, unit: str) -> Span | None:
        """The days up to *count* units after today. As in law (Civil Code, article 140) today itself does not count."""

        def span() -> Span:
            if unit == "workday":
                return self.day, self._after_workdays(round(count)) + timedelta(days=1)
            if unit in ("day", "week"):
                length = timedelta(days=round(count * (7 if unit == "week" else 1)))
                if not 1 <= length.days <= LONGEST_DAYS:
                    raise OverflowError
                return self.day, self.day + length + timedelta(days=1)
            months = round(count * MONTHS[unit])
            if months < 1:
                raise ValueError
            first, end = _month(_number_of(self.day.year, self.day.month) + months)
            return self.day, min(end, first + timedelta(days=self.day.day))

        return _or_none(span)

    def _after_workdays(self, count: int) -> date:
        if not 1 <= count <= LONGEST_WORKDAYS:
            raise OverflowError
        day, left = self.day, count
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5 and not is_national_holiday(day)
        return day

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
    except (ValueError, OverflowError):
        return None


# --- months, numbered through ----------------------------------------------------------------------------------------


def _number_of(year: int, month: int) -> int:
    return year * 12 + month - 1


def _months(first: int, length: int) -> Span | None:
    """From month *first* on, *length* months; None beyond what can be meant."""
    end = first + length
    if not FIRST_MONTH <= first < end <= LAST_MONTH:
        return None
    return date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1)


def _month(number: int) -> Span:
    span = _months(number, 1)
    if span is None:
        raise OverflowError
    return span


FIRST_MONTH, LAST_MONTH = _number_of(1900, 1), _number_of(9998, 12)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal year": 12}
