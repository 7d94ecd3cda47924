"""Attainment and its sign: both directions, zero targets, thresholds, blanks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_xl.attainment import Status, attainment, gap, share_attaining, status_of
from kpi_xl.attainment.report.rates import attainment_of
from kpi_xl.targets import Thresholds

AMOUNT = st.floats(0, 1e12, allow_subnormal=False)
TARGET = st.floats(1e-6, 1e12)
NAN = float("nan")


@pytest.mark.parametrize(
    ("actual", "target", "rate"),
    [(24, 30, 0.8), (30, 30, 1.0), (45, 30, 1.5), (0, 30, 0.0), (300, 30, 10.0), (-6, 30, -0.2)],
)
def test_higher_is_better_divides_and_is_never_capped(actual: float, target: float, rate: float):
    """150% is 150%; a refund month can be below zero."""
    assert float(attainment(actual, target)) == rate


@pytest.mark.parametrize(
    ("actual", "target", "rate"),
    [(0.05, 0.05, 1.0), (0.04, 0.05, 1.2), (0.06, 0.05, 0.8), (0.0, 0.05, 2.0), (0.15, 0.05, -1.0)],
)
def test_lower_is_better_is_two_minus_the_quotient(actual: float, target: float, rate: float):
    """Churn of 4% against at most 5% is 120%, of 6% 80%; three times the limit is -100%, not capped at 0."""
    assert float(attainment(actual, target, True)) == pytest.approx(rate)


@pytest.mark.parametrize(
    ("actual", "is_lower", "rate"), [(0, False, 1.0), (5, False, 1.0), (0, True, 1.0), (0.01, True, 0.0)]
)
def test_a_target_of_zero_is_passed_or_failed(actual: float, is_lower: bool, rate: float):
    """No churn allowed: none is 100%, one is 0%. Nothing is divided by zero."""
    assert float(attainment(actual, 0, is_lower)) == rate


@pytest.mark.parametrize(("actual", "target"), [(NAN, 30), (24, NAN), (NAN, NAN), (NAN, 0), (0, NAN)])
@pytest.mark.parametrize("is_lower", [False, True])
def test_what_is_unknown_has_no_attainment(actual: float, target: float, is_lower: bool):
    """A blank is not 0%: nobody failed."""
    assert math.isnan(float(attainment(actual, target, is_lower)))


def test_ranges_are_computed_cell_by_cell():
    """A whole column of a sheet at once, directions mixed."""
    rates = attainment([24, 0.04, 0], [30, 0.05, 0], [False, True, True])
    assert rates.tolist() == pytest.approx([0.8, 1.2, 1.0])


@given(st.floats(-1e12, 1e12, allow_subnormal=False), st.just(0.0) | AMOUNT | TARGET, st.booleans())
def test_one_figure_is_rated_as_a_column_of_them(actual: float, target: float, is_lower: bool):
    """The report rates row by row, the spreadsheet function a range at once."""
    assert attainment_of(actual, target, is_lower) == float(attainment(actual, target, is_lower))


@pytest.mark.parametrize(
    ("rate", "sign"),
    [
        (1.0, "○"), (1.5, "○"), (0.999999999999, "○"), (0.999999, "△"), (0.8, "△"), (0.1 + 0.7, "△"),
        (0.79999, "×"), (0.0, "×"), (-1.0, "×"),
    ],
)  # fmt: skip
def test_signs_stand_at_100_and_80_percent(rate: float, sign: str):
    """0.1 + 0.7 is 0.7999999999999999 in a computer; 80% is 80% to people."""
    status = status_of(rate)
    assert status is not None
    assert status.value == sign


def test_thresholds_are_the_companys_own():
    """Some companies give ○ from 95% and △ from 90%."""
    own = Thresholds(good=0.95, fair=0.9)
    assert [status_of(rate, own) for rate in (0.95, 0.949, 0.9, 0.899)] == [
        Status.GOOD, Status.FAIR, Status.FAIR, Status.POOR,
    ]  # fmt: skip


def test_no_attainment_has_no_sign():
    """— is not ×."""
    assert status_of(None) is None


def test_the_share_of_members_counts_those_at_the_threshold():
    """110%, 80% and 0.1 + 0.7 attain; 79% does not; who has no rate does not count at all."""
    assert share_attaining([1.1, 0.8, 0.1 + 0.7, 0.79, NAN]) == 0.75
    assert share_attaining([0.85, 0.95], threshold=0.9) == 0.5
    assert share_attaining([NAN]) is None
    assert share_attaining([]) is None


@given(actual=AMOUNT, target=TARGET, factor=st.floats(1e-3, 1e3), is_lower=st.booleans())
def test_the_unit_does_not_matter(actual: float, target: float, factor: float, is_lower: bool):
    """Yen or 万円, people or teams of people: the rate is the same."""
    assume(actual / target < 1e9)
    assert float(attainment(actual * factor, target * factor, is_lower)) == pytest.approx(
        float(attainment(actual, target, is_lower)), rel=1e-9, abs=1e-9
    )


@given(actual=AMOUNT, more=AMOUNT, target=st.just(0.0) | TARGET, is_lower=st.booleans())
def test_more_is_never_worse_or_never_better(actual: float, more: float, target: float, is_lower: bool):
    """Higher is better: more cannot lower the rate. Lower is better: more cannot raise it."""
    before, after = float(attainment(actual, target, is_lower)), float(attainment(actual + more, target, is_lower))
    assert after <= before if is_lower else after >= before


@given(actual=st.integers(0, 10**9), target=st.integers(1, 10**9), is_lower=st.booleans())
def test_gap_and_rate_agree_on_which_side_of_the_target_one_is(actual: int, target: int, is_lower: bool):
    """A gap of +3 beside 98% would be nonsense."""
    rate, difference = float(attainment(actual, target, is_lower)), float(gap(actual, target, is_lower))
    assert (rate > 1) == (difference > 0)
    assert (rate == 1) == (difference == 0)


@given(rates=st.lists(st.floats(-1, 3), min_size=1, max_size=30), threshold=st.floats(0.1, 1))
def test_the_share_never_rises_with_the_threshold(rates: list[float], threshold: float):
    """Asking for more can only leave fewer."""
    low, high = share_attaining(rates, threshold), share_attaining(rates, threshold + 0.1)
    assert low is not None
    assert high is not None
    assert 0 <= high <= low <= 1


@given(rates=st.lists(st.floats(0, 2), min_size=1, max_size=20), good=st.floats(0.5, 1.5), fair=st.floats(0.1, 0.5))
def test_signs_are_in_the_order_of_the_rates(rates: list[float], good: float, fair: float):
    """Nobody with less is given the better sign."""
    order = [Status.POOR, Status.FAIR, Status.GOOD]
    signs = [order.index(status_of(rate, Thresholds(good, fair)) or Status.POOR) for rate in sorted(rates)]
    assert signs == sorted(signs)


def test_arrays_of_many_cells_give_no_warnings():
    """A warning per cell would flood the log of a workbook of 10,000 cells; pytest turns each into an error."""
    assert np.isnan(attainment(np.full(3, np.nan), np.zeros(3))).all()
