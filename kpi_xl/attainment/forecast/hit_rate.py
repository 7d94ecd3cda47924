"""The hit rate (過去データでの的中率): what came of the method's promises on the user's own log, for each rate of each role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from kpi_xl.attainment.deals.activity_rates import ActivityRates, is_of_wins
from kpi_xl.attainment.deals.attempts import Begun
from kpi_xl.attainment.deals.lead_time import WonDeal
from kpi_xl.attainment.forecast.backtest import CONFIDENCES, Kept, backtest
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Ratio
from kpi_xl.targets import Member

MOST_MEMBERS = 40
"""A year of so many members, 400 promises, tells the hit rate of a rate to two points; a company of thousands need not
wait for the rest."""

HitRates = Mapping[tuple[str, str, float], Kept | TooLittle]
"""(role key, KPI id, confidence) -> what came of the promises."""


def hit_rates(
    report: MonthlyReport, history: History, deals: Sequence[WonDeal] = (), begun: Begun = MappingProxyType({})
) -> HitRates:
    """Promise and check every complete month before the report's, for the rates of everybody in *report*.

    Args:
        deals: that were won, and *begun*: a rate of wins is then checked as next month's is foretold.
    """
    by_role: dict[str, list[Result]] = {}
    for team in report.teams:
        for result in team.members:
            by_role.setdefault(result.role.key, []).append(result)
    rates = {
        (key, kpi.id): measure
        for key, results in by_role.items()
        for kpi in results[0].role.kpis
        if (measure := counted_rate(kpi)) is not None
    }
    accounts: dict[tuple[str, str, float], Kept | TooLittle] = {}
    for (key, kpi_id), measure in rates.items():
        accounts |= {(key, kpi_id, confidence): account for confidence, account in _checked(history, measure, by_role[key], deals, begun)}
    return accounts


def _checked(
    history: History, measure: Ratio, results: list[Result], deals: Sequence[WonDeal], begun: Begun
) -> list[tuple[float, Kept | TooLittle]]:
    some = results[:: -(-len(results) // MOST_MEMBERS)]
    members = [Member(each.name, each.team, each.role, each.joined) for each in some]
    last = history.now.start - timedelta(days=1)
    cohorts = begun.get(measure.to, ())
    by_activity = ActivityRates.of(history, measure, members, deals, last, cohorts) if is_of_wins(measure) else None
    if by_activity is not None:
        test = backtest(by_activity.checkable(last), method=by_activity.foretold)
        return [(confidence, test.kept(confidence)) for confidence in CONFIDENCES]
    test = backtest(history.rates(measure, members))
    return [(confidence, test.kept(confidence)) for confidence in CONFIDENCES]
