"""Measuring a month: the report, everybody's insight and the hit rates, from one count of the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kpi_xl.activity import Log
from kpi_xl.activity.store import Kept
from kpi_xl.attainment.company.company_month import company_month
from kpi_xl.attainment.forecast.hit_rate import hit_rates
from kpi_xl.attainment.forecast.open.later import LaterDeals, later_deals
from kpi_xl.attainment.month.forecast_records import closed_records, forecast_records
from kpi_xl.attainment.month.insights import insights
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport, RoleBlock
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.definitions import Kpi
from kpi_xl.definitions.measures import PIPELINE
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Plan


def measured_month(log: Log, plan: Plan, month: Month, as_of: date | None = None, kept: Kept | None = None) -> MeasuredMonth:
    """Measure *month* against *plan* up to and including *as_of*, and say where everybody is heading.

    Args:
        kept: what a store holds of forecasts and results; None without a store.
    """
    counted = CountedMonth.of(log, plan, month, as_of)
    report = counted.report()
    of_everybody = insights(log, report, counted.history, _Ahead(plan).target_of)
    landings = {(team, role): insight.landing for (team, role), insight in of_everybody.by_block.items()}
    company = company_month(counted, report, landings | {("", role): landing for role, landing in of_everybody.by_role.items()})
    records, closed = (
        find(log, report, counted.history, of_everybody, kept, company) for find in (forecast_records, closed_records)
    )
    promises = hit_rates(report, counted.history, of_everybody.deals, of_everybody.begun)
    return MeasuredMonth(report, of_everybody, promises, company, counted.history, records, closed, _later(log, counted, report))


def _later(log: Log, counted: CountedMonth, report: MonthlyReport) -> Mapping[str, LaterDeals]:
    """By the name in the plan; none of a month that is over: what is open now says nothing of it."""
    if report.is_complete or (report.log.logged or frozenset()).isdisjoint(PIPELINE.kinds):
        return {}
    found = later_deals(log, report.month)
    names = {owner.member.name: counted.history.spelled(owner.member) for owner in counted.owners}
    return {name: found[spelled] for name, spelled in names.items() if spelled in found}


def counted_until(log: Log, month: Month, today: date) -> date | None:
    """The last day that counts of a month that may not be over: the log's last, at most *today*; None: the whole month."""
    last = min(log.summary(month, month.end).last_day or today, today)
    return None if today >= month.end - timedelta(days=1) or Month.of(last) != month else last


class _Ahead:
    """What the plan asks for in months to come."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._targets: dict[Month, list[dict[str, float]]] = {}

    def target_of(self, block: RoleBlock, kpi: Kpi, month: Month) -> float | None:
        """Of the members of *block* together; None for what does not add up, and where nobody is planned."""
        if not kpi.is_additive:
            return None
        if self.plan.lists_nobody:
            target = self.plan.targets_of_one(month).get(kpi.id)
            return None if target is None else target * len(block.members)
        if month not in self._targets:
            self._targets[month] = self.plan.all_targets(month)
        names = {(member.name, member.team) for member in block.members if member.is_planned}
        targets = [
            targets[kpi.id]
            for member, targets in zip(self.plan.members, self._targets[month], strict=True)
            if (member.name, member.team) in names and member.role == block.role
        ]
        return exact_sum(targets) if targets else None
