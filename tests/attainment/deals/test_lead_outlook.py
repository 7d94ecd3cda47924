"""Which month a win belongs to, and which month's target today's activity serves: a small log counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.deals.lead_outlook import LeadOutlook
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import block, field_plan, member, month_of, report_of

PLAN = field_plan(member("佐藤"), member("鈴木"), month_weights={12: 2.0})


def deals(days: int, until: date = date(2026, 11, 30)) -> Iterator[str]:
    """A meeting every third day from May on, each won *days* later, by turns by 佐藤 and 鈴木."""
    day, number = date(2026, 5, 1), 0
    while day <= until:
        number += 1
        name = ("佐藤", "鈴木")[number % 2]
        yield f"{day},{name},東,商談,1,,,会社{number},"
        if (won := day + timedelta(days=days)) <= until:
            yield f"{won},{name},東,受注,1,500000,,会社{number},"
        day += timedelta(days=3)


def outlook(month: MeasuredMonth) -> LeadOutlook | TooLittle | None:
    insight = month.insights.of_block(block(month.report))
    assert insight is not None
    return insight.lead


def test_wins_are_told_by_the_month_of_their_first_activity(tmp_path: Path):
    """Every deal takes 40 days: November's ten wins are September's and October's meetings."""
    found = outlook(month_of(tmp_path, PLAN, *deals(40)))
    assert isinstance(found, LeadOutlook)
    assert (found.lead_time.p50, found.lead_time.p90) == (40, 40)
    assert dict(found.wins) == {Month(2026, 10): 7, Month(2026, 9): 3}
    assert (found.unknown, found.rate.id, found.activity.id) == (0, "win_rate", "meetings")


def test_activity_is_judged_against_the_month_it_serves(tmp_path: Path):
    """Meetings of mid-November are won at Christmas: December's goal counts, which is twice November's."""
    found = outlook(month_of(tmp_path, PLAN, *deals(40)))
    assert isinstance(found, LeadOutlook)
    assert found.served == Month(2026, 12)
    november, december = ({**PLAN.targets(PLAN.members[0], month)}["meetings"] for month in (NOVEMBER, found.served))
    assert found.served_target == 2 * december
    assert december > november


def test_quick_deals_serve_their_own_month(tmp_path: Path):
    """Won within five days: nothing is said of other months."""
    found = outlook(month_of(tmp_path, PLAN, *deals(5)))
    assert isinstance(found, LeadOutlook)
    assert found.served == NOVEMBER


def test_months_are_compared_once_their_wins_can_have_come(tmp_path: Path):
    """August's meetings have brought all they will: every one was won; November's none so far, which is no failure."""
    found = outlook(month_of(tmp_path, PLAN, *deals(40)))
    assert isinstance(found, LeadOutlook)
    august, *_, november = found.cohorts
    assert (august.month, august.maturity, august.expected_rate) == (Month(2026, 8), 1.0, 1.0)
    assert (november.month, november.wins) == (NOVEMBER, 0)
    assert isinstance(november.expected_rate, TooLittle)


def test_wins_that_nothing_is_known_of_are_told_as_such(tmp_path: Path):
    """Three wins without an account: counted as unknown; with so many among few, no rates by month are shown."""
    lost = [f"2026-11-1{day},佐藤,東,受注,1,500000,,," for day in range(9)]
    found = outlook(month_of(tmp_path, PLAN, *deals(40), *lost))
    assert isinstance(found, LeadOutlook)
    assert found.unknown == 9
    assert found.cohorts == ()


def test_too_few_wins_say_so(tmp_path: Path):
    """The sheet gives the reason instead of a number."""
    found = outlook(month_of(tmp_path, PLAN, *list(deals(40))[:20]))
    assert isinstance(found, TooLittle)


@pytest.mark.parametrize("role", ["customer_success", "inside_sales:bdr", "manager"])
def test_roles_that_win_no_deals_have_no_lead_time(tmp_path: Path, role: str):
    """Nothing is said where nothing can be meant."""
    with open_log(write_log(tmp_path, *deals(40))) as log:
        month = measured_month(log, Plan.standard(load_role(role)), NOVEMBER)
    assert [month.insights.of_block(each).lead for team in month.report.teams for each in team.blocks] in ([], [None])


def test_a_plan_without_members_asks_of_everybody_the_same(tmp_path: Path):
    """Two members of the log, each with the standard's 30 meetings."""
    with open_log(write_log(tmp_path, *deals(40))) as log:
        month = measured_month(log, Plan.standard(load_role("field_sales")), NOVEMBER)
    found = outlook(month)
    assert isinstance(found, LeadOutlook)
    assert found.served_target == 60


def test_the_same_month_of_last_year_is_told_where_the_log_reaches_it(tmp_path: Path):
    """November 2025 was half as good; a member who was not there then has no such figure."""
    lines = ["2025-11-10,佐藤,東,受注,1,1000000,,,", "2026-11-10,佐藤,東,受注,1,2000000,,,", "2026-11-10,鈴木,東,受注,1,500000,,,"]
    report = report_of(tmp_path, PLAN, *lines)
    sato, suzuki = block(report).members
    assert sato.kgi.year_before == block(report).total.kgi.year_before == 1_000_000
    assert suzuki.kgi.year_before is None
