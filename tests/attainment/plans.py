"""Plans and reports for tests: a team of field sales with numbers that can be checked in the head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kpi_xl.activity import open_log
from kpi_xl.attainment import MonthlyReport, Result, RoleBlock, build_report
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan, RolePlan, Thresholds
from tests.activity.logs import NOVEMBER, write_log

FIELD, MANAGER = load_role("field_sales"), load_role("manager")


def member(name: str, team: str = "東", role: str = "field_sales", share: float | None = None) -> Member:
    found = load_role(role)
    return Member(name, team, found, share=share)


def field_plan(*members: Member, amount: float = 9_000_000, thresholds: Thresholds = Thresholds(), **goal: object) -> Plan:
    """Field sales with a goal of 900万円 at 50万円 and 20%: 18 deals, 90 meetings."""
    role_plan = RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": amount}, **goal)  # type: ignore[arg-type]
    return Plan((role_plan,), members, thresholds=thresholds)


def report_of(
    folder: Path, plan: Plan, *lines: str, month: Month = NOVEMBER, as_of: date | None = None, header: str | None = None
) -> MonthlyReport:
    """The report of a log of *lines*."""
    path = write_log(folder, *lines, **({"header": header} if header else {}))
    with open_log(path) as log:
        return build_report(log, plan, month, as_of)


def month_of(folder: Path, plan: Plan, *lines: str, month: Month = NOVEMBER) -> MeasuredMonth:
    """The same with everybody's insight."""
    with open_log(write_log(folder, *lines)) as log:
        return measured_month(log, plan, month)


def result(report: MonthlyReport, name: str) -> Result:
    """The result of a member or a manager."""
    (found,) = [each for each in report.results if each.name == name]
    return found


def block(report: MonthlyReport, team: str = "東") -> RoleBlock:
    """The only block of a team."""
    (found,) = [each for each in report.teams if each.name == team]
    return found.blocks[0]


def actuals(owner: Result, kpis: Sequence[str]) -> list[float | None]:
    return [owner.row(kpi).actual for kpi in kpis]


def targets(owner: Result, kpis: Sequence[str]) -> list[float | None]:
    return [owner.row(kpi).target for kpi in kpis]
