"""Allocation: a whole spread over months or members so that the parts sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text


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
    exact_weights = [_decimal(weight) for weight in weights]
    if not exact_weights or min(exact_weights) < 0 or sum(exact_weights) == 0:
        raise ArgumentError("weights", list(weights), _WEIGHTS_RULE, _WEIGHTS_REMEDY)
    whole, unit, scale = Fraction(total), Fraction(step), sum(exact_weights)
    shares = [whole * weight / scale / unit for weight in exact_weights]
    parts = [int(share // 1) for share in shares]
    steps_left = int(whole / unit // 1) - sum(parts)
    by_loss = sorted(range(len(parts)), key=lambda index: (parts[index] - shares[index], index))
    for index in by_loss[:steps_left]:
        parts[index] += 1
    result = [part * unit for part in parts]
    rest = whole - sum(result)
    if rest:
        result[max(range(len(result)), key=lambda index: shares[index])] += rest
    return [float(part) for part in result]


def _decimal(number: float) -> Fraction:
    """The number that was meant: 0.3 as 3/10, so that binary dust does not decide a tie."""
    return Fraction(number).limit_denominator(10**9)


_WEIGHTS_RULE = Text("重みは0以上で、合計が0より大きい必要があります", "weights are 0 or more and not all 0")
_WEIGHTS_REMEDY = Text("重みを1つ以上入力してください", "Give at least one weight above 0")
