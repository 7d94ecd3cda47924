"""The same log as files and as a warehouse's table, and what has to come out equal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kpi_xl.activity import TallyTable, Teams, count_by_team, count_tallies, open_log
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.relation import Log
from kpi_xl.attainment import build_report
from kpi_xl.attainment.deals.won import deals_won
from kpi_xl.attainment.report.history import daily_counts, daily_totals
from kpi_xl.definitions import Tally, all_roles, tallies_of
from kpi_xl.definitions.measures import PIPELINE, Tallied
from kpi_xl.demo.year import LAST_MONTH, write_demo_log
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from tests.activity.test_kpi_queries import write_year

EVER = (date(1900, 1, 1), date(2200, 12, 31))
ODD_TALLIES = (
    PIPELINE,
    Tally(Tallied.DISTINCT, ("meeting", "won"), (), ("web",)),
    Tally(Tallied.SCORE, ("survey",), ("資料請求", "展示会")),
)
"""Ways of counting that the standard roles leave out."""
ALL_TALLIES = tuple(dict.fromkeys([*(tally for role in all_roles() for tally in tallies_of(role)), *ODD_TALLIES]))
DDL = ", ".join(f'"{column}" {kind}' for column, kind in LOG_SCHEMA.items())


class Year(NamedTuple):
    """A log: its file, its rows as a warehouse holds them, and the month to report on."""

    path: Path
    rows: list[tuple[Any, ...]]
    month: Month


def write_years(folder: Path) -> dict[str, Year]:
    """The generated log and the demo's."""
    generated, demo = folder / "generated.csv", folder / "demo.csv"
    write_year(generated)
    write_demo_log(demo)
    months = {generated: Month(2026, 11), demo: LAST_MONTH}
    return {path.stem: Year(path, _rows(path), month) for path, month in months.items()}


def _rows(path: Path) -> list[tuple[Any, ...]]:
    with open_log(path) as log:
        return log.connection.execute(f"SELECT {', '.join(LOG_SCHEMA)} FROM log").fetchall()


class Counted(NamedTuple):
    """Everything that a report may ask of a log."""

    tallies: TallyTable
    by_team: dict[tuple[str, str, int, Month], Mapping[Tally, float]]
    reports: dict[str, list[tuple[Any, ...]]]
    account: tuple[Any, ...]
    members: Teams
    history: tuple[Any, ...]


def counted(log: Log, month: Month) -> Counted:
    """Count every tally of every month; report *month* to every role; ask what insights ask."""
    first, last = EVER
    summary = log.summary(month, month.end)
    reports = {
        role.id: _report(log, Plan.standard(role), month) for role in all_roles()
    }
    won = Tally(Tallied.SUM, ("won",), (), ("web",))
    members = log.members(first, last)
    history = (
        daily_counts(log, won, first, last),
        daily_totals(log, won, [*members, "nobody"], first, last),
        deals_won(log, first, last),
    )
    account = (summary.read, summary.first_day, summary.last_day, summary.members, summary.kinds)
    by_team = count_by_team(log, ALL_TALLIES, first, last, [first.replace(day=12), last])
    return Counted(count_tallies(log, ALL_TALLIES, first, last), by_team, reports, account, members, history)


def _report(log: Log, plan: Plan, month: Month) -> list[tuple[Any, ...]]:
    """Every figure of a report; members without a plan come in the order of the log, which a table has not."""
    report = build_report(log, plan, month)  # what they ask is in `Counted.history`
    owners = [*report.results, *(block.total for team in report.teams for block in team.blocks)]
    figures = [(owner.team, owner.name, owner.rows, owner.funnel, owner.trend) for owner in owners]
    return sorted(figures, key=lambda each: each[:2])


def counted_by_duckdb(year: Year) -> Counted:
    with open_log(year.path) as log:
        return counted(log, year.month)
