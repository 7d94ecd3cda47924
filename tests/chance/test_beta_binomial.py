"""The beta-binomial distribution, against exact fractions and the standard library."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance.beta_binomial import at_least, log_gamma, log_probability, probabilities

SIZES = st.floats(1e-3, 1e6)


def exact(successes: int, trials: int, alpha: int, beta: int) -> Fraction:
    """By rising factorials, for whole alpha and beta."""

    def rising(start: int, steps: int) -> int:
        return math.prod(range(start, start + steps))

    ways = math.comb(trials, successes)
    return Fraction(ways * rising(alpha, successes) * rising(beta, trials - successes), rising(alpha + beta, trials))


@given(value=SIZES)
def test_log_gamma_is_the_standard_librarys(value: float):
    """Everything here rests on it, from half a success to a million calls."""
    assert float(log_gamma(value)) == pytest.approx(math.lgamma(value), rel=1e-12, abs=1e-11)


@given(trials=st.integers(0, 60), alpha=st.integers(1, 200), beta=st.integers(1, 200))
def test_probabilities_are_the_exact_fractions(trials: int, alpha: int, beta: int):
    """Computed a second way, without any logarithm."""
    wanted = [float(exact(each, trials, alpha, beta)) for each in range(trials + 1)]
    assert probabilities(trials, alpha, beta).tolist() == pytest.approx(wanted, rel=1e-9, abs=1e-15)


@given(trials=st.integers(1, 3000), mean=st.floats(0.01, 0.99), weight=st.floats(0.5, 1e6))
def test_mean_and_variance_are_those_of_the_textbook(trials: int, mean: float, weight: float):
    """n p and n p q (1 + (n - 1) / (weight + 1)): an uncertain rate spreads counts wider than a known one."""
    each, count = probabilities(trials, mean * weight, (1 - mean) * weight), np.arange(trials + 1)
    middle = float((each * count).sum())
    variance = float((each * (count - middle) ** 2).sum())
    assert middle == pytest.approx(trials * mean, rel=1e-6)
    assert variance == pytest.approx(trials * mean * (1 - mean) * (1 + (trials - 1) / (weight + 1)), rel=1e-5)


def test_a_certain_rate_gives_the_binomial():
    """The limit of an ever larger weight."""
    binomial = [math.comb(10, k) * 0.2**k * 0.8 ** (10 - k) for k in range(11)]
    assert probabilities(10, 0.2e7, 0.8e7).tolist() == pytest.approx(binomial, rel=1e-4)


def test_at_least_falls_from_one():
    """P(0 or more) is certain, and more is never likelier."""
    reached = at_least(50, 3.0, 12.0)
    assert reached[0] == pytest.approx(1)
    assert (np.diff(reached) <= 0).all()
    assert float(reached[-1]) == pytest.approx(float(np.exp(log_probability(50, 50, 3.0, 12.0))))
