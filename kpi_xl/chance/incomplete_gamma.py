"""The regularised incomplete gamma function P(a, x) and its inverse: the distribution function of the gamma distribution.

As `kpi_xl.chance.incomplete_beta`, for single numbers: series and continued fraction take about sqrt(shape) steps near the
mean, so that beyond `SHARP` the tail is integrated over the logarithm instead.
"""

from __future__ import annotations

import math
from statistics import NormalDist

SHARP = 1000.0
MOST_SERIES_STEPS = 400
"""Seen were 290 of the series and 150 of the fraction, at `SHARP`."""
MOST_QUANTILE_STEPS = 200
TAIL_FALL = 45.0
TAIL_NODES = 32
CLOSE = 1e-15
NEARLY_CLOSE = 10 * CLOSE


def gamma_below(shape: float, value: float) -> float:
    """The regularised lower incomplete gamma function P(shape, value).

    The power series below shape + 1, the continued fraction above (DLMF 8.11.4 and 8.9.2, the latter evaluated as
    Lentz does).

    >>> round(gamma_below(1.0, 2.0), 12), round(1 - 2.718281828459045**-2, 12)
    (0.864664716763, 0.864664716763)
    """
    return _below(shape, value, gamma_weight(shape, value)) if value > 0 else 0.0


def _below(shape: float, value: float, weight: float) -> float:
    """P(shape, value), where `gamma_weight` is known."""
    if shape > SHARP:
        tail = weight * _integral(shape, value)
        return min(1.0, tail) if value < shape else max(0.0, 1 - tail)
    if value < shape + 1:
        return min(1.0, weight * _series(shape, value))
    return max(0.0, 1 - weight * _upper_fraction(shape, value))


def gamma_weight(shape: float, value: float) -> float:
    """x^a e^-x / Gamma(a): the density, times x; from the deviance where the shape is large, as Loader has it."""
    if shape <= SHARP:
        return math.exp(shape * math.log(value) - value - math.lgamma(shape))
    relative = (value - shape) / shape
    deviance = shape * (relative - (math.log1p(relative) if relative > -0.5 else math.log(value / shape)))
    return math.sqrt(shape / (2 * math.pi)) * math.exp(-deviance - 1 / (12 * shape))


def _series(shape: float, value: float) -> float:
    term = total = 1 / shape
    for step in range(1, MOST_SERIES_STEPS + 1):
        term *= value / (shape + step)
        total += term
        if term <= total * CLOSE:
            break
    return total


def _integral(shape: float, value: float) -> float:
    """The smaller tail in units of the weight: Gauss and Legendre's rule over the logarithm, away from the mean."""
    from kpi_xl.chance.incomplete_beta import legendre

    sign = -1.0 if value < shape else 1.0
    slope = abs(shape - value)
    reach = 2 * TAIL_FALL / (slope + math.sqrt(slope * slope + 2 * TAIL_FALL * value))
    total = 0.0
    for node, weight in zip(*legendre(TAIL_NODES), strict=True):
        away = sign * reach * float(node)
        total += float(weight) * math.exp(shape * away - value * math.expm1(away))
    return reach * total


def gamma_quantile(shape: float, share: float) -> float:
    """The value below which *share* of a gamma variable of scale 1 lies: Wilson and Hilferty's start, Newton's steps.

    >>> round(gamma_quantile(1.0, 0.9), 9), round(math.log(10), 9)
    (2.302585093, 2.302585093)
    """
    normal = NormalDist().inv_cdf(share)
    value = shape * max(1e-3, 1 - 1 / (9 * shape) + normal / (3 * math.sqrt(shape))) ** 3
    low, high = 0.0, math.inf
    for _ in range(MOST_QUANTILE_STEPS):
        weight = gamma_weight(shape, value)
        error = _below(shape, value, weight) - share
        low, high = (low, value) if error > 0 else (value, high)
        density = weight / value
        better = value - error / density if density > 0 else low
        if not low < better < high:
            better = (low + high) / 2 if high < math.inf else 2 * value
        if abs(better - value) <= max(1e-15, 1e-10 / math.sqrt(shape + 1)) * value:
            break
        value = better
    return value


def _upper_fraction(shape: float, value: float) -> float:
    tiny = 1e-300
    below = value + 1 - shape
    c, d = 1 / tiny, 1 / below
    result = d
    for step in range(1, MOST_SERIES_STEPS + 1):
        factor = -step * (step - shape)
        below += 2
        d = 1 / (factor * d + below or tiny)
        c = below + factor / c or tiny
        change = c * d
        result *= change
        if abs(change - 1) < NEARLY_CLOSE:
            break
    return result
