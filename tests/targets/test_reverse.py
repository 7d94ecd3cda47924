"""The way back from a goal to what it takes, against published figures and exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.definitions import Stage
from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.language import speaking
from kpi_xl.rounding import round_up
from kpi_xl.targets import Rounding, required_count, required_deals, required_stage, reverse_funnel, stages_within_reach

METHOD = {"KGI_AMOUNT": 10_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.20, "APPOINTMENT_RATE": 0.05}

COUNT = st.integers(0, 10_000_000)
RATE = st.integers(1, 10_000).map(lambda hundredths: Fraction(hundredths, 10_000))
"""Rates as people write them: 0.01% to 100.00%."""


def up(exact: Fraction) -> int:
    return math.ceil(exact)


def test_the_methods_own_example():
    """1,000万円 / 50万円 = 20 deals, / 20% = 100 meetings, / 5% = 2,000 calls."""
    stages = (Stage.DEALS, Stage.MEETINGS, Stage.APPOINTMENTS, Stage.CALLS)
    assert [required_stage(stage, METHOD) for stage in stages] == [20, 100, 100, 2_000]


def test_the_published_exercise_that_rounds_up_at_every_stage():
    """25 deals at 30%, 80% and 20%: 84, 105, 525. Rounding only at the end would give 521."""
    assert reverse_funnel(25, [0.30, 0.80, 0.20]) == [84, 105, 525]
    assert reverse_funnel(25, [0.30, 0.80, 0.20], Rounding.END) == [84, 105, 521]


def test_the_published_exercise_that_comes_out_even():
    """14 deals at 40%, 50%, 35% and 10% are 2,000 contacts; binary fractions make it 2,001 without care."""
    assert math.ceil(14 / (0.4 * 0.5 * 0.35 * 0.1)) == 2_001
    for rounding in Rounding:
        assert reverse_funnel(14, [0.40, 0.50, 0.35, 0.10], rounding) == [35, 70, 200, 2_000]


def test_21_at_70_percent_is_30():
    """21 / 0.7 is 30.000000000000004 in a computer; a 31st call would be asked of everybody for nothing."""
    assert math.ceil(21 / 0.7) == 31
    assert required_count(21, 0.7) == 30


def test_the_standards_of_inside_sales_are_worked_back_too():
    """500万円 needs 50 meetings, 50 appointments, 1,000 calls (50 a day on 20 days), and 334 requests at 15%."""
    inputs = {**METHOD, "KGI_AMOUNT": 5_000_000, "REQUEST_RATE": 0.15}
    assert [required_stage(stage, inputs) for stage in stages_within_reach(inputs)] == [10, 50, 50, 1_000, 334]


def test_a_show_rate_asks_for_more_appointments():
    """Of 100 meetings that must take place, one in five is cancelled: 125 appointments, 2,500 calls."""
    inputs = {**METHOD, "SHOW_RATE": 0.8}
    assert required_stage(Stage.MEETINGS, inputs) == 100
    assert required_stage(Stage.APPOINTMENTS, inputs) == 125
    assert required_stage(Stage.CALLS, inputs) == 2_500


def test_rounding_at_the_end_carries_fractions_of_deals():
    """1,010万円 is 20.2 deals: 21 and so 105 meetings at every stage, 101 at the end."""
    inputs = {**METHOD, "KGI_AMOUNT": 10_100_000}
    assert required_stage(Stage.MEETINGS, inputs) == 105
    assert required_stage(Stage.MEETINGS, inputs, Rounding.END) == 101
    assert required_stage(Stage.DEALS, inputs, Rounding.END) == 21


def test_only_stages_whose_numbers_are_known_are_within_reach():
    """Without an appointment rate nobody can say how many calls it takes."""
    assert stages_within_reach(METHOD) == (Stage.DEALS, Stage.MEETINGS, Stage.APPOINTMENTS, Stage.CALLS)
    assert stages_within_reach(["KGI_AMOUNT", "UNIT_PRICE"]) == (Stage.DEALS,)
    assert stages_within_reach(["KGI_AMOUNT", "WIN_RATE"]) == ()
    assert Stage.REQUESTS in stages_within_reach([*METHOD, "REQUEST_RATE"])


@given(outcome=COUNT, rate=RATE)
def test_a_count_is_the_smallest_that_suffices(outcome: int, rate: Fraction):
    """Exactly, for every rate that people write: enough, and one less would not be."""
    count = int(required_count(outcome, float(rate)))
    assert count == up(Fraction(outcome) / rate)
    assert count * rate >= outcome
    assert count == 0 or (count - 1) * rate < outcome


@given(outcome=st.integers(0, 1_000), rates=st.lists(st.integers(1, 100).map(lambda p: Fraction(p, 100)), min_size=1, max_size=4))
def test_a_funnel_is_what_exact_fractions_give(outcome: int, rates: list[Fraction]):
    """Rounding at every stage carries the rounded count on; rounding at the end carries the exact one."""
    carried, exact, each_stage, at_the_end = Fraction(outcome), Fraction(outcome), [], []
    for rate in rates:
        carried, exact = Fraction(up(carried / rate)), exact / rate
        each_stage.append(int(carried))
        at_the_end.append(up(exact))
    floats = [float(rate) for rate in rates]
    assert reverse_funnel(outcome, floats) == each_stage
    assert reverse_funnel(outcome, floats, Rounding.END) == at_the_end


@given(revenue=st.integers(0, 10**11), price=st.integers(1, 10**8))
def test_deals_are_exact_for_whole_yen(revenue: int, price: int):
    """1円 above 20 deals takes a 21st."""
    assert int(required_deals(revenue, price)) == up(Fraction(revenue, price))


@given(digits=st.integers(0, 10**9), places=st.integers(0, 6), divisor=st.integers(1, 1_000))
def test_round_up_of_decimals_equals_the_exact_ceiling(digits: int, places: int, divisor: int):
    """What was computed from decimals in binary is rounded up as if it had been computed in decimals."""
    exact = Fraction(digits, 10**places) / divisor
    assert int(round_up(digits / 10**places / divisor)) == up(exact)


@given(whole=st.integers(0, 10**8), above=st.floats(1e-3, 0.999))
def test_round_up_forgives_dust_but_nothing_that_can_be_seen(whole: int, above: float):
    """A thousandth above a whole number is above it."""
    assert int(round_up(float(whole))) == whole
    assert int(round_up(whole + above)) == whole + 1


def test_ranges_are_worked_back_cell_by_cell():
    """A column of goals gives a column of counts."""
    assert required_count(np.array([12.0, 21.0]), np.array([0.25, 0.7])).tolist() == [48, 30]
    assert required_deals(np.array([[3e6, 1e7]]), 500_000).tolist() == [[6, 20]]


@pytest.mark.parametrize("rate", [0, -0.1, 1.0001, 25, float("nan"), float("inf")])
def test_a_rate_that_is_none_is_refused_with_the_remedy(rate: float):
    """25 is how people type 25%."""
    with pytest.raises(RateOutOfRangeError):
        required_count(12, rate)


def test_the_message_about_a_rate_says_how_to_write_it():
    """Value, rule and remedy in one line that fits a cell."""
    with pytest.raises(RateOutOfRangeError) as caught:
        required_count(12, 25)
    assert str(caught.value) == (
        "conversion_rate：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。"
    )
    with speaking("en"):
        assert str(caught.value) == (
            "conversion_rate: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25."
        )


@pytest.mark.parametrize(("revenue", "price"), [(-1, 500_000), (1_000, 0), (1_000, -5), (float("nan"), 5), (5, float("nan"))])
def test_impossible_amounts_are_refused(revenue: float, price: float):
    """Dividing by a price of 0 would give infinitely many deals."""
    with pytest.raises(ArgumentError):
        required_deals(revenue, price)
