"""Working days: Monday to Friday without national holidays and the company's own days off.

National holidays come from jpholiday, which equals the Cabinet Office list. Ranges exclude their end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from kpi_xl.periods import Month


@dataclass(frozen=True)
class WorkCalendar:
    """The company's calendar.

    >>> WorkCalendar().days_in(Month(2026, 11))
    19
    >>> WorkCalendar(frozenset({date(2026, 11, 2)})).days_in(Month(2026, 11))
    18
    """

    company_days: frozenset[date] = frozenset()  #: days off that are no national holidays
    worked_holidays: frozenset[date] = frozenset()  #: national holidays on which the company works

    @cached_property
    def _listed(self) -> dict[tuple[date, date], tuple[date, ...]]:
        """By the first day and the one after the last: each member of a report asks for the same months."""
        return {}

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_closed(day)

    def is_closed(self, day: date) -> bool:
        """True on a company day or a national holiday that is kept, whatever the weekday."""
        return day in self.company_days or (is_national_holiday(day) and day not in self.worked_holidays)

    def working_days(self, start: date, end: date) -> Iterator[date]:
        """The working days from *start* up to, not including, *end*."""
        return iter(self._between(start, end))

    def count(self, start: date, end: date) -> int:
        """How many working days lie in [start, end)."""
        return len(self._between(start, end))

    def _between(self, start: date, end: date) -> tuple[date, ...]:
        if (start, end) not in self._listed:
            every_day = (start + timedelta(days=number) for number in range((end - start).days))
            self._listed[start, end] = tuple(filter(self.is_working_day, every_day))
        return self._listed[start, end]

    def days_in(self, month: Month) -> int:
        """Working days of a month; never 0, so that a month off still divides."""
        return max(1, self.count(month.start, month.end))

    def closing_days(self, months: Iterable[Month]) -> list[date]:
        """National holidays and company days within *months*, for a holiday list in a workbook."""
        found = set()
        for month in months:
            day = month.start
            while day < month.end:
                if self.is_closed(day):
                    found.add(day)
                day += timedelta(days=1)
        return sorted(found)


@lru_cache(maxsize=8192)
def is_national_holiday(day: date) -> bool:
    import jpholiday  # late: `kpi-xl --help` needs no holidays

    return bool(jpholiday.is_holiday(day))


def national_holiday_name(day: date) -> str:
    """The holiday's Japanese name, or "" on any other day."""
    import jpholiday

    return jpholiday.is_holiday_name(day) or ""


def next_national_holiday(name: str, day: date) -> date | None:
    """The next day of the national holiday *name* (春分の日), *day* included; None where no such holiday comes within two years.

    >>> next_national_holiday("成人の日", date(2026, 11, 30))
    datetime.date(2027, 1, 11)
    """
    import jpholiday

    coming = (each for year in (day.year, day.year + 1) for each, called in jpholiday.year_holidays(year) if called == name)
    return next((each for each in sorted(coming) if each >= day), None)


def usual_calendar(month: Month) -> WorkCalendar:
    """What holds where no workbook says otherwise: national holidays and the usual days at the year's end."""
    return WorkCalendar(frozenset(day for months in (-12, 0, 12) for day in year_end_days(month.plus(months))))


def year_end_days(month: Month) -> list[date]:
    """12/29 to 1/3 of the year end nearest after *month*'s fiscal year start: the usual company days."""
    year = month.year if month.month >= 4 else month.year - 1
    return [date(year, 12, day) for day in (29, 30, 31)] + [date(year + 1, 1, day) for day in (1, 2, 3)]
