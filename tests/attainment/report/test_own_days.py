"""Who joins or leaves within the month: a target cut to the days there is due by those days, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.attainment.report.model import OwnDays
from kpi_xl.attainment.report.rates import Status
from kpi_xl.targets import Company, Member, Plan, RolePlan
from kpi_xl.workdays import WorkCalendar
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import member, report_of, result
from tests.targets.test_company import FIELD, INPUTS, MANAGER, plan_of

EVERY_HOLIDAY = WorkCalendar(frozenset({date(2026, 11, 19)}), frozenset({date(2026, 11, 3), date(2026, 11, 23)}))
"""November 2026 with both holidays worked and the 19th off: 20 working days, 11 up to the 16th, 13 up to the 18th."""
SIXTEENTH = date(2026, 11, 16)
LEAVES = Member("鈴木", "東京", FIELD, until=date(2026, 11, 18))
JOINS = Member("新田", "大阪", FIELD, joined=date(2026, 11, 12))
PEOPLE = (Member("佐藤", "東京", FIELD), LEAVES, Member("高橋", "大阪", FIELD), JOINS, Member("中村", "東京", MANAGER))
ROLES = (FIELD, MANAGER)
ROW = "2026-11-10,佐藤,東京,商談,1,"


def plan(*people: Member, amount: float = 6_350_000) -> Plan:
    company = Company(ROLES, amount, INPUTS, new=amount, existing=0)
    return plan_of(company, people, EVERY_HOLIDAY)


def test_whoever_leaves_on_the_18th_owes_by_the_16th_eleven_of_thirteen_days(tmp_path: Path):
    """250万円 for 13 of 20 days: 211.5万円 are due after eleven of them, not 137.5万円; of 200万円 that is 95%, △ and no ○."""
    people = (Member("佐藤", "東京", FIELD), LEAVES)
    report = report_of(tmp_path, plan(*people), "2026-11-10,鈴木,東京,受注,2,2000000", as_of=SIXTEENTH)
    left = result(report, "鈴木")
    assert (report.elapsed_days, report.working_days, left.kgi.target) == (11, 20, 2_500_000)
    assert left.kgi.due == pytest.approx(2_500_000 * 11 / 13)
    assert round(left.kgi.due or 0, -3) == 2_115_000
    assert (left.kgi.status, left.own_days) == (Status.FAIR, OwnDays(11 / 13, 2))
    assert result(report, "佐藤").kgi.due == pytest.approx(3_850_000 * 11 / 20)


def test_whoever_joins_on_the_12th_owes_three_of_his_own_days(tmp_path: Path):
    """The 12th, the 13th and the 16th, of the eleven from the 12th on but the 19th off: 3 of 12; rates are due whole."""
    new = result(report_of(tmp_path, plan(*PEOPLE), ROW, as_of=SIXTEENTH), "新田")
    assert new.own_days == OwnDays(3 / 12, 9)
    assert new.kgi.due == pytest.approx((new.kgi.target or 0) * 3 / 12)
    assert new.row("meetings").due == pytest.approx((new.row("meetings").target or 0) * 3 / 12)
    assert new.row("win_rate").due == new.row("win_rate").target


def test_an_amount_a_week_is_due_by_the_own_days_too(tmp_path: Path):
    """鈴木, there on 13 of 20 days, owes 7 of 10 visits a week, which are 28 in the month: 28 x 11 / 13 by the eleventh day, or 10.77 a week.

    新田, there on 12 from the 12th on, owes 2 of them, a quarter of a full member's: 8 in the month, two by the 16th, 0.91 a week; with
    two visits made he is on pace, where he stood at 45%.
    """
    visits = ("2026-11-10,鈴木,東京,訪問,22,", "2026-11-13,新田,大阪,訪問,2,")
    report = report_of(tmp_path, plan(*PEOPLE), *visits, as_of=SIXTEENTH)
    left, new, full = (result(report, name).row("visits_per_week") for name in ("鈴木", "新田", "佐藤"))
    assert (left.target, new.target, full.due) == (7, 2, full.target)
    assert left.due == pytest.approx(7 * (11 / 13) / (11 / 20))
    assert left.pace == pytest.approx(22 / 11 * 5 / (7 * 20 / 13))
    assert new.due == pytest.approx(2 * (3 / 12) / (11 / 20))
    assert new.pace == pytest.approx(2 / 2)
    whole = report_of(tmp_path, plan(*PEOPLE), *visits)
    assert [result(whole, name).row("visits_per_week").due for name in ("鈴木", "新田")] == [7, 2]


def test_nothing_is_due_before_the_first_day_and_all_after_the_last(tmp_path: Path):
    before = report_of(tmp_path, plan(*PEOPLE), ROW, as_of=date(2026, 11, 11))
    assert (result(before, "新田").kgi.due, result(before, "新田").kgi.pace, result(before, "新田").own_days) == (0, None, OwnDays(0.0, 12))
    after = result(report_of(tmp_path, plan(*PEOPLE), ROW, as_of=date(2026, 11, 25)), "鈴木")
    assert (after.kgi.due, after.own_days) == (after.kgi.target, OwnDays(1.0, 0))


def test_a_team_owes_what_its_members_owe_together_and_its_manager_as_much(tmp_path: Path):
    """Each sum that a team owes by now is its people's; nobody's × makes a team's ○."""
    report = report_of(tmp_path, plan(*PEOPLE), ROW, as_of=SIXTEENTH)
    for team in report.teams:
        for block in team.blocks:
            for row in block.total.rows:
                if row.kpi.is_additive:
                    assert row.due == pytest.approx(sum(each.row(row.kpi.id).due or 0 for each in block.members))
    (tokyo,) = [team for team in report.teams if team.name == "東京"]
    assert tokyo.led[0].kgi.due == pytest.approx(tokyo.blocks[0].total.kgi.due)
    assert tokyo.led[0].kgi.due > (tokyo.led[0].kgi.target or 0) * 11 / 20


