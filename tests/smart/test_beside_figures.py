"""Figures and times that stand beside a goal's own: factors, parts, reasons, means, what was, and what no share can be."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import Sense, check_goal, check_goals

TODAY = date(2026, 11, 30)


def goals(text: str, first_month: int = 1):
    return check_goals(text, today=TODAY, first_month=first_month)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Dec sales $70k / Jan sales $60k / Feb sales $85k", [(2026, 12, 31), (2027, 1, 31), (2027, 2, 28)]),
        ("March demos 12 / April demos 15", [(2027, 3, 31), (2027, 4, 30)]),
        ("Mar net revenue $200k / Apr net revenue $210k", [(2027, 3, 31), (2027, 4, 30)]),
        ("May calls 300 / June calls 320", [(2027, 5, 31), (2027, 6, 30)]),
        ("12月受注70万／1月受注60万", [(2026, 12, 31), (2027, 1, 31)]),
    ],
)
def test_a_month_that_heads_a_figure_is_its_deadline(text, days):
    assert [goal.statement.last_day for goal in goals(text)] == [date(*day) for day in days]


@pytest.mark.parametrize("text", ["May win 3 deals", "Mark 3 stores"])
def test_a_word_that_is_no_month_heads_nothing(text):
    assert goals(text)[0].statement.times == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sign 4 dealers before 1 March", (2027, 2, 28)),
        ("Sign 4 dealers before March 1st", (2027, 2, 28)),
        ("Sign 4 dealers ahead of 15 January", (2027, 1, 14)),
        ("Close the Orbit deal before 3/15/2027", (2027, 3, 14)),
        ("Visit 20 stores before the 15th", (2026, 12, 14)),
        ("Visit 20 stores before Friday", (2026, 12, 3)),
        ("Visit 20 stores by 1 March", (2027, 3, 1)),
        ("Visit 20 stores before March", (2027, 2, 28)),
        ("3月1日より前に契約4件", (2027, 2, 28)),
        ("3月1日の前日までに契約4件", (2027, 2, 28)),
        ("2/15になる前に見積9件を提出", (2027, 2, 14)),
        ("3月1日までに契約4件", (2027, 3, 1)),
    ],
)
def test_before_a_day_is_the_day_before(text, day):
    assert goals(text)[0].statement.last_day == date(*day)


@pytest.mark.parametrize(
    ("text", "day", "baseline"),
    [
        ("Halve refunds in Q1 (18% in Q3)", (2027, 3, 31), 0.18),
        ("Halve late deliveries by end of Q2 (avg 12% in Q3)", (2027, 6, 30), 0.12),
        ("Double referrals in Q1 (14 in October)", (2027, 3, 31), 14),
        ("1月末までに失注率を半減（10月は24%）", (2027, 1, 31), 0.24),
        ("来年3月末までに紹介を2倍に（9月は7件）", (2027, 3, 31), 7),
    ],
)
def test_the_period_in_brackets_tells_where_the_figure_stood(text, day, baseline):
    (goal,) = goals(text)
    assert (goal.statement.last_day, goal.statement.baseline.value, goal.letters["A"]) == (date(*day), baseline, True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("契約6件 × 単価35万 ＝ 売上210万円　1月度", 2.1e6),
        ("2月 来店60組×成約率20%＝成約12件", 12),
        ("1月に売上600万円＝30件×単価20万円", 6e6),
        ("1月の売上600万円\n（客数300人×客単価2万円）", 6e6),
        ("1月の売上600万円\n30件×単価20万円", 6e6),
        ("Book $600k in Q1\n= 20 deals x $30k", 6e5),
        ("Book $300k in Q1 = 10 deals x $30k", 3e5),
        ("12 fleets x $15k = $180k in Q1", 1.8e5),
        ("$300k Q1 sales (Jan 90 / Feb 95 / Mar 115)", 3e5),
        ("Q1 revenue £90k (Jan 25, Feb 30, Mar 35)", 9e4),
        ("来期の売上900万（1月250／2月300／3月350）", 9e6),
        ("入会9名（1月末）\n体験60→面談30→申込12→入会9の計画", 9),
        ("Win 6 clients in Q1\ncalls 400→meetings 40→proposals 15→wins 6", 6),
        ("Because 3 of our 4 big clients share a buyer: win 6 new clients by 30 June", 6),
        ("Because 4 of 9 reps are new, book 60 demos by March", 60),
        ("主要5社中3社が解約予定なので、2月末までに新規4社を契約", 4),
        ("Sell as well as in '25: 40 kitchens by March", 40),
    ],
)
def test_what_explains_a_figure_is_not_it(text, number):
    (goal,) = goals(text)
    assert (goal.statement.target.value, goal.statement.baseline) == (number, None)


def test_a_year_alone_is_no_figure():
    assert goals("Get better at demos. Rita did this well in '24.")[0].statement.target is None


@pytest.mark.parametrize(
    "text",
    [
        "Improve morale. Means: 2 lunches a month",
        "Improve ties with architects. How: 1 visit/wk, 1 talk per quarter.",
        "提案力を磨く（手段：週2回のロープレ）",
        "お客様との関係を強化する　手段：月2回訪問",
        "顧客満足を高める\n【手段】週1回の電話",
        "顧客満足を高める\n（手段）アンケート活用、月1回の振り返り",
    ],
)
def test_means_lend_a_vague_goal_neither_figure_nor_time(text):
    (goal,) = goals(text)
    assert {letter: goal.letters[letter] for letter in "SMT"} == {"S": False, "M": False, "T": False}


def test_means_beside_a_figure_are_left_aside():
    (goal,) = goals("成約率25%にする（3月末）\n（手段）週1回ロープレ", 4)
    assert (goal.statement.target.value, goal.statement.last_day) == (0.25, date(2027, 3, 31))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Keep CAC payback within 11 months in FY27", 11, "months"),
        ("keep payback period within 9 months in 2027", 9, "months"),
        ("Hold the sales cycle within 3 months in FY27", 3, "months"),
        ("Keep onboarding within 6 weeks through Q4 2027", 6, "weeks"),
    ],
)
def test_a_time_that_is_kept_is_the_figure(text, number, unit):
    (goal,) = goals(text)
    read = goal.statement
    assert (read.target.value, read.target.unit, read.sense, read.last_day) == (number, unit, Sense.AT_MOST, date(2027, 12, 31))


@pytest.mark.parametrize("text", ["Cut ramp time by 20% within 6 months", "Shorten the sales cycle within 6 months"])
def test_a_time_that_is_given_is_the_deadline(text):
    assert goals(text)[0].statement.last_day == date(2027, 5, 30)


@pytest.mark.parametrize(
    ("text", "baseline", "number"),
    [
        ("3月までに反響180件\n昨年同期実績150件。看板は必ず1回新しくする。", 150, 180),
        ("2月の来店240組\n前月の結果は210組でした。チラシを2回配る", 210, 240),
        ("月間訪問36件（課平均）\n＊前期の平均は30件、移動が課題。Web面談も1件とする", 30, 36),
    ],
)
def test_a_line_that_tells_what_was_is_the_baseline(text, baseline, number):
    (goal,) = goals(text)
    assert (goal.statement.baseline.value, goal.statement.target.value) == (baseline, number)


@pytest.mark.parametrize(
    "text",
    [
        "Renew 120% of my contracts in Q1, up from 88%",
        "Visit 150% of our stores by June",
        "Call 110% of all leads in Q1",
        "既存顧客の130%を更新（1月）",
        "担当先の110%を訪問する（1月）",
    ],
)
def test_more_than_all_there_are_is_impossible(text):
    assert check_goal(text, today=TODAY).letters["A"] is False


@pytest.mark.parametrize(
    "text", ["Hit 110% of quota in Q1", "Grow to 115% of last year's sales by June", "売上は前年の120%", "既存顧客の売上を130%に"]
)
def test_more_than_a_plan_or_last_year_is_possible(text):
    assert check_goal(text, today=TODAY).letters["A"] is not False


def test_who_loses_weight_loses_that_much():
    assert goals("4kg痩せる")[0].statement.sense is Sense.BY


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Jan new logos 4, Feb new logos 6", ["Jan new logos 4", "Feb new logos 6"]),
        ("12月 アポ20件、1月 アポ25件", ["12月 アポ20件", "1月 アポ25件"]),
        ("1月 見学9組、2月 見学12組、3月 見学15組", ["1月 見学9組", "2月 見学12組", "3月 見学15組"]),
    ],
)
def test_each_month_has_its_figure(text, own):
    found = goals(text)
    assert [goal.text for goal in found] == own
    assert len({goal.statement.last_day for goal in found}) == len(own)


@pytest.mark.parametrize(
    "text",
    [
        "午前に架電30件、午後に訪問3件。（毎日）",
        "架電120件、訪問9件。(毎週)",
        "30 dials, 10 emails (daily)",
        "25 calls in the morning, 5 follow-ups after lunch. (every day)",
    ],
)
def test_a_rhythm_in_brackets_at_the_end_is_of_each(text):
    first, second = goals(text)
    assert first.statement.every is second.statement.every is not None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("月間60万、活動率90%、紹介率30%", [600_000, 0.9, 0.3]),
        ("月の売上90万、稼動率100%、継続率95%以上キープ", [900_000, 1, 0.95]),
        ("2月末までにアポ25件取って、受注4件獲得する", [25, 4]),
        ("1月中に商談12件獲得して、契約3件を取る", [12, 3]),
    ],
)
def test_an_amount_and_what_is_won_are_goals_of_their_own(text, numbers):
    assert [goal.statement.target.value for goal in goals(text)] == numbers


@pytest.mark.parametrize(("text", "baseline"), [("解約率1.5%以下（3月末）※9月時点2.1%", 0.021), ("NPS 45（1Q末）※10月現在 38", 38)])
def test_a_remark_of_a_month_tells_where_the_figure_stood(text, baseline):
    assert goals(text)[0].statement.baseline.value == baseline


@pytest.mark.parametrize(
    ("text", "is_specific"),
    [("More renewals", True), ("less churn", True), ("more upsells", True), ("More customers", False), ("more business!", False)],
)
def test_more_of_an_indicator_is_specific_and_more_of_business_is_not(text, is_specific):
    """What is wanted more of decides: an indicator can be followed, customers and business are all there is. How much stays open for M."""
    (goal,) = goals(text)
    assert (goal.letters["S"], goal.letters["M"]) == (is_specific, False)
    assert "〔指標〕" not in goal.rewritten
    assert "[indicator]" not in goal.rewritten


@pytest.mark.parametrize("text", ["訪問を増やす", "Increase renewals", "Raise the win rate"])
def test_an_indicator_that_is_to_change_is_specific(text):
    assert goals(text)[0].letters["S"] is True


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Halve late deliveries (18% in Q3): call the depot 3 hrs before", 0.5),
        ("Double referrals (6 last year) - ask 10 minutes after each install", 2),
        ("クレームを半減（前年18%）：出荷の3時間前に確認", 0.5),
    ],
)
def test_half_of_what_stands_in_brackets_is_wanted_whatever_means_follow(text, times):
    assert goals(text)[0].statement.target.value == times
