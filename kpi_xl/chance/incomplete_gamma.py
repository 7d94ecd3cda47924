"""The regularised incomplete gamma function P(a, x) and its inverse: the distribution function of the gamma distribution."""

from __future__ import annotations

import math
from statistics import NormalDist


def gamma_below(shape: float, value: float) -> float:
    """The regularised lower incomplete gamma function P(shape, value).

    The power series below shape + 1, the continued fraction above (DLMF 8.11.4 and 8.9.2, the latter evaluated as
    Lentz does).

    >>> round(gamma_below(1.0, 2.0), 12), round(1 - 2.718281828459045**-2, 12)
    (0.864664716763, 0.864664716763)
    """
    if value <= 0:
        return 0.0
    front = math.exp(shape * math.log(value) - value - math.lgamma(shape))
    if value < shape + 1:
        term = total = 1 / shape
        step = shape
        while term > total * 1e-15:
            step += 1
            term *= value / step
            total += term
        return min(1.0, front * total)
    return max(0.0, 1 - front * _upper_fraction(shape, value))


def gamma_quantile(shape: float, share: float) -> float:
    """The value below which *share* of a gamma variable of scale 1 lies: Wilson and Hilferty's start, Newton's steps.

    >>> round(gamma_quantile(1.0, 0.9), 9), round(math.log(10), 9)
    (2.302585093, 2.302585093)
    """
    normal = NormalDist().inv_cdf(share)
    value = shape * max(1e-3, 1 - 1 / (9 * shape) + normal / (3 * math.sqrt(shape))) ** 3
    low, high = 0.0, math.inf
    for _ in range(200):
        error = gamma_below(shape, value) - share
        low, high = (low, value) if error > 0 else (value, high)
        density = math.exp((shape - 1) * math.log(value) - value - math.lgamma(shape))
        better = value - error / density if density > 0 else low
        if not low < better < high:
            better = (low + high) / 2 if high < math.inf else 2 * value
        if abs(better - value) <= 1e-10 * value:
            break
        value = better
    return value


def _upper_fraction(shape: float, value: float) -> float:
    tiny = 1e-300
    below = value + 1 - shape
    c, d = 1 / tiny, 1 / below
    result = d
    step = 0
    while True:
        step += 1
        factor = -step * (step - shape)
        below += 2
        d = 1 / (factor * d + below or tiny)
        c = below + factor / c or tiny
        result *= c * d
        if abs(c * d - 1) < 1e-14:
            return result
