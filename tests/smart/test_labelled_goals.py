"""Labelled goals: our own in goals.toml, and those beside the project where they are there."""

from __future__ import annotations

import pytest

from benchmarks.smart import LABELLED, OWN, TODAY, LabelledGoal, labelled
from kpi_xl.smart import check_goal

AGREEMENT = {"S": 0.93, "M": 0.97, "T": 0.97}
needs_labelled = pytest.mark.skipif(not LABELLED.exists(), reason=f"no {LABELLED.name} beside the project")


def disagreements(goals: list[LabelledGoal], letters: str) -> list[str]:
    found = []
    for goal in goals:
        said = check_goal(goal.text, today=TODAY).letters
        found += [
            f"{letter} should {'hold' if label else 'fail'}: {goal.text}"
            for letter, label in goal.letters.items()
            if letter in letters and label != (said[letter] is True)
        ]
    return found


def test_own_goals_are_judged_as_labelled():
    """Every word and number trap that we know of stays solved."""
    goals = labelled(OWN)
    assert len(goals) >= 150
    assert disagreements(goals, "SMART") == []


@needs_labelled
@pytest.mark.parametrize("letter", list(AGREEMENT))
def test_agreement_with_independent_readers(letter):
    """The goals of others are judged as their readers do, without a rule for any of them."""
    goals = [goal for goal in labelled(LABELLED) if letter in goal.letters]
    assert len(disagreements(goals, letter)) <= (1 - AGREEMENT[letter]) * len(goals)


@needs_labelled
def test_own_goals_are_our_own():
    """The labelled set only measures: none of its sentences is one of ours."""
    assert {goal.text for goal in labelled(LABELLED)}.isdisjoint(goal.text for goal in labelled(OWN))
