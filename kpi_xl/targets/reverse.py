"""Reverse calculation: from a wanted outcome back to the activity it takes.

Rates are shares (25% is 0.25). Counts are whole. By default every stage is rounded up and the rounded
value carried on, as people do it by hand: half a deal cannot be won.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.language import Text
from kpi_xl.rounding import SMALLEST, round_up


class Rounding(Enum):
    """Where the way back through a funnel is rounded up."""

    STAGE = "stage"  #: at every stage
    END = "end"  #: each stage from the exact value of the one before


def required_count(outcome_count: Any, conversion_rate: Any) -> Any:
    """Return the activity count needed to reach an outcome count. Scalars and arrays.

    Solves ``activity * conversion_rate >= outcome_count`` for the smallest whole activity.

    Raises:
        RateOutOfRangeError: a *conversion_rate* is not in (0, 1].
        ArgumentError: an *outcome_count* is negative.

    >>> float(required_count(12, 0.25)), float(required_count(21, 0.7))
    (48.0, 30.0)
    """
    return round_up(_quotient(outcome_count, conversion_rate))


def reverse_funnel(outcome: float, rates: Sequence[float], rounding: Rounding = Rounding.STAGE) -> list[int]:
    """Return the count of every stage above an outcome, from the nearest to the furthest.

    >>> reverse_funnel(25, [0.30, 0.80, 0.20])
    [84, 105, 525]
    >>> reverse_funnel(14, [0.40, 0.50, 0.35, 0.10], Rounding.END)[-1]
    2000
    """
    counts, value = [], float(outcome)
    for rate in rates:
        value = float(_quotient(value, rate))
        counts.append(int(round_up(value)))
        if rounding is Rounding.STAGE:
            value = counts[-1]
    return counts


def required_deals(revenue: Any, unit_price: Any) -> Any:
    """Deals that bring *revenue* at an average order of *unit_price*.

    Raises:
        ArgumentError: a negative revenue, or a price that is not above 0.
    """
    _check(revenue, "revenue", lambda value: value >= 0, _NOT_NEGATIVE)
    _check(unit_price, "unit_price", lambda value: value >= SMALLEST, _ABOVE_ZERO)
    return round_up(_numbers(revenue) / _numbers(unit_price))


def _quotient(outcome_count: Any, conversion_rate: Any) -> Any:
    _check(outcome_count, "outcome", lambda value: value >= 0, _NOT_NEGATIVE)
    wrong = _first_wrong(conversion_rate, lambda rate: (rate >= SMALLEST) & (rate <= 1))
    if wrong is not None:
        raise RateOutOfRangeError("conversion_rate", wrong)
    return _numbers(outcome_count) / _numbers(conversion_rate)


def _check(value: Any, name: str, rule: Callable[[Any], Any], wording: Text) -> None:
    wrong = _first_wrong(value, rule)
    if wrong is not None:
        raise ArgumentError(name, wrong, wording, _REMEDIES[wording])


def _first_wrong(value: Any, rule: Callable[[Any], Any]) -> float | None:
    """The first number that breaks the rule."""
    numbers = _numbers(value)
    if isinstance(numbers, float):
        return None if rule(numbers) else numbers
    wrong = numbers[~rule(numbers)]
    return float(wrong.flat[0]) if wrong.size else None


def _numbers(value: Any) -> Any:
    """A scalar as a float, anything else as an array of floats."""
    if isinstance(value, (int, float)):
        return float(value)
    import numpy as np  # late: the command line starts without it

    numbers = np.asarray(value, dtype=float)
    return numbers if numbers.ndim else float(numbers)


_NOT_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_ABOVE_ZERO = Text("0より大きい数が必要です", "must be above 0")
_REMEDIES = {
    _NOT_NEGATIVE: Text("0以上の数を入力してください", "Enter a number of 0 or more"),
    _ABOVE_ZERO: Text("0より大きい数を入力してください", "Enter a number above 0"),
}
