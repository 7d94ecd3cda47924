"""What the rest of the month may bring: against simulation, known integrals and other distributions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.forecast import remainder
from kpi_xl.attainment.forecast.remainder import CountRemainder, YenRemainder

MEANS = st.floats(0.01, 2000)


@given(mean=MEANS, surplus=st.floats(0, 3))
def test_counts_have_the_mean_and_variance_asked_for(mean: float, surplus: float):
    """From Poisson to far wider."""
    each = CountRemainder(mean, mean * (1 + surplus))
    count = np.arange(len(each.probabilities))
    middle = float((each.probabilities * count).sum())
    assert middle == pytest.approx(mean, rel=1e-4, abs=1e-5)
    assert float((each.probabilities * (count - middle) ** 2).sum()) == pytest.approx(each.variance, rel=1e-3, abs=1e-3)


def test_a_gamma_mixture_of_poissons_gives_the_same_counts():
    """The negative binomial computed a second way: drawn as it comes about."""
    draw = np.random.default_rng(1)
    drawn = draw.poisson(draw.gamma(8, 12 / 8, 400_000))
    each = CountRemainder(12, 12 + 12**2 / 8)
    for need in (1, 6, 12, 20, 30):
        assert each.at_least(need) == pytest.approx(float((drawn >= need).mean()), abs=0.003)
    for share in (0.1, 0.5, 0.9):
        assert each.quantile(share) == np.quantile(drawn, share, method="inverted_cdf")


@given(mean=st.floats(0.1, 500), surplus=st.floats(0, 2), share=st.floats(0.01, 0.99))
def test_a_quantile_is_the_least_count_that_covers_the_share(mean: float, surplus: float, share: float):
    """P(at most q) reaches the share, and q - 1 does not."""
    each = CountRemainder(mean, mean * (1 + surplus))
    count = each.quantile(share)
    assert 1 - each.at_least(count + 1) >= share - 1e-9
    assert count == 0 or 1 - each.at_least(count) < share + 1e-9


def test_nothing_left_brings_nothing():
    """The month is over: what is missing stays missing."""
    over = CountRemainder(0, 0)
    assert (over.at_least(0), over.at_least(1), over.quantile(0.9)) == (1, 0, 0)
    assert YenRemainder.of_orders(over, 500_000, 1e10).at_least(1) == 0
    assert YenRemainder.of_orders(over, 500_000, 1e10).quantile(0.9) == 0


@pytest.mark.parametrize("orders", [0.5, 2, 5, 12, 40])
@pytest.mark.parametrize("spread", [0.25, 0.8])
def test_yen_of_random_orders_against_simulation(orders: float, spread: float):
    """Orders drawn one by one, lognormal: right to 3 points from two orders to come on, to 6 below."""
    draw = np.random.default_rng(2)
    number = draw.poisson(draw.gamma(20, orders / 20, 60_000))
    width = math.sqrt(math.log(1 + spread**2))
    sizes = draw.lognormal(math.log(500_000) - width**2 / 2, width, number.sum())
    sums, ends = np.append(0, sizes.cumsum()), number.cumsum()
    totals = sums[ends] - sums[ends - number]
    counts = CountRemainder(orders, orders + orders**2 / 20)
    yen = YenRemainder.of_orders(counts, 500_000, (spread * 500_000) ** 2)
    assert yen.mean == pytest.approx(totals.mean(), rel=0.02)
    assert math.sqrt(yen.variance) == pytest.approx(totals.std(), rel=0.02)
    for times in (0.1, 0.5, 1.0, 1.25, 1.5, 2.0):
        need = times * yen.mean
        assert yen.at_least(need) == pytest.approx((totals >= need).mean(), abs=0.03 if orders >= 2 else 0.06)


@given(orders=st.floats(0.1, 300), spread=st.floats(0.05, 1.5), share=st.floats(0.02, 0.98))
def test_a_yen_quantile_is_the_amount_that_leaves_the_share_below(orders: float, spread: float, share: float):
    """The range told and the probability told are one distribution."""
    yen = YenRemainder.of_orders(CountRemainder(orders, 1.3 * orders), 500_000, (spread * 500_000) ** 2)
    amount = yen.quantile(share)
    if amount == 0:
        assert share <= yen.nothing
    else:
        assert 1 - yen.at_least(amount) == pytest.approx(share, abs=1e-8)


def test_members_together_add_their_means_and_variances():
    """A team's remainder, if members do not depend on one another."""
    counts = CountRemainder.together([CountRemainder(5, 5), CountRemainder(7, 14)])
    assert (counts.mean, counts.variance) == (12, 19)
    parts = [YenRemainder.of_orders(CountRemainder(number, number), 500_000, 1e10) for number in (1, 2)]
    yen = YenRemainder.together(parts)
    assert yen.mean == 1_500_000
    assert yen.variance == pytest.approx(3 * (1e10 + 500_000**2))
    assert yen.nothing == pytest.approx(math.exp(-3))


@given(mean=st.floats(0.1, 2000), surplus=st.floats(-8, -1).map(lambda power: 10**power))
def test_hardly_more_spread_than_poisson_is_as_exact(mean: float, surplus: float):
    """The shape of such a count is a million million: two log gammas of it differ by nothing but their rounding."""
    each = CountRemainder(mean, mean * (1 + surplus))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remainder, "MOST_LISTED", 0)
        searched = each.at_least(mean), each.nothing
    assert (each.at_least(mean), each.nothing) == pytest.approx(searched, abs=1e-9)


@given(mean=st.floats(0.1, 2000), surplus=st.floats(0, 3), share=st.floats(0.02, 0.98))
def test_chances_are_the_same_listed_or_searched(mean: float, surplus: float, share: float):
    """A count of a million million, typed by mistake, is answered without a list of as many chances."""
    each = CountRemainder(mean, mean * (1 + surplus))
    listed = each.quantile(share), each.at_least(mean), each.nothing
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remainder, "MOST_LISTED", 0)
        found = each.quantile(share), each.at_least(mean), each.nothing
    assert abs(found[0] - listed[0]) <= (abs(1 - each.at_least(listed[0] + 1) - share) < 1e-6)
    assert found[1:] == pytest.approx(listed[1:], abs=1e-6)
    assert CountRemainder(1e12, 4e12).quantile(0.5) == pytest.approx(1e12, rel=1e-5)
