"""The month's profile: what share of a month is usually done by its k-th of n working days.

Sales months are rarely straight: orders come at the end. Where there is enough history the share is the one of past
months, pooled by what they counted; else it is k/n, and the profile says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.workdays import WorkCalendar

LEAST_MONTHS = 3
"""A single odd month must not become the rule."""
LEAST_COUNT = 100
"""From 100 counts on, the share done by mid-month has a standard error of 5 points or less: sqrt(0.25 / 100)."""
KNOTS = 20
"""Months of 18 to 23 working days are compared at these equal steps."""


@dataclass(frozen=True)
class Profile:
    """Cumulative shares of the month at KNOTS equal steps, from 0 to 1."""

    shares: tuple[float, ...]
    months: int = 0  #: that it rests on; 0: linear
    count: float = 0.0

    @classmethod
    def linear(cls) -> Profile:
        return cls(tuple(knot / KNOTS for knot in range(KNOTS + 1)))

    @classmethod
    def of(cls, daily: Mapping[date, float], months: Sequence[Month], calendar: WorkCalendar) -> Profile:
        """The profile of complete *months*, from what was counted on each day; linear where that is too little."""
        curves = [curve for month in months if (curve := _daily_curve(daily, month, calendar))[-1] > 0]
        total = exact_sum(curve[-1] for curve in curves)
        if len(curves) < LEAST_MONTHS or total < LEAST_COUNT:
            return cls.linear()
        pooled = [exact_sum(_at(curve, knot / KNOTS) for curve in curves) / total for knot in range(KNOTS + 1)]
        return cls(tuple(pooled), len(curves), total)

    @property
    def is_linear(self) -> bool:
        """True where history was too little: every working day counts alike."""
        return not self.months

    @property
    def basis(self) -> Text:
        """What it rests on, as a note beside the figure."""
        return _LINEAR if self.is_linear else _HISTORY.format(months=self.months, count=f"{self.count:,.0f}")

    def share(self, elapsed: int, working_days: int) -> float:
        """The share of the month done by the end of its *elapsed*-th working day.

        >>> Profile.linear().share(5, 20)
        0.25
        """
        return self.share_at(elapsed / working_days)

    def share_at(self, part: float) -> float:
        """The share that is done when *part* of the working days is over."""
        return _at(self.shares, min(1.0, part))

    def day_of(self, share: float, working_days: int) -> int | None:
        """The first working day by whose end *share* is done; None beyond the whole month."""
        days = range(1, working_days + 1)
        return next((day for day in days if self.share(day, working_days) >= share - 1e-9), None)


def _daily_curve(daily: Mapping[date, float], month: Month, calendar: WorkCalendar) -> list[float]:
    """What was counted by the end of each working day, 0 first; a day off counts for the working day before it."""
    days = list(calendar.working_days(month.start, month.end))
    counts = [0.0] * max(1, len(days))
    day = month.start
    while day < month.end:
        place = bisect_left(days, day)
        if place == len(days) or days[place] != day:
            place -= 1
        counts[max(0, place)] += daily.get(day, 0.0)
        day += timedelta(days=1)
    return [0.0, *accumulate(counts)]


def _at(curve: Sequence[float], share: float) -> float:
    """The curve at a share of its length, straight between its points."""
    place = share * (len(curve) - 1)
    whole = min(int(place), len(curve) - 2)
    return curve[whole] + (curve[whole + 1] - curve[whole]) * (place - whole)


def first_day_reached(daily: Mapping[date, float], month: Month, target: float) -> date | None:
    """The day of *month* on which the sum of its days reached *target*; None where it has not."""
    done = 0.0
    for day in sorted(day for day in daily if month.start <= day < month.end):
        done += daily[day]
        if done >= target:
            return day
    return None


_LINEAR = Text("稼働日で均等（過去の記録が足りないため）", "equal working days (too little history)")
_HISTORY = Text("過去{months}か月の月内の進み方（{count}件）", "the pace of {months} past months ({count} counted)")
