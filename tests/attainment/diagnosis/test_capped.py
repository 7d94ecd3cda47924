"""Tests of capping: the sum stays, no loss is larger than the goal where gains suffice, and nothing fails where there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis.capped import ROUNDING, capped

YEN = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def test_a_loss_of_the_whole_goal_but_for_rounding_stays_without_gains_to_take_it_from():
    """A team that won nothing in a month over: the loss is the goal, rounded up to a whole yen, and no part gained."""
    assert capped([-1_571_429, 0, 0], 1_571_428.57) == [-1_571_429, 0, 0]


@given(st.lists(YEN, min_size=1, max_size=6), st.floats(min_value=0, max_value=1e9, allow_nan=False))
def test_the_sum_stays(parts: list[float], goal: float):
    assert sum(capped(parts, goal)) == pytest.approx(sum(parts), abs=ROUNDING + 1e-6 * sum(map(abs, parts)))


@given(st.lists(YEN, min_size=1, max_size=6), st.floats(min_value=0, max_value=1e9, allow_nan=False))
def test_no_loss_is_larger_than_the_goal_where_gains_suffice(parts: list[float], goal: float):
    gains = sum(part for part in parts if part > 0)
    excess = sum(-goal - part for part in parts if part < -goal)
    if gains >= excess:
        assert min(capped(parts, goal)) >= -goal - 1e-6 * max(1.0, goal)
