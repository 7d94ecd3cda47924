"""The smallest count that suffices, found in a bounded number of steps, for whole columns at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kpi_xl.chance.incomplete_beta import Array

MOST_COUNT = 1e15
"""Cells show 15 digits; a larger count is none that anybody could tell from the next."""
NEWTON_STEPS = 20
"""After these the bracket is halved instead."""
MOST_STEPS = NEWTON_STEPS + 50
"""Halving 10^15 counts takes 50 steps more: no search takes longer, whatever the tails say."""
LONGEST_STEP = 1.4
"""Of Newton's method, in the logarithm of the count: four times or a quarter."""


class Trial(NamedTuple):
    """What one count tells, row by row."""

    suffices: Array
    one_less_suffices: Array
    one_more_suffices: Array
    step: Array  #: that Newton's method would go, in the logarithm of the count; NaN or infinite where it cannot tell


Try = Callable[[Array, Array], Trial]
"""Rows and a count for each of them."""


def smallest_counts(start: Array, least: Array, attempt: Try) -> Array:
    """For each row the smallest whole count that suffices; infinite beyond `MOST_COUNT`.

    Between *below*, too few, and *enough* there is always one count less after a step, and half of them after
    `NEWTON_STEPS`. Where one count more changes less than a float can tell, a contradiction is not looked into: the
    bracket only closes.

    Args:
        start: where to begin.
        least: one less is known not to suffice.
        attempt: judges one count of each row.
    """
    below, enough = least - 1, np.full_like(start, MOST_COUNT + 1)
    count = np.clip(np.where(np.isfinite(start), np.round(start), least), least, MOST_COUNT)
    open_rows = np.flatnonzero(enough - below > 1)
    for step_number in range(MOST_STEPS):
        if not open_rows.size:
            break
        tried = count[open_rows]
        told = attempt(open_rows, tried)
        low, high = below[open_rows], enough[open_rows]
        low = np.where(told.suffices, np.where(told.one_less_suffices, low, tried - 1), tried + ~told.one_more_suffices)
        high = np.where(told.suffices, tried - told.one_less_suffices, np.where(told.one_more_suffices, tried + 1, high))
        high = np.maximum(high, below[open_rows] + 1)
        low = np.clip(low, below[open_rows], high - 1)
        below[open_rows], enough[open_rows] = low, high
        count[open_rows] = _next(tried, low, high, told.step, step_number < NEWTON_STEPS)
        open_rows = open_rows[high - low > 1]
    return np.where(enough > MOST_COUNT, np.inf, enough)


def _next(count: Array, below: Array, enough: Array, step: Array, is_newton: bool) -> Array:
    middle = np.floor((below + enough) / 2)
    if not is_newton:
        return middle
    with np.errstate(all="ignore"):
        wanted = np.round(count * np.exp(np.clip(step, -LONGEST_STEP, LONGEST_STEP)))
    # where the bracket is still open at the top its middle says nothing
    middle = np.where(enough > MOST_COUNT, np.minimum(4 * count, middle), middle)
    return np.where((wanted > below) & (wanted < enough), wanted, np.clip(middle, below + 1, np.maximum(enough - 1, below + 1)))
