"""The quarter's course: how its first, second and third month usually differ (四半期末の偏り).

Where quarters are closed, their last month is full and the next one empty. The months' levels are compared with a straight
line through them; three factors are believed as far as the months speak for them against that line alone. The odds are
those of Zellner's g-prior with g = n (Liang, Paulo, Molina, Clyde and Berger, JASA 103 (2008) 410), which asks for much
where months are few: the fewer they are, the better every course fits. A past month is judged by the course of all the others
(cross-validation; Stone, JRSS B 36 (1974) 111): by its own it would always seem to have been well known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

MONTHS_OF_QUARTER = 3
LEAST_MONTHS = 5
"""Of four, a line and a course leave nothing over that could speak against it."""
LEAST_VOLUME = 0.5
"""An empty month counts as half a count: its logarithm would be no number."""


@dataclass(frozen=True)
class QuarterCourse:
    """By how much a month's volume differs from the usual, by its place in the quarter; all 1 where nothing speaks for it."""

    factors: tuple[float, float, float] = (1.0, 1.0, 1.0)
    errors: tuple[float, float, float] = (0.0, 0.0, 0.0)  #: relative variance of what is known of each
    apart: Mapping[Month, QuarterCourse] = field(default_factory=dict)  #: past month -> the course of all the others

    @classmethod
    def of(cls, totals: Mapping[Month, float], calendar: WorkCalendar) -> QuarterCourse:
        """The course of everybody's counts in complete, consecutive months.

        >>> months = [Month(2026, 1).plus(place) for place in range(9)]
        >>> course = QuarterCourse.of({month: 40 if month.month % 3 else 80 for month in months}, WorkCalendar())
        >>> [round(course.factor(Month(2026, month)), 1) for month in (10, 11, 12)]
        [0.8, 0.9, 1.5]
        """
        others = {month: {each: count for each, count in totals.items() if each != month} for month in totals}
        apart = {month: cls._fitted(rest, calendar) for month, rest in others.items()}
        return replace(cls._fitted(totals, calendar), apart=apart)

    def without(self, month: Month) -> QuarterCourse:
        """The course of the other months, for one that it was learned from; this very course for any other."""
        return self.apart.get(month, self)

    def error(self, month: Month) -> float:
        """How little is known of its factor, as a relative variance: whether there is a course at all, and how large it is."""
        return self.errors[_place(month)]

    def factor(self, month: Month) -> float:
        return self.factors[_place(month)]

    @classmethod
    def _fitted(cls, totals: Mapping[Month, float], calendar: WorkCalendar) -> QuarterCourse:
        if len(totals) < LEAST_MONTHS:
            return cls()
        import numpy as np  # late: the command line starts without it

        number = len(totals)
        levels = np.log([max(count, LEAST_VOLUME) / calendar.days_in(month) for month, count in totals.items()])
        places = np.array([_place(month) for month in totals])
        line = np.column_stack([np.ones(number), [month.year * 12 + month.month for month in totals]])
        course = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])[places]
        rest, _ = _least_squares(line, levels)
        rest_with_course, fit = _least_squares(np.column_stack([line, course]), levels)
        if rest <= 0:
            return cls()
        odds = (1 + number) ** (number / 2 - 2) * (1 + number * rest_with_course / rest) ** (1 - number / 2)
        believed = odds / (1 + odds) * number / (1 + number)
        effects = [float(each) for each in (fit[2], fit[3], -fit[2] - fit[3])]
        spread = (rest + number * rest_with_course) / (1 + number) / (number - 2)  # of single months, under the same prior
        known = _errors(np.column_stack([line, course]), spread)
        errors = [believed * (error + (1 - believed) * effect**2) for error, effect in zip(known, effects, strict=True)]
        first, second, third = (math.exp(believed * effect) for effect in effects)
        return cls((first, second, third), (errors[0], errors[1], errors[2]))


USUAL = QuarterCourse()


def _place(month: Month) -> int:
    return (month.month - 1) % MONTHS_OF_QUARTER


def _least_squares(columns: Any, levels: Any) -> tuple[float, Any]:
    """The sum of squares that a fit leaves, and the fit."""
    import numpy as np

    fit = np.linalg.lstsq(columns, levels, rcond=None)[0]
    return float(((levels - columns @ fit) ** 2).sum()), fit


def _errors(columns: Any, spread: float) -> list[float]:
    """The variances of the three effects of a fit, where single months vary by *spread*."""
    import numpy as np

    inverse = np.linalg.pinv(columns.T @ columns)[2:, 2:] * spread
    return [float(inverse[0, 0]), float(inverse[1, 1]), float(inverse.sum())]
