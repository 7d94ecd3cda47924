"""Accuracy (見込みの精度): past landings at this point of the month against what came.

A landing is one that a report kept on that day or, where none did, the one that the method makes from what was known then
(prequential; Dawid, JRSS A 147 (1984) 278).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum

LEAST_MONTHS = 3
"""One of two says nothing of a range that should hold four times in five."""
MOST_MONTHS = 6


@dataclass(frozen=True)
class JudgedMonth:
    """A past landing, and what came."""

    month: Month
    as_of: date  #: the day of the forecast
    landing: float
    low: float  #: 80% range
    high: float
    came: float
    is_kept: bool = False  #: by a report of that day; else worked out from the log up to that day

    @property
    def difference(self) -> float:
        """Above 0: more came than was forecast."""
        return self.came - self.landing

    @property
    def is_inside(self) -> bool:
        """Within the range, to half a unit: figures are told in whole ones."""
        return self.low - 0.5 <= self.came <= self.high + 0.5


@dataclass(frozen=True)
class Accuracy:
    """The account of past landings of one goal."""

    months: tuple[JudgedMonth, ...]  #: the latest first; at least `LEAST_MONTHS`

    @property
    def inside(self) -> int:
        """Months that ended within the 80% range."""
        return exact_sum(each.is_inside for each in self.months)

    @property
    def bias(self) -> float | None:
        """By how much more came than was forecast, all months together, as a share of the forecasts; None where those are 0."""
        landing = exact_sum(each.landing for each in self.months)
        return exact_sum(each.difference for each in self.months) / landing if landing else None

    @classmethod
    def of(cls, months: Iterable[JudgedMonth]) -> Accuracy | TooLittle:
        """Of the latest months.

        >>> str(Accuracy.of([]))
        '過去の見込みが3か月分に満たないため、精度を示せません（現在0か月）'
        """
        latest = sorted(months, key=lambda each: each.month, reverse=True)[:MOST_MONTHS]
        if len(latest) < LEAST_MONTHS:
            return TooLittle(_FEW_MONTHS.format(least=LEAST_MONTHS, months=len(latest)))
        return cls(tuple(latest))


_FEW_MONTHS = Text(
    "過去の見込みが{least}か月分に満たないため、精度を示せません（現在{months}か月）",
    "Fewer than {least} past forecasts to judge ({months}): no accuracy yet",
)
