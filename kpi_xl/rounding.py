"""What a float cannot mean: rounding up without being fooled by binary fractions, and what counts as zero.

21 / 0.7 is 30.000000000000004, and 30 is enough.

The quotient is lowered by a relative 1e-14 before it is rounded up: forty times the error of a
floating-point operation, and less than one whole count up to 10^14. Excel's twin does the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

Number = TypeVar("Number", int, float, Fraction)

TOLERANCE = 1e-14
SMALLEST = 1e-9
"""Nearer to 0 than this a number is 0: nobody's target, price, rate or day, but what a subtraction or a stray exponent left
(0.3 - 3 * 0.1 is 5.6e-17). Where 0 is refused as a divisor, so is this; where 0 has a meaning, this has the same."""


def is_zero(value: Any) -> Any:
    """True where *value* counts as 0. Scalars and arrays.

    >>> is_zero(5.6e-17), is_zero(1e-300), is_zero(0.0001)
    (True, True, False)
    """
    return abs(value) < SMALLEST


def exact_sum(values: Iterable[Number]) -> Number:
    """The sum, of floats the exact one rounded once: `sum` adds them otherwise since Python 3.12, and figures came out otherwise.

    >>> exact_sum([0.1] * 10), exact_sum([1, 2, 3]), exact_sum([])
    (1.0, 6, 0)
    """
    numbers: Any = values if isinstance(values, list) else list(values)
    total: Any = 0.0 if numbers and type(numbers[0]) is float else sum(numbers)
    if isinstance(total, float):  # a float anywhere makes the sum one
        total = math.fsum(numbers)
    return total


def whole_parts(parts: Sequence[float], total: int) -> list[int]:
    """Whole numbers near the *parts* that sum to *total*: rounded down, then up where most was lost (the earlier on a tie).

    >>> whole_parts([-1.5, 0.25, 2.75], 2)
    [-1, 0, 3]
    >>> whole_parts([1.4, 1.4, 1.2], 4)
    [2, 1, 1]
    """
    if not parts:
        return []
    whole = [math.floor(part) for part in parts]
    each, more = divmod(total - exact_sum(whole), len(parts))
    order = sorted(range(len(parts)), key=lambda place: (whole[place] - parts[place], place))
    for place in order[:more]:
        whole[place] += 1
    return [part + each for part in whole]


def round_up(value: Any) -> Any:
    """The smallest whole number that is at least *value*, binary dust forgiven, as a float. Scalars and arrays.

    >>> float(round_up(21 / 0.7)), float(round_up(30.01))
    (30.0, 31.0)
    """
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(math.ceil(value * (1 - TOLERANCE)))
    import numpy as np  # late: the command line starts without it

    return np.ceil(np.asarray(value, dtype=float) * (1 - TOLERANCE))


LARGEST = 1e15
"""A cell holds 15 digits."""


def is_sane(number: float) -> bool:
    """Whether somebody can mean a number that he types: 0, or neither too large nor too near to 0.

    >>> is_sane(0), is_sane(10_000_000), is_sane(1e308), is_sane(1e-300), is_sane(float("nan"))
    (True, True, False, False, False)
    """
    return number == 0 or SMALLEST <= abs(number) < LARGEST
