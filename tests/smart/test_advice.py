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
        ("訪問を増やす", "〔期限〕までに、訪問を〔現在値〕から〔目標値〕に増やす"),
        ("営業成績を向上させる", "営業成績を向上させる"),
        ("クレームを半分に減らす", "〔期限〕までに、クレームを半分に減らす（現在は〔現在値〕）"),
        ("チャーンを3%以下に保つ", "〔期限〕まで、チャーンを3%以下に保つ（現在は〔現在値〕）"),
        ("受注をプラス2件", "〔期限〕までに、受注をプラス2件"),
        ("今月25日までに商談を５０件にする", "今月25日までに商談を〔現在値〕から５０件にする"),
        ("来月末までに商談を月間50件に増やす。", "来月末までに商談を〔現在値〕から月間50件に増やす。"),
        ("受注10件を取る（12月末まで）", "受注10件を取る（12月末まで、直近は〔実績〕）"),
        ("失注理由を分析する", "〔期限〕までに、失注理由を分析する"),
        ("・商談を月30件から50件に増やす", "・商談を月30件から50件に増やす"),
        ("売上を伸ばす", "〔期限〕までに、売上を〔現在値〕から〔目標値〕に伸ばす"),
        ("売上をもっと上げる", "売上をもっと上げる（〔期限〕までに〔現在値〕から〔目標値〕に）"),
        ("年内に会員1,000人", "年内に会員1,000人（現在は〔現在値〕）"),
        ("値上げ、24社のうち16社の合意を3月20日までに", "値上げ、24社のうち16社の合意を3月20日までに"),
        ("毎月10日までに失注理由をSFAへ全件入力", "毎月10日までに失注理由をSFAへ全件入力"),
        ("毎週月曜に案件の棚卸しをする", "毎週月曜に案件の棚卸しをする"),
        ("決裁者面談　来月８件", "決裁者面談　来月８件（直近は〔実績〕）"),
        ("sell more", "sell more (from [current value] to [target] by [deadline])"),
        ("Get better at closing", "Get better at closing"),
        ("CRM cleanup done by Dec 11", "CRM cleanup done by Dec 11"),
        ("reach out to every churned acct by Friday", "reach out to every churned acct by Friday"),
        ("Reach 8,000 followers by March", "Reach 8,000 followers by March (now [current value])"),
        ("Renew 14 accounts by 12/30", "Renew 14 accounts by 12/30 (last month: [result])"),
        ("keep gross margin at 40% or more", "keep gross margin at 40% or more until [deadline] (now [current value])"),
        ("Raise our MRR", "Raise our MRR from [current value] to [target] by [deadline]"),
        ("Raise our win rate to 25%.", "Raise our win rate from [current value] to 25% by [deadline]."),
        ("Grow demos by 20% this quarter", "Grow demos by 20% this quarter (now [current value])"),
        ("Call 12 customers a week to win renewals", "Call 12 customers a week to win renewals (now [current value])"),
        ("Launch the new product line", "Launch the new product line by [deadline]"),
        ("Book 50 demos within the year", "Book 50 demos within the year (last month: [result])"),
        ("今週中に見込み先40社に電話する", "今週中に見込み先40社に電話する"),
        ("来週中に得意先6社へ年始のご挨拶を打診", "来週中に得意先6社へ年始のご挨拶を打診"),
        ("見込み客への電話をこまめに行う", "見込み客への電話をこまめに行う"),
        ("商談化率を現状の1.5倍に。Q4", "商談化率を現状（〔現在値〕）の1.5倍に。Q4"),
        ("年内に有効商談をあと6件つくります。", "年内に有効商談をあと6件つくります。"),
        ("年内にあと4件決める", "年内にあと4件決める"),
        ("訪問頻度を上げて1月末までに受注5件", "訪問頻度を上げて1月末までに受注5件"),
        ("新規開拓を頑張ります！", "新規開拓を頑張ります！"),
        ("Win back 2 of the 4 churned accounts by year end", "Win back 2 of the 4 churned accounts by year end"),
        ("$60k more to hit quota", "$60k more to hit quota (by [deadline])"),
        ("Sign 3 distributors by end of Feb if possible, thanks",
         "Sign 3 distributors by end of Feb if possible, thanks"),
        ("Can we please improve our win rate a bit this quarter",
         "Can we please improve our win rate a bit this quarter (from [current value] to [target])"),
        ("Improve our results", "Improve our results"),
    ],
)
def test_a_goal_keeps_its_words_and_gets_only_what_is_missing(text, sentence):
    """A checker that rewrites a goal into another one is worse than none; what it adds is marked."""
    assert check_goal(text, today=TODAY).rewritten == sentence


