"""Lead times: quantiles that late deals do not shorten, and whose month a win is."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.deals.lead_time import (
    Cohort,
    LeadTime,
    WonDeal,
    cohorts,
    matured_counts,
    wins_by_activity_month,
)
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month, months_up_to

DAY = date(2026, 1, 5)


def drawn(seed: int, until: date, number: int = 4_000) -> list[WonDeal]:
    """Deals begun evenly over a year, won after a gamma time of 60 days on average; only what is seen *until* then."""
    draw = np.random.default_rng(seed)
    begun = [DAY + timedelta(days=int(each)) for each in draw.integers(0, 365, number)]
    took = draw.gamma(2, 30, number).astype(int)
    deals = [WonDeal("A", "佐藤", first, first + timedelta(days=int(days))) for first, days in zip(begun, took, strict=True)]
    return [deal for deal in deals if deal.won <= until]


def lead_time(deals: list[WonDeal], as_of: date) -> LeadTime:
    found = LeadTime.of(deals, as_of)
    assert isinstance(found, LeadTime)
    return found


def test_deals_begun_lately_do_not_shorten_the_lead_time():
    """Half a year of a log: the wins seen so far took 43 days at the median, the truth is 50."""
    as_of = DAY + timedelta(days=182)
    deals = drawn(1, as_of)
    truth = np.quantile([deal.days for deal in drawn(1, date(2200, 1, 1))], [0.5, 0.75, 0.9])
    found = lead_time(deals, as_of)
    naive = np.quantile([deal.days for deal in deals], [0.5, 0.75, 0.9])
    assert [found.p50, found.p75, found.p90] == pytest.approx(truth, rel=0.07)
    assert naive[0] < 0.9 * truth[0]
    assert naive[2] < 0.85 * truth[2]


@given(days=st.lists(st.integers(0, 100), min_size=20, max_size=60))
def test_with_all_wins_seen_it_is_the_plain_distribution(days: list[int]):
    """Long after the last deal nothing is cut off: the product-limit estimate is the share of wins."""
    deals = [WonDeal("A", "佐藤", DAY, DAY + timedelta(days=each)) for each in days]
    found = lead_time(deals, DAY + timedelta(days=1_000))
    for length in (0, 10, 50, 100):
        assert found.share_within(length) == pytest.approx(sum(each <= length for each in days) / len(days))
    assert found.p50 == np.quantile(days, 0.5, method="inverted_cdf")


def by_brute_force(deals: list[WonDeal], as_of: date, length: int) -> float:
    """The product over longer times, each risk set counted anew."""
    share = 1.0
    for longer in range(max(deal.days for deal in deals), length, -1):
        at_risk = [deal for deal in deals if deal.days <= longer and deal.begun <= as_of - timedelta(days=longer)]
        took = sum(deal.days == longer for deal in at_risk)
        share *= 1 - took / len(at_risk) if took else 1.0
    return share


def test_the_product_limit_by_brute_force():
    """The same estimate with plain loops."""
    as_of = DAY + timedelta(days=120)
    deals = drawn(5, as_of, 150)
    found = lead_time(deals, as_of)
    for length in (5, 20, 40, 80):
        assert found.share_within(length) == pytest.approx(by_brute_force(deals, as_of, length))


def test_the_rate_of_a_young_cohort_grows_to_what_it_will_be():
    """Wins per meeting of recent months are low because wins are still to come; divided by their maturity they are not."""
    as_of = DAY + timedelta(days=364)
    deals = drawn(3, as_of)
    trials = dict.fromkeys(months_up_to(Month(2026, 12), 12), 1500.0)
    found = cohorts(deals, trials, lead_time(deals, as_of), as_of)
    january, november = found[0], found[10]
    assert january.maturity == pytest.approx(1, abs=0.01)
    assert november.maturity == pytest.approx(0.4, abs=0.15)
    assert november.wins / november.trials < 0.6 * january.wins / january.trials
    assert november.expected_rate == pytest.approx(4_000 / 365 * 30 / 1_500, rel=0.15)
    assert isinstance(found[11].expected_rate, TooLittle)
    assert isinstance(Cohort(Month(2026, 1), 0, 0, 1.0).expected_rate, TooLittle)


def test_wins_are_counted_where_their_activity_was():
    """A win in March of a meeting in January is January's success, and January's meetings count as far as they are ripe."""
    as_of = DAY + timedelta(days=364)
    deals = drawn(4, as_of)
    wins = wins_by_activity_month(deals)
    assert sum(wins.values()) == len(deals)
    trials = [MonthlyCounts("佐藤", month, 0, 2_000, "東") for month in months_up_to(Month(2026, 12), 12)]
    counted = matured_counts(trials, wins, lead_time(deals, as_of), as_of)
    assert [each.count for each in counted] == [wins["佐藤", each.month] for each in counted]
    rates = [each.count / each.exposure for each in counted[:11]]
    assert rates == pytest.approx([4_000 / 365 * 30.4 / 2_000] * 11, rel=0.25)  # January began on the 5th
    assert counted[11].exposure < 500


def test_too_few_wins_give_a_reason():
    """P90 of 19 wins is one win."""
    deals = drawn(1, date(2200, 1, 1), 19)
    found = LeadTime.of(deals, date(2200, 1, 1))
    assert isinstance(found, TooLittle)
    assert "19件" in str(found)


def test_a_same_month_ratio_is_fair_only_where_wins_come_fast():
    """Two months at the median: this month's wins over this month's meetings is no win rate."""
    late = lead_time(drawn(1, date(2200, 1, 1)), date(2200, 1, 1))
    fast = lead_time([WonDeal("A", "佐藤", DAY, DAY + timedelta(days=each % 20)) for each in range(100)], date(2200, 1, 1))
    assert not late.is_same_month
    assert fast.is_same_month
