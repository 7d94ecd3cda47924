"""The incomplete beta function against sums in 60 digits."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance import incomplete_beta
from kpi_xl.chance.incomplete_beta import beta_quantile, beta_tails


def tails(x: float, a: float, b: float) -> tuple[float, float]:
    lower, upper, _ = beta_tails(np.array([x]), np.array([float(a)]), np.array([float(b)]))
    return float(lower[0]), float(upper[0])


def binomial_tails(p: Fraction, k: int, n: int) -> tuple[Decimal, Decimal]:
    """P(k or more of n) and P(fewer), summed term by term in 60 digits."""
    with localcontext(prec=60):
        success = Decimal(p.numerator) / p.denominator
        failure = 1 - success
        term, fewer = failure**n, Decimal(0)
        for successes in range(k):
            fewer += term
            term = term * (n - successes) / (successes + 1) * success / failure
        more = Decimal(0)
        for successes in range(k, n + 1):
            more += term
            term = term * (n - successes) / (successes + 1) * success / failure
        return more, fewer


@pytest.mark.parametrize(
    ("p", "k", "n"),
    [
        ("0.4", 5, 8), ("0.2", 20, 100), ("0.2", 20, 126), ("0.05", 50, 1000), ("0.001", 3, 5000), ("0.97", 400, 410),
        ("0.5", 1000, 2000), ("0.3", 1500, 6000), ("0.0001", 1, 20), ("0.9999", 7, 7), ("0.2", 5000, 25000),
    ],
)  # fmt: skip
def test_both_tails_equal_the_sum_of_all_terms(p, k, n):
    """Eleven digits of either tail, however small: what `required_at` forgives as binary dust is no less."""
    more, fewer = binomial_tails(Fraction(p), k, n)
    lower, upper = tails(float(p), k, n - k + 1)
    for ours, exact in ((lower, more), (upper, fewer)):
        assert ours == pytest.approx(float(exact), rel=5e-12, abs=1e-300)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 99))
def test_halves_as_jeffreys_prior_has_them(a, b, percent):
    """I_x(a, b) = I_x(a + 1, b) + x^a (1-x)^b / (a B(a, b)), for the half-integers of the prior too (DLMF 8.17.20)."""
    x, alpha = percent / 100, a - 0.5
    *_, weight = (float(each[0]) for each in beta_tails(np.array([x]), np.array([alpha]), np.array([float(b)])))
    assert tails(x, alpha, b)[0] == pytest.approx(tails(x, alpha + 1, b)[0] + weight / alpha, rel=1e-12)


@pytest.mark.parametrize("x", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_the_arcsine_law(x):
    """I_x(1/2, 1/2) is 2/pi arcsin(sqrt(x)): the smallest parameters that occur."""
    assert tails(x, 0.5, 0.5)[0] == pytest.approx(2 / np.pi * np.arcsin(np.sqrt(x)), rel=1e-13)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 999))
def test_the_quantile_is_the_inverse(a, b, thousandths):
    """What the range of a rate rests on."""
    probability = thousandths / 1000
    x = beta_quantile(np.array([probability]), np.array([a - 0.5]), np.array([b - 0.5]))
    lower, upper = tails(float(x[0]), a - 0.5, b - 0.5)
    assert lower == pytest.approx(probability, rel=1e-10, abs=1e-12) or upper == pytest.approx(1 - probability, rel=1e-10)


def test_the_weight_counts_ways():
    """p^k q^(n-k+1) k C(n, k), with which one count more is judged."""
    *_, weight = beta_tails(np.array([0.2]), np.array([20.0]), np.array([107.0]))
    exact = Fraction(1, 5) ** 20 * Fraction(4, 5) ** 107 * 20 * comb(126, 20)
    assert float(weight[0]) == pytest.approx(float(exact), rel=1e-13)


def test_more_steps_than_the_bound_would_change_nothing(monkeypatch: pytest.MonkeyPatch):
    """The continued fraction ends by itself; the bound only makes sure that it does."""
    sizes = (0.001, 0.5, 20.0, 300.0, 1000.0)
    rows = [(a, b, z) for a in sizes for b in (*sizes, 1e6, 1e15) for z in (-3.0, -0.3, -0.01, 0.01, 0.3, 3.0)]
    a, b, z = (np.array(column) for column in zip(*rows, strict=True))
    x = np.clip(a / (a + b) + z * np.sqrt(a * b / (a + b + 1)) / (a + b), 1e-18, 1 - 1e-12)
    bounded = beta_tails(x, a, b)
    monkeypatch.setattr(incomplete_beta, "MOST_FRACTION_STEPS", 12_000)
    assert [each.tolist() for each in beta_tails(x, a, b)] == [each.tolist() for each in bounded]
