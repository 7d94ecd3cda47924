"""A search ends, whatever it is told."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.chance.incomplete_beta import Array
from kpi_xl.chance.smallest_count import MOST_COUNT, MOST_STEPS, Trial, smallest_counts

COUNTS = st.integers(1, int(MOST_COUNT)) | st.integers(1, 200)


def searched(start: float, least: float, suffices, step: float) -> tuple[float, int]:
    """The result and the steps that it took; Newton's method always wants to go *step*."""
    steps = 0

    def attempt(rows: Array, count: Array) -> Trial:
        nonlocal steps
        steps += 1
        return Trial(*(np.array([suffices(float(count[0]) + more)]) for more in (0, -1, 1)), np.array([step]))

    return float(smallest_counts(np.array([start]), np.array([least]), attempt)[0]), steps


@given(st.floats(), COUNTS, COUNTS, st.floats())
def test_the_smallest_count_is_found_within_the_bound(start: float, least: int, wanted: int, step: float):
    """From any start, with any advice: NaN, infinite, always the wrong way."""
    found, steps = searched(start, least, lambda count: count >= wanted, step)
    assert found == max(least, wanted)
    assert steps <= MOST_STEPS


@given(st.floats(1, 1e15), COUNTS, st.floats(-2, 2), st.integers())
def test_contradictions_end_the_search(start: float, least: int, step: float, seed: int):
    """Where one trial more changes less than a float can tell, "reaches now, not before" may never be said."""
    coin = random.Random(seed)
    found, steps = searched(start, least, lambda count: coin.random() < 0.5, step)
    assert found >= least
    assert steps <= MOST_STEPS


@given(COUNTS, st.floats())
def test_what_never_suffices_is_infinite(least: int, step: float):
    """Not a number that would be believed."""
    found, steps = searched(least, least, lambda count: False, step)
    assert found == np.inf
    assert steps <= MOST_STEPS
