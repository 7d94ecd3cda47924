"""The common effect: how much a group's months differ as a whole, beyond what the chances of its members explain.

Members of one team share the month: a campaign, a holiday week, a list price. Were they independent, the sum of ten
would be three times as steady as one of them; seen over months it is not. Here a group's month is counted with

    mean m,  variance m + v + c m^2,

m expected from the months before, v what is not known of it member by member, c the relative variance that all of them
share (a gamma factor on top of Poisson counts; the common shock of Klugman, Panjer and Willmot, "Loss Models",
chapter 7). A grid of c is weighed by how well it has foretold the group's months so far, each from earlier months alone
(prequential likelihood; Dawid, JRSS A 147 (1984) 278).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.rounding import exact_sum

GRID = (0.002, 0.01, 0.03, 0.07, 0.15, 0.35)
"""c: months that differ by 4, 10, 17, 26, 39 and 59%."""
BEFORE = (0.5, 1.5, 3, 3.5, 2.5, 1)
"""How far each is believed before a month was seen: months that differ by 30%, until they show otherwise."""


@dataclass(frozen=True)
class GroupMonth:
    """What a group counted in a month, and what was expected of it."""

    actual: float
    mean: float  #: above 0
    variance: float  #: of the mean: how little is known of it, the members taken as independent


def common_variance(months: Sequence[GroupMonth]) -> float:
    """The relative variance c that the members of a group share, as the months before tell; of several groups, all their months.

    >>> round(common_variance([]), 3)
    0.09
    >>> round(common_variance([GroupMonth(actual, 100, 0) for actual in (70, 130, 75, 128, 90, 112)]), 3)
    0.066
    """
    merits = [math.log(before) + exact_sum(_log_chance(month, shared) for month in months) for shared, before in zip(GRID, BEFORE, strict=True)]
    weights = [math.exp(merit - max(merits)) for merit in merits]
    return exact_sum(weight * shared for weight, shared in zip(weights, GRID, strict=True)) / exact_sum(weights)


def _log_chance(month: GroupMonth, shared: float) -> float:
    """ln P(actual) of the negative binomial, but for what does not depend on *shared*."""
    mean, count = month.mean, month.actual
    shape = 1 / (month.variance / mean**2 + shared)
    tail = math.lgamma(shape + count) - math.lgamma(shape)
    return tail - count * math.log1p(shape / mean) - shape * math.log1p(mean / shape)
