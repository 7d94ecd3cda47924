"""Tables and forms in one cell: every row, block or labelled line is a goal with its own figures, as a person reads them."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals
from kpi_xl.smart.layout.tables import table_in

TODAY = date(2026, 11, 30)
DECEMBER, JANUARY, MARCH = date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)


def read(text: str, **known):
    goals = check_goals(text, today=TODAY, **known)
    return [
        (goal.statement.baseline and goal.statement.baseline.value, goal.statement.target and goal.statement.target.value, goal.statement.last_day)
        for goal in goals
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("項目\t現状\t目標\t期限\n再商談率\t14%\t20%\t3月末\n往訪数\t9件\t13件\t12月末", [(0.14, 0.2, MARCH), (9, 13, DECEMBER)]),
        ("Metric\tNow\tTarget\tBy\nReply rate\t6%\t9%\t31 Mar\nQuotes\t40\t55\t31 Jan", [(0.06, 0.09, MARCH), (40, 55, JANUARY)]),
        ("KPI\tActual Nov\tTarget Dec\nDemos\t21\t28\nGM%\t31\t33", [(21, 28, DECEMBER), (0.31, 0.33, DECEMBER)]),
        ("指標\t提案数\t客単価\n現状\t7件\t38万\n目標\t10件\t45万", [(7, 10, None), (380_000, 450_000, None)]),  # a column a goal
        ("| 指標 | 現状 | 目標 |\n|---|---|---|\n| 通電率 | 22% | 30% |", [(0.22, 0.3, None)]),
        ("担当\t指標\t12月目標\n自分\t見積\t14件\n自分\t受注\t4件", [(None, 14, DECEMBER), (None, 4, DECEMBER)]),
        ("項目　目標\n商談　26件\n受注　5件\n※12月分", [(None, 26, DECEMBER), (None, 5, DECEMBER)]),  # said below for all
    ],
)
def test_a_table_with_its_head_is_read_row_by_row(text, goals):
    assert read(text) == goals


@pytest.mark.parametrize("text", ["商談\t30件\t12月末", "目標\t受注5件", "・受注5件\n・商談20件", "受注 5件　商談 20件\n（12月）"])
def test_without_a_head_it_is_no_table(text):
    assert table_in(text) is None


def test_a_row_is_written_as_a_line_with_its_labels():
    """What is missing goes where the form has the rest."""
    (goal,) = check_goals("項目\t現状\t目標\n決定率\t24%\t30%", today=TODAY)
    assert goal.text == "決定率 現状：24% 目標：30%"
    assert goal.rewritten == "決定率 現状：24% 目標：30%　期限：〔期限〕"


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("目標①：代理店4社／期限：3月末／現状：1社\n目標②：返品を半減／期限：1月末／現状：月8件", [(1, 4, MARCH), (8, 0.5, JANUARY)]),
        ("目標：商談24件\n期限：12月末\n現状：18件\n目標：粗利率27%\n期限：3月末\n現状：25%", [(18, 24, DECEMBER), (0.25, 0.27, MARCH)]),
        ("Target: 7 renewals / Due: Jan 31 / Now: 4\nTarget: 15 visits a week / Due: open", [(4, 7, JANUARY), (None, 15, None)]),
        ("Goal: trim avg discount\nNow: 12%\nTarget: max 9%\nDue: 31 Jan", [(0.12, 0.09, JANUARY)]),  # one form, two names for it
        ("目標：更新率94%、追加席数25席\n期限：3月末\n現状：更新率91%、追加14席", [(0.91, 0.94, MARCH), (14, 25, MARCH)]),
        ("Goal - 11 proposals / Deadline - Jan 31 / Now - 8", [(8, 11, JANUARY)]),
        ("■目標\n・新規契約 4件\n・追加受注 300万円\n■期限\n1月末", [(None, 4, JANUARY), (None, 3_000_000, JANUARY)]),
    ],
)
def test_forms_below_one_another_keep_their_own_lines(text, goals):
    assert read(text) == goals


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("【数字】12月受注3件\n【数字】新規アポ9件\n【姿勢】報告をもっと早く",
         ["【数字】12月受注3件", "【数字】新規アポ9件", "【姿勢】報告をもっと早く"]),
        ("受注：もう少し！\n往訪：週8\n学び：専門誌を毎週読む", ["受注：もう少し！", "往訪：週8", "学び：専門誌を毎週読む"]),
        ("①受注5件（12月）\n②デスクの整頓", ["受注5件（12月）", "デスクの整頓"]),
        ("20 quotes / 6 orders / $90k - all by Jan 31", ["20 quotes", "6 orders", "$90k"]),
    ],
)  # fmt: skip
def test_a_labelled_or_marked_line_is_a_goal_of_its_own(text, own):
    assert [goal.text for goal in check_goals(text, today=TODAY)] == own


def test_a_span_said_for_all_keeps_where_it_begins():
    """1月〜3月 is not March alone."""
    (first, *_) = check_goals("1.架電 60件/日\n2.受注 4件\n（すべて1月〜3月）", today=TODAY)
    assert first.rewritten.startswith("1月〜3月に、架電")
