"""Lines on lead time: what they say of a quick, a slow and an unknown team, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.team.lead_notes import lead_lines
from kpi_xl.sheets.monthly.team.points import team_points
from tests.attainment.deals.test_lead_outlook import PLAN, deals
from tests.attainment.plans import month_of
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month


def told(month: MeasuredMonth) -> dict[str, str]:
    return {str(about): str(sentence) for about, sentence in lead_lines(month.report.teams[0], month)}


def test_a_slow_team_is_told_which_month_its_activity_serves(tmp_path: Path):
    """Four lines, each with its numbers."""
    assert told(month_of(tmp_path, PLAN, *deals(40))) == {
        "リードタイム": "初回活動から受注まで、半数は40日以内、4分の3は40日以内、9割は40日以内です（n=58）。",
        "今月の受注の発生月": "今月の受注10件の初回活動：10月7件、9月3件。",
        "今月の活動が受注になる月": "11月の商談は、主に12月の受注につながります。12月の目標に必要な170件に対して、10件でした（5.9%）。",
        "案件の開始月別の成約率": "今後の受注も見込んだ値：8月分 100.0%（100%）、9月分 100.0%（100%）、10月分 93.9%（68%）"
        "（かっこ内は、すでに出そろった受注の割合）。",
    }


def test_a_quick_team_is_not_sent_to_another_month(tmp_path: Path):
    """Its activity serves the month itself, which needs no line."""
    assert "今月の活動が受注になる月" not in told(month_of(tmp_path, PLAN, *deals(5)))


def test_too_few_wins_give_the_reason(tmp_path: Path):
    (line,) = told(month_of(tmp_path, PLAN, *list(deals(40))[:20])).values()
    assert "見積もれません" in line


def test_the_english_lines_say_the_same(tmp_path: Path):
    with speaking("en"):
        lines = told(month_of(tmp_path, PLAN, *deals(40)))
    assert lines["When this month's wins started"] == "First activity of this month's 10 wins: 7 in October, 3 in September."
    assert lines["When this month's activity pays off"].startswith("November's Meetings mostly turn into deals won in December")


@pytest.mark.parametrize("as_of", [MID_MONTH, None])
def test_origins_add_up_to_the_wins(as_of):
    """No win is lost on the way from the log to the line."""
    month = demo_month(as_of)
    for team in month.report.teams:
        for block in team.blocks:
            lead = month.insights.of_block(block).lead
            if lead is not None:
                assert sum(lead.wins.values()) + lead.unknown == block.total.row("deals_won").actual


def test_last_year_is_part_of_the_sentence_on_what_changed(tmp_path: Path):
    """Month on month and year on year in one sentence."""
    lines = [f"{day},佐藤,東,受注,1,{yen},,," for day, yen in (("2025-11-10", 1e6), ("2026-10-10", 1e6), ("2026-11-10", 8e5))]
    month = month_of(tmp_path, PLAN, *(line.replace(".0", "") for line in lines))
    team = month.report.teams[0]
    assert str(team_points(team, team.blocks[0].total, month)[-1]) == (
        "売上は80万円で、10月の100万円より20.0%減りました。前年同月比は▲20.0%です。"
    )
