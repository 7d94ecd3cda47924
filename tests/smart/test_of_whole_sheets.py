"""Goals as sheets, notes and forms have them: what was missed, what is part of what, rows with slashes, deeds by their days."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals
from kpi_xl.smart.times.due_words import due_in_english

TODAY = date(2026, 12, 1)


def goals(text: str):
    return [check.statement for check in check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)]


def read(text: str):
    (goal,) = goals(text)
    return goal


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("前期は受注が計画に12件届かなかった。今期は60件受注する", 60, "to"),
        ("上期は予算を900万円下回ったので、下期は8,200万円を受注する", 82_000_000, "to"),
        ("Missed quota by $40k last quarter; land $600k in Q1", 600_000, "to"),
        ("テレアポ | 50件/日 | 1月〜2月 | 名刺1,800枚を活用", 50, "to"),
        ("Inbound | 25 calls/day → 40 calls/day | from Jan", 40, "from-to"),
        ("18 demos a month -> 27 demos a month by June", 27, "from-to"),
        ("NPSを+12→+25に", 25, "from-to"),
        ("Win 14 deals on top of the usual 30 in Q1", 14, "by"),
        ("Add $80,000 of new ARR on top of what we have by June", 80_000, "by"),
        ("訪問を週5件から週8件に増やし、その結果として契約を月3件とる", 3, "to"),
        ("架電を1日40件に増やし、結果としてアポを月12件とる", 12, "to"),
        ("展示会の名刺300枚に順次電話し商談を20件", 20, "to"),
        ("人が1名減るけど、売上1億円は達成する", 100_000_000, "to"),
        ("Team of six to 105% of quota in H1", 1.05, "to"),
        ("Take over 15 accounts by Dec 18", 15, "to"),
        ("Voluntary attrition no more than two people in H1", 2, "at most"),
    ],
)
def test_the_figure_wanted_is_found_among_others(text, number, sense):
    """What was missed, what is used and what the means start from are no targets; a sign on both sides is that of the level."""
    goal = read(text)
    assert (goal.target.value, goal.sense.value) == (number, sense)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("Win 4 logos by Valentine's Day", date(2027, 2, 14)),
        ("Win 4 logos by Mother's Day", date(2027, 5, 9)),
        ("Win 4 logos before Boxing Day", date(2026, 12, 25)),
        ("$900k of pipeline this coming half", date(2027, 6, 30)),
        ("Score from 68 to 75 in the May survey", date(2027, 5, 31)),
        ("年度末に備えて、1月中に棚卸しを終える", date(2027, 1, 31)),
        ("月次訪問 30件⇒45件", None),
        ("CSAT 4.6 or higher on the February survey", date(2027, 2, 28)),
        ("Gross margin at or above 38% for the full year 2027", date(2027, 12, 31)),
    ],
)
def test_the_day_is_that_of_the_goal(text, last_day):
    """2027: 14 February, the second Sunday of May; the day before Boxing Day; what is only looked ahead to is no deadline."""
    goal = read(text)
    assert goal.last_day == last_day
    assert goal.times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("担当20社は12月中に全社を訪問し、うち4社から1月末までに見積依頼をもらう", [date(2026, 12, 31), date(2027, 1, 31)]),
        ("見積書のひな型を今週で完成、提案書のひな型は1月15日完成", [date(2026, 12, 4), date(2027, 1, 15)]),
        ("来期に向けて、まず12月中に候補30社を確定。そして3月末までに10社で面談を実現する。", [date(2026, 12, 31), date(2027, 3, 31)]),
        ("Keep churn under 2% monthly. Launch the renewal dashboard by Jan 29, which shows risks.", [None, date(2027, 1, 29)]),
        ("Double win rate by end of June. 40 demos before Feb 10.", [date(2027, 6, 30), date(2027, 2, 9)]),
        ("アポ数 12→20件/月、商談化率も上げる", [None, None]),
        ("Win 9 deals in Q1; hire two SDRs by Feb 15; write down the comp plan FAQ", [date(2027, 3, 31), date(2027, 2, 15), None]),
        ("架電 50件/日/有効会話 9件/日/アポ 2件/日", [None, None, None]),
        ("* Forecast within 5% each month\n* Win rate 30% by June — we're at 24% today", [None, date(2027, 6, 30)]),
        ("20 new trials per week -- 25% trial-to-paid -- churn < 2% by June", [date(2027, 6, 30)] * 3),
        ("Q1: $180k closed. Q2: $220k closed", [date(2027, 3, 31), date(2027, 6, 30)]),
        ("Book 5 demos a month. I'd also like to finish the MEDDIC course before Christmas.", [None, date(2026, 12, 24)]),
        ("売上と粗利をそれぞれ前年比110%", [None, None]),
        ("売上／4,000万円／下期\n粗利率／30%／下期\n新規／5件／1月末", [date(2027, 3, 31), date(2027, 3, 31), date(2027, 1, 31)]),
    ],
)
def test_several_goals_have_each_their_day(text, days):
    assert [goal.last_day for goal in goals(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "1月末までに商談20件、うち5件は新規",
        "Win 9 deals a month. Finish by March 31.",
        "解約率5%を下回る水準を維持",
        "粗利率を28%に上げる。これにより利益が300万円増える。",
        "Get NRR to 108%. We're at 103 today and two seat expansions are already agreed.",
        "Win back 6 churned logos in Q1. Four of them left over a missing feature.",
        "・商談 月30件\n　- 新規 18件\n　- 既存 12件",
        "Get renewals to 91% by June: call every account early, send the offer at 60, escalate at 30",
        "訪問を週12件に増やし、決裁者との接点をつくって、受注を月6件にする",
    ],
)
def test_what_goes_too_far_is_not_done(text):
    """A part without a day of its own, a sentence that only says when, and what comes of the goal set no goal beside it."""
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("売上／4,000万円／下期\n粗利率／30%／下期", ["売上／4,000万円／下期", "粗利率／30%／下期"]),
        ("売上｜50万円 -- 更新｜9件 -- 訪問｜20件", ["売上｜50万円", "更新｜9件", "訪問｜20件"]),
        ("[A] 【新規】受注5件\n[B] 【既存】更新9件", ["【新規】受注5件", "【既存】更新9件"]),
    ],
)
def test_typed_marks_stay_in_the_goals_words(text, own):
    """Slashes, bars and brackets that part goals are shown as they were typed."""
    assert [check.text for check in check_goals(text, today=TODAY, first_month=4)] == own


@pytest.mark.parametrize(
    ("words", "due"),
    [("by the March", "by March"), ("in the May", "in May"), ("during the quarter", "during the quarter"), ("over the weekend", "over the weekend")],
)
def test_only_a_month_loses_its_article(words, due):
    """Of by the March session the month is left; a quarter keeps its "the"."""
    assert due_in_english(words) == due
