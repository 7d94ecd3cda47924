"""Actuals for the workbook: what the team reached together, from the same log as the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import build_report
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.demo.run import DEMO_MONTH, demo_settings
from kpi_xl.demo.year import write_demo_log
from kpi_xl.hosts.commands.actuals import complete_months, team_actuals
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.periods import Month
from tests.role_books import write_book


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("log") / "activity.csv"
    write_demo_log(path, DEMO_MONTH)
    return path


def plan_of(folder: Path, role_id: str) -> OpenPlan:
    role = load_role(role_id)
    book = PlanBook(write_book(folder / f"{role_id}.xlsx", role, demo_settings(role)))
    try:
        return read_open_plan(book)
    finally:
        book.close()


@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_counts_add_up_over_members_and_rates_lie_between_theirs(tmp_path, log, role_id):
    """The report shows each member; the workbook holds one figure for all teams and tracks."""
    open_plan = plan_of(tmp_path, role_id)
    with open_log(log) as activity:
        found = team_actuals(activity, open_plan, DEMO_MONTH)
        report = build_report(activity, open_plan.plan, DEMO_MONTH)
    results = [each for each in report.results if each.is_planned and each.role.id == role_id]
    assert found
    for kpi_id, value in found.items():
        actuals = [row.actual for result in results for row in result.rows if row.kpi.id == kpi_id and row.actual is not None]
        if open_plan.role.kpi(kpi_id).is_additive:
            assert value == pytest.approx(sum(actuals))
        else:
            assert min(actuals) - 1e-9 <= value <= max(max(actuals), sum(actuals)) + 1e-9


def test_a_month_counts_when_it_is_over_and_the_log_reaches_it(tmp_path):
    """A half month beside full targets would look like failure."""
    open_plan = plan_of(tmp_path, "field_sales")
    first, last = date(2026, 2, 3), date(2026, 11, 20)
    months = complete_months(open_plan, first, last, today=date(2026, 11, 24))
    assert (months[0], months[-1]) == (Month(2026, 4), Month(2026, 10))
    assert complete_months(open_plan, first, last, today=date(2026, 12, 1))[-1] == Month(2026, 11)
    assert complete_months(open_plan, first, last, today=date(2026, 3, 1)) == []
