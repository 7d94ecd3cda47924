"""Numbers that measure, and numbers that do not."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.quantities import quantities
from kpi_xl.smart.words.text import plain


def first(text: str):
    found = quantities(plain(text), [])
    return (found[0].value, found[0].scale) if found else None


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("商談を５０件にする", 50, Scale.COUNT),
        ("売上1.5億円", 150_000_000, Scale.YEN),
        ("売上12億5,000万円", 1_250_000_000, Scale.YEN),
        ("売上2千5百万円", 25_000_000, Scale.YEN),
        ("売上500万を達成する", 5_000_000, Scale.YEN),
        ("¥300,000の受注", 300_000, Scale.YEN),
        ("二十社へ訪問する", 20, Scale.COUNT),
        ("成約率を２割に上げる", 0.2, Scale.RATE),
        ("成約率を1割5分に上げる", 0.15, Scale.RATE),
        ("30%増やす", 0.3, Scale.RATE),
        ("満足度4.5/5.0", 4.5, Scale.COUNT),
        ("売上を倍増させる", 2, Scale.RATIO),
        ("失注を半減させる", 0.5, Scale.RATIO),
        ("3分の1まで減らす", 1 / 3, Scale.RATE),
        ("Cut churn by ½", 1 / 2, Scale.RATE),
        ("ミスをゼロにする", 0, Scale.RATIO),
        ("リードタイムを45日に短縮する", 45, Scale.DAYS),
        ("Reach $5 million in pipeline", 5_000_000, Scale.MONEY),
        ("Reach $20K in MRR", 20_000, Scale.MONEY),
        ("Sign fifteen partners", 15, Scale.COUNT),
        ("Sign two hundred and fifty partners", 250, Scale.COUNT),
        ("Win back a third of the accounts", 1 / 3, Scale.RATE),
        ("Double the reply rate", 2, Scale.RATIO),
        ("Meet twice a week", 2, Scale.COUNT),
        ("a billion-dollar company", 1_000_000_000, Scale.MONEY),
    ],
)
def test_a_number_is_read_with_its_unit(text, value, scale):
    assert first(text) == (pytest.approx(value), scale)


@pytest.mark.parametrize(
    "text",
    [
        "3C分析を行う",
        "第2営業部の提案を増やす",
        "BtoBの提案書を作る",
        "ISO9001を取得する",
        "5W1Hで聞く",
        "1on1を始める",
        "2回目の商談を増やす",
        "10時の朝礼を始める",
        "24時間365日対応の窓口を整える",
        "従業員300名以上の企業への訪問を増やす",
        "都内4店舗の売上を伸ばす",
        "①提案書を作る",
        "一人ひとりが意識する",
        "ビジョン2030を作る",
        "30分の1on1を始める",
        "数十件の商談をする",
        "Improve Q2 results",
        "Become number one",
        "Start 1-on-1 reviews with B2B reps",
        "Call Fortune 500 accounts",
        "Build a 30-60-90 plan",
        "Meet at 10:30 am",
        "Improve retention across 3 regions",
        "Find companies with more than 500 employees",
        "Offer 24/7 support",
        "One of our reps double-checks zero-based budgets",
        "Run a two-week trial",
    ],
)
def test_a_number_that_measures_nothing_is_passed_over(text):
    assert first(text) is None


def test_long_runs_of_digits_cost_little():
    """A pasted table must not hang the workbook."""
    for text in ("一" * 20_000, "千万" * 10_000, "1," * 10_000, "1 " * 10_000):
        quantities(text, [])


@pytest.mark.parametrize("text", ["proposal conversion 40%", "showroom 40 visits", "laptop 40 units", "platform 40 users"])
def test_a_word_that_ends_like_a_name_names_nothing(text):
    """Version 40 and room 40 are names; the 40% of a conversion are not."""
    assert first(text)[0] in (40, 0.4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("300 calls -> 45 meetings -> 9 deals in January", 9),
        ("架電300→アポ45→受注9（1月）", 9),
        ("売上は前年並み（2.6億）を維持", 260_000_000),
        ("前期と同額の2.6億円を年度末まで維持する", 260_000_000),
    ],
)
def test_the_end_of_a_funnel_and_as_much_as_last_year_are_targets(text, number):
    (goal,) = check_goals(text, today=date(2026, 12, 1))
    assert goal.statement.target.value == number
    assert goal.statement.baseline is None
