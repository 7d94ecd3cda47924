"""The gap by stage: it sums, it is fair, and it knows zeros."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis.bottleneck import AVERAGE_ORDER, StageCount, gap_by_stage, largest_loss

COUNTS = st.one_of(st.just(0), st.integers(1, 3000))


def yen_by_label(counts: list[tuple[float, float]], target_order: float, actual_order: float) -> list[int]:
    stages = [StageCount(str(number), *pair) for number, pair in enumerate(counts)]
    return [gap.yen for gap in gap_by_stage(stages, target_order, actual_order)]


def test_the_parts_of_10000_random_funnels_sum_to_the_gap():
    """To the last yen, zeros and broken counts among them."""
    chance = random.Random(11)

    def count() -> float:
        return chance.choice([0, 1, chance.randint(0, 5000), chance.randint(0, 50), chance.random() * 100])

    def order() -> float:
        return chance.choice([0, 500_000, chance.randint(1, 10**7), chance.random() * 10**6])

    for _ in range(10_000):
        counts = [(count(), count()) for _ in range(chance.randint(1, 6))]
        planned, won = order(), order()
        (target, actual), parts = counts[-1], yen_by_label(counts, planned, won)
        gap = Fraction(actual) * Fraction(won) - Fraction(target) * Fraction(planned)
        assert sum(parts) == math.floor(gap + Fraction(1, 2)), (counts, planned, won)
        assert len(parts) == len(counts) + 1


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=1, max_size=4), st.integers(1, 10**6), st.integers(1, 10**6))
def test_each_part_is_the_average_over_all_orders_of_change(counts, planned, won):
    """Shapley's definition itself, order by order, against the integral; of a funnel, which narrows."""
    counts = list(zip(*(sorted(column, reverse=True) for column in zip(*counts, strict=True)), strict=True))
    factors = [tuple(map(Fraction, counts[0]))]
    factors += [(Fraction(t, above_t), Fraction(a, above_a)) for (above_t, above_a), (t, a) in pairwise(counts)]
    factors.append((Fraction(planned), Fraction(won)))
    sums = [Fraction(0)] * len(factors)
    orders = list(permutations(range(len(factors))))
    for order in orders:
        values = [target for target, _ in factors]
        for place in order:
            before = math.prod(values)
            values[place] = factors[place][1]
            sums[place] += math.prod(values) - before
    for ours, total in zip(yen_by_label(counts, planned, won), sums, strict=True):
        assert abs(ours - total / len(orders)) < 1


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5), st.integers(0, 10**6))
def test_what_went_as_planned_gets_nothing(counts, order):
    """A funnel on target has no gap anywhere, whatever is 0 in it."""
    assert set(yen_by_label([(target, target) for target, _ in counts], order, order)) == {0}


def test_labels_are_the_stages_and_the_average_order():
    """A stage stands for the rate into it."""
    gaps = gap_by_stage([StageCount("商談", 100, 100), StageCount("受注", 20, 20)], 500_000, 450_000)
    assert [(gap.label, gap.yen) for gap in gaps] == [("商談", 0), ("受注", 0), (AVERAGE_ORDER, -1_000_000)]


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ([(1000, 0), (50, 0), (10, 0)], [-5_000_000, 0, 0, 0]),  # no call was made: nobody knows the rates
        ([(1000, 1000), (50, 0), (10, 0)], [0, -5_000_000, 0, 0]),  # no appointment came of the calls
        ([(1000, 0), (50, 50), (10, 10)], [0, 0, 0, 0]),  # calls were not recorded
        ([(0, 800), (50, 50), (10, 8)], [0, 0, -1_000_000, 0]),  # calls have no target
        ([(0, 100), (0, 50), (0, 10)], [5_000_000, 0, 0, 0]),  # nothing was planned
        ([(0, 0), (0, 0), (0, 0)], [0, 0, 0, 0]),
    ],
)
def test_zeros_stay_with_the_stage_that_brought_nothing(counts, parts):
    """What is not known is not blamed on anybody."""
    assert yen_by_label(counts, 500_000, 500_000) == parts


def test_an_average_order_of_no_orders_is_not_blamed():
    """Without a deal there is no average to be below plan."""
    assert yen_by_label([(100, 100), (20, 0)], 500_000, 0) == [0, -10_000_000, 0]


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_the_bottleneck_is_the_stage_that_loses_most(counts):
    """In deals; none where nothing is lost."""
    stages = [StageCount(str(number), *pair) for number, pair in enumerate(counts)]
    parts = yen_by_label(counts, 10**9, 10**9)[:-1]  # a thousand million a deal: no deal is lost in the rounding
    found = largest_loss(stages)
    assert (found is None) == (min(parts) >= 0)
    if found is not None:
        assert parts[stages.index(found)] <= min(parts) + 1


def test_no_funnel_has_no_bottleneck():
    """A role without a funnel still gets its report."""
    assert largest_loss([]) is None
    assert [gap.yen for gap in gap_by_stage([], 500_000, 500_000)] == [0]
