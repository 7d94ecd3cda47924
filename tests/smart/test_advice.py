"""The rewritten sentence and the one line of advice."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.smart import OWN, TODAY, labelled
from kpi_xl.language import speaking
from kpi_xl.smart import GoalColumns, check_goal


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("訪問を増やす", "訪問を現在の〔現在値〕から今月末（11月30日）までに〔目標値〕に増やす"),
        ("営業成績を向上させる", "〔指標〕を現在の〔現在値〕から今月末（11月30日）までに〔目標値〕に増やす"),
        ("クレームを半分に減らす", "クレームを現在の〔現在値〕から今月末（11月30日）までに半分に減らす"),
        ("チャーンを3%以下に保つ", "チャーンを今月末（11月30日）まで3%以下に保つ（現在は〔現在値〕）"),
        ("展示会までに名刺を200枚集める", "展示会までに名刺を200枚集める"),
        ("Raise our MRR", "Increase MRR from [current value] to [target] by the end of this month (Nov 30)"),
        ("Launch the new product line soon", "Launch the new product line by the end of this month (Nov 30) ([how many, or what counts as done])"),
    ],
)
def test_what_is_missing_is_marked(text, sentence):
    assert check_goal(text, today=TODAY).rewritten == sentence


def test_the_workbook_fills_the_placeholders():
    columns = GoalColumns(baseline=30, target=50, deadline=date(2026, 12, 31), show="{:g}件".format)
    check = check_goal("商談数を増やす", today=TODAY, columns=columns)
    assert check.rewritten == "商談数を現在の30件から2026年12月31日までに50件に増やす"


def test_a_goal_in_columns_makes_its_sentence():
    columns = GoalColumns("商談数", 30, 50, date(2026, 12, 31), "売上を伸ばす", "{:g}件".format)
    check = check_goal("", today=TODAY, columns=columns)
    assert check.rewritten == "売上を伸ばすために、商談数を現在の30件から2026年12月31日までに50件に増やす"
    with speaking("en"):
        assert check.rewritten.startswith("Increase 商談数 from 30件 to 50件 by Dec 31, 2026")


def test_a_rewritten_goal_is_never_worse():
    """Its number and its deadline are still read, and a time is never lost."""
    for goal in labelled(OWN):
        before = check_goal(goal.text, today=TODAY)
        after = check_goal(before.rewritten, today=TODAY)
        assert after.letters["T"] is True, before.rewritten
        assert after.letters["M"] or not before.letters["M"], before.rewritten


def test_advice_begins_with_what_fails():
    check = check_goal("アポを増やす", today=TODAY)
    assert str(check.advice).startswith("M：")
    with speaking("en"):
        assert str(check.advice).startswith("M: Give a target")


def test_a_complete_goal_needs_no_advice():
    check = check_goal("商談数を月間30件から今月末までに月間50件に増やす", today=TODAY)
    assert str(check.advice) == "このままで使えます"
