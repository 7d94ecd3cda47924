"""Deadlines and recurring periods, resolved with a fiscal year from April."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goal
from kpi_xl.smart.times.time_phrase import Recurrence

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
        ("50件に（2/末）", date(2027, 2, 28)),
        ("受注5件（1/末期限）", date(2027, 1, 31)),
        ("1/14開催の説明会に見込み客20名", date(2027, 1, 14)),
        ("2/5のウェビナーに30名集客", date(2027, 2, 5)),
        ("12/7〜12/24の間に既存客30社へ年末挨拶訪問", date(2026, 12, 24)),
        ("12/20までに年末の挨拶回り30社", date(2026, 12, 20)),
        ("年末までに30社", date(2026, 12, 31)),
        ("Sign 6 partners in H1 next fiscal year", date(2027, 9, 30)),
        ("Sign 6 partners in Q1 of next year", date(2027, 6, 30)),
        ("Sign 6 partners in the first half of next year", date(2027, 9, 30)),
        ("Sign 6 partners next fiscal year Q2", date(2027, 9, 30)),
        ("from Dec 1 to Dec 24 call 200 leads", date(2026, 12, 24)),
        ("Sign 6 partners next year", date(2027, 12, 31)),
        ("FY2027に50件", date(2028, 3, 31)),
        ("3か月以内に50件", date(2027, 2, 23)),
        ("半年で50件", date(2027, 5, 23)),
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
        ("Book 50 demos within six months", date(2027, 5, 23)),
        ("Book 50 demos by Friday", date(2026, 11, 27)),
        ("Book 50 demos by FY27", date(2028, 3, 31)),
    ],
)
def test_deadline_is_resolved(text, last_day):
    assert read(text).last_day == last_day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("毎日6件訪問する", Recurrence.DAY),
        ("1日50件架電する", Recurrence.DAY),
        ("週3回訪問する", Recurrence.WEEK),
        ("月20件の商談", Recurrence.MONTH),
        ("年間150件の受注", Recurrence.YEAR),
        ("Make 50 calls a day", Recurrence.DAY),
        ("Hold 2 webinars per month", Recurrence.MONTH),
        ("Reduce complaints to 6/month", Recurrence.MONTH),
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


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("今月25日までに50件", date(2026, 11, 25)),
        ("今月20日迄に50件", date(2026, 11, 20)),
        ("来月10日までに50件", date(2026, 12, 10)),
        ("12/18(金)までに50件", date(2026, 12, 18)),
        ("12月18日（金）までに50件", date(2026, 12, 18)),
        ("12月第2週までに50件", date(2026, 12, 14)),
        ("12末までに50件", date(2026, 12, 31)),
        ("27/3末までに50件", date(2027, 3, 31)),
        ("週明けまでに50件", date(2026, 11, 30)),
        ("今週金曜までに50件", date(2026, 11, 27)),
        ("再来週の水曜までに50件", date(2026, 12, 9)),
        ("来年6月までに50件", date(2027, 6, 30)),
        ("来年の3月15日までに50件", date(2027, 3, 15)),
        ("26年12月末までに50件", date(2026, 12, 31)),
        ("来年度2月までに50件", date(2028, 2, 29)),
        ("3Q末までに50件", date(2026, 12, 31)),
        ("上期末までに50件", date(2027, 9, 30)),
        ("来上期に50件", date(2027, 9, 30)),
        ("来期に50件", date(2028, 3, 31)),
        ("来期上期に50件", date(2027, 9, 30)),
        ("年度内に50件", date(2027, 3, 31)),
        ("年内いっぱいで50件", date(2026, 12, 31)),
        ("商談50件 期限 3/31", date(2027, 3, 31)),
        ("商談50件（期限：3/31）", date(2027, 3, 31)),
        ("〆切12/10 商談50件", date(2026, 12, 10)),
        ("10/1〜12/31で50件", date(2026, 12, 31)),
        ("10営業日以内に50件", date(2026, 12, 7)),
        ("90日以内に50件", date(2027, 2, 21)),
        ("クリスマスまでに50件", date(2026, 12, 25)),
        ("GW前までに50件", date(2027, 4, 28)),
        ("年末までに毎月50件", date(2026, 12, 31)),
        ("Book 50 demos by FY end", date(2027, 3, 31)),
        ("Book 50 demos by end of FY26", date(2027, 3, 31)),
        ("Book 50 demos this FY", date(2027, 3, 31)),
        ("Book 50 demos by Fri 12/18", date(2026, 12, 18)),
        ("Book 50 demos by Friday, December 18", date(2026, 12, 18)),
        ("Book 50 demos (due 3/31)", date(2027, 3, 31)),
        ("Book 50 demos no later than Dec 20", date(2026, 12, 20)),
        ("Book 50 demos in 90 days", date(2027, 2, 21)),
        ("Book 50 demos before Christmas", date(2026, 12, 24)),
        ("Book 50 demos before Thanksgiving", date(2026, 11, 25)),
        ("Book 50 demos by Labor Day", date(2027, 9, 6)),
        ("Book 50 demos by end of Q1", date(2027, 6, 30)),
        ("Book 50 demos in Q1 FY27", date(2027, 6, 30)),
        ("Book 50 demos within the year", date(2026, 12, 31)),
        ("Book 50 demos by year's end", date(2026, 12, 31)),
        ("Book 50 demos within the month", date(2026, 11, 30)),
        ("Book 50 demos by mid-January", date(2027, 1, 15)),
        ("Book 50 demos by the 25th of next month", date(2026, 12, 25)),
        ("Book 50 demos by next Friday", date(2026, 12, 4)),
        ("Book 50 demos by COB Friday", date(2026, 11, 27)),
        ("Book 50 demos by 5pm Friday", date(2026, 11, 27)),
        ("Book 50 demos in the first half of January", date(2027, 1, 15)),
        ("Book 50 demos by end Feb", date(2027, 2, 28)),
        ("Book 50 demos in 6 wks", date(2027, 1, 4)),
        ("Book 50 demos from Jan 1 to Jan 31", date(2027, 1, 31)),
        ("Book 50 demos between now and Jan 15", date(2027, 1, 15)),
        ("Book 50 demos between January and March", date(2027, 3, 31)),
    ],
)
def test_the_day_is_told_not_the_stretch_around_it(text, last_day):
    """今月25日 is no whole month, and in 90 days no duration. Q1 is the fiscal year's, "the year" the calendar's."""
    assert check_goal(text, today=TODAY).statement.last_day == last_day


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("四半期ごとに受注を30件", "quarter"), ("四半期の売上を15%増やす", "quarter"), ("Book 50 demos a quarter", "quarter"),
        ("Review the pipeline quarterly", "quarter"), ("毎月20日までに訪問計画を出す", "month"), ("毎週金曜までに週報を出す", "week"),
        ("Send the report by the 5th of each month", "month"), ("毎月末までに月報を出す", "month"),
    ],
)  # fmt: skip
def test_what_comes_back_is_a_period_and_no_deadline(text, key):
    goal = read(text)
    assert (goal.every.key, goal.last_day) == (key, None)


@pytest.mark.parametrize(
    "text",
    [
        "成約率を1/3に上げる", "Win 3/4 of the open deals", "対応時間 6h→2h", "対応時間を6hから2hに短縮する",
        "Win 5 deals in the sun belt",
    ],
)  # fmt: skip
def test_a_fraction_and_hours_are_no_day(text):
    assert not read(text).times


@pytest.mark.parametrize("text", ["来年4月から毎月20件の商談", "Book 5 demos a month starting in January"])
def test_when_it_begins_is_not_when_it_is_due(text):
    goal = read(text)
    assert (goal.every.key, goal.last_day) == ("month", None)


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
