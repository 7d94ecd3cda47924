"""A whole spread over months or members: the parts sum to it exactly and are fair."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_xl.errors import ArgumentError
from kpi_xl.targets import allocate

WEIGHTS = st.lists(st.integers(0, 300).map(lambda percent: percent / 100), min_size=1, max_size=15).filter(any)
TOTAL = st.integers(0, 10**13)


def total_of(parts: list[float]) -> Fraction:
    return sum((Fraction(part) for part in parts), Fraction(0))


@given(total=TOTAL, weights=WEIGHTS)
def test_the_parts_sum_exactly_to_the_whole(total: int, weights: list[float]):
    """A team whose members' targets miss the team's by one yen has a report that does not add up."""
    assert total_of(allocate(total, weights)) == total


@given(total=TOTAL, weights=WEIGHTS)
def test_no_part_is_a_whole_step_from_its_fair_share(total: int, weights: list[float]):
    """Rounding must not cost anybody more than one."""
    scale = sum(Fraction(weight) for weight in weights)
    for part, weight in zip(allocate(total, weights), weights, strict=True):
        assert abs(Fraction(part) - total * Fraction(weight) / scale) < 1
        assert Fraction(part).denominator == 1
        assert weight or part == 0


@given(total=TOTAL, weights=WEIGHTS)
def test_who_has_more_weight_never_gets_less(total: int, weights: list[float]):
    """Otherwise the person with the larger share could have the smaller target."""
    pairs = sorted(zip(weights, allocate(total, weights), strict=True))
    assert [part for _, part in pairs] == sorted(part for _, part in pairs)


@given(total=st.floats(0, 1e12), weights=WEIGHTS)
def test_a_whole_with_a_fraction_is_kept_to_the_last_bit(total: float, weights: list[float]):
    """An amount worked out elsewhere need not be whole yen."""
    assert total_of(allocate(total, weights)) == Fraction(total)


@given(total=st.integers(0, 10**6), weights=WEIGHTS, step=st.sampled_from([10, 1_000, 10_000]))
def test_parts_are_multiples_of_the_step_but_for_the_rest(total: int, weights: list[float], step: int):
    """Goals in 万円: only the largest part carries what is less than a step."""
    parts = allocate(total, weights, step)
    assert total_of(parts) == total
    uneven = [part for part in parts if part % step]
    assert len(uneven) == (1 if total % step else 0)


@given(total=TOTAL, weights=WEIGHTS, factor=st.sampled_from([2, 4, 0.5]))
def test_only_the_proportion_of_weights_matters(total: int, weights: list[float], factor: float):
    """50 and 30 mean the same as 5 and 3."""
    assume(sum(weights))
    assert allocate(total, [weight * factor for weight in weights]) == allocate(total, weights)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # the earlier one on a tie
        (10, [0.5, 0.3, 0.2], [5, 3, 2]),
        (5, [2, 2, 2, 2], [2, 1, 1, 1]),
        (7, [0, 1, 0], [0, 7, 0]),
        (0, [1, 2], [0, 0]),
        (120, [1, 1, 1, 1, 0.8, 1, 1, 1, 1, 1, 1, 1.3], [10, 10, 10, 10, 8, 10, 10, 10, 10, 10, 10, 12]),
    ],
)
def test_by_hand(total: int, weights: list[float], parts: list[int]):
    """Largest remainder, worked out on paper: 120 / 12.1 is 9.917, so ten tens, 8 for 0.8 and 12 for 1.3."""
    assert allocate(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -0.5]])
def test_weights_that_cannot_be_shared_by_are_refused(weights: list[float]):
    """Nothing can be spread over nobody."""
    with pytest.raises(ArgumentError) as caught:
        allocate(100, weights)
    assert "重みは0以上で、合計が0より大きい必要があります。重みを1つ以上入力してください。" in str(caught.value)
