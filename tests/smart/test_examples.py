"""The examples by which the checks were agreed on, each with the day, the sense or the verdict that a reader gives it."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import Sense, check_cell, check_goal, check_goals

TODAY = date(2026, 11, 30)  # a Monday; the fiscal year begins in April


def read(text: str, first_month: int = 4):
    return check_goal(text, today=TODAY, first_month=first_month).statement


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今月25日までに", date(2026, 11, 25)), ("今月20日迄に", date(2026, 11, 20)), ("来月10日までに", date(2026, 12, 10)),
        ("12/18(金)までに", date(2026, 12, 18)), ("今週金曜に", date(2026, 12, 4)), ("来年6月に", date(2027, 6, 30)),
        ("3Q末までに", date(2026, 12, 31)), ("上期末までに", date(2027, 9, 30)), ("来期に", date(2028, 3, 31)), ("年度内に", date(2027, 3, 31)),
        ("期限 3/31、", date(2027, 3, 31)), ("年内に", date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_a_japanese_deadline_is_the_day(words, day):
    """今月25日 is a day, and no duration of 25 days."""
    goal = read(f"{words}商談を50件にする")
    assert (goal.last_day, goal.target.value) == (day, 50)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by FY end", date(2027, 3, 31)), ("by Fri 12/18", date(2026, 12, 18)), ("in 90 days", date(2027, 2, 28)),
        ("before Christmas", date(2026, 12, 24)), ("by end of Q1", date(2027, 6, 30)), ("within the year", date(2026, 12, 31)),
        ("in FY27 Q1", date(2027, 6, 30)),
    ],
)  # fmt: skip
def test_an_english_deadline_is_the_day(words, day):
    goal = read(f"Book 50 demos {words}")
    assert (goal.last_day, goal.target.value) == (day, 50)


def test_the_first_quarter_is_that_of_the_fiscal_year():
    assert read("Book 50 demos by end of Q1", first_month=1).last_day == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["毎月20日までに商談を10件報告する", "四半期ごとにデモ6件"])
def test_what_recurs_is_a_period_and_no_deadline(text):
    goal = check_goal(text, today=TODAY)
    assert (goal.statement.last_day, goal.letters["T"]) == (None, True)


def test_the_day_is_shown_with_its_year():
    assert "2027/06/30" in str(check_goal("商談を来年6月までに50件にする", today=TODAY).findings[-1].reason)
    assert "2027/03/31" in str(check_goal("商談を3月末までに50件にする", today=TODAY).findings[-1].reason)


@pytest.mark.parametrize(
    ("text", "sense", "number", "baseline"),
    [
        ("売上を＋200万", Sense.BY, 2_000_000, None), ("Pipeline +20% by March", Sense.BY, 0.2, None), ("受注をプラス2件", Sense.BY, 2, None),
        ("年内にあと8件受注", Sense.BY, 8, None), ("さらに3社と契約する", Sense.BY, 3, None), ("商談を2倍にする", Sense.BY, 2, None),
        ("クレームを半減する", Sense.BY, 0.5, None), ("初回返信を6h→2hにする", Sense.FROM_TO, 2, 6),
        ("Onboard every new customer within 14 days", Sense.AT_MOST, 14, None), ("失注を2割削減する", Sense.BY, 0.2, None),
        ("Raise demos from 30 to 50", Sense.FROM_TO, 50, 30), ("Cut churn by 20%", Sense.BY, 0.2, None),
    ],
)  # fmt: skip
def test_a_target_keeps_its_sense(text, sense, number, baseline):
    """By 20% is another goal than to 20%; the rewritten sentence is read alike."""
    check = check_goal(text, today=TODAY)
    for goal in (check.statement, read(check.rewritten)):
        assert (goal.sense, goal.target.value) == (sense, pytest.approx(number))
        assert (goal.baseline and goal.baseline.value) == baseline


def test_list_markers_are_no_numbers():
    assert [goal.statement.target.value for goal in check_goals("1. 商談50件\n2. 受注10件", today=TODAY)] == [50, 10]


def test_a_cell_says_how_many_goals_it_holds_and_how_the_weakest_stands():
    cell = check_cell("①商談を今の30件から50件にする ②もっと頑張る（いずれも来月末まで）", today=TODAY)
    assert str(cell.signs).endswith("（目標2件）")
    assert cell.weakest.text == "もっと頑張る"
    assert [goal.statement.last_day for goal in cell.goals] == [date(2026, 12, 31)] * 2


FIELD = [
    "粗利率", "受注額", "MRR", "ARR", "NRR", "SQL", "MQL", "ACV", "キーマン面談", "決裁者面談", "接続率", "同行", "掘り起こし", "解約",
]  # fmt: skip


@pytest.mark.parametrize("word", FIELD)
def test_the_words_of_the_field_are_indicators_that_lead_to_the_goal(word):
    letters = check_goal(f"{word}を3月末までに10%上げる", today=TODAY).letters
    assert (letters["S"], letters["R"]) == (True, True)


@pytest.mark.parametrize("words", ["demos", "connect rate", "pipeline", "churn", "quota attainment"])
def test_the_words_of_the_field_are_known_in_english(words):
    letters = check_goal(f"Improve {words} by 10% by March", today=TODAY).letters
    assert (letters["S"], letters["R"]) == (True, True)


@pytest.mark.parametrize("text", ["more customers", "もっと多くの顧客"])
def test_umbrella_words_with_a_comparative_are_not_specific(text):
    assert check_goal(text, today=TODAY).letters["S"] is False


@pytest.mark.parametrize("text", ["支店を1つ増やす", "2億円売る"])
def test_concrete_things_are_specific_without_a_kpi(text):
    assert check_goal(text, today=TODAY).letters["S"] is True


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("継続率を80%にする（前年72%）", 0.72), ("返信率は昨年平均1.8%なので、3%にする", 0.018), ("12 demos a month by March (now 8/mo)", 8),
        ("代理店を15社にする。現状9社", 9),
    ],
)
def test_a_baseline_said_as_a_fact_counts(text, baseline):
    check = check_goal(text, today=TODAY)
    assert (check.statement.baseline.value, check.letters["A"]) == (pytest.approx(baseline), True)


def test_a_multiple_of_what_is_known_is_not_without_ground():
    assert check_goal("目標の3倍のパイプラインを12月末までに持つ", today=TODAY).letters["A"] is not False


def test_a_goal_is_rewritten_in_its_own_words():
    """分析する is not to become 減らす, nor a year to be "by the year"."""
    assert check_goal("失注理由を分析する", today=TODAY).rewritten.startswith("〔期限〕までに、失注理由を分析する")
    assert "by the year" not in check_goal("Book 50 demos within the year", today=TODAY).rewritten


@pytest.mark.parametrize("text", ["もっと頑張る", "商談を増やす", "営業成績を向上させる", "Do our best", "Grow our sales", "Book 50 demos"])
def test_advice_is_short(text):
    advice = check_goal(text, today=TODAY).advice
    assert len(advice.ja.partition("：")[2]) <= 40
    assert len(advice.en.partition(": ")[2].split()) <= 15


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("展示会（1/20〜22）で名刺200枚を集め、そこから商談15件を2月末までに作る", 1),
        ("来場予約40組以上、12/13（日）まで。10月実績31組。", 1),
        ("Sell 60 seats before year end, 30 to existing and 30 to new customers", 1),
        ("入力ルールを12/11（金）までに作成、営業全員への説明会を12/18（金）に実施", 2),
        ("Q4: hire 2 AEs, team bookings $2.4M, forecast accuracy within ±5%, zero missed renewals", 4),
    ],
)
def test_what_comes_of_another_figure_or_is_a_part_of_it_is_no_goal(cell: str, count: int):
    """A means, a past result and a breakdown stay with their goal; deeds with days of their own, and nothing lost (zero …), are goals."""
    assert len(check_goals(cell, today=date(2026, 11, 30))) == count
