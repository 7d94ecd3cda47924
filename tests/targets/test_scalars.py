"""Targets of one plan are worked out without numpy, whole columns with it: both must say the same."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.rounding import round_up
from kpi_xl.targets import required_count, required_deals

COUNTS, SHARES = st.floats(0, 1e13), st.floats(1e-6, 1)


@given(st.floats(-1e13, 1e13) | st.integers(-(10**13), 10**13))
def test_a_number_is_rounded_up_as_a_column_is(value: float):
    assert round_up(value) == np.asarray(round_up(np.array([value])))[0]


def test_what_is_no_number_of_things_stays_so():
    """A hole in the data is not 0 things, and no crash."""
    assert math.isnan(round_up(float("nan")))
    assert round_up(math.inf) == math.inf


@given(COUNTS, SHARES)
def test_a_count_is_worked_back_as_a_column_is(outcome: float, rate: float):
    assert required_count(outcome, rate) == required_count([outcome], [rate])[0]
    assert required_deals(outcome, 1 / rate) == required_deals([outcome], [1 / rate])[0]


@pytest.mark.parametrize("wrong", [0, -0.1, 1.1, 25, float("nan")])
def test_a_rate_out_of_range_is_refused_alone_and_in_a_column(wrong: float):
    """25 is how people type 25%; the message quotes it."""
    for rate in (wrong, [0.5, wrong]):
        with pytest.raises(RateOutOfRangeError) as raised:
            required_count(10, rate)
        assert raised.value.finding.value == pytest.approx(wrong, nan_ok=True)


@pytest.mark.parametrize("price", [0, -1, float("nan")])
def test_a_price_that_buys_nothing_is_refused(price: float):
    with pytest.raises(ArgumentError):
        required_deals(1_000_000, price)
    with pytest.raises(ArgumentError):
        required_deals([1_000_000], [price])


def test_a_list_needs_no_numpy_and_no_pandas():
    """Their start takes longer than all that a month-end does beside reading."""
    modules = "kpi_xl.cli.reporting.report, kpi_xl.hosts.files.writing.listed_books"
    code = f"import sys, {modules}; print(*(name for name in ('numpy', 'pandas', 'openpyxl', 'rich') if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == ""
