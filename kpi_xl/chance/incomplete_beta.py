"""The regularised incomplete beta function I_x(a, b) and its inverse, on whole arrays, in numpy alone.

It is the distribution function of the beta distribution and, through it, of the binomial and the negative binomial.
The weight before it is computed from deviances (C. Loader, "Fast and Accurate Computation of Binomial Probabilities",
2000), so that large counts lose no digits. The continued fraction is DLMF 8.17.22 with every two steps made one (Didonato and Morris,
TOMS 18 (1992) 360), evaluated by Lentz's method; it takes
about sqrt(min(a, b)) steps near the mean, so that beyond `SHARP` the tail is integrated instead: a fixed number of nodes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from kpi_xl.chance.beta_binomial import log_gamma

Array = np.ndarray[Any, Any]

LARGE = 16.0
"""From here on four terms of Stirling's series are right to 1e-16."""
SHARP = 1000.0
"""Where both parameters are larger, the density is a narrow bell and its tail is integrated."""
CLOSE = 1e-15
CHECKED_EVERY = 6
"""Steps of the continued fraction between two looks at what has converged."""
MOST_FRACTION_STEPS = 120
"""Twice what the slowest fraction takes whose smaller parameter is at most `SHARP`."""
TAIL_NODES = 32
TAIL_FALL = 45.0
"""The tail is integrated down to e^-45 of where it begins."""
MOST_QUANTILE_STEPS = 100
"""Halving alone takes 61 to close a bracket of 1490 to the last digit."""
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


def log_beta_weight(x: Array, rest: Array, a: Array, b: Array) -> Array:
    """ln of x^a (1 - x)^b / B(a, b): of the beta distribution's density, times x (1 - x).

    Args:
        rest: 1 - x, which a small one of the two keeps its digits by.
    """
    total = a + b
    above = np.where(x < 0.5, total * x - a, b - total * rest)
    deviance = _deviance(a, above, total * x) + _deviance(b, -above, total * rest)
    errors = stirling_error(total) - stirling_error(a) - stirling_error(b)
    return 0.5 * (np.log(a) + np.log(b / total) - math.log(2 * math.pi)) + errors - deviance


def _deviance(seen: Array, above: Array, expected: Array) -> Array:
    """seen ln(seen / expected) + expected - seen, where *expected* lies so far *above*."""
    relative = above / seen
    with np.errstate(divide="ignore"):  # infinite where nothing is expected
        logs = np.where(relative > -0.5, np.log1p(np.maximum(relative, -0.5)), np.log(expected / seen))
    return above - seen * logs


def beta_tails(x: Array, a: Array, b: Array, rest: Array | None = None) -> tuple[Array, Array, Array]:
    """I_x(a, b), 1 - I_x(a, b) and the weight x^a (1 - x)^b / B(a, b), for arrays of one dimension and one size, 0 < x < 1.

    The smaller of the two tails has full relative precision.

    Args:
        rest: 1 - x, where it is known to more digits than x near 1 leaves it.

    >>> lower, upper, _ = beta_tails(np.array([0.4]), np.array([5.0]), np.array([4.0]))
    >>> round(float(lower[0]), 8), round(float(upper[0]), 8)  # five deals within eight houses at 40%
    (0.1736704, 0.8263296)
    """
    rest = 1 - x if rest is None else rest
    weight = np.exp(log_beta_weight(x, rest, a, b))
    is_left = x < (a + 1) / (a + b + 2)
    near, far = np.where(is_left, x, rest), np.where(is_left, rest, x)
    first, second = np.where(is_left, a, b), np.where(is_left, b, a)
    tail = np.empty_like(weight)
    is_sharp = np.minimum(a, b) > SHARP
    for rows, share in ((is_sharp, _integral), (~is_sharp, _fraction)):
        if rows.any():
            tail[rows] = share(near[rows], far[rows], first[rows], second[rows])
    tail = np.minimum(tail * weight, 1.0)
    return np.where(is_left, tail, 1 - tail), np.where(is_left, 1 - tail, tail), weight


