"""People who move or leave, and managers of several teams, in a company's plan: figures counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment import MonthlyReport, Result
from kpi_xl.attainment.report.stays import Stays
from kpi_xl.targets import Member, Plan
from tests.attainment.plans import block, report_of, result
from tests.targets.test_company import FIELD, MANAGER, NOVEMBER, SDR, plan_of

MOVED = date(2026, 11, 16)
PEOPLE = (
    Member("佐藤", "東京", FIELD), Member("高橋", "大阪", FIELD), Member("田中", "東京", SDR),
    Member("鈴木", "東京", FIELD, until=date(2026, 11, 15)), Member("鈴木", "大阪", FIELD, joined=MOVED),
    Member("木村", "大阪", FIELD, until=date(2026, 9, 30)), Member("中村", "東京", MANAGER, leads=("東京", "大阪")),
)  # fmt: skip
"""鈴木 goes from 東京 to 大阪 on the 16th of November, 木村 left 大阪 at the end of September."""
PLAN = plan_of(members=PEOPLE)


def lines(team_of_suzuki: str = "") -> list[str]:
    """A log whose rows name no team, or 鈴木's all alike, as a CRM that knows today's team only."""
    return [
        f"2026-09-10,鈴木,{team_of_suzuki},受注,1,100000,,,", "2026-09-11,木村,,受注,1,500000,,,", "2026-09-12,高橋,,受注,1,700000,,,",
        f"2026-11-04,鈴木,{team_of_suzuki},受注,2,300000,,,", f"2026-11-15,鈴木,{team_of_suzuki},商談,3,,,,",
        f"2026-11-16,鈴木,{team_of_suzuki},商談,7,,,,", f"2026-11-25,鈴木,{team_of_suzuki},受注,1,800000,,,",
        "2026-11-12,高橋,,受注,1,600000,,,", "2026-11-13,佐藤,,受注,1,400000,,,",
    ]  # fmt: skip


def of_field(report: MonthlyReport, team: str) -> Result:
    (found,) = [each.total for each in next(each for each in report.teams if each.name == team).blocks if each.role == FIELD]
    return found


@pytest.mark.parametrize("named", ["", "大阪"])
def test_who_moves_within_the_month_counts_where_he_was_on_each_day(tmp_path: Path, named: str):
    """30万円 and 3 meetings up to the 15th are 東京's, 80万円 and 7 from the 16th 大阪's: neither twice nor all in one."""
    report = report_of(tmp_path, PLAN, *lines(named))
    assert [(team, of_field(report, team).kgi.actual, of_field(report, team).row("meetings").actual) for team in ("東京", "大阪")] == [
        ("東京", 700_000, 3), ("大阪", 1_400_000, 7),
    ]  # fmt: skip
    assert [(each.team, each.kgi.actual) for each in report.members if each.name == "鈴木"] == [("東京", 300_000), ("大阪", 800_000)]


def test_rows_that_name_both_teams_are_believed_before_the_plans_days(tmp_path: Path):
    """Whoever hands over a customer on the 20th still wins for the team left; the rows say so."""
    rows = ("2026-11-20,鈴木,東京,受注,1,500000,,,", "2026-11-21,鈴木,大阪,受注,1,900000,,,", "2026-11-22,鈴木,,受注,1,10000,,,")
    report = report_of(tmp_path, PLAN, *rows)
    assert [of_field(report, team).kgi.actual for team in ("東京", "大阪")] == [500_000, 910_000]


def test_who_left_counts_in_the_teams_months_before(tmp_path: Path):
    """大阪's September is 高橋's 70万円 and 木村's 50万円, though nobody lists 木村 in November; 鈴木's 10万円 are 東京's."""
    report = report_of(tmp_path, PLAN, *lines())
    september = {team: of_field(report, team).trend[-3].actual for team in ("東京", "大阪")}
    assert september == {"東京": 100_000, "大阪": 1_200_000}
    assert "木村" not in [each.name for each in report.results]


def test_joint_visits_of_a_manager_of_two_teams_count_in_the_team_that_each_row_names(tmp_path: Path):
    """Two with 東京, five with 大阪, one that names none: eight together, and each team's own revenue beside them."""
    visits = ("2026-11-05,中村,東京,同行,2,,,,", "2026-11-06,中村,大阪,同行,5,,,,", "2026-11-07,中村,,同行,1,,,,")
    led = result(report_of(tmp_path, PLAN, *lines(), *visits), "中村")
    assert (led.team, led.row("joint_visits").actual, led.kgi.actual) == ("東京、大阪", 8, 2_100_000)
    assert [(part.team, part.row("joint_visits").actual, part.kgi.actual) for part in led.parts] == [("東京", 2, 700_000), ("大阪", 5, 1_400_000)]
    assert sum(part.kgi.target or 0 for part in led.parts) == led.kgi.target


@pytest.mark.parametrize("leads", [("全社",), ("東京", "大阪")])
def test_a_manager_of_everybody_has_every_team(tmp_path: Path, leads: tuple[str, ...]):
    people = (*PEOPLE[:-1], replace(PEOPLE[-1], leads=leads))
    led = result(report_of(tmp_path, plan_of(members=people), *lines(), "2026-11-06,中村,大阪,同行,5,,,,"), "中村")
    assert [(part.team, part.row("joint_visits").actual) for part in led.parts] == [("東京", 0), ("大阪", 5)]
    assert led.kgi.actual == 2_100_000


def test_a_manager_of_one_team_has_no_parts(tmp_path: Path):
    """The page would say everything twice."""
    people = (*PEOPLE[:-1], Member("中村", "大阪", MANAGER))
    led = result(report_of(tmp_path, plan_of(members=people), *lines(), "2026-11-06,中村,大阪,同行,5,,,,"), "中村")
    assert (led.kgi.actual, led.row("joint_visits").actual, led.parts) == (1_400_000, 5, ())


def test_a_row_begins_when_the_one_before_it_ends():
    """People type the last day of the old row and leave the first of the new one blank."""
    stays = Stays.of([Member("鈴木", "東京", FIELD, until=date(2026, 9, 30)), Member("鈴木", "大阪", FIELD)])
    assert stays.moves("鈴木") == (date(2026, 10, 1),)
    days = (date(2026, 9, 30), date(2026, 10, 1))
    assert [stay.team for day in days if (stay := stays.on("鈴木", day))] == ["東京", "大阪"]
    assert Stays.of([Member("山田", "東京", FIELD), Member("山田", "大阪", FIELD)]).moves("山田") == ()


def test_without_a_plan_nothing_of_this_applies(tmp_path: Path):
    report = report_of(tmp_path, Plan.standard(FIELD), *lines("大阪"), month=NOVEMBER)
    assert block(report, "大阪").total.kgi.actual == 1_100_000


def test_the_funnels_of_two_teams_are_no_funnel(tmp_path: Path):
    """東京 calls 40 times, 大阪 holds 9 meetings: 9 of 40 would be a rate of nothing. Each team's own funnel stays."""
    report = report_of(tmp_path, PLAN, "2026-11-05,田中,東京,架電,40,,,,", "2026-11-05,高橋,大阪,商談,9,,,,")
    whole = result(report, "中村")
    assert whole.funnel == ()
    assert [(part.team, [row.actual for row in part.funnel if row.actual]) for part in whole.parts] == [("東京", [40]), ("大阪", [9])]