def test_a_complete_goal_is_left_as_it_is():
    text = "新規商談数を現在の月間30件から今月末（11月30日）までに月間50件に増やす"
    assert check_goal(text, today=TODAY).rewritten == text


def test_the_workbook_fills_the_blanks():
    columns = GoalColumns(baseline=30, target=50, deadline=date(2026, 12, 31), show="{:g}件".format)
    check = check_goal("商談数を増やす", today=TODAY, columns=columns)
    assert check.rewritten == "2026年12月31日までに、商談数を30件から50件に増やす"


def test_a_goal_in_columns_makes_its_sentence():
    columns = GoalColumns("商談数", 30, 50, date(2026, 12, 31), "売上を伸ばす", "{:g}件".format)
    check = check_goal("", today=TODAY, columns=columns)
    assert check.rewritten == "売上を伸ばすために、商談数を現在の30件から2026年12月31日までに50件に増やす"
    with speaking("en"):
        assert check.rewritten.startswith("Increase 商談数 from 30件 to 50件 by Dec 31, 2026")


def meaning(text: str):
    goal = check_goal(text, today=TODAY).statement
    numbers = (goal.target and (goal.target.value, goal.target.scale), goal.baseline and goal.baseline.value)
    return (*numbers, goal.sense, goal.last_day, goal.every, goal.indicator and goal.indicator.words)


def test_a_rewritten_goal_means_the_same():
    """Target, its sense, baseline, deadline, period and indicator are read from the rewritten sentence as from the typed one."""
    for goal in labelled(OWN):
        after = check_goal(goal.text, today=TODAY).rewritten
        assert meaning(after) == meaning(goal.text), after


def test_a_rewritten_goal_holds_every_word_of_the_typed_one():
    for goal in labelled(OWN):
        left = check_goal(goal.text, today=TODAY).rewritten
        for char in goal.text.strip():
            at = left.find(char)
            assert at >= 0, (goal.text, char)
            left = left[at + 1 :]


def test_a_blank_is_not_asked_for_twice():
    """What was rewritten and not yet filled in stays as it is."""
    for goal in labelled(OWN):
        once = check_goal(goal.text, today=TODAY).rewritten
        assert check_goal(once, today=TODAY).rewritten == once


def test_advice_is_short():
    """It stands in a cell beside the goal: 40 characters, 15 words."""
    for goal in labelled(OWN):
        advice = check_goal(goal.text, today=TODAY).advice
        assert len(advice.ja) <= 40, advice.ja
        assert len(advice.en.split()) <= 15, advice.en


@pytest.mark.parametrize("text", ["今月末までに提案書の見本を3本作って商談を増やすために使う", "Publish 3 case studies by March to win renewals"])
def test_no_present_value_is_asked_for_where_there_is_none(text):
    """What is made once has no value of today."""
    check = check_goal(text, today=TODAY)
    assert check.letters["A"] is None
    assert str(check.advice) == "このままで使えます"


def test_advice_begins_with_what_fails():
    check = check_goal("アポを増やす", today=TODAY)
    assert str(check.advice).startswith("M：")
    with speaking("en"):
        assert str(check.advice).startswith("M: Give a target")


def test_a_complete_goal_needs_no_advice():
    check = check_goal("商談数を月間30件から今月末までに月間50件に増やす", today=TODAY)
    assert str(check.advice) == "このままで使えます"
