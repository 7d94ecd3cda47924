"""Deadlines and recurring periods, resolved with a fiscal year from April."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.periods import Period
from kpi_xl.smart import check_goal

TODAY = date(2026, 11, 23)  # a Monday


def read(text: str, today: date = TODAY, first_month: int = 4):
    return check_goal(text, today=today, first_month=first_month).statement


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("今月末までに50件", date(2026, 11, 30)),
        ("来月中旬までに50件", date(2026, 12, 20)),
        ("11月30日までに50件", date(2026, 11, 30)),
        ("１２／１８までに50件", date(2026, 12, 18)),
        ("3月末までに50件", date(2027, 3, 31)),
        ("10日までに50件", date(2026, 12, 10)),
        ("令和9年3月31日までに50件", date(2027, 3, 31)),
        ("R9.2.28までに50件", date(2027, 2, 28)),
        ("令和8年度中に50件", date(2027, 3, 31)),
        ("2027/1/31までに50件", date(2027, 1, 31)),
        ("年度末までに50件", date(2027, 3, 31)),
        ("期末までに50件", date(2027, 3, 31)),
        ("年内に50件", date(2026, 12, 31)),
        ("下期末までに50件", date(2027, 3, 31)),
        ("上期末までに50件", date(2027, 9, 30)),
        ("来年度上期に50件", date(2027, 9, 30)),
        ("第3四半期に50件", date(2026, 12, 31)),
        ("2Qに50件", date(2027, 9, 30)),
        ("2026年度第4四半期に50件", date(2027, 3, 31)),
        ("27年3月期に50件", date(2027, 3, 31)),
        ("FY2027に50件", date(2028, 3, 31)),
        ("3か月以内に50件", date(2027, 2, 22)),
        ("半年で50件", date(2027, 5, 22)),
        ("金曜までに50件", date(2026, 11, 27)),
        ("Book 50 demos by Q2", date(2027, 9, 30)),
        ("Book 50 demos by Q2 2027", date(2027, 9, 30)),
        ("Book 50 demos this quarter", date(2026, 12, 31)),
        ("Book 50 demos in the second half", date(2027, 3, 31)),
        ("Book 50 demos by March 31st, 2027", date(2027, 3, 31)),
        ("Book 50 demos by 31/12/2027", date(2027, 12, 31)),
        ("Book 50 demos by 2026-12-15", date(2026, 12, 15)),
        ("Book 50 demos by the end of the year", date(2026, 12, 31)),
        ("Book 50 demos by the end of the fiscal year", date(2027, 3, 31)),
        ("Book 50 demos within six months", date(2027, 5, 22)),
        ("Book 50 demos by Friday", date(2026, 11, 27)),
        ("Book 50 demos by FY27", date(2028, 3, 31)),
    ],
)
def test_deadline_is_resolved(text, last_day):
    assert read(text).last_day == last_day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("毎日6件訪問する", Period.DAY),
        ("1日50件架電する", Period.DAY),
        ("週3回訪問する", Period.WEEK),
        ("月20件の商談", Period.MONTH),
        ("年間150件の受注", Period.YEAR),
        ("Make 50 calls a day", Period.DAY),
        ("Hold 2 webinars per month", Period.MONTH),
        ("Reduce complaints to 6/month", Period.MONTH),
    ],
)
def test_recurring_period_is_read(text, period):
    assert read(text).every is period


@pytest.mark.parametrize(
    "text",
    [
        "売上を前年比115%にする",
        "昨年度末の30件から50件に増やす",
        "MRRを800万円に伸ばす",
        "年商5億円を超える",
        "月次解約率を0.8%以下にする",
        "リードタイムを60日から45日に短縮する",
        "3年連続で表彰された商品の提案を増やす",
        "2025年問題に備えたリストを作る",
        "できるだけ早く提案書を作る",
        "130万円まで引き上げる",
        "50件までに減らす",
        "Grow revenue 25% year over year",
        "Raise monthly recurring revenue to $20K",
        "Bring 30-day churn down to 12%",
        "Win back a third of the accounts we lost last year",
        "Increase sales in the near future",
        "Beat our Q1 results",
        "We may need 5 more reps",
        "型番512Hの提案書を作る",
    ],
)
def test_no_time_is_read_where_none_is_meant(text):
    """Comparisons, metric names and vague words are neither deadline nor period."""
    assert check_goal(text, today=TODAY).letters["T"] is False


def test_the_fiscal_year_can_begin_in_another_month():
    assert read("Book 50 demos by Q2", first_month=1).last_day == date(2027, 6, 30)
    assert read("期末までに50件", first_month=1).last_day == date(2026, 12, 31)


def test_a_past_deadline_warns():
    """It holds, but somebody forgot to change the date."""
    check = check_goal("2026年10月末までに商談を50件", today=TODAY)
    assert check.signs.endswith("T△")
    assert check.letters["T"] is True


def test_an_event_is_a_deadline_without_a_date():
    goal = read("展示会までに名刺を200枚集める")
    assert goal.times
    assert goal.last_day is None
