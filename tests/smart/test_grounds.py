"""Grounds and means beside a goal's end: they make a step believable, and what they count is not the goal's figure."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "number", "last_day"),
    [
        ("2月に営業が3名増えるので、チームの商談を月60件にする", 60, None),
        ("問い合わせが1日15件に増えているため、年度末までに新規受注20件", 20, date(2027, 3, 31)),
        ("展示会（1/20-22）に出展するため、1月は名刺400枚を集める", 400, date(2027, 1, 31)),
        ("駅前に新店舗が2つできるので3月末までに法人契約を8社", 8, date(2027, 3, 31)),
        ("失注先150社へのメールで、1月中に商談6件", 6, date(2027, 1, 31)),
        ("週1回の勉強会を全員で実施し、成約率を25%にする", 0.25, None),
        ("Close 12 upsells by Feb 26 as the new module launches on Jan 15", 12, date(2027, 2, 26)),
        ("Call the lapsed list every morning and book 9 meetings a week", 9, None),
    ],
)
def test_a_step_with_its_ground(text: str, number: float, last_day: date | None) -> None:
    (goal,) = check_goals(text, today=TODAY)
    target = goal.statement.target
    assert target is not None
    assert target.value == number
    assert goal.letters["A"] is True
    assert goal.statement.last_day == last_day


@pytest.mark.parametrize(
    "text",
    [
        "売上を伸ばすため、訪問を月30件",  # a purpose is no ground
        "第4四半期で15社獲得",
        "受注を月20件",
        "Book 20 demos by Jan 31",
        "Respond to leads as soon as possible",
    ],
)
def test_what_is_no_ground(text: str) -> None:
    (goal,) = check_goals(text, today=TODAY)
    assert goal.letters["A"] is not True


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("見積を倍にする。2月から営業が2名増えるので3月末までに", ["見積を倍にする。2月から営業が2名増えるので3月末までに"]),
        ("客単価42万円＆契約を18件にする、1月中に", ["客単価42万円", "契約を18件にする、1月中に"]),  # 42万円 is no size of contracts
        ("受注を月6件から9件に増やす。訪問も週4件、1月中に。", ["受注を月6件から9件に増やす", "訪問も週4件、1月中に"]),
    ],
)
def test_a_piece_without_an_end_is_no_goal(text: str, own: list[str]) -> None:
    goals = check_goals(text, today=TODAY)
    assert [goal.text for goal in goals] == own
    assert all(goal.letters["T"] is True for goal in goals)
