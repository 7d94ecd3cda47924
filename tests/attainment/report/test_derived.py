"""A manager's KPIs that are worked out from the members' results: how many attain, and how far the open deals reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import Status
from kpi_xl.attainment.report.model import Pipeline
from kpi_xl.attainment.report.monthly_report import build_report
from kpi_xl.definitions import RoleTemplate
from kpi_xl.periods import Month
from kpi_xl.targets import Plan, RolePlan, Thresholds
from tests.attainment.plans import FIELD, MANAGER, member, report_of, result

MONTH = [
    "2026-11-02,山田,東,商談,8,,,,", "2026-11-02,山田,東,キーパーソン接触,7,,,,", "2026-11-10,山田,東,受注,2,1000000,,A,",
    "2026-11-25,山田,東,パイプライン,1,6000000,,A,",
]  # fmt: skip


def led_by(manager: RoleTemplate, thresholds: Thresholds = Thresholds()) -> Plan:
    """One seller who owes 300万円 and a manager who owes the same."""
    goal = {"KGI_AMOUNT": 3_000_000.0}
    roles = (RolePlan(FIELD, {**FIELD.defaults, **goal}), RolePlan(manager, {**manager.defaults, **goal}))
    return Plan(roles, (member("山田"), replace(member("部長", role="manager"), role=manager)), thresholds=thresholds)


def manager_asking(threshold: float) -> RoleTemplate:
    kpis = tuple(
        replace(kpi, measure=replace(kpi.measure, threshold=threshold)) if kpi.id == "members_attaining" else kpi
        for kpi in MANAGER.kpis
    )
    return replace(MANAGER, kpis=kpis)


@pytest.mark.parametrize(("threshold", "share"), [(0.59, 1.0), (0.61, 0.0), (0.8, 0.0)])
def test_who_attains_is_judged_by_the_roles_own_threshold(tmp_path: Path, threshold: float, share: float):
    """100万 of 300万円, 2 of 6 deals, 8 of 30 meetings and 2.6 of 10 visits a week are 33%, 33%, 27% and 26%; 50万円 an order, 2 of 8
    meetings won and 7 of 8 key persons are all that was wanted: 60% over seven KPIs, which a company may call attained."""
    manager = manager_asking(threshold)
    report = report_of(tmp_path, led_by(manager), *MONTH, "2026-11-12,山田,東,訪問,10,,,,")
    overall = result(report, "山田").overall
    visits = 10 / (19 / 5) / 10  # 10 visits in 3.8 weeks, of 10 a week
    assert overall == pytest.approx((1 / 3 + 1 / 3 + 1 + 8 / 30 + 1 + 1 + visits) / 7)  # 0.599
    assert result(report, "部長").row("members_attaining").actual == share


def test_who_attains_is_not_judged_before_the_month_is_over(tmp_path: Path):
    """On the 20th nobody has reached a month's targets; the KPI says so with what it aims at and no figure."""
    october = [line.replace("2026-11", "2026-10") for line in MONTH]
    report = report_of(tmp_path, led_by(MANAGER), *october, *MONTH, as_of=date(2026, 11, 20))
    row = result(report, "部長").row("members_attaining")
    assert (row.target, row.actual, row.rate, row.status) == (1.0, None, None, None)
    over = result(report_of(tmp_path, led_by(MANAGER), *october, *MONTH), "部長").row("members_attaining")
    assert (over.target, over.actual, over.rate, over.status) == (1.0, 0.0, 0.0, Status.POOR)


OPEN = [*MONTH[:3], "2026-11-25,山田,東,パイプライン,1,4000000,,A,"]
"""100万円 won of 300万円; 400万円 open."""
FRIDAY = date(2026, 11, 27)


def test_open_deals_are_told_as_a_multiple_of_what_is_left_to_win_with_the_plans_signs(tmp_path: Path):
    """400万円 open are twice the 200万円 that are left of 300万円; of three times that is 67%, △ where a plan calls 60% fair."""
    fair = led_by(MANAGER, Thresholds(good=0.9, fair=0.6))
    row = result(report_of(tmp_path, fair, *OPEN, as_of=FRIDAY), "部長").row("pipeline_coverage")
    assert (row.target, row.actual, row.rate) == (3.0, 2.0, pytest.approx(2 / 3))
    assert row.status is Status.FAIR
    usual = result(report_of(tmp_path, led_by(MANAGER), *OPEN, as_of=FRIDAY), "部長").row("pipeline_coverage")
    assert usual.status is Status.POOR


@pytest.mark.parametrize("last_day", [None, date(2026, 11, 30)])
def test_no_open_deal_serves_a_month_that_is_over_or_a_goal_that_is_made(tmp_path: Path, last_day: date | None):
    """On the last day nothing can be won of this month any more: no multiple, but what is open is known. Nor of 0 that is left."""
    over = result(report_of(tmp_path, led_by(MANAGER), *OPEN, as_of=last_day), "部長").row("pipeline_coverage")
    assert (over.target, over.actual, over.rate, over.status) == (3.0, None, None, None)
    made = (*OPEN, "2026-11-26,山田,東,受注,4,2000000,,B,")
    assert result(report_of(tmp_path, led_by(MANAGER), *made, as_of=FRIDAY), "部長").row("pipeline_coverage").actual is None


