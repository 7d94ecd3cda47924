"""How a target's number is meant: a level, a difference, a bound, or the end of a way."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import Sense, check_goal

TODAY = date(2026, 11, 23)


def read(text: str):
    return check_goal(text, today=TODAY).statement


@pytest.mark.parametrize(
    ("text", "number", "unit", "sense"),
    [
        ("売上＋200万", 2_000_000, "円", Sense.BY),
        ("Grow MRR +20% by March", 0.2, "%", Sense.BY),
        ("受注をプラス2件", 2, "件", Sense.BY),
        ("Shave 5 days off our sales cycle", 5, "days", Sense.BY),
        ("no quote waits for approval over 3 days", 3, "days", Sense.AT_MOST),
        ("No lead stays unanswered longer than 2 days", 2, "days", Sense.AT_MOST),
        ("受注あと8件", 8, "件", Sense.BY),
        ("さらに3社開拓する", 3, "社", Sense.BY),
        ("売上を2倍にする", 2, "倍", Sense.BY),
        ("失注を半減する", 0.5, "倍", Sense.BY),
        ("経費を2割削減する", 0.2, "%", Sense.BY),
        ("納期を2日早める", 2, "日", Sense.BY),
        ("前年比+10%の売上", 0.1, "%", Sense.BY),
        ("現在30件から10件増やす", 10, "件", Sense.BY),
        ("Grow demos by 20%", 0.2, "%", Sense.BY),
        ("Grow revenue 25%", 0.25, "%", Sense.BY),
        ("Cut travel costs $5k", 5_000, "$", Sense.BY),
        ("Hire another 3 reps", 3, "", Sense.BY),
        ("Double our demos", 2, "倍", Sense.BY),
        ("Upsell revenue up 30k USD by year end", 30_000, "$", Sense.BY),
        ("Revenue up €20k", 20_000, "€", Sense.BY),
        ("NPS up 10 by March", 10, "", Sense.BY),
        ("Costs down 5% by March", 0.05, "%", Sense.BY),
        ("Sign up 30 customers", 30, "", Sense.TO),
        ("Line up 12 meetings", 12, "", Sense.TO),
        ("Get coverage up to 3x", 3, "倍", Sense.TO),
        ("Close USD 80k", 80_000, "$", Sense.TO),
        ("MRR of 15M JPY", 15_000_000, "円", Sense.TO),
        ("no more than 6 stale deals (>60d) at any month end", 6, "", Sense.AT_MOST),
        ("Keep open quotes below 8 (older than 30 days)", 8, "", Sense.AT_MOST),
        ("never more than 10% discount", 0.1, "%", Sense.AT_MOST),
        ("Discounts not over 8%", 0.08, "%", Sense.AT_MOST),
        ("放置案件（30日以上）を5件以下に", 5, "件", Sense.AT_MOST),
        ("more than 50 demos", 50, "", Sense.AT_LEAST),
        ("Cut stale opps by half", 0.5, "倍", Sense.BY),
        ("対応時間 6h→2h", 2, "h", Sense.FROM_TO),
        ("Grow demos from 30 to 50", 50, "", Sense.FROM_TO),
        ("Raise demos to 14 from 8", 14, "", Sense.FROM_TO),
        ("Win rate 22 -> 28%", 0.28, "%", Sense.FROM_TO),
        ("Reduce time to quote: 3d -> 1d", 1, "d", Sense.FROM_TO),
        ("解約をあと3社以内に抑える", 3, "社", Sense.AT_MOST),
        ("リピート率75%→80%", 0.8, "%", Sense.FROM_TO),
        ("解約率を3%以下にする", 0.03, "%", Sense.AT_MOST),
        ("解約を月3件までに抑える", 3, "件", Sense.AT_MOST),
        ("最大5件まで値引きする", 5, "件", Sense.AT_MOST),
        ("問い合わせに2日以内に返信する", 2, "日", Sense.AT_MOST),
        ("Reply to complaints within 14 days", 14, "days", Sense.AT_MOST),
        ("Keep discounts at most 10%", 0.1, "%", Sense.AT_MOST),
        ("粗利率35%以上を維持する", 0.35, "%", Sense.AT_LEAST),
        ("粗利率30%を切らない", 0.3, "%", Sense.AT_LEAST),
        ("売上1億円を超える", 100_000_000, "円", Sense.AT_LEAST),
        ("最低でも10件受注する", 10, "件", Sense.AT_LEAST),
        ("No fewer than 5 visits a week", 5, "", Sense.AT_LEAST),
        ("Reach 50+ demos", 50, "", Sense.AT_LEAST),
        ("商談を50件にする", 50, "件", Sense.TO),
        ("今月30件の商談", 30, "件", Sense.TO),
        ("前年比110%の売上", 1.1, "%", Sense.TO),
        ("クレームをゼロにする", 0, "", Sense.TO),
        ("目標の3倍のパイプラインを持つ", 3, "倍", Sense.TO),
        ("Have 3x pipeline coverage", 3, "倍", Sense.TO),
        ("Grow revenue to $2M", 2_000_000, "$", Sense.TO),
        ("Reduce churn to 3%", 0.03, "%", Sense.TO),
    ],
)
def test_a_number_keeps_its_sense(text, number, unit, sense):
    """＋200万 is no 200万: whoever plans with the one for the other plans something else."""
    goal = read(text)
    assert (goal.target.value, goal.target.unit, goal.sense) == (pytest.approx(number), unit, sense)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1. 商談を50件にする", 50), ("(1) 商談を50件にする", 50), ("2) Close 10 deals", 10), ("③受注を5件にする", 5), ("1.5倍の売上", 1.5)],
)
def test_the_number_of_a_point_is_no_target(text, number):
    assert read(text).target.value == number


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("前年72%の継続率を80%にする", 0.72),
        ("昨年平均1.8%なので解約率を1.5%にする", 0.018),
        ("現状9社の取引先を15社にする", 9),
        ("取引先を15社に（今9社）", 9),
        ("直近3か月平均は45件なので商談を60件にする", 45),
        ("先月は28件だったので今月は商談を35件にする", 28),
        ("商談化率が18%しかないので25%にする", 0.18),
        ("Book 12 demos a month, now 8/mo", 8),
        ("Book 12 demos a month (currently 8)", 8),
        ("Win 14 deals; we won 8 last quarter", 8),
    ],
)
def test_a_present_value_said_as_a_fact_counts(text, baseline):
    check = check_goal(text, today=TODAY)
    assert check.statement.baseline.value == pytest.approx(baseline)
    assert check.letters["A"] is True


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [("成約率12→18%", 0.12, 0.18), ("成約率を12%から18に上げる", 0.12, 0.18), ("売上を800→1,000万円", 8_000_000, 10_000_000)],
)
def test_a_unit_written_once_holds_for_both_ends(text, baseline, target):
    goal = read(text)
    assert (goal.baseline.value, goal.target.value, goal.sense) == (baseline, target, Sense.FROM_TO)


def test_a_multiple_of_a_number_that_is_named_is_worked_out():
    said = check_goal("Double the number of case studies from 4 by June", today=TODAY)
    assert (said.statement.baseline.value, said.statement.target.value, said.statement.sense) == (4, 2, Sense.BY)
    assert "4 → 8" in said.findings[2].reason.en


@pytest.mark.parametrize("text", ["6月までに目標の3倍のパイプラインを持つ", "Have 3x pipeline coverage by June"])
def test_a_multiple_of_something_known_is_not_without_ground(text):
    assert check_goal(text, today=TODAY).letters["A"] is None
