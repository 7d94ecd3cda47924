"""Means: of what is done and what comes of it, what comes of it is the goal; other figures beside it are none."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 12, 1)


def only_goal(text: str):
    (goal,) = check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)
    return goal


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        ("2月中に面談15件作って、成約3件取る", 3, "成約"),
        ("毎日25件電話して、商談を週4件", 4, "商談"),
        ("今月中に架電300件でアポ12件取る", 12, "アポ"),
        ("テレアポ1日40件で月18アポ", 18, "アポ"),
        ("休眠顧客80社に連絡して7社から受注（2月末）", 7, "受注"),
        ("12月の成約は前年同月の6件を上回る9件", 9, "成約"),
        ("部下4名全員が月5件以上受注できるようにする", 5, "受注"),
        ("Make 50 calls a day to book 9 demos a week", 9, "demos"),
        ("After hiring 3 SDRs, book 45 demos a month by March", 45, "demos"),
        ("With two new reps, close 14 deals in Q1", 14, "deals"),
        ("By calling 25 prospects a day, 11 demos by Dec 18", 11, "demos"),
    ],
)
def test_the_end_is_the_goal_and_not_what_leads_to_it(text, number, indicator):
    goal = only_goal(text).statement
    assert goal.target.value == number
    assert indicator in goal.indicator.words


@pytest.mark.parametrize(
    "text",
    [
        "Win 9 deals by March 31\nMarketing sends 40 leads a week.",
        "Win 9 deals by March 31. Two new reps start in January.",
        "Win 9 deals by March 31 (two new reps start in January)",
        "Win 9 deals by March 31\nLast year we had no SDR.",
        "Deals: 9 by March 31\nMethod: weekly role plays.",
        "3月末までに契約9件\nそのために毎日25件電話する。",
        "3月末までに契約9件。新人2名が1月から加わる。",
        "3月末までに契約を月9件にする（そのために毎日25件電話する）",
        "目標：契約を月9件にする（現状月6件）\n期限：3/31\n手段：週1回の同行",
    ],
)
def test_a_remark_is_no_goal_and_lends_none_of_its_figures(text):
    """On a line of its own, in brackets or as a sentence: what others do and what is so sets no goal."""
    goal = only_goal(text).statement
    assert (goal.target.value, goal.last_day) == (9, date(2027, 3, 31))


@pytest.mark.parametrize(
    ("text", "number", "is_multiple"),
    [
        ("Grow pipeline x3 by June", 3, True),
        ("Hold reviews with all top 12 accounts by end of Q1", 12, False),
        ("Onboard new customers within 10 days by end of Q1", 10, False),
    ],
)
def test_figures_in_odd_places_count(text, number, is_multiple):
    goal = only_goal(text).statement
    assert (goal.target.value, goal.is_multiple) == (number, is_multiple)


def test_a_month_heads_all_of_its_sentence():
    goals = check_goals("Dec: 7 demos, 2 closes. Jan: 9 demos, 5 closes.", today=TODAY, first_month=1)
    dec, jan = date(2026, 12, 31), date(2027, 1, 31)
    assert [(goal.statement.target.value, goal.statement.last_day) for goal in goals] == [(7, dec), (2, dec), (9, jan), (5, jan)]