def test_what_is_needed_a_day_is_told_of_the_days_that_are_left_to_the_person(tmp_path: Path):
    """Of 250万円 50万円 lack with two days to go: 25万円 a day, not 5.6万円 on each of nine."""
    people = (Member("佐藤", "東京", FIELD), LEAVES)
    with open_log(write_log(tmp_path, "2026-11-10,鈴木,東京,受注,2,2000000", "2026-11-10,佐藤,東京,受注,2,2000000")) as log:
        month = measured_month(log, plan(*people), NOVEMBER, SIXTEENTH)
    insight = month.insights.of(result(month.report, "鈴木"))
    assert insight is not None
    assert (insight.share_due, insight.needed_per_day) == (11 / 13, pytest.approx(250_000))


def test_a_plan_that_cuts_no_target_goes_by_the_months_days(tmp_path: Path):
    """Outside a company's plan who joins on the 12th owes the month's target: by the 16th what everybody owes."""
    joined = replace(member("佐藤"), joined=date(2026, 11, 12))
    uncut = Plan((RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": 3_000_000}),), (joined,), EVERY_HOLIDAY)
    owner = result(report_of(tmp_path, uncut, ROW, as_of=SIXTEENTH), "佐藤")
    assert (owner.own_days, owner.kgi.due) == (None, pytest.approx(3_000_000 * 11 / 20))


def test_a_teams_month_to_date_has_what_its_page_has_due(tmp_path: Path):
    """One page must not tell two sums that are due of one goal by one day."""
    with open_log(write_log(tmp_path, ROW)) as log:
        month = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH)
    assert month.company is not None
    courses = {team.team: team.course for team in month.company.teams if team.role.id == FIELD.id}
    for team in month.report.teams:
        course = courses[team.name]
        assert course is not None
        assert course.periods[0].standing.due == pytest.approx(team.blocks[0].total.kgi.due)


def test_the_company_owes_what_its_teams_owe(tmp_path: Path):
    """全社 sums its teams' sums by that day, and so do revenue, the flow and the month to date: none goes by the month's 11 of 20 days."""
    with open_log(write_log(tmp_path, ROW)) as log:
        month = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH)
    company = month.company
    assert company is not None
    assert company.flow is not None
    assert company.new is not None
    due = sum(team.blocks[0].total.kgi.due or 0 for team in month.report.teams)
    assert due == pytest.approx(sum(result(month.report, name).kgi.due or 0 for name in ("佐藤", "鈴木", "高橋", "新田")))
    assert due != pytest.approx(6_350_000 * 11 / 20, rel=0.001)
    for standing in (company.kgi, company.new, company.flow.stage("new").standing, company.course.periods[0].standing):
        assert standing.due == pytest.approx(due)
        assert standing.target == 6_350_000
    for standing in company.teams:
        (block,) = next(team.blocks for team in month.report.teams if team.name == standing.team)
        assert (standing.kgi.due, standing.kgi.pace, standing.kgi.status) == (block.total.kgi.due, block.total.kgi.pace, block.total.kgi.status)


def test_the_flow_of_a_team_goes_by_the_days_of_its_people(tmp_path: Path):
    """Tokyo's meetings are due as its revenue is: of 佐藤 11 of 20 days, of 鈴木 11 of his 13; what they lose still sums to the gap."""
    with open_log(write_log(tmp_path, ROW)) as log:
        month = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH)
    assert month.company is not None
    for standing in month.company.teams:
        flow, kgi = standing.flow, standing.kgi
        assert flow is not None
        share = (kgi.due or 0) / (kgi.target or 1)
        for stage in flow.stages:
            assert stage.standing.due == pytest.approx((stage.standing.target or 0) * share)
        assert sum(link.yen or 0 for link in flow.links) + flow.rest == pytest.approx(flow.total)


def test_outside_a_companys_plan_nothing_is_another(tmp_path: Path):
    """Where nobody joins or leaves, what is due is the share of the month's days, to the last bit."""
    people = (Member("佐藤", "東京", FIELD), Member("高橋", "大阪", FIELD), Member("中村", "東京", MANAGER))
    with open_log(write_log(tmp_path, ROW)) as log:
        company = measured_month(log, plan(*people), NOVEMBER, SIXTEENTH).company
    assert company is not None
    assert company.kgi.due == 6_350_000 * (11 / 20)
    assert company.course.share_due == 11 / 20
