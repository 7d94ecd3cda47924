"""The line of a month: what the goal had come to by the end of each working day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class MonthLine:
    """Working days, and the sum of what was counted up to each that is over; what a day off brought stands at the next one."""

    days: tuple[date, ...]  #: the working days of the month
    done: tuple[float, ...]  #: by the end of each of the first of them, in the KPI's unit

    @classmethod
    def of(cls, daily: Mapping[date, float], month: Month, as_of: date, calendar: WorkCalendar) -> MonthLine | None:
        """The line of what was counted on each day of *month*; None before its first working day is over.

        >>> line = MonthLine.of({date(2026, 11, 2): 3.0, date(2026, 11, 3): 1.0, date(2026, 11, 5): 2.0}, Month(2026, 11),
        ...     date(2026, 11, 5), WorkCalendar())
        >>> [day.day for day in line.days[:3]], line.done  # the 3rd is a holiday
        ([2, 4, 5], (3.0, 4.0, 6.0))
        """
        days = tuple(calendar.working_days(month.start, month.end))
        over = [day for day in days if day <= as_of]
        if not over:
            return None
        counted = sorted((day, count) for day, count in daily.items() if month.start <= day <= as_of)
        places = [bisect_right(counted, end, key=itemgetter(0)) for end in (*over[:-1], as_of)]
        sums = {place: exact_sum(count for _, count in counted[:place]) for place in dict.fromkeys(places)}
        return cls(days, tuple(sums[place] for place in places))
