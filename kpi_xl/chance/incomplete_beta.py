"""The regularised incomplete beta function I_x(a, b) and its inverse, on whole arrays, in numpy alone.

It is the distribution function of the beta distribution and, through it, of the binomial and the negative binomial.
The continued fraction is DLMF 8.17.22, evaluated by Lentz's method; the factor before it is computed from deviances
(C. Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000), so that large counts lose no digits.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kpi_xl.chance.beta_binomial import log_gamma

Array = np.ndarray[Any, Any]

LARGE = 16.0
"""From here on four terms of Stirling's series are right to 1e-16."""
CLOSE = 1e-15
CHECKED_EVERY = 6
"""Steps of the continued fraction between two looks at what has converged."""
TINY = 1e-300


def stirling_error(z: Array) -> Array:
    """ln Gamma(z + 1) less Stirling's formula for it (z > 0): 1/(12 z) - 1/(360 z^3) + ..."""
    inverse = 1 / np.maximum(z, LARGE)
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    is_small = z < LARGE
    if is_small.any():
        small = z[is_small]
        half = 0.5 * math.log(2 * math.pi)
        series[is_small] = log_gamma(small + 1) - (small + 0.5) * np.log(small) + small - half
    return series


def log_gamma_ratio(x: Array, more: Array) -> Array:
    """ln Gamma(x + more) - ln Gamma(x), without the digits that the difference of two large numbers loses."""
    high = x + more
    return (x - 0.5) * np.log1p(more / x) + more * np.log(high) - more + stirling_error(high) - stirling_error(x)


def beta_weight(x: Array, a: Array, b: Array) -> Array:
    """x^a (1 - x)^b / B(a, b): the density of the beta distribution, times x (1 - x)."""
    total = a + b
    deviance = _deviance(a, total * x) + _deviance(b, total * (1 - x))
    errors = stirling_error(total) - stirling_error(a) - stirling_error(b)
    return np.sqrt(a * b / (2 * np.pi * total)) * np.exp(errors - deviance)


def _deviance(seen: Array, expected: Array) -> Array:
    """seen ln(seen / expected) + expected - seen."""
    relative = (expected - seen) / seen
    with np.errstate(divide="ignore"):  # infinite where next to nothing is expected
        return seen * (relative - np.log1p(relative))


def beta_tails(x: Array, a: Array, b: Array) -> tuple[Array, Array, Array]:
    """I_x(a, b), 1 - I_x(a, b) and `beta_weight`, for arrays of one dimension and one size, 0 < x < 1.

    The smaller of the two tails has full relative precision.

    >>> lower, upper, _ = beta_tails(np.array([0.4]), np.array([5.0]), np.array([4.0]))
    >>> round(float(lower[0]), 8), round(float(upper[0]), 8)  # five deals within eight houses at 40%
    (0.1736704, 0.8263296)
    """
    weight = beta_weight(x, a, b)
    is_left = x < (a + 1) / (a + b + 2)
    first, second = np.where(is_left, a, b), np.where(is_left, b, a)
    tail = weight * _fraction(np.where(is_left, x, 1 - x), first, second) / first
    return np.where(is_left, tail, 1 - tail), np.where(is_left, 1 - tail, tail), weight


def _fraction(x: Array, a: Array, b: Array) -> Array:
    """The continued fraction, for x below the mean, where it converges within about sqrt(max(a, b)) steps."""
    result, rows = np.empty_like(x), np.arange(x.size)
    c = np.ones_like(x)
    d = 1 / (1 - (a + b) * x / (a + 1))
    value = d.copy()
    step = 0
    while rows.size:
        for _ in range(CHECKED_EVERY):
            step += 1
            double = a + 2 * step
            even = step * (b - step) * x / ((double - 1) * double)
            d, c = 1 / (1 + even * d), 1 + even / c
            value = value * (d * c)
            odd = -(a + step) * (a + b + step) * x / (double * (double + 1))
            d, c = 1 / (1 + odd * d), 1 + odd / c
            change = d * c
            value = value * change
        is_open = np.abs(change - 1) > CLOSE
        result[rows[~is_open]] = value[~is_open]
        if not is_open.all():
            rows, x, a, b, c, d, value = (each[is_open] for each in (rows, x, a, b, c, d, value))
    return result


def beta_quantile(probability: Array, a: Array, b: Array) -> Array:
    """The x with I_x(a, b) = *probability*, for arrays of one dimension and one size.

    Newton's method on the log odds of x, kept within the bracket that the steps so far leave.

    >>> round(float(beta_quantile(np.array([0.25]), np.array([1.0]), np.array([1.0]))[0]), 12)
    0.25
    """
    odds = np.log((a + 0.5) / (b + 0.5))
    low, high = np.full_like(odds, -745.0), np.full_like(odds, 745.0)
    for _ in range(100):
        x = 1 / (1 + np.exp(-odds))
        lower, upper, weight = beta_tails(np.clip(x, TINY, 1 - 2**-53), a, b)
        excess = np.where(lower < upper, lower - probability, (1 - probability) - upper)
        high, low = np.where(excess > 0, odds, high), np.where(excess > 0, low, odds)
        step = np.clip(excess / np.maximum(weight, TINY), -2, 2)
        after = odds - step
        after = np.where((after > low) & (after < high), after, (low + high) / 2)
        if (np.abs(step) < 1e-14 * np.maximum(1, np.abs(odds))).all():
            break
        odds = after
    return 1 / (1 + np.exp(-odds))
