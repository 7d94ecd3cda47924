"""Backtest: how often the method's promises held on the user's own log (過去データでの的中率).

For each past month, from earlier months alone: the count that a member's trials of that month were to bring with
80% or 90%, and whether they did. Counts are whole, so a promise of 80% really stands for a little more, which is told
beside it (`Kept.meant`); a method whose `Kept.share` keeps up with `Kept.meant` is calibrated (Dawid, JRSS A 147 (1984)
278; Gneiting, Balabdaoui and Raftery, JRSS B 69 (2007) 243).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast, MonthForecasts
from kpi_xl.chance.rate_forecast import monthly_rate_forecasts, promised_counts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum

CONFIDENCES = (0.8, 0.9)
EARLIER_MONTHS = 2
"""A month is foretold from at least two: from one nobody could know how much rates move."""
LEAST_PROMISES = 20
"""Below this a single miss moves the share by more than 5 points."""


@dataclass(frozen=True)
class Kept:
    """What came of the promises of one confidence."""

    confidence: float  #: as promised, 0.8
    promises: int  #: member-months with a promise of at least one success
    kept: int
    meant: float  #: the mean probability that the whole counts promised had

    @property
    def share(self) -> float:
        """The hit rate."""
        return self.kept / self.promises

    @property
    def error(self) -> float:
        """The standard error of the share, if every promise were as safe as meant and they were independent."""
        return math.sqrt(self.meant * (1 - self.meant) / self.promises)


@dataclass(frozen=True)
class Promise:
    """What one member's month was to bring."""

    member: str
    month: Month
    confidence: float
    trials: int
    count: int  #: promised; 1 or more
    meant: float  #: its probability
    actual: int

    @property
    def is_kept(self) -> bool:
        return self.actual >= self.count


@dataclass(frozen=True)
class Backtest:
    """All promises that could be checked."""

    promises: tuple[Promise, ...]  #: by month

    def kept(self, confidence: float, month: Month | None = None) -> Kept | TooLittle:
        """What came of one confidence's promises, of one month or of all."""
        return kept(each for each in self.promises if each.confidence == confidence and month in (None, each.month))

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(dict.fromkeys(each.month for each in self.promises))


Method = Callable[[Sequence[MonthlyCounts]], Iterable[MonthForecasts]]
"""Foretells each month of a history from the months before it."""


def backtest(
    history: Sequence[MonthlyCounts],
    confidences: Sequence[float] = CONFIDENCES,
    method: Method = monthly_rate_forecasts,
) -> Backtest:
    """Make and check the promises of every past month of *history* (whole successes and trials of one role and rate)."""
    actual = defaultdict(list)
    for each in history:
        actual[each.month].append(each)
    first = min(actual, default=None)
    promises: list[Promise] = []
    for month, forecasts in method(history):
        if first is not None and month >= first.plus(EARLIER_MONTHS):
            promises += _promises(actual[month], forecasts, confidences)
    return Backtest(tuple(promises))


def _promises(months: Sequence[MonthlyCounts], forecasts: Mapping[str, Forecast], confidences: Sequence[float]) -> Iterable[Promise]:
    trials = [int(each.exposure) for each in months]
    promised = promised_counts(confidences, trials, [forecasts[each.member] for each in months])
    for counts, number, found in zip(months, trials, promised, strict=True):
        for confidence, (count, meant) in zip(confidences, found, strict=True):
            if count:  # nothing promised cannot fail
                yield Promise(counts.member, counts.month, confidence, number, count, meant, int(counts.count))


def kept(promises: Iterable[Promise]) -> Kept | TooLittle:
    """The account of promises of one confidence."""
    all_of_them = list(promises)
    if len(all_of_them) < LEAST_PROMISES:
        return TooLittle(_FEW_PROMISES.format(promises=len(all_of_them), least=LEAST_PROMISES))
    number = len(all_of_them)
    meant = exact_sum(each.meant for each in all_of_them) / number
    return Kept(all_of_them[0].confidence, number, exact_sum(each.is_kept for each in all_of_them), meant)


_FEW_PROMISES = Text(
    "検証できる過去の見込みが延べ{least}人月に満たないため、的中率を示せません（現在{promises}人月）",
    "Fewer than {least} member-months to check ({promises}): no hit rate yet",
)
