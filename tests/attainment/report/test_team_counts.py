"""Members of two teams, and members who changed team: every row counts in the team that it names, figures counted by hand.

Alike for every way that a log can lie: files, a store, a plan's sheets or none; a warehouse is held against these counts elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.store import Store
from kpi_xl.attainment import MonthlyReport, Result, build_report
from kpi_xl.definitions import load_role
from kpi_xl.targets import Plan
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import FIELD, MANAGER, actuals, block, field_plan, member, report_of, result

TWO_TEAMS = (
    "2026-11-05,桐生,東,同行,2,,,,",
    "2026-11-06,桐生,西,同行,1,,,,",
    "2026-11-20,桐生,西,同行,4,,,,",
    "2026-11-10,山田,東,受注,1,700000,,A,",
    "2026-11-11,佐藤,西,受注,1,900000,,B,",
)
"""A manager of two teams: 2 visits with the one, 5 with the other; the latest row names 西."""

MOVED = (
    "2026-09-10,鈴木,東,受注,1,100000,,,",
    "2026-10-10,鈴木,東,受注,2,500000,,,",
    "2026-11-04,鈴木,東,商談,3,,,,",
    "2026-11-09,鈴木,,商談,1,,,,",
    "2026-11-18,鈴木,西,商談,7,,,,",
    "2026-11-25,鈴木,西,受注,2,800000,,,",
    "2026-10-12,山田,東,受注,1,300000,,,",
    "2026-11-12,山田,東,受注,1,400000,,,",
    "2026-11-13,佐藤,西,受注,1,600000,,,",
)
"""鈴木 went from 東 to 西 in the middle of November."""


def lead(report: MonthlyReport, team: str) -> Result:
    (found,) = [each for each in report.teams if each.name == team]
    return found.led[0]


def test_joint_visits_of_a_manager_of_two_teams_count_in_the_team_that_each_row_names(tmp_path: Path):
    """Two with 東, five with 西: neither none and seven, nor seven twice."""
    report = report_of(tmp_path, Plan.standard(MANAGER), *TWO_TEAMS)
    visits = {team.name: lead(report, team.name).row("joint_visits").actual for team in report.teams}
    assert visits == {"東": 2, "西": 5}


def test_whoever_works_in_two_teams_is_one_person_with_a_part_in_each(tmp_path: Path):
    """鈴木 held 11 meetings and won 80万円: that is the person's month, whatever the team; the row without a team is of the latest."""
    report = report_of(tmp_path, Plan.standard(FIELD), *MOVED)
    suzuki = result(report, "鈴木")
    assert suzuki.team == "西"
    assert actuals(suzuki, ("meetings", "deals_won", "revenue", "win_rate")) == [11, 2, 800_000, 2 / 11]
    assert [(part.team, *actuals(part, ("meetings", "revenue"))) for part in suzuki.parts] == [("西", 8, 800_000), ("東", 3, 0)]
    assert [part.row("meetings").target for part in suzuki.parts] == [30, None]


def test_the_teams_add_up_by_the_rows(tmp_path: Path):
    """東: 山田's 40万円 and the 3 meetings before the change; 西: the rest. Together they are the log, each row once."""
    report = report_of(tmp_path, Plan.standard(FIELD), *MOVED)
    east, west = block(report, "東"), block(report, "西")
    assert actuals(east.total, ("revenue", "meetings")) == [400_000, 3]
    assert actuals(west.total, ("revenue", "meetings")) == [1_400_000, 8]
    assert [(each.name, *actuals(each, ("meetings", "revenue"))) for each in east.visitors] == [("鈴木", 3, 0)]
    assert [row.target for row in east.visitors[0].rows] == [None] * len(FIELD.kpis)
    assert [each.name for each in east.members] == ["山田"]


def test_the_months_before_stay_with_the_team_in_which_they_were_worked(tmp_path: Path):
    """October was 東's 80万円; the page of the one who went shows 50万円 of them as the person's own month before."""
    report = report_of(tmp_path, Plan.standard(FIELD), *MOVED)
    east, west = block(report, "東").total, block(report, "西").total
    assert [point.actual for point in east.trend][-3:] == [100_000, 800_000, 400_000]
    assert [point.actual for point in west.trend][-3:] == [0, 0, 1_400_000]
    assert (east.kgi.before, west.kgi.before, result(report, "鈴木").kgi.before) == (800_000, 0, 500_000)


def test_who_left_long_ago_still_counts_in_the_teams_year_before(tmp_path: Path):
    """Nobody lists 田中 any more, but last November's 90万円 were 東's."""
    lines = ("2025-11-10,田中,東,受注,1,900000,,,", "2025-11-11,山田,東,受注,1,100000,,,", *MOVED)
    report = report_of(tmp_path, Plan.standard(FIELD), *lines)
    assert "田中" not in [each.name for each in report.results]
    assert block(report, "東").total.kgi.year_before == 1_000_000


def test_a_team_in_which_only_members_of_others_worked_is_a_team(tmp_path: Path):
    """The support of a project team is nobody's main work; without a page of its own it would be in no total."""
    lines = ("2026-11-02,山田,応援,商談,2,,,,", "2026-11-03,山田,東,商談,5,,,,")
    report = report_of(tmp_path, Plan.standard(FIELD), *lines)
    assert [team.name for team in report.teams] == ["東", "応援"]
    assert actuals(block(report, "応援").total, ("meetings",)) == [2]
    manager = report_of(tmp_path, Plan.standard(MANAGER), *lines, "2026-11-04,山田,応援,同行,1,,,,")
    assert lead(manager, "応援").row("joint_visits").actual == 1


