"""The incomplete gamma function against mpmath, and the steps that it takes at most."""

from __future__ import annotations

import mpmath
import pytest

from kpi_xl.chance import incomplete_gamma
from kpi_xl.chance.incomplete_gamma import gamma_below, gamma_quantile


@pytest.mark.parametrize("shape", [0.05, 0.5, 3.0, 40.0, 999.0, 1000.0, 1000.5, 3e4, 1e8, 1e12])
def test_the_distribution_function_is_that_of_mpmath(shape: float):
    """Around the mean by up to five deviations, and back by the quantile."""
    for deviations in (-5, -2, -0.5, 0.01, 1, 3, 5):
        value = shape + deviations * shape**0.5
        if value <= 0:
            value = shape * 10.0**deviations
        with mpmath.workdps(40):
            peak = mpmath.exp(shape * mpmath.log(value) - value - mpmath.loggamma(shape))

            def fallen(down: mpmath.mpf, value: float = value) -> mpmath.mpf:
                return mpmath.exp(-shape * down - value * mpmath.expm1(-down))

            reach = max(16 / mpmath.sqrt(shape), 120 / mpmath.mpf(shape) if shape < 40 else 0)
            ends = [0, *(reach * mpmath.mpf(2) ** -half for half in range(16, -1, -1))]
            wanted = float(peak * mpmath.quad(fallen, ends, method="gauss-legendre", maxdegree=4))
        below = gamma_below(shape, value)
        assert below == pytest.approx(wanted, rel=1e-9, abs=1e-13 * max(1.0, shape**0.5))
        if 1e-6 < wanted < 1 - 1e-6:
            assert gamma_below(shape, gamma_quantile(shape, wanted)) == pytest.approx(wanted, abs=1e-8)


@pytest.mark.parametrize("shape", [1e-6, 0.5, 30.0, 400.0, 1000.0])
def test_more_steps_than_the_bound_would_change_nothing(shape: float, monkeypatch: pytest.MonkeyPatch):
    """Series and fraction end by themselves before it; the bound only makes sure."""
    values = [shape * times for times in (1e-3, 0.5, 0.9, 0.99, 1.0, 1.01, 1.1, 2.0, 30.0)] + [shape + 1, shape + 1.001]
    bounded = [gamma_below(shape, value) for value in values]
    monkeypatch.setattr(incomplete_gamma, "MOST_SERIES_STEPS", 100_000)
    assert [gamma_below(shape, value) for value in values] == bounded
