"""Months of the made-up company with their insights, measured half way and at the end."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi_xl.activity import open_log
from kpi_xl.attainment import Result
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import load_role
from kpi_xl.demo.year import LAST_MONTH, demo_calendar, demo_members, write_demo_log
from kpi_xl.targets import Plan, RolePlan

MID_MONTH = date(2026, 11, 16)


@lru_cache(maxsize=2)
def demo_month(as_of: date | None = None) -> MeasuredMonth:
    """Measured against the standard goal of a person times those who share it."""
    members = demo_members()
    roles = [load_role(name) for name in ("field_sales", "inside_sales", "customer_success", "manager")]
    people = {role.id: sum(each.role.id == role.id for each in members) for role in roles}
    goals = [RolePlan(role, {**role.defaults, "KGI_AMOUNT": role.defaults["KGI_AMOUNT"] * people[role.id]}) for role in roles]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        write_demo_log(path)
        with open_log(path) as log:
            return measured_month(log, Plan(tuple(goals), members, demo_calendar()), LAST_MONTH, as_of)


def member(month: MeasuredMonth, name: str) -> Result:
    return next(each for each in month.report.results if each.name == name)


def insight_of(month: MeasuredMonth, name: str) -> Insight:
    found = month.insights.of(member(month, name))
    assert found is not None
    return found