# --- Against a plan --------------------------------------------------------------------------------------------------------


def test_who_moved_counts_by_the_rows_against_the_plans_target(tmp_path: Path):
    """The plan lists 鈴木 in 西, as the latest rows do; the three meetings before are 東's, whose spelling may differ in width."""
    plan = field_plan(member("山田", "東"), member("佐藤", "西"), member("鈴木", "西 "))
    report = report_of(tmp_path, plan, *(line.replace(",東,", ",東　,") for line in MOVED))
    assert actuals(block(report, "東").total, ("revenue", "meetings")) == [400_000, 3]
    suzuki = result(report, "鈴木")
    assert (suzuki.row("meetings").actual, suzuki.row("meetings").target) == (11, 30)


def test_teams_of_the_log_that_the_plan_does_not_have_are_the_members_own(tmp_path: Path):
    """The telephone system says 東京本社 where plan and CRM say 東."""
    lines = ("2026-11-02,山田,東,受注,1,500000,,,", "2026-11-03,山田,東京本社,架電,9,,,,", "2026-11-03,山田,東京本社,商談,4,,,,")
    report = report_of(tmp_path, field_plan(member("山田"), member("佐藤", "西")), *lines)
    assert [team.name for team in report.teams] == ["東", "西"]
    assert actuals(block(report, "東").total, ("revenue", "meetings")) == [500_000, 4]
    assert result(report, "山田").parts == ()


def test_a_member_whom_the_plan_lists_in_two_teams_has_a_target_and_a_part_in_each(tmp_path: Path):
    """Half of the time here, half there: 40万円 of one, 90万円 of the other."""
    plan = field_plan(member("山田", "東"), member("山田", "西"), amount=2_000_000)
    lines = ("2026-11-02,山田,東,受注,1,400000,,,", "2026-11-03,山田,西,受注,1,900000,,,")
    report = report_of(tmp_path, plan, *lines)
    assert [(each.team, each.kgi.actual, each.kgi.target) for each in report.members] == [
        ("東", 400_000, 1_000_000), ("西", 900_000, 1_000_000),
    ]  # fmt: skip
    assert [block(report, team).total.kgi.actual for team in ("東", "西")] == [400_000, 900_000]


def test_a_manager_whom_the_plan_lists_in_two_teams_leads_each(tmp_path: Path):
    """What the company workbook says of 桐生."""
    roles = Plan.standard(MANAGER).roles
    plan = Plan(roles, (member("桐生", "東", "manager"), member("桐生", "西", "manager"), member("山田"), member("佐藤", "西")))
    report = report_of(tmp_path, plan, *TWO_TEAMS)
    assert {team.name: team.led[0].row("joint_visits").actual for team in report.teams} == {"東": 2, "西": 5}
    assert {team.name: team.led[0].kgi.actual for team in report.teams} == {"東": 700_000, "西": 900_000}


def test_members_of_several_teams_who_count_customers_count_each_of_them(tmp_path: Path):
    """A list of customers stands once a month's end; the last list counts, in the team that it names."""
    role = load_role("customer_success")
    lines = ("2026-11-10,綾瀬,東,契約顧客,1,,,A社,", "2026-11-30,綾瀬,西,契約顧客,1,,,A社,", "2026-11-30,綾瀬,東,契約顧客,1,,,B社,")
    plain = [line.replace(",東,", ",西,") for line in lines]
    split, whole = (report_of(tmp_path, Plan.standard(role), *each) for each in (lines, plain))
    ours, theirs = result(split, "綾瀬"), result(whole, "綾瀬")
    assert [row.actual for row in ours.rows] == [row.actual for row in theirs.rows]
    assert [stage.actual for stage in ours.funnel] == [stage.actual for stage in theirs.funnel]


@pytest.mark.parametrize("plan", [Plan.standard(FIELD), field_plan(member("山田"), member("佐藤", "西"), member("鈴木", "西"))])
def test_a_store_says_the_same_as_the_log(tmp_path: Path, plan: Plan):
    """Months that only the store holds keep their teams, too."""
    before, now = [line for line in MOVED if line < "2026-11"], [line for line in MOVED if line >= "2026-11"]
    whole = report_of(tmp_path, plan, *MOVED)
    store = Store(tmp_path / "store.duckdb")
    with open_log(write_log(tmp_path, *before)) as log:
        store.join(log)
        store.write(tmp_path / "made.duckdb", log, [])
    with open_log(write_log(tmp_path, *now)) as log:
        Store(tmp_path / "made.duckdb").join(log)
        joined = build_report(log, plan, NOVEMBER)
    assert sorted(joined.teams, key=lambda team: team.name) == sorted(whole.teams, key=lambda team: team.name)


def test_a_list_says_the_same_of_the_month(tmp_path: Path):
    """It reads one month only, and knows who moved from the rows of half a year all the same."""
    whole = report_of(tmp_path, Plan.standard(FIELD), *MOVED)
    with open_log(tmp_path / "log.csv") as log:
        short = build_report(log, Plan.standard(FIELD), NOVEMBER, months=1)
    for theirs, ours in zip(whole.teams, short.teams, strict=True):
        assert [actuals(each.total, ("revenue", "meetings")) for each in theirs.blocks] == [
            actuals(each.total, ("revenue", "meetings")) for each in ours.blocks
        ]