def test_open_deals_serve_what_is_left_to_win_and_no_month_that_is_over(tmp_path: Path):
    """200万円 of 300万円 are left on Friday. On the last day nothing can be won of this month any more; of a goal made, 0 is left."""
    plan = led_by(MANAGER)
    assert result(report_of(tmp_path, plan, *OPEN, as_of=FRIDAY), "部長").pipeline == Pipeline(4_000_000, 2_000_000, 4 / 3)
    assert result(report_of(tmp_path, plan, *OPEN), "部長").pipeline == Pipeline(4_000_000, None, 4 / 3)
    made = (*OPEN, "2026-11-26,山田,東,受注,4,2000000,,B,")
    assert result(report_of(tmp_path, plan, *made, as_of=FRIDAY), "部長").pipeline == Pipeline(4_000_000, 0.0, 4 / 3)


def test_renewals_are_not_won_by_open_deals(tmp_path: Path):
    """The manager owes 500万円 with the customers that are kept; the seller's 200万円 of 300万円 are what open deals serve."""
    plan = led_by(MANAGER)
    goal = {"KGI_AMOUNT": 5_000_000.0}
    whole = replace(plan, roles=(plan.roles[0], RolePlan(MANAGER, {**MANAGER.defaults, **goal})))
    boss = result(report_of(tmp_path, whole, *OPEN, as_of=FRIDAY), "部長")
    assert (boss.kgi.target, boss.pipeline.left, boss.row("pipeline_coverage").actual) == (5_000_000, 2_000_000, 2.0)


def test_a_team_that_did_nothing_has_no_open_deals_and_no_meetings(tmp_path: Path):
    """The log speaks of another month alone: 0 times what is left is open, and every bar of the funnel stands at 0."""
    lines = ("2026-09-02,山田,東,商談,8,,,,", "2026-09-02,山田,東,パイプライン,1,9000000,,A,")
    boss = result(report_of(tmp_path, led_by(MANAGER), *lines, as_of=FRIDAY), "部長")
    assert boss.row("pipeline_coverage").actual == 0.0
    assert [row.actual for row in boss.funnel] == [0.0] * len(MANAGER.funnel)


def test_a_bar_that_counts_one_role_is_0_where_its_members_did_nothing(tmp_path: Path):
    """Inside sales handed over eight meetings, and 山田 held none of them: none was held."""
    plan = led_by(MANAGER)
    with_caller = replace(plan, members=(*plan.members, member("架電", role="inside_sales:bdr")))
    boss = result(report_of(tmp_path, with_caller, "2026-11-02,架電,東,商談,8,,,,"), "部長")
    of_role = {row.stage.id: row.actual for row in boss.funnel if row.stage.role == "field_sales"}
    assert of_role == {"meetings": 0.0}


def test_whom_a_plan_of_managers_alone_does_not_list_is_shown_without_target(tmp_path: Path):
    """The workbook lists the manager; the log knows a seller, whose deals are the team's."""
    plan = Plan((RolePlan(MANAGER, MANAGER.defaults),), (member("部長", role="manager"),))
    report = report_of(tmp_path, plan, *MONTH)
    seller, boss = result(report, "山田"), result(report, "部長")
    assert (seller.is_planned, seller.kgi.target, seller.kgi.actual) == (False, None, 1_000_000)
    assert boss.kgi.actual == 1_000_000


EXPORT = """商談 ID,商談 所有者,完了予定日,フェーズ,金額,取引先名,成立フラグ,完了フラグ
1,山田,2026-11-05,Closed Won,1000000,A,true,true
2,山田,2026-11-06,Negotiation,500000,B,false,false
3,山田,2026-11-27,Proposal,2500000,C,false,false
4,山田,2026-12-10,Proposal,4000000,D,false,false
5,山田,2026-11-30,Closed Lost,700000,E,false,true
"""


@pytest.mark.parametrize("day", [date(2026, 11, 10), date(2026, 11, 16), date(2026, 11, 27), date(2026, 11, 29), None])
def test_deals_of_an_export_are_open_until_the_day_they_are_to_close(tmp_path: Path, day: date | None):
    """50万円 that ought to have closed on the 6th and 250万円 to close on the 27th are open for November's 300万円 on each of its days.

    400万円 of December serve December; what was lost is not open.
    """
    path = tmp_path / "opportunities.csv"
    path.write_text(EXPORT, encoding="utf-8")
    with open_log(path) as log:
        november = build_report(log, led_by(MANAGER), Month(2026, 11), day)
        december = build_report(log, led_by(MANAGER), Month(2026, 12), date(2026, 12, 1))
    boss = result(november, "部長")
    assert boss.row("pipeline_coverage").actual == (None if day is None else 1.5)  # of the 200万円 that are left
    assert boss.pipeline == Pipeline(3_000_000, None if day is None else 2_000_000, 1.0)
    assert result(december, "部長").pipeline == Pipeline(4_000_000, 3_000_000, 4 / 3)
    assert boss.kgi.actual == 1_000_000
