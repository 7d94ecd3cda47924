"""Tails against mpmath: both sides of the binomial and of the beta-binomial, from one trial to 10^15.

mpmath integrates the density over the log odds with 30 digits, in pieces that halve towards where the tail begins;
nothing of ours takes part.
"""

from __future__ import annotations

import itertools

import mpmath
import numpy as np
import pytest

from kpi_xl.chance.beta_binomial_tails import beta_binomial_tails
from kpi_xl.chance.incomplete_beta import beta_tails

NEAR = 1e-9
"""What is promised; seen were 1.3e-12 (beta) and 7.5e-11 (beta-binomial)."""


def smaller_tail(x: float, a: float, b: float, is_lower: bool) -> mpmath.mpf:
    """I_x(a, b), or 1 less that."""
    with mpmath.workdps(50):
        x, a, b = mpmath.mpf(x), mpmath.mpf(a), mpmath.mpf(b)
        rest = 1 - x
        if not is_lower:
            x, rest, a, b = rest, x, b, a
        slope, bend = max(a - (a + b) * x, 0), (a + b) * x * rest
        reach = max(280 / (slope + mpmath.sqrt(slope**2 + 140 * bend)), 140 / a if a < 4 else 0)
        weight = mpmath.exp(a * mpmath.log(x) + b * mpmath.log(rest)) / mpmath.beta(a, b) if a + b < 1e3 else mpmath.exp(
            a * mpmath.log(x) + b * mpmath.log(rest) + mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
        )  # fmt: skip
        ends = [0, *(reach * mpmath.mpf(2) ** -half for half in range(30 if min(a, b) < 4 else 4, -1, -1))]

    def fallen(down: mpmath.mpf) -> mpmath.mpf:
        with mpmath.workdps(50):
            return mpmath.exp(-(a * down + (a + b) * mpmath.log1p(x * mpmath.expm1(-down))))

    with mpmath.workdps(30):
        return weight * mpmath.quad(fallen, ends, method="gauss-legendre", maxdegree=4)


SIZES = (0.05, 0.5, 3.0, 128.0, 1000.0, 1001.0, 1e6)
OTHERS = (0.5, 7.0, 1000.5, 1e6, 1e9, 1e15)


@pytest.mark.parametrize(("a", "b"), [*itertools.product(SIZES, OTHERS)])
def test_beta_tails_are_those_of_mpmath(a: float, b: float):
    """Five points each, from six deviations below the mean to five above."""
    mean = a / (a + b)
    deviation = (mean * (1 - mean) / (a + b + 1)) ** 0.5
    for deviations in (-6, -1, 0.05, 2, 5):
        x = mean + deviations * deviation
        if not 0 < x < 1:
            x = mean * 10.0**deviations if deviations < 0 else 1 - (1 - mean) * 10.0**-deviations
        if 0 < x < 1:
            is_lower = x < (a + 1) / (a + b + 2)
            lower, upper, _ = beta_tails(*(np.array([float(each)]) for each in (x, a, b)))
            wanted = smaller_tail(x, a, b, is_lower)
            assert float(abs((lower if is_lower else upper)[0] / wanted - 1)) < NEAR


def fewer_by_terms(k: int, trials: int, alpha: float, beta: float) -> tuple[mpmath.mpf, mpmath.mpf]:
    """P(fewer than k) and P(k or more) from the closed form's gamma functions, with 50 digits."""
    with mpmath.workdps(50):
        a, b, n = mpmath.mpf(alpha), mpmath.mpf(beta), mpmath.mpf(trials)
        term = mpmath.exp(
            mpmath.loggamma(b + n) - mpmath.loggamma(b) + mpmath.loggamma(a + b) - mpmath.loggamma(a + b + n)
        )
        fewer = mpmath.mpf(0)
        for done in range(k):
            fewer += term
            term *= (n - done) / (done + 1) * (a + done) / (b + n - done - 1)
        return fewer, 1 - fewer


RATES = ((0.5, 100.5), (0.094, 20.8), (4.5, 16.5), (500.0, 3.0), (2e4, 8e4), (3e8, 7e8), (0.5, 0.5), (900.5, 1e8))


@pytest.mark.parametrize(("alpha", "beta"), RATES)
def test_beta_binomial_tails_are_those_of_mpmath(alpha: float, beta: float):
    """From what is nearly certain to what hardly happens; 129 successes are the first that are not added up."""
    for k in (1, 20, 128, 129, 1500):
        for times in (0.3, 0.8, 1.0, 1.3, 4.0, 1e6):
            trials = max(k, round(k * (alpha + beta) / alpha * times))
            if trials > 1e15:
                continue
            fewer, more, _ = beta_binomial_tails(*(np.array([float(each)]) for each in (k, trials, alpha, beta)))
            wanted, wanted_more = fewer_by_terms(k, trials, alpha, beta)
            for ours, exact in ((fewer, wanted), (more, wanted_more)):
                if exact > (1e-15 if ours is fewer else 1e-3):  # of few successes the upper tail is 1 less the lower
                    assert float(abs(ours[0] / exact - 1)) < NEAR, (k, trials, float(ours[0]), exact)
