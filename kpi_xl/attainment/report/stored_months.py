"""Stored months: what a report leaves in the store, and the trend that earlier months left there.

A month's target is the one that its own report measured against: the plan of today does not know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from kpi_xl.activity.store import StoredResult
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result, TeamResult, TrendPoint
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.periods import Month

Key = tuple[Month, str, str, str, str]
"""Month, team, owner, role and KPI of a `StoredResult`."""


def results_of(report: MonthlyReport) -> Iterator[StoredResult]:
    """Every figure of the report as the store keeps it."""
    for team in report.teams:
        totals = [replace(block.total, name="") for block in team.blocks]
        for result in (*team.members, *totals, *team.led):
            for row in result.rows:
                yield StoredResult(
                    report.month, report.as_of, team.name, result.name, result.role.key, row.kpi.id, row.target, row.actual
                )


def with_stored_months(report: MonthlyReport, stored: Iterable[StoredResult]) -> MonthlyReport:
    """The report, its trends with the targets of earlier months as they were, and with actuals that the log lacks."""
    months = _StoredMonths(report, {(each.month, each.team, each.owner, each.role, each.kpi): each for each in stored})
    return replace(report, teams=tuple(months.team(team) for team in report.teams))


class _StoredMonths:
    """The trends of a report, month by month compared with what the store holds."""

    def __init__(self, report: MonthlyReport, stored: Mapping[Key, StoredResult]) -> None:
        self.report, self.stored = report, stored

    def team(self, team: TeamResult) -> TeamResult:
        return replace(
            team,
            blocks=tuple(
                replace(block, members=tuple(map(self.result, block.members)), total=self.result(block.total, ""))
                for block in team.blocks
            ),
            led=tuple(map(self.result, team.led)),
        )

    def result(self, result: Result, owner: str | None = None) -> Result:
        """The result with its trend.

        Args:
            owner: as the store names it; the result's name when None.
        """
        name = result.name if owner is None else owner
        rows = tuple(self._row(result, name, row) for row in result.rows)
        return replace(result, rows=rows, trend=tuple(self._point(result, name, point) for point in result.trend))

    def _row(self, result: Result, owner: str, row: AttainmentRow) -> AttainmentRow:
        """The row with last year's actual, where the log does not reach it."""
        month = self.report.month.plus(-12)
        then = self.stored.get((month, result.team, owner, result.role.key, row.kpi.id))
        if row.year_before is not None or then is None or not _was_over(then):
            return row
        return replace(row, year_before=then.actual)

    def _point(self, result: Result, owner: str, now: TrendPoint) -> TrendPoint:
        kgi = result.kgi.kpi
        then = self.stored.get((now.month, result.team, owner, result.role.key, kgi.id))
        if then is None or now.month == self.report.month:
            return now
        actual = now.actual
        if not actual and _was_over(then):
            actual = then.actual
        row = attainment_row(kgi, then.target, actual, self.report.thresholds)
        return TrendPoint(now.month, row.target, row.actual, row.rate)


def _was_over(then: StoredResult) -> bool:
    """The month, when it was reported."""
    return then.as_of + timedelta(days=1) >= then.month.end
