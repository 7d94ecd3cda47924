"""How much the share of a month that is done by a day differs: of everybody's months, and of each team's."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from kpi_xl.chance.common_effect import SHARES, SHARES_BEFORE
from kpi_xl.chance.share_effect import BEFORE, GRID, Check, share_effect


def half(*points: tuple[float, float]) -> Check:
    """A month at mid-month, of which half is usually done."""
    return Check(0.5, points)


def test_months_alike_differ_less_than_months_that_do_not():
    alike, little, much = ([half((done * 100.0, 100.0)) for done in each] for each in ((0.5, 0.5), (0.45, 0.55), (0.2, 0.8)))
    assert share_effect(alike).of() < share_effect(little).of() < share_effect(much).of()


def test_few_counts_say_nothing():
    """Two of four by mid-month might as well have been none or all."""
    assert share_effect([half((4.0, 4.0)), half((0.0, 4.0))]) == share_effect([])


def test_a_check_that_tells_less_moves_what_was_thought_before_less():
    """Three days of one month are no three months."""
    before, by_half, whole = share_effect([]).of(), share_effect([half((80.0, 100.0))] * 4, 0.5).of(), share_effect([half((80.0, 100.0))] * 4).of()
    assert before < by_half < whole


@pytest.mark.parametrize(("everybody", "own"), [(0.08, 0.01), (0.01, 0.08)])
def test_what_all_share_is_told_from_what_each_team_has_of_its_own(everybody: float, own: float):
    """Spreads in shares of the month, a quarter of which is 0.5 x 0.5: 60 months of four teams."""
    draw = np.random.RandomState(3)
    months = []
    for _ in range(60):
        shares = 0.5 + draw.normal(0, everybody) + draw.normal(0, own, 4)
        months.append(half(*((float(count), 1000.0) for count in draw.binomial(1000, shares))))
    found = share_effect(months)
    assert math.sqrt(found.of()) / 4 == pytest.approx(math.hypot(everybody, own), rel=0.25)
    assert math.sqrt(found.of(1 / 4)) / 4 == pytest.approx(math.hypot(everybody, own / 2), rel=0.25)


def test_by_hand():
    """Two teams of 100 with 60 and 50 done where 50 are usual, the usual share being the mean of five months.

    The mean, 0.55, lies 0.05 off: e + o / 2 of it, four fifths of that as one of the five, and 0.25 / 200 by counting. Each team lies
    0.05 off the mean, with o + 0.25 / 100, and both together have one such way free.
    """
    weights, variances = [], []
    for (spread, before), (part, believed) in product(zip(GRID, BEFORE, strict=True), zip(SHARES, SHARES_BEFORE, strict=True)):
        everybody, own = spread**2 * part, spread**2 * (1 - part)
        of_mean, of_team = (everybody + own / 2) / 16 * 0.8 + 0.25 / 200, own / 16 + 0.25 / 100
        chance = math.exp(-(0.05**2) / of_mean / 2) / math.sqrt(of_mean) * math.exp(-2 * 0.05**2 / of_team / 2) / math.sqrt(of_team)
        weights.append(before * believed * chance)
        variances.append((everybody, own))
    by_hand = [sum(w * v[part] for w, v in zip(weights, variances, strict=True)) / sum(weights) for part in range(2)]
    found = share_effect([half((60.0, 100.0), (50.0, 100.0))], fitted=5)
    assert [found.everybody, found.own] == pytest.approx(by_hand)
