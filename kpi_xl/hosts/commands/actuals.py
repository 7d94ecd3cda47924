"""実績を取込: results of the activity log into ②現状 and ⑤運用; files are remembered for the monthly report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kpi_xl.activity import Log
from kpi_xl.attainment import Result
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.activity_log import as_remembered, logs_to_import, opened_logs, shown
from kpi_xl.hosts.commands.as_of import day_value, running_day, unfinished_month
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.commands.remarks import of_rows
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.language import Text
from kpi_xl.periods import Month, fiscal_year_months, short_day
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, Plan
from kpi_xl.targets.members import EVERY_TEAM
from kpi_xl.units import Unit

Actuals = Mapping[Month, Mapping[str, float]]
"""Month -> KPI id -> what the team reached."""


def import_actuals(host: Host, today: date) -> str | None:
    """Fill in the months that are over and what there is of the planned one; what was typed differently is replaced only after asking."""
    open_plan = read_open_plan(host.cells)
    logs = logs_to_import(host)
    if not logs:
        return None
    host.progress(shown(logs))
    cells = host.cells
    with opened_logs(logs, open_plan.plan) as log:
        summary = log.summary(open_plan.month, open_plan.month.end)
        reach = summary.first_day or today, summary.last_day or today
        day = running_day(cells, open_plan, reach[1], today)
        months = [month for month in complete_months(open_plan, *reach, today) if day is None or month != open_plan.month]
        actuals = {month: team_actuals(log, open_plan, month) for month in months}
        running = {open_plan.month: team_actuals(log, open_plan, open_plan.month, day)} if day else {}
        last_year = {month: team_actuals(log, open_plan, month) for month in months_of_last_year(open_plan, *reach)}
    values = {**_cells_of(open_plan, actuals, running), **_last_year_of(open_plan, last_year)}
    differing = _differing(cells, open_plan, values)
    if differing and not host.ask(str(_REPLACE.format(count=differing))):
        return None
    values |= as_remembered(host, logs) | _day_of(cells, open_plan, day, months)
    host.write({name: column for name, column in values.items() if name in cells.names})
    words = [_FILLED.format(first=months[0].label, last=months[-1].label)] if months else [] if day else [_NO_MONTH]
    words += [_RUNNING.format(month=open_plan.month.label, day=short_day(day))] if day else []
    read = _READ_HERE if any(log.table for log in logs) else _READ
    return "\n".join(map(str, (read.format(file=shown(logs)), *words, *of_rows(summary))))


def _day_of(cells: PlanCells, open_plan: OpenPlan, day: date | None, months: Sequence[Month]) -> dict[str, Sequence[Value]]:
    """The day up to which the planned month is filled in; of one that is over its last."""
    if day is None and open_plan.month not in months:
        return {}
    return {names.AS_OF: [day_value(cells, day or open_plan.month.end - timedelta(days=1))]}


def complete_months(open_plan: OpenPlan, first: date, last: date, today: date) -> list[Month]:
    """The months of the planned fiscal year that are over and that the log reaches."""
    months = fiscal_year_months(open_plan.month, open_plan.plan.first_month)
    return [month for month in months if Month.of(first) <= month <= Month.of(last) and month.end <= today]


def months_of_last_year(open_plan: OpenPlan, first: date, last: date) -> list[Month]:
    """The months of the fiscal year before the planned one that the log reaches."""
    months = [month.plus(-12) for month in fiscal_year_months(open_plan.month, open_plan.plan.first_month)]
    return [month for month in months if Month.of(first) <= month <= Month.of(last)]


def team_actuals(log: Log, open_plan: OpenPlan, month: Month, as_of: date | None = None) -> dict[str, float]:
    """What all members of the workbook's role reached together in *month*; a KPI that nobody can be measured by is left out.

    Args:
        as_of: the last day that counts; None: the month's last.
    """
    totals: dict[str, float | None] = {}
    counted = CountedMonth.of(log, _led(open_plan), month, as_of, months=1)
    results = [*counted.of_roles(), *(counted.of_leads() if any(role.is_team for role in open_plan.roles) else ())]
    for role in open_plan.roles:
        totals |= {kpi.id: _together(results, role, kpi) for kpi in role.kpis}
    if open_plan.plan.company is not None:
        amounts = [totals.get(role.kgi.id) for role in open_plan.roles if role.kgi.unit is Unit.YEN and not role.is_team]
        totals[COMPANY_ROLE.kgi.id] = exact_sum(amount for amount in amounts if amount is not None)
    return {kpi_id: value for kpi_id, value in totals.items() if value is not None}


def _led(open_plan: OpenPlan) -> Plan:
    """A manager is measured by the teams that are led; a company as if one of them led it all, for several may lead the same team."""
    plan, manager = open_plan.plan, next((role for role in open_plan.roles if role.is_team), None)
    if plan.company is None or manager is None:
        return plan
    others = tuple(member for member in plan.members if not member.role.is_team)
    return replace(plan, members=(*others, Member("", "", manager, leads=(str(EVERY_TEAM),))))


def _together(results: Sequence[Result], role: RoleTemplate, kpi: Kpi) -> float | None:
    """Counts and yen add up over tracks and teams; a rate is pooled, which a report does for one group only."""
    results = [each for each in results if each.role.id == role.id and each.role.has_kpi(kpi.id)]
    values = [value for result in results if (value := result.row(kpi.id).actual) is not None]
    if not values or (len(values) > 1 and not kpi.is_additive):
        return None
    return exact_sum(values)


def _cells_of(open_plan: OpenPlan, actuals: Actuals, running: Actuals) -> dict[str, Sequence[Value]]:
    """Each month's results for ⑤, for ② those of the last month that is over; *running*: of the one that is not."""
    months = fiscal_year_months(open_plan.month, open_plan.plan.first_month)
    latest = actuals[max(actuals)] if actuals else {}
    values: dict[str, Sequence[Value]] = {}
    for kpi in open_plan.kpis:
        column = [{**actuals, **running}.get(month, {}).get(kpi.id) for month in months]
        if any(value is not None for value in column):
            values[names.actual_name(kpi.id)] = column
        if kpi.id in latest:
            values[names.baseline_name(kpi.id)] = [latest[kpi.id]]
    return values


