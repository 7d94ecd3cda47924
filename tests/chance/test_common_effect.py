"""What teams share, and all of them: learned from months that differ more, or less, than chance explains."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance.common_effect import (
    BEFORE,
    GRID,
    SHARES,
    SHARES_BEFORE,
    Effect,
    GroupMonth,
    SharedMonth,
    common_effect,
)

USUAL = sum(shared * before for shared, before in zip(GRID, BEFORE, strict=True)) / sum(BEFORE)


def of_one_team(months: list[GroupMonth]) -> float:
    return common_effect([SharedMonth([month]) for month in months]).of()


def test_without_a_month_it_is_what_teams_usually_share():
    """Most of it with the other teams, (1 x 0.25 + 1 x 0.5 + 1.5 x 0.75 + 2) / 6; of four as large, three quarters of the rest even out."""
    nothing_seen = common_effect([])
    assert nothing_seen.of() == pytest.approx(USUAL)
    assert nothing_seen.of(1 / 4) == pytest.approx(USUAL * (3.875 + 2.125 / 4) / 6)


def made_up(shared: float, months: int, mean: float = 80, seed: int = 1) -> list[GroupMonth]:
    draw = np.random.RandomState(seed)
    levels = draw.gamma(1 / shared, shared, months) if shared else np.ones(months)
    return [GroupMonth(float(count), mean, 0.0) for count in draw.poisson(mean * levels)]


@pytest.mark.parametrize("shared", [0.03, 0.15])
def test_it_is_found_again_where_it_is_known(shared: float):
    """240 months whose common variance was put in; the grid's neighbours lie a factor of two away."""
    assert of_one_team(made_up(shared, 240)) == pytest.approx(shared, rel=0.3)


@pytest.mark.parametrize(("everybody", "own"), [(0.06, 0.002), (0.002, 0.06), (0.03, 0.03)])
def test_what_all_share_is_told_from_what_each_team_has_of_its_own(everybody: float, own: float):
    """120 months of four teams; of all together it decides how wide the range is."""
    draw = np.random.RandomState(2)
    months = []
    for _ in range(120):
        levels = draw.gamma(1 / everybody, everybody) * draw.gamma(1 / own, own, 4)
        months.append(SharedMonth([GroupMonth(float(count), 80, 0) for count in draw.poisson(80 * levels)]))
    found = common_effect(months)
    assert found.of() == pytest.approx(everybody + own, rel=0.35)
    assert found.of(1 / 4) == pytest.approx(everybody + own / 4, rel=0.35)


def test_months_that_differ_by_counting_alone_share_nothing():
    assert of_one_team(made_up(0.0, 240)) < 0.004


def test_what_is_not_known_of_the_members_is_not_taken_for_shared():
    """A group whose mean was badly known missed it by a quarter each month: that alone does not make a common effect."""
    months = [GroupMonth(actual, 100, 0) for actual in (125, 75, 125, 75)]
    vague = [GroupMonth(each.actual, each.mean, 25.0**2) for each in months]
    assert of_one_team(vague) < of_one_team(months)


def test_what_all_share_for_another_reason_is_not_taken_for_their_own():
    """A quarter's end whose size is not known moves all teams alike."""
    teams = [[GroupMonth(actual, 100, 0)] * 3 for actual in (125, 75, 125, 75)]
    known, unknown = (common_effect([SharedMonth(each, error) for each in teams]) for error in (0.0, 0.06))
    assert unknown.everybody < known.everybody


def chance_of_nothing_more(shape: float, mean: float, count: int) -> float:
    """Of a negative binomial, by the textbook."""
    chance = shape / (shape + mean)
    tail = math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
    return math.exp(tail + shape * math.log(chance) + count * math.log(1 - chance))


def test_the_chances_are_those_of_a_negative_binomial():
    """Against the textbook's formula, for one month of one team: the grid weighed by hand."""
    weights = [before * chance_of_nothing_more(1 / (64 / 100**2 + shared), 100, 130) for shared, before in zip(GRID, BEFORE, strict=True)]
    by_hand = sum(weight * shared for weight, shared in zip(weights, GRID, strict=True)) / sum(weights)
    assert of_one_team([GroupMonth(130, 100, 64)]) == pytest.approx(by_hand, rel=1e-6)


def test_the_chances_of_two_teams_are_those_of_their_sum_and_of_its_parts():
    """Where nothing is shared by all, two teams of 6 and 2 are as likely as two negative binomials of shapes in their means' ratio.

    Means 3 and 3: sum p^2 is 1/2, so that the sum has the shape 2 / own, and each team 1 / own.
    """
    weights, means = [], []
    for (whole, before), (share, believed) in product(zip(GRID, BEFORE, strict=True), zip(SHARES, SHARES_BEFORE, strict=True)):
        everybody, own = whole * share, whole * (1 - share) + 2e-9
        apart = 2 / own
        of_sum = chance_of_nothing_more(1 / (own / 2 + everybody), 6, 8)
        split = math.lgamma(apart) - math.lgamma(apart + 8) + sum(math.lgamma(apart / 2 + each) - math.lgamma(apart / 2) for each in (6, 2))
        weights.append(before * believed * of_sum * math.exp(split))
        means.append((whole * share, whole * (1 - share)))
    by_hand = [sum(w * m[part] for w, m in zip(weights, means, strict=True)) / sum(weights) for part in range(2)]
    found = common_effect([SharedMonth([GroupMonth(6, 3, 0), GroupMonth(2, 3, 0)])])
    assert [found.everybody, found.own] == pytest.approx(by_hand, rel=1e-4)
    alone = [chance_of_nothing_more(1 / 0.1, 3, each) for each in (6, 2)]
    of_sum, parts = chance_of_nothing_more(2 / 0.1, 6, 8), math.exp(
        math.lgamma(20) - math.lgamma(28) + math.lgamma(9) + sum(math.lgamma(10 + each) - math.lgamma(10) - math.lgamma(each + 1) for each in (6, 2))
    )
    assert math.prod(alone) == pytest.approx(of_sum * parts)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0.01, 1e6), st.floats(0, 1e9)), max_size=12))
def test_it_lies_within_its_grid(months: list[tuple[float, float, float]]):
    """However odd the months, a range is neither endless nor nothing."""
    alone = of_one_team([GroupMonth(*month) for month in months])
    together: Effect = common_effect([SharedMonth([GroupMonth(*month) for month in months])] if months else [])
    assert all(GRID[0] * (1 - 1e-9) <= each <= GRID[-1] * (1 + 1e-9) for each in (alone, together.of()))
