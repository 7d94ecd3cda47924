"""The method's own example, before and after."""

from __future__ import annotations

from datetime import date

from kpi_xl.definitions import load_role
from kpi_xl.smart import GoalKind, check_goal

TODAY = date(2026, 11, 23)
VAGUE = "営業成績を向上させる"
SMART = "新規商談数を現在の月間30件から今月末（11月30日）までに月間50件に増やす"


def test_the_vague_goal_fails():
    """It says neither what, nor how much, nor by when; A and R cannot be told."""
    assert check_goal(VAGUE, today=TODAY).letters == {"S": False, "M": False, "A": None, "R": None, "T": False}


def test_the_smart_goal_passes_in_every_letter():
    check = check_goal(SMART, today=TODAY, role=load_role("field_sales"))
    assert all(check.letters.values())
    assert check.signs == "S○ M○ A○ R○ T○"
    assert check.score == 5


def test_the_smart_goal_is_read_in_full():
    goal = check_goal(SMART, today=TODAY).statement
    assert (goal.indicator.words, goal.kind) == ("新規商談数", GoalKind.INCREASE)
    assert (goal.baseline.value, goal.target.value) == (30, 50)
    assert goal.last_day == date(2026, 11, 30)
    assert goal.every.key == "month"


def test_full_width_letters_change_nothing():
    """A goal pasted from a form in full-width letters reads the same."""
    wide = "新規商談数を現在の月間３０件から今月末（１１月３０日）までに月間５０件に増やす"
    assert check_goal(wide, today=TODAY).letters == check_goal(SMART, today=TODAY).letters