def _last_year_of(open_plan: OpenPlan, actuals: Actuals) -> dict[str, Sequence[Value]]:
    """Last year's results for ⑤; months that the log does not reach stay as they are."""
    months = [month.plus(-12) for month in fiscal_year_months(open_plan.month, open_plan.plan.first_month)]
    columns = {
        names.last_year_name(kpi.id): [actuals.get(month, {}).get(kpi.id) for month in months] for kpi in open_plan.kpis
    }
    return {name: column for name, column in columns.items() if any(value is not None for value in column)}


def _differing(cells: PlanCells, open_plan: OpenPlan, values: Mapping[str, Sequence[Value]]) -> int:
    """How many cells hold something else than what would be written; that a month went on since is no difference."""
    months = fiscal_year_months(open_plan.month, open_plan.plan.first_month)
    unfinished = unfinished_month(cells, open_plan)
    results = {names.actual_name(kpi.id) for kpi in open_plan.kpis}
    return exact_sum(
        not cell.is_blank and value is not None and cell.value != value and not (name in results and month == unfinished)
        for name, column in values.items()
        for cell, value, month in zip(cells.cells(name), column, months, strict=False)
    )


_REPLACE = Text(
    "②現状と⑤運用の{count}か所に、ログと違う値が入っています。ログの値に置き換えますか。",
    "Cells in sheets 2 and 5 that differ from the log: {count}. Replace them with the values of the log?",
)
_READ = Text("{file} を読み込みました。月次レポートはこのファイルから作ります。", "Read {file}. Monthly reports are made from it.")
_FILLED = Text(
    "⑤運用に{first}から{last}までの実績、②現状に{last}の実績を入れました。",
    "Sheet 5 now has the actuals of {first} to {last}, sheet 2 those of {last}.",
)
_READ_HERE = Text(
    "シート「{file}」の活動ログを読み込みました。月次レポートもここから作ります。",
    "Read the log on the sheet {file}. Monthly reports are made from it, too.",
)
_RUNNING = Text(
    "{month}は途中です。{day}までの実績を⑤運用に入れ、基準日を{day}にしました。",
    "{month} is in progress: sheet 5 has its actuals up to {day}, and its day is {day}.",
)
_NO_MONTH = Text(
    "対象年度に、終わった月の活動がないため、実績は入れていません。",
    "It has no completed month of the planned year, so no actuals were filled in.",
)
