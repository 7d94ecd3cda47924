"""The incomplete gamma function by other routes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance.incomplete_gamma import gamma_below


@given(shape=st.floats(0.05, 5_000), times=st.floats(0.01, 4))
def test_the_incomplete_gamma_function_by_another_route(shape: float, times: float):
    """By the recurrence P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1) (DLMF 8.8.5), and between 0 and 1."""
    value = shape * times
    step = math.exp(shape * math.log(value) - value - math.lgamma(shape + 1))
    below = gamma_below(shape, value)
    assert 0 <= below <= 1
    assert below == pytest.approx(gamma_below(shape + 1, value) + step, abs=1e-9)


@pytest.mark.parametrize(
    ("shape", "value", "wanted"),
    [(0.5, 0.5, math.erf(math.sqrt(0.5))), (0.5, 3.0, math.erf(math.sqrt(3))), (3, 2.0, 1 - 5 * math.exp(-2)), (1, 0.0, 0.0)],
)
def test_the_incomplete_gamma_function_where_it_is_elementary(shape: float, value: float, wanted: float):
    """The error function and a Poisson sum."""
    assert gamma_below(shape, value) == pytest.approx(wanted, abs=1e-12)
