"""What the members of a group share: learned from months that differ more, or less, than chance explains."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance.common_effect import BEFORE, GRID, GroupMonth, common_variance

USUAL = sum(shared * before for shared, before in zip(GRID, BEFORE, strict=True)) / sum(BEFORE)


def test_without_a_month_it_is_what_teams_usually_share():
    assert common_variance([]) == pytest.approx(USUAL)


def made_up(shared: float, months: int, mean: float = 80, seed: int = 1) -> list[GroupMonth]:
    draw = np.random.RandomState(seed)
    levels = draw.gamma(1 / shared, shared, months) if shared else np.ones(months)
    return [GroupMonth(float(count), mean, 0.0) for count in draw.poisson(mean * levels)]


@pytest.mark.parametrize("shared", [0.03, 0.15])
def test_it_is_found_again_where_it_is_known(shared: float):
    """240 months whose common variance was put in; the grid's neighbours lie a factor of two away."""
    assert common_variance(made_up(shared, 240)) == pytest.approx(shared, rel=0.3)


def test_months_that_differ_by_counting_alone_share_nothing():
    assert common_variance(made_up(0.0, 240)) < 0.004


def test_what_is_not_known_of_the_members_is_not_taken_for_shared():
    """A group whose mean was badly known missed it by a quarter each month: that alone does not make a common effect."""
    months = [GroupMonth(actual, 100, 0) for actual in (125, 75, 125, 75)]
    vague = [GroupMonth(each.actual, each.mean, 25.0**2) for each in months]
    assert common_variance(vague) < common_variance(months)


def test_the_chances_are_those_of_a_negative_binomial():
    """Against the textbook's formula, for one month: the grid weighed by hand."""
    month = GroupMonth(130, 100, 64)
    weights = []
    for shared, before in zip(GRID, BEFORE, strict=True):
        shape = 1 / (64 / 100**2 + shared)
        chance = shape / (shape + 100)
        tail = math.lgamma(shape + 130) - math.lgamma(shape) - math.lgamma(131)
        weights.append(before * math.exp(tail + shape * math.log(chance) + 130 * math.log(1 - chance)))
    by_hand = sum(weight * shared for weight, shared in zip(weights, GRID, strict=True)) / sum(weights)
    assert common_variance([month]) == pytest.approx(by_hand, rel=1e-9)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0.01, 1e6), st.floats(0, 1e9)), max_size=12))
def test_it_lies_within_its_grid(months: list[tuple[float, float, float]]):
    """However odd the months, a range is neither endless nor nothing."""
    assert GRID[0] <= common_variance([GroupMonth(*month) for month in months]) <= GRID[-1] * (1 + 1e-12)
