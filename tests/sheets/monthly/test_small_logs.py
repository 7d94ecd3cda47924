"""What is said of small logs, counted by hand: a goal that is made, one meeting, a KPI that nobody logs, thirty accounts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.handouts.page.rendering import page_of
from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.outlook.basis import next_month_line
from kpi_xl.sheets.monthly.team.notes import team_notes
from kpi_xl.targets import Plan
from tests.attainment.plans import field_plan, member, result
from tests.sheets.monthly.test_company_page import month_of
from tests.sheets.monthly.test_monthly import cells, drawn

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

DAY_10, DAY_16 = date(2026, 11, 10), date(2026, 11, 16)
ONE = field_plan(member("佐藤"), amount=3_000_000)
AHEAD = [*(f"2026-11-04,佐藤,東,商談,1,,,A{place}" for place in range(20)), "2026-11-05,佐藤,東,受注,8,4800000,,"]
FEW = ["2026-11-02,佐藤,東,商談,1,,,A", "2026-11-04,鈴木,東,商談,2,,,B", "2026-11-05,鈴木,東,受注,1,300000,,B"]
OCTOBER = [f"2026-10-{1 + place % 28:02},佐藤,東,商談,1,,,社{place}" for place in range(30)]
NOVEMBER = [f"2026-11-{2 + place % 9:02},佐藤,東,商談,1,,,社{place}" for place in range(30)]
WON = [f"2026-11-{10 + place % 4:02},佐藤,東,受注,1,500000,,社{place}" for place in range(10)]
"""Thirty accounts, met in October and again until the 10th of November; ten of them won from the 10th on."""


def texts(folder: Path, month: MeasuredMonth, language: str) -> list[str]:
    return [str(value) for sheet in cells(drawn(folder, month, language=language)).values() for value in sheet.values()]


@pytest.mark.parametrize(("language", "note", "point"), [
    ("ja", "残り9稼働日、目標は達成済み", "売上は480万円で、月の目標300万円に届いています（160.0%）。"),
    ("en", "9 working days left, target made", "Revenue: ¥4,800,000, which reaches the month's target of ¥3,000,000 (160.0%)."),
])  # fmt: skip
def test_a_goal_that_is_made_asks_nothing_a_day(tmp_path: Path, language: str, note: str, point: str):
    """480万円 of 300万円 on the 16th: not 0円 a day, and it is the month's target that is reached, not only what is due."""
    month = month_of(tmp_path, *AHEAD, plan=ONE, as_of=DAY_16)
    said = texts(tmp_path, month, language)
    assert note in said
    assert any(point in each for each in said)
    assert not any("1日あたり0" in each or "per day: ¥0" in each for each in said)


@pytest.mark.parametrize(("language", "note"), [
    ("ja", "残り9稼働日、目標は達成済み"), ("en", "9 working days left, target made"),
])  # fmt: skip
def test_a_company_that_has_made_its_goal_is_asked_nothing_a_day(tmp_path: Path, language: str, note: str):
    two = field_plan(member("佐藤"), member("鈴木", team="西"), amount=3_000_000)
    month = month_of(tmp_path, *AHEAD, "2026-11-04,鈴木,西,商談,1,,,Z", plan=two, as_of=DAY_16)
    with speaking(language):
        assert note in page_of(month)
    assert note in texts(tmp_path, month, language)


def test_what_nobody_logs_is_no_bottleneck(tmp_path: Path):
    """One meeting, no win, and not one key person in the whole log: 0 contacts are none that were missed."""
    month = month_of(tmp_path, *FEW, plan=field_plan(member("佐藤"), member("鈴木"), amount=6_000_000), as_of=DAY_10)
    insight = month.insights.of(result(month.report, "佐藤"))
    assert insight is not None
    assert insight.split is not None
    assert [part.id for part in insight.split.parts] == ["meetings", "win_rate", "average_order"]
    assert sum(part.yen for part in insight.split.parts) + insight.split.rounding == insight.split.gap


def test_nobody_starts_with_a_rate_of_one_meeting(tmp_path: Path):
    """0 of 1 is no win rate to improve."""
    month = month_of(tmp_path, *FEW, plan=field_plan(member("佐藤"), member("鈴木"), amount=6_000_000), as_of=DAY_10)
    owner = result(month.report, "佐藤")
    said = [str(each) for each in member_points(owner, month.insights.of(owner), month.report)]
    assert said[0] == "受注件数は0件です（ここまでの目安1.9件、ペース比0.0%）。確認したい点：受注の数が足りない。"
    assert not any("成約率" in each for each in said)


@pytest.mark.parametrize(("won", "is_told"), [(1, False), (3, True)])
def test_the_pace_of_one_deal_asks_for_no_people(tmp_path: Path, won: int, is_told: bool):
    """Eight more people, from a single deal on working day 6, is nothing to say in a meeting."""
    lines = [f"2026-11-05,鈴木,東,受注,{won},300000,,B", *FEW[:2]]
    month = month_of(tmp_path, *lines, plan=field_plan(member("佐藤"), member("鈴木"), amount=6_000_000), as_of=DAY_10)
    assert ("必要人数" in [note.about for note in team_notes(month.report.teams[0], month)]) is is_told


def thirty(folder: Path, plan: Plan = ONE) -> MeasuredMonth:
    return month_of(folder, *OCTOBER, *NOVEMBER, *WON, plan=plan, as_of=None)


@pytest.mark.parametrize(("language", "rate"), [
    ("ja", "これまでの案件30件のうち受注10件、1案件に商談2.0件"), ("en", "so far 10 of 30 deals won, 2.0 Meetings each"),
])  # fmt: skip
def test_accounts_met_in_two_months_are_deals_once(tmp_path: Path, language: str, rate: str):
    """Thirty deals with sixty meetings, ten of them won: a third or, for those still open, more; never 10 of November's 30 meetings alone."""
    month = thirty(tmp_path)
    with speaking(language):
        line = next_month_line(month.insights.of(result(month.report, "佐藤")))
    assert rate in line
    assert " a 80%" not in line


def test_the_team_of_one_is_told_what_its_member_is_told(tmp_path: Path):
    """The same count for 80%, and a share on top that is that of the two counts."""
    month = thirty(tmp_path)
    needed = month.insights.of(result(month.report, "佐藤")).next_month
    (said,) = [note.sentence for note in team_notes(month.report.teams[0], month) if note.about == "来月の達成確率"]
    more = needed.at[0.8] / needed.expected - 1
    assert f"{more:.0%}上乗せして新しい案件{needed.at[0.8]}件にすると、80%になります" in said


@pytest.mark.parametrize(("meetings", "is_drawn"), [(1, False), (4, False), (5, True)])
def test_few_meetings_draw_no_yen(tmp_path: Path, meetings: int, is_drawn: bool):
    """Of fewer than five meetings the card gives no yen, so the chart from target to actual does not either: the month so far stands in its place."""
    lines = [f"2026-11-02,佐藤,東,商談,{meetings},,,A", "2026-10-02,佐藤,東,受注,1,500000,,Z"]
    said = texts(tmp_path, month_of(tmp_path, *lines, plan=ONE, as_of=DAY_10), "ja")
    assert ("売上：目標から実績まで" in said) is is_drawn
    assert any(each.startswith("成約率  ▲") for each in said) is is_drawn