def _fraction(x: Array, rest: Array, a: Array, b: Array) -> Array:
    """The tail below x in units of the weight, for x below the mean, by the continued fraction."""
    result, rows = np.empty_like(x), np.arange(x.size)
    below = _below_mean(x, rest, a, b) + 1
    value = a * below / (a + 1)
    c, d = value, np.zeros_like(x)
    for last in range(CHECKED_EVERY, MOST_FRACTION_STEPS + 1, CHECKED_EVERY):
        for step in range(last - CHECKED_EVERY + 1, last + 1):
            double = a + 2 * step
            part = step * (b - step) * x / (double - 1)
            top = part * x * (a + step - 1) * (a + b + step - 1) / (double - 1)
            bottom = step + part + (a + step) * (below + step * (1 + rest)) / (double + 1)
            d, c = 1 / (bottom + top * d), bottom + top / c
            change = c * d
            value = value * change
        is_open = np.abs(change - 1) > CLOSE
        result[rows] = value  # what is not closed yet is written again
        if not is_open.any():
            break
        if not is_open.all():
            rows, x, rest, a, b, below, c, d, value = (
                each[is_open] for each in (rows, x, rest, a, b, below, c, d, value)
            )
    return 1 / result


def _below_mean(x: Array, rest: Array, a: Array, b: Array) -> Array:
    """How far x lies below the mean, times a + b."""
    return np.where(x < 0.5, a - (a + b) * x, (a + b) * rest - b)


def _integral(x: Array, rest: Array, a: Array, b: Array) -> Array:
    """The same for a density that is a narrow bell: Gauss and Legendre's rule over the log odds below those of x."""
    total = a + b
    slope, bend = np.maximum(_below_mean(x, rest, a, b), 0.0), total * x * rest
    reach = 2 * TAIL_FALL / (slope + np.sqrt(slope * slope + 2 * TAIL_FALL * bend))
    nodes, weights = legendre(TAIL_NODES)
    is_near_0 = x < 0.5
    power, share, sign = np.where(is_near_0, a, -b), np.where(is_near_0, x, rest), np.where(is_near_0, -1.0, 1.0)
    down = reach[:, None] * nodes
    fall = power[:, None] * down + total[:, None] * np.log1p(share[:, None] * np.expm1(sign[:, None] * down))
    return reach * (np.exp(-fall) @ weights)


@lru_cache(maxsize=1)
def legendre(count: int) -> tuple[Array, Array]:
    """Nodes and weights of Gauss and Legendre's rule on [0, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (nodes + 1) / 2, weights / 2


def beta_quantile(probability: Array, a: Array, b: Array) -> Array:
    """The x with I_x(a, b) = *probability*, for arrays of one dimension and one size.

    Newton's method on the log odds of x, kept within the bracket that the steps so far leave.

    >>> round(float(beta_quantile(np.array([0.25]), np.array([1.0]), np.array([1.0]))[0]), 12)
    0.25
    """
    odds = np.log((a + 0.5) / (b + 0.5))
    low, high = np.full_like(odds, -745.0), np.full_like(odds, 745.0)
    for _ in range(MOST_QUANTILE_STEPS):
        x, rest = logistic(odds), logistic(-odds)
        lower, upper, weight = beta_tails(np.maximum(x, TINY), a, b, np.maximum(rest, TINY))
        excess = np.where(lower < upper, lower - probability, (1 - probability) - upper)
        high, low = np.where(excess > 0, odds, high), np.where(excess > 0, low, odds)
        step = np.clip(excess / np.maximum(weight, TINY), -2, 2)
        after = odds - step
        after = np.where((after > low) & (after < high), after, (low + high) / 2)
        if (np.abs(step) < 1e-14 * np.maximum(1, np.abs(odds))).all():
            break
        odds = after
    return logistic(odds)


def logistic(odds: Array) -> Array:
    """The share that has these log odds."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-odds))
