"""Past figures: where the figure stood, said beside the goal; never what is to be reached."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goal, check_goals

TODAY = date(2026, 11, 30)


def read(text: str):
    return check_goal(text, today=TODAY).statement


@pytest.mark.parametrize(
    "note",
    [
        "(last q: 24%)", "(last quarter 24%)", "(last yr: 24%)", "(LY 24%)", "(prior quarter 24%)", "(prev: 24%)", "(was 24%)", "(Nov: 24%)",
        "(October: 24%)", "(Q2: 24%)", "(2025: 24%)", "(avg 24%)", "(YTD 24%)", "(currently 24%)", "(today 24%, best month 27%)",
        "(best month 27%, today 24%)", "(now 24%)", "(24% last month)",
    ],
)  # fmt: skip
def test_a_note_in_brackets_says_where_it_stands(note):
    goal = read(f"Raise win rate to 30% {note} by March")
    assert (goal.baseline.value, goal.target.value, goal.last_day) == (0.24, 0.3, date(2027, 3, 31))


@pytest.mark.parametrize(
    "note",
    ["（11月：24%）", "（10月実績24%）", "（11月は24%）", "（前Q 24%）", "（先月は24%）", "（前年同期 24%）", "（現状24%）", "（現24%）",
     "。今は24%です。", "。去年は24%だったので。", "。昨年は24%でした。", "（直近24%、過去最高27%）", "（過去最高27%、現在24%）"],
)  # fmt: skip
def test_a_japanese_note_says_where_it_stands(note):
    goal = read(f"3月末までに成約率を30%にする{note}")
    assert (goal.baseline.value, goal.target.value, goal.last_day) == (0.24, 0.3, date(2027, 3, 31))


def test_notes_of_several_years_and_rough_figures_are_no_targets():
    assert read("受注単価を80万円に（前期74万円、前々期70万円）").target.value == 800_000
    goal = read("Response time under 2 hrs (now ~5h) by Jan 15")
    assert (goal.target.value, goal.baseline.value) == (2, 5)


def test_the_best_so_far_counts_where_nothing_else_is_said():
    assert read("商談50件を来月末までに（過去最高は42件）").baseline.value == 42


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("値上げ交渉、対象24社のうち16社の合意を3月20日までに", 16),
        ("対象20社中12社から内諾をもらう", 12),
        ("対象20社から5社受注を3月末までに", 5),
        ("商談30件のうち10件を受注する", 10),
        ("12 of 15 renewals signed by March", 12),
        ("Renew 12 out of 15 contracts by March", 12),
        ("Get replies from 30% of 200 prospects", 0.3),
    ],
)
def test_n_of_m_aims_at_n(text, number):
    """Fifteen of twenty-two is a goal of fifteen; and 22 is no baseline."""
    goal = read(text)
    assert (goal.target.value, goal.baseline) == (number, None)


@pytest.mark.parametrize(
    ("text", "baseline", "target", "last_day"),
    [
        ("上期は9,000万で着地した。下期は売上1.1億を狙う", 90_000_000, 110_000_000, date(2027, 3, 31)),
        ("商談は9月14件、10月12件。これを12月は18件にする。", 12, 18, date(2026, 12, 31)),
        ("Win back 20 customers by mid-January, we won back 9 last spring", 9, 20, date(2027, 1, 15)),
        ("25 case studies (11 so far) - due 31 Jan - via interviews", 11, 25, date(2027, 1, 31)),
        ("need to shave 5 days off our sales cycle, its averaging 41 rn", 41, 5, None),
        ("Lift average deal size 8% vs last FY, by Jun 30", None, 0.08, date(2027, 6, 30)),
    ],
)
def test_what_is_told_of_the_past_is_where_it_starts_and_sets_no_day(text, baseline, target, last_day):
    """A figure that was reached is no target, and the time when it was reached no deadline."""
    goal = read(text)
    assert (goal.baseline and goal.baseline.value, goal.target.value, goal.last_day) == (baseline, target, last_day)


@pytest.mark.parametrize("text", ["売上を前年比＋12%、3月末まで", "受注を6件に増やす。理由は増員したため。", "Grow demos 10% vs last year by March"])
def test_a_comparison_or_reason_is_a_ground(text):
    assert check_goal(text, today=TODAY).letters["A"] is True


@pytest.mark.parametrize("text", ["Using LinkedIn and two webinars, source 55 leads by March", "Through three partners, book 55 demos by March"])
def test_numbers_of_the_means_are_no_target(text):
    assert read(text).target.value == 55


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Q4の成約率 20〜24%を目指す（10月は15%、11月は17%）", 0.17, 0.20),
        ("12月は受注9件（9月4件、10月5件、11月6件）", 6, 9),
        ("Raise trial-to-paid to 20% by end of Feb (was 12% in Oct, 14% in Nov)", 0.14, 0.2),
    ],
)
def test_of_several_months_told_the_last_is_where_it_stands(text, baseline, target):
    goal = read(text)
    assert (goal.baseline.value, goal.target.value) == (baseline, target)


def test_a_blank_for_last_year_is_no_figure():
    assert read("Recruit 6 resellers by September (last year: [result])").target.value == 6


def test_figures_told_in_one_breath_are_both_told():
    goal = read("売上1,400万（12月）※前年は3件・1,100万")
    assert (goal.target.value, goal.baseline.value) == (14_000_000, 11_000_000)


def test_a_month_that_heads_figures_is_no_present_value():
    """今月：架電300 is what is wanted this month; 今 alone would say that it is so now."""
    assert [goal.statement.baseline for goal in check_goals("今月：架電300、アポ15、商談8", today=TODAY)] == [None] * 3
