"""The bottleneck: what each stage of a funnel contributes to the gap between actual and target revenue.

Revenue is a product: the first stage's count x the conversion rate into every further stage x the average order. The gap
is split by Shapley value, each factor's change averaged over all orders in which the factors could have changed. For
a product that is, after Owen ("Multilinear Extensions of Games", Management Science 18, 1972),

    gap_i = (a_i - t_i) * integral from 0 to 1 of  product over j != i of (t_j + u (a_j - t_j))  du

with targets t and actuals a: a polynomial, integrated exactly in rational numbers. The parts sum to the gap whatever
is 0 (unlike logarithmic splits, which need limits there), and a factor that met its target gets 0.

A conversion rate out of nothing is unknown: it counts as on target, so that the loss stays with the stage that brought
nothing. A stage that counts nothing while a later one counts something was not recorded: it is left out and gets 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kpi_xl.language import Text

AVERAGE_ORDER = Text("平均受注単価", "Average order")
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
    parts = _exact_parts(stages, Fraction(target_order), Fraction(actual_order))
    labels = [*(stage.label for stage in stages), AVERAGE_ORDER]
    return tuple(FactorGap(label, yen) for label, yen in zip(labels, _whole(parts), strict=True))


def largest_loss(stages: Sequence[StageCount]) -> StageCount | None:
    """The bottleneck: the stage that costs most of the last stage's count; None where none costs anything.

    >>> funnel = [StageCount("架電", 1000, 1100), StageCount("アポイント", 50, 40), StageCount("受注", 10, 8)]
    >>> largest_loss(funnel).label
    'アポイント'
    """
    parts = _exact_parts(stages, Fraction(1), Fraction(1))[: len(stages)]
    worst = min(range(len(stages)), key=lambda index: parts[index], default=None)
    return None if worst is None or parts[worst] >= 0 else stages[worst]


def _exact_parts(stages: Sequence[StageCount], target_order: Fraction, actual_order: Fraction) -> list[Fraction]:
    """Each stage's part and the average order's, unrounded."""
    if not stages:
        return [Fraction(0)]
    recorded = [index for index in range(len(stages)) if _is_recorded(stages, index)]
    counts = [(Fraction(stages[index].target), Fraction(stages[index].actual)) for index in recorded]
    factors = [counts[0], *(_rates(above, here) for above, here in pairwise(counts))]
    factors.append(_known(counts[-1], (target_order, actual_order)))
    parts = [Fraction(0)] * (len(stages) + 1)
    for place, part in zip([*recorded, len(stages)], _shapley(factors), strict=True):
        parts[place] = part
    return parts


def _is_recorded(stages: Sequence[StageCount], index: int) -> bool:
    here, later = stages[index], stages[index + 1 :]
    return not (
        (here.target == 0 and any(stage.target for stage in later))
        or (here.actual == 0 and any(stage.actual for stage in later))
    )


Pair = tuple[Fraction, Fraction]
"""Target and actual."""


def _rates(above: Pair, here: Pair) -> Pair:
    target, actual = (part / whole if whole else Fraction(0) for part, whole in zip(here, above, strict=True))
    return _known(above, (target, actual))


def _known(counts: Pair, factor: Pair) -> Pair:
    """The factor, where what it would be measured on is 0 the same as on the other side."""
    (target_count, actual_count), (target, actual) = counts, factor
    if not actual_count:
        return target, target
    return (target, actual) if target_count else (actual, actual)


def _shapley(factors: Sequence[Pair]) -> list[Fraction]:
    """Each factor's part of product(actuals) - product(targets).

    Reckoned in whole numbers over one denominator: fractions, reduced at every step, take ten times as long.
    """
    scales = [math.lcm(target.denominator, actual.denominator) for target, actual in factors]
    whole = [(int(target * scale), int(actual * scale)) for (target, actual), scale in zip(factors, scales, strict=True)]
    powers = math.lcm(*range(1, len(factors) + 1))
    denominator, parts = math.prod(scales) * powers, []
    for index, (target, actual) in enumerate(whole):
        polynomial = [1]  # in u, lowest power first
        for other_target, other_actual in (*whole[:index], *whole[index + 1 :]) if actual != target else ():
            slope = other_actual - other_target
            polynomial = [
                other_target * each + slope * lower
                for each, lower in zip([*polynomial, 0], [0, *polynomial], strict=True)
            ]
        integral = sum(each * (powers // (power + 1)) for power, each in enumerate(polynomial))
        parts.append(Fraction((actual - target) * integral, denominator))
    return parts


def _whole(parts: Sequence[Fraction]) -> list[int]:
    """Whole numbers that sum to the rounded sum: rounded down, then up where most was lost (the earlier on a tie)."""
    whole = [math.floor(part) for part in parts]
    missing = math.floor(sum(parts) + Fraction(1, 2)) - sum(whole)
    by_loss = sorted(range(len(parts)), key=lambda index: (whole[index] - parts[index], index))
    for index in by_loss[:missing]:
        whole[index] += 1
    return whole
