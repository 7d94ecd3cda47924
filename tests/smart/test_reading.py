"""What is read out of a sentence beside times and numbers."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import GoalKind, check_goal

TODAY = date(2026, 11, 23)


def read(text: str):
    return check_goal(text, today=TODAY).statement


@pytest.mark.parametrize(
    ("text", "kind", "baseline", "target"),
    [
        ("成約率を12%から18%に上げる", GoalKind.INCREASE, 0.12, 0.18),
        ("商談数30件→50件", GoalKind.INCREASE, 30, 50),
        ("昨年の売上900万円を今年は1,100万円にする", GoalKind.INCREASE, 9_000_000, 11_000_000),
        ("残業を月45時間から月30時間に減らす", GoalKind.DECREASE, 45, 30),
        ("チャーンを5%以下にする", GoalKind.STAY_BELOW, None, 0.05),
        ("粗利率35%以上を維持する", GoalKind.STAY_ABOVE, None, 0.35),
        ("商談を50件にする", GoalKind.REACH, None, 50),
        ("Grow demos from 8 to 14", GoalKind.INCREASE, 8, 14),
        ("Raise demos to 14, up from 8", GoalKind.INCREASE, 8, 14),
        ("Cut follow-up time from 60h to 20h", GoalKind.DECREASE, 60, 20),
        ("Keep churn below 2%", GoalKind.STAY_BELOW, None, 0.02),
        ("Keep gross margin above 38%", GoalKind.STAY_ABOVE, None, 0.38),
    ],
)
def test_kind_baseline_and_target(text, kind, baseline, target):
    goal = read(text)
    assert (goal.kind, goal.baseline and goal.baseline.value, goal.target.value) == (kind, baseline, target)


@pytest.mark.parametrize("text", ["売上を前年比115%にする", "前年より10件多く受注する", "Increase revenue 10% compared with last year"])
def test_a_comparison_alone_is_no_baseline(text):
    """Last year's figure itself is not in the text."""
    assert read(text).baseline is None


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("解約を防ぐために定例会を月2回開く", "解約を防ぐ"),
        ("来期、売上1,000万円を達成するため、毎日30件電話する", "売上1,000万円を達成する"),
        ("Host 5 roundtables in order to create opportunities", "create opportunities"),
        ("Call 12 customers a week to win renewals", "win renewals"),
        ("To protect renewals, hold 25 reviews", "protect renewals"),
    ],
)
def test_purpose_is_read(text, purpose):
    assert read(text).purpose == purpose


@pytest.mark.parametrize(
    "text", ["Grow demos from 8 to 14", "We want to grow sales", "Get our business to grow", "Reach 5 to 6 deals", "お客様と話すようにする"]
)
def test_no_purpose_is_read_where_none_is_said(text):
    assert read(text).purpose is None


def test_the_number_of_the_purpose_is_not_the_target():
    """売上1,000万円 is what it is for; 30 calls are the goal."""
    goal = read("売上1,000万円を達成するため、毎日30件電話する")
    assert (goal.target.value, goal.indicator.words) == (30, "電話")


@pytest.mark.parametrize("text", ["先月の実績を踏まえ、受注22件をねらう", "With two new reps, book 120 meetings"])
def test_a_reason_to_believe_it_makes_it_achievable(text):
    assert check_goal(text, today=TODAY).letters["A"] is True
