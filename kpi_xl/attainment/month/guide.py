"""The guide for next month: what rates the members are expected to have, and what activity their targets take by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.activity import Log
from kpi_xl.attainment.deals.activity_rates import ActivityRates, is_of_wins
from kpi_xl.attainment.deals.attempts import Begun, DealAttempts, deal_cohorts
from kpi_xl.attainment.deals.lead_outlook import win_rate
from kpi_xl.attainment.deals.lead_time import WonDeal
from kpi_xl.attainment.deals.won import deals_won
from kpi_xl.attainment.forecast.next_month import ActivityNeeded, activities_needed
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import rate_forecasts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.targets import Member

Rates = Mapping[str, Mapping[str, Forecast]]
"""KPI id -> member -> the rate expected."""


@dataclass(frozen=True)
class Deals:
    """Of everybody, in the months of the history or since."""

    won: Sequence[WonDeal]
    begun: Begun

    @classmethod
    def of(cls, log: Log, report: MonthlyReport, history: History) -> Deals:
        """What the log says; nothing where nobody follows a rate of wins."""
        roles = dict.fromkeys(block.role for team in report.teams for block in team.blocks)
        first, last = history.months[0].start, report.as_of
        won = deals_won(log, first, last) if any(map(win_rate, roles)) else ()
        measures = (counted_rate(kpi) for role in roles for kpi in role.kpis)
        tried = dict.fromkeys(measure.to for measure in measures if measure is not None and is_of_wins(measure))
        return cls(won, {tally: deal_cohorts(log, tally, first, last) for tally in tried})


def month_rates(kpi: Kpi, history: History, members: Sequence[Member]) -> Mapping[str, Forecast]:
    """Member -> the rate, by the months' own counts, as a month's rate is measured."""
    measure = counted_rate(kpi)
    if measure is None:
        return {}
    forecasts = rate_forecasts(history.rates(measure, members))
    return {} if isinstance(forecasts, TooLittle) else forecasts


def next_months(
    role: RoleTemplate, results: Sequence[Result], members: Sequence[Member], history: History, month: Rates, deals: Deals,
    report: MonthlyReport,
) -> Mapping[str, ActivityNeeded]:  # fmt: skip
    """Member -> what next month takes: wins by the deals that were begun, all else by its months' rates (*month*)."""
    rates, attempts = dict(month), dict[tuple[str, str], DealAttempts]()
    for kpi in role.kpis:
        measure = counted_rate(kpi)
        if measure is None or not is_of_wins(measure):
            continue
        begun = deals.begun.get(measure.to, ())
        by_activity = ActivityRates.of(history, measure, members, deals.won, report.as_of, begun)
        counts = by_activity.counts(report.as_of) if by_activity else None
        if by_activity is None or counts is None:
            continue
        forecasts = rate_forecasts(counts)
        rates[kpi.id] = {} if isinstance(forecasts, TooLittle) else forecasts
        attempts |= {(kpi.id, member.name): found for member in members if (found := by_activity.attempts(member))}
    return activities_needed(results, rates, attempts)
