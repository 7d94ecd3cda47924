"""Do promises hold? Made-up logs with known drift, and the account of one small log by hand."""

from __future__ import annotations

import pytest

from benchmarks.calibration import constant_rate
from benchmarks.simulated_logs import FALLING, KINDS, Kind
from kpi_xl.attainment.forecast.backtest import Backtest, Kept, Method, backtest, kept
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.rate_forecast import monthly_rate_forecasts, promised_count
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month

COMPANIES = 10
"""1,200 member-months each: the standard error is 1.2 points at 80%, 0.9 at 90%."""


def account(kind: Kind, confidence: float, method: Method = monthly_rate_forecasts) -> Kept:
    tests = [backtest(kind.history(seed), (confidence,), method) for seed in range(100, 100 + COMPANIES)]
    found = Backtest(tuple(promise for test in tests for promise in test.promises)).kept(confidence)
    assert isinstance(found, Kept)
    return found


SEEN = {  # share of promises kept, as the fixed seeds gave it
    "meetings won, nothing changes": {0.8: 0.875, 0.9: 0.941},
    "meetings won, rates drift": {0.8: 0.854, 0.9: 0.939},
    "meetings won, months differ": {0.8: 0.852, 0.9: 0.918},
    "calls to appointments, nothing changes": {0.8: 0.836, 0.9: 0.926},
    "calls to appointments, rates drift": {0.8: 0.813, 0.9: 0.920},
    "calls to appointments, months differ": {0.8: 0.823, 0.9: 0.927},
}


@pytest.mark.parametrize("confidence", [0.8, 0.9])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_promises_hold_within_three_points(kind: Kind, confidence: float):
    """The promise itself, and what its whole counts mean, are kept no matter how the rates move."""
    found = account(kind, confidence)
    assert found.promises >= 1_100
    assert found.share == pytest.approx(found.meant, abs=0.03)
    assert found.share >= confidence - 0.03
    assert found.share == pytest.approx(SEEN[kind.name][confidence], abs=0.01)


def test_a_rate_taken_for_known_breaks_its_promises():
    """What is done by hand: 90% promised from the member's own rate is 72% where rates drift."""
    drifting = next(kind for kind in KINDS if kind.name == "calls to appointments, rates drift")
    assert account(drifting, 0.9, constant_rate).share < 0.80


@pytest.mark.parametrize("confidence", [0.8, 0.9])
def test_a_fall_that_all_share_is_foreseen(confidence: float):
    """5% a month for a year, everybody: the promises hold; those made by hand from the own rate fall to half."""
    found = account(FALLING, confidence)
    assert found.share == pytest.approx(found.meant, abs=0.03)
    assert account(FALLING, confidence, constant_rate).share < 0.6


def test_the_account_of_a_small_log_by_hand():
    """Two months teach, the third is promised and checked."""
    january = Month(2026, 1)
    history = [
        MonthlyCounts(member, january.plus(month), successes, 40)
        for member, all_successes in {"A": (10, 12, 3), "B": (8, 10, 11)}.items()
        for month, successes in enumerate(all_successes)
    ]
    found = backtest(history, (0.8,))
    assert found.months == (january.plus(2),)
    (_, forecasts) = list(monthly_rate_forecasts(history))[1]
    for promise in found.promises:
        assert (promise.count, promise.meant) == promised_count(0.8, 40, forecasts[promise.member])
        assert promise.trials == 40
    assert [(promise.actual, promise.is_kept) for promise in found.promises] == [(3, False), (11, True)]


def test_nothing_promised_does_not_count_as_kept():
    """Two trials at 5% promise nothing; counting that as a hit would flatter the method."""
    january = Month(2026, 1)
    history = [MonthlyCounts("A", january.plus(month), month % 2, 2) for month in range(12)]
    assert backtest(history, (0.9,)).promises == ()


def test_too_few_promises_give_a_reason():
    """One miss of ten is no hit rate."""
    history = KINDS[0].history(1, members=3, months=5)
    found = backtest(history, (0.8,)).kept(0.8)
    assert isinstance(found, TooLittle)
    assert "9人月" in str(found)
    assert isinstance(backtest([]).kept(0.8), TooLittle)


def test_the_account_of_one_month():
    """Month by month the hit rate shows when the method failed."""
    test = backtest(KINDS[0].history(1, members=30, months=4), (0.8, 0.9))
    of_months = [test.kept(0.8, month) for month in test.months]
    together = kept(promise for promise in test.promises if promise.confidence == 0.8)
    assert isinstance(together, Kept)
    assert sum(each.promises for each in of_months if isinstance(each, Kept)) == together.promises == 60
    assert 0 < together.error < 0.1
