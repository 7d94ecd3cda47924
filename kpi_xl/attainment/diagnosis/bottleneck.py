"""The bottleneck: what each stage of a funnel contributes to the gap between actual and target revenue.

Revenue is a product: the first stage's count x the conversion rate into every further stage x the average order. The gap
is split by Shapley value, each factor's change averaged over all orders in which the factors could have changed. For
a product that is, after Owen ("Multilinear Extensions of Games", Management Science 18, 1972),

    gap_i = (a_i - t_i) * integral from 0 to 1 of  product over j != i of (t_j + u (a_j - t_j))  du

with targets t and actuals a: a polynomial, integrated exactly in rational numbers. The parts sum to the gap whatever
is 0 (unlike logarithmic splits, which need limits there), and a factor that met its target gets 0.

A conversion rate out of nothing is unknown: it counts as on target, so that the loss stays with the stage that brought
nothing. A funnel narrows: a stage that counts fewer than a later one, planned or done, is not what that one came from (visits,
where meetings are held online or written down as meetings alone). It is left out and gets 0, as it does where nobody recorded it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum

AVERAGE_ORDER = Text("平均受注単価", "Average deal size")
"""The label of the last factor."""

Label = Text | str


@dataclass(frozen=True)
class StageCount:
    """One stage of a funnel, the widest first: what was wanted and what was done."""

    label: Label
    target: float
    actual: float


@dataclass(frozen=True)
class FactorGap:
    """One factor's part of the gap. A stage stands for the rate into it, the first stage for its count."""

    label: Label
    yen: int  #: negative is lost, positive gained


def gap_by_stage(stages: Sequence[StageCount], target_order: float, actual_order: float) -> tuple[FactorGap, ...]:
    """The revenue gap by factor: one per stage, then the average order. Whole yen that sum to the gap, rounded once.

    Args:
        stages: from the widest to the last, which counts deals; counts of 0 or more.
        target_order: the average order planned, in yen.
        actual_order: the average order won, in yen; of no account where nothing was won.

    >>> calls, deals = StageCount("架電", 1000, 800), StageCount("受注", 10, 9)
    >>> [(gap.label, gap.yen) for gap in gap_by_stage([calls, deals], 500_000, 500_000)][:2]  # 10 -> 9 deals
    [('架電', -1062500), ('受注', 562500)]
    """
    parts = _exact_parts(stages, target_order, actual_order)
    labels = [*(stage.label for stage in stages), AVERAGE_ORDER]
    return tuple(FactorGap(label, yen) for label, yen in zip(labels, _whole(*parts), strict=True))


def largest_loss(stages: Sequence[StageCount]) -> StageCount | None:
    """The bottleneck: the stage that costs most of the last stage's count; None where none costs anything.

    >>> funnel = [StageCount("架電", 1000, 1100), StageCount("アポイント", 50, 40), StageCount("受注", 10, 8)]
    >>> largest_loss(funnel).label
    'アポイント'
    """
    parts = _exact_parts(stages, 1, 1)[0][: len(stages)]
    worst = min(range(len(stages)), key=lambda index: parts[index], default=None)
    return None if worst is None or parts[worst] >= 0 else stages[worst]


def _exact_parts(stages: Sequence[StageCount], target_order: float, actual_order: float) -> tuple[list[int], int]:
    """Each stage's part and the average order's, unrounded: whole numbers, and the denominator of all of them."""
    if not stages:
        return [0], 1
    sources = [index for index in range(len(stages)) if is_source(stages, index)]
    counts = [_pair(stages[index].target, stages[index].actual) for index in sources]
    factors = [counts[0], *(_rate(above, here) for above, here in pairwise(counts))]
    factors.append(_known(counts[-1], _pair(target_order, actual_order)))
    found, denominator = _shapley(factors)
    parts = [0] * (len(stages) + 1)
    for place, part in zip([*sources, len(stages)], found, strict=True):
        parts[place] = part
    return parts, denominator


def is_source(stages: Sequence[StageCount], index: int) -> bool:
    """False of a stage that counts fewer than a later one: that one's cases came from elsewhere, or these were not recorded.

    >>> funnel = [StageCount("訪問", 44, 2), StageCount("商談", 30, 25), StageCount("受注", 6, 4)]
    >>> [is_source(funnel, place) for place in range(3)]
    [False, True, True]
    """
    here, later = stages[index], stages[index + 1 :]
    return all(here.target >= stage.target and here.actual >= stage.actual for stage in later)


Pair = tuple[int, int, int]
"""Target and actual as whole numbers, and what both are divided by.

Three numbers in place of two fractions: those are reduced at every step and take five times as long.
"""


def _pair(target: float, actual: float) -> Pair:
    (target_above, target_below), (actual_above, actual_below) = target.as_integer_ratio(), actual.as_integer_ratio()
    return _reduced(target_above * actual_below, actual_above * target_below, target_below * actual_below)


def _reduced(target: int, actual: int, scale: int) -> Pair:
    common = math.gcd(target, actual, scale)
    return target // common, actual // common, scale // common


def _rate(above: Pair, here: Pair) -> Pair:
    """The rate from one stage's counts into the next one's; see `_known` where it cannot be measured."""
    (target_whole, actual_whole, whole_scale), (target, actual, scale) = above, here
    below = (target_whole or 1) * (actual_whole or 1)
    rates = (
        target * whole_scale * (actual_whole or 1) if target_whole else 0,
        actual * whole_scale * (target_whole or 1) if actual_whole else 0,
        scale * below,
    )
    return _known(above, _reduced(*rates))


def _known(counts: Pair, factor: Pair) -> Pair:
    """The factor, where what it would be measured on is 0 the same as on the other side."""
    (target_count, actual_count, _), (target, actual, scale) = counts, factor
    if not actual_count:
        return target, target, scale
    return (target, actual, scale) if target_count else (actual, actual, scale)


def _shapley(factors: Sequence[Pair]) -> tuple[list[int], int]:
    """Each factor's part of product(actuals) - product(targets), and the denominator of all parts."""
    powers = math.lcm(*range(1, len(factors) + 1))
    parts = []
    for index, (target, actual, _) in enumerate(factors):
        polynomial = [1]  # in u, lowest power first
        for other_target, other_actual, _ in (*factors[:index], *factors[index + 1 :]) if actual != target else ():
            slope = other_actual - other_target
            polynomial = [
                other_target * each + slope * lower
                for each, lower in zip([*polynomial, 0], [0, *polynomial], strict=True)
            ]
        integral = exact_sum(each * (powers // (power + 1)) for power, each in enumerate(polynomial))
        parts.append((actual - target) * integral)
    return parts, math.prod(scale for _, _, scale in factors) * powers


def _whole(parts: Sequence[int], denominator: int) -> list[int]:
    """Whole numbers that sum to the rounded sum: rounded down, then up where most was lost (the earlier on a tie)."""
    whole = [part // denominator for part in parts]
    missing = (2 * exact_sum(parts) + denominator) // (2 * denominator) - exact_sum(whole)
    by_loss = sorted(range(len(parts)), key=lambda index: (-(parts[index] % denominator), index))
    for index in by_loss[:missing]:
        whole[index] += 1
    return whole
