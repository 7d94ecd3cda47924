"""Members together: the day on which a team made its goal, and where a manager of several kinds of revenue is heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Single, Tallied, Tally, load_role
from kpi_xl.targets import Member, Plan, RolePlan
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import FIELD, MANAGER, field_plan, member, result

SUCCESS = load_role("customer_success")


def measured(folder: Path, plan: Plan, *lines: str, as_of: date | None = None) -> MeasuredMonth:
    with open_log(write_log(folder, *lines)) as log:
        return measured_month(log, plan, NOVEMBER, as_of)


def test_the_day_on_which_a_team_made_its_goal_is_told(tmp_path: Path):
    """400 of 600 on the 10th, 700 on the 18th: the team made it on the 18th, though 佐藤 made his own 300 on the 10th."""
    plan = field_plan(member("佐藤"), member("鈴木"), member("部長", role="manager"), amount=6_000_000)
    goal = RolePlan(MANAGER, {**MANAGER.defaults, "KGI_AMOUNT": 6_000_000})
    lines = ("2026-11-10,佐藤,東,受注,8,4000000,,,", "2026-11-18,鈴木,東,受注,6,3000000,,,")
    month = measured(tmp_path, replace(plan, roles=(*plan.roles, goal)), *lines)
    (block,) = month.report.teams[0].blocks
    assert month.insights.of_block(block).day_made == date(2026, 11, 18)
    assert month.insights.of(result(month.report, "部長")).day_made == date(2026, 11, 18)
    assert month.insights.of(result(month.report, "佐藤")).day_made == date(2026, 11, 10)
    assert month.insights.of(result(month.report, "鈴木")).day_made == date(2026, 11, 18)


def of_everything(kinds: tuple[str, ...], asked: float = 4_000_000) -> Plan:
    """A seller of 300万円, one who keeps customers for 100万円, and a manager who owes *asked* of what *kinds* bring."""
    kgi = replace(MANAGER.kgi, measure=Single(Tally(Tallied.SUM, kinds)))
    manager = replace(MANAGER, kpis=(kgi, *MANAGER.kpis[1:]))
    amounts = {FIELD: 3_000_000, SUCCESS: 1_000_000, manager: asked}
    roles = tuple(RolePlan(role, {**role.defaults, "KGI_AMOUNT": amount}) for role, amount in amounts.items())
    people = (Member("佐藤", "東", FIELD), Member("井上", "東", SUCCESS), Member("部長", "東", manager))
    return Plan(roles, people)


LINES = ("2026-11-05,佐藤,東,受注,2,1000000,,,", "2026-11-06,井上,東,リピート,5,500000,,,")


@pytest.mark.parametrize(("asked", "is_told"), [(3_000_000, True), (4_000_000, False)])
def test_a_manager_of_sellers_alone_has_their_landing_where_nothing_more_is_asked(tmp_path: Path, asked: int, is_told: bool):
    """Renewals would be the team's too: of 300万円 the seller owes all, of 400万円 nobody owes 100万円 and nothing is foretold of them."""
    plan = of_everything(("won", "repeat", "upsell", "cross_sell"), asked)
    sellers = replace(plan, roles=plan.roles[::2], members=plan.members[::2])
    month = measured(tmp_path, sellers, LINES[0], as_of=date(2026, 11, 16))
    own, led = (month.insights.of(result(month.report, name)).landing for name in ("佐藤", "部長"))
    assert isinstance(own, Landing)
    if is_told:
        assert isinstance(led, Landing)
        assert (led.done, led.range()) == (1_000_000, own.range())
        assert led.middle == own.middle
        assert month.forecasts.of(result(month.report, "部長"))
    else:
        assert isinstance(led, TooLittle)
        assert "この目標にならない" in led.reason.ja


def test_a_manager_of_sellers_and_customer_success_has_the_landing_of_both(tmp_path: Path):
    """Ten of 19 days over: what each is heading for is what both are, and the range is narrower than both ranges together."""
    month = measured(tmp_path, of_everything(("won", "repeat", "upsell", "cross_sell")), *LINES, as_of=date(2026, 11, 16))
    landings = [month.insights.of(result(month.report, name)).landing for name in ("佐藤", "井上", "部長")]
    seller, keeper, both = (each for each in landings if isinstance(each, Landing))
    assert both.done == 1_500_000
    assert both.middle == pytest.approx(seller.middle + keeper.middle)
    assert both.high - both.low < (seller.high - seller.low) + (keeper.high - keeper.low)


def test_a_revenue_that_nobody_brings_has_no_landing_and_says_why(tmp_path: Path):
    """Of the manager's 500万円 the members owe 400万円, and the rest is of a kind that is nobody's: a sum without it would be too low."""
    plan = of_everything(("won", "repeat", "upsell", "cross_sell", "churned"), 5_000_000)
    month = measured(tmp_path, plan, *LINES, as_of=date(2026, 11, 16))
    landing = month.insights.of(result(month.report, "部長")).landing
    assert isinstance(landing, TooLittle)
    assert "合わせても" in str(landing.reason)
