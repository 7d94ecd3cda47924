"""Allocation: a whole spread over months or members so that the parts sum to it exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum


def allocate(total: float, weights: Sequence[float], step: float = 1) -> list[float]:
    """Spread *total* in proportion to *weights*; parts are multiples of *step* and sum exactly to the whole.

    Largest remainder: each part is rounded down, and the steps left over go to the parts that lost most
    (the earlier one on a tie). A rest smaller than a step stays with the largest part.

    Raises:
        ArgumentError: no weights, a negative one, or all zero.

    >>> allocate(100, [1, 1, 1])
    [34.0, 33.0, 33.0]
    >>> sum(allocate(36_000_001, [1, 0.8, 1.3]))
    36000001.0
    """
    exact_weights = _whole_weights(weights)
    if not exact_weights or min(exact_weights) < 0 or exact_sum(exact_weights) == 0:
        raise ArgumentError("weights", list(weights), _WEIGHTS_RULE, _WEIGHTS_REMEDY)
    whole, unit = Fraction(total), Fraction(step)
    steps = whole / unit
    # a share is steps x weight / sum of the weights; in whole numbers, for fractions take ten times as long
    below = steps.denominator * exact_sum(exact_weights)
    shares = [steps.numerator * weight for weight in exact_weights]
    parts = [share // below for share in shares]
    steps_left = steps // 1 - exact_sum(parts)
    by_loss = sorted(range(len(parts)), key=lambda index: (-(shares[index] % below), index))
    for index in by_loss[:steps_left]:
        parts[index] += 1
    result = [float(part * unit) for part in parts] if unit != 1 else [float(part) for part in parts]
    rest = whole - exact_sum(parts) * unit
    if rest:
        largest = max(range(len(result)), key=lambda index: shares[index])
        result[largest] = float(parts[largest] * unit + rest)
    return result


def _whole_weights(weights: Sequence[float]) -> list[int]:
    """In the same proportion, as the numbers that were meant: 0.3 is 3/10, so that binary dust does not decide a tie."""
    if all(weight == int(weight) for weight in weights):
        return [int(weight) for weight in weights]
    exact = [Fraction(weight).limit_denominator(10**9) for weight in weights]
    scale = math.lcm(*(weight.denominator for weight in exact))
    return [int(weight * scale) for weight in exact]


_WEIGHTS_RULE = Text("重みは0以上で、合計が0より大きい必要があります", "weights are 0 or more and not all 0")
_WEIGHTS_REMEDY = Text("重みを1つ以上入力してください", "Give at least one weight above 0")
