"""A month measured, as DataFrames."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from kpi_xl.activity import open_log
from kpi_xl.attainment import all_rows
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.frames.logs import LogSource, ReadLog, read_log
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

ROW_COLUMNS = (
    "team", "member", "role", "planned", "kpi", "label", "unit", "target", "actual", "gap", "attainment", "due", "pace", "status",
    "last_month", "last_year",
)  # fmt: skip
OUTLOOK_COLUMNS = (
    "kind", "team", "member", "role", "kpi", "actual", "target", "landing_low", "landing", "landing_high", "no_landing",
    "probability", "needed_per_day", "day_made", "bottleneck", "bottleneck_yen", "advice",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """One month of everybody against a plan."""

    month: MeasuredMonth

    def to_frame(self) -> pd.DataFrame:
        """A row for each member and KPI, then the managers': rates are shares, what is unknown is missing.

        status is ○, △ or × by pace: actual against what is due by as_of; gap is better than planned where it is positive.
        """
        rows = [
            (
                owner.team, owner.name, owner.role.key, owner.is_planned, row.kpi.id, str(row.kpi.label), row.kpi.unit.value,
                row.target, row.actual, row.gap, row.rate, row.due, row.pace, row.status.value if row.status else None,
                row.before, row.year_before,
            )
            for owner, row in all_rows(self.month.report.results)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(ROW_COLUMNS))

    def outlook_frame(self) -> pd.DataFrame:
        """A row for each member, manager and role's total (kind ``person`` or ``total``): where the KGI is heading.

        no_landing says why there is no forecast. bottleneck is the KPI that costs most of a KGI that is short of what
        is due, bottleneck_yen its effect.
        """
        found = [(kind, insight) for kind, insight in self._insights() if insight is not None]
        return pd.DataFrame([_outlook(kind, insight) for kind, insight in found], columns=list(OUTLOOK_COLUMNS))

    def _insights(self) -> Iterator[tuple[str, Insight | None]]:
        insights, report = self.month.insights, self.month.report
        for result in report.results:
            yield "person", insights.of(result)
        for team in report.teams:
            for block in team.blocks:
                yield "total", insights.of_block(block)


def _outlook(kind: str, insight: Insight) -> tuple[Any, ...]:
    result, landing = insight.result, insight.landing
    known = (float(landing.low), landing.middle, float(landing.high)) if isinstance(landing, Landing) else (None, None, None)
    reason = str(landing.reason) if isinstance(landing, TooLittle) else None
    worst = insight.split.bottleneck if insight.split else None
    return (
        kind, result.team, result.name, result.role.key, result.kgi.kpi.id, result.kgi.actual, result.kgi.target, *known, reason,
        insight.probability, insight.needed_per_day, insight.day_made,
        worst.id if worst else None, worst.yen if worst else None,
        str(insight.advice[0].text) if insight.advice else None,
    )  # fmt: skip


def read_plan(*paths: str | os.PathLike[str]) -> Plan:
    """The plan that one or several planning workbooks state together.

    Raises:
        InputError: everything that is wrong with them, each with file, sheet and cell.
    """
    return read_plans([Path(path) for path in paths])


def measure(
    log: ReadLog | LogSource, plan: Plan, month: str | pd.Period | Month, as_of: date | str | None = None
) -> Measured:
    """Measure a month: targets, actuals, attainment, and where everybody is heading.

    Args:
        log: what `read_log` gives, or what it takes.
        plan: what `read_plan` gives.
        month: such as ``"2026-11"``.
        as_of: the last day that counts, for a month that is not over; None: the month's.

    Raises:
        InputError: the log cannot be read.
        ArgumentError: *month* is none.
    """
    wanted = month if isinstance(month, Month) else Month.parse(str(month))
    last = None if as_of is None else pd.Timestamp(as_of).date()
    read = log if isinstance(log, ReadLog) else read_log(log)
    with open_log(read.files, members=[member.name for member in plan.members]) as activity:
        return Measured(measured_month(activity, plan, wanted, last))
