"""Composed cells: whatever goals, deadlines and layouts are put together, the cell gives just these goals back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.smart import GoalCheck, check_goal, check_goals
from tests.smart.composing.cells import (
    FIRST_MONTHS,
    TODAY,
    Cell,
    Composed,
    composed_beside,
    composed_cell,
    composed_grounded,
)

MANY = 300


def read(cell: Cell, language: str) -> tuple[GoalCheck, ...]:
    return check_goals(cell.text, today=TODAY, first_month=FIRST_MONTHS[language])


def figure_of(check: GoalCheck) -> tuple[float, str, str]:
    """Number, what it is counted in, and how it is meant."""
    goal = check.statement
    assert goal.target is not None, goal.text
    assert goal.sense is not None
    return round(goal.target.value, 9), goal.target.scale.value, "times" if goal.is_multiple else goal.sense.value


def assert_is(check: GoalCheck, goal: Composed) -> None:
    assert figure_of(check) == (round(goal.number, 9), goal.scale, goal.sense)
    assert check.statement.last_day == goal.last_day
    letters = check.letters
    assert {letter: letters[letter] for letter in "SMRT"} == {"S": True, "M": True, "R": True, "T": goal.is_timed}
    if goal.has_now:
        assert letters["A"] is True


@pytest.mark.parametrize("language", ["ja", "en"])
@settings(max_examples=MANY)
@given(st.data())
def test_a_cell_of_two_goals_gives_both_back(language, data):
    cell = composed_cell(language, lambda choices: data.draw(st.sampled_from(choices)))
    checks = read(cell, language)
    assert len(checks) == len(cell.goals), cell.text
    for check, goal in zip(checks, cell.goals, strict=True):
        assert_is(check, goal)


@pytest.mark.parametrize("language", ["ja", "en"])
@settings(max_examples=MANY)
@given(st.data())
def test_reasons_means_and_remarks_beside_a_goal_are_no_goals(language, data):
    cell = composed_beside(language, lambda choices: data.draw(st.sampled_from(choices)))
    checks = read(cell, language)
    assert len(checks) == 1, cell.text
    assert_is(checks[0], cell.goals[0])


@pytest.mark.parametrize("language", ["ja", "en"])
@settings(max_examples=MANY)
@given(st.data())
def test_grounds_and_means_beside_a_goal_make_it_believable(language, data):
    """In a clause before it, a sentence behind it or in brackets: no goal, no figure of its own, and A holds."""
    cell = composed_grounded(language, lambda choices: data.draw(st.sampled_from(choices)))
    checks = read(cell, language)
    assert len(checks) == 1, cell.text
    assert_is(checks[0], cell.goals[0])
    assert checks[0].letters["A"] is True, cell.text


@pytest.mark.parametrize("language", ["ja", "en"])
@settings(max_examples=MANY)
@given(st.data())
def test_a_rewritten_goal_says_what_the_goal_said(language, data):
    """Number, sense and deadline stay; what was missing is asked for and said of nothing."""
    cell = composed_cell(language, lambda choices: data.draw(st.sampled_from(choices)))
    for check in read(cell, language):
        again = check_goal(check.rewritten, today=TODAY, first_month=FIRST_MONTHS[language])
        assert (figure_of(again), again.statement.last_day) == (figure_of(check), check.statement.last_day)
