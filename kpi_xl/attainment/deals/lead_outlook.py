"""The lead outlook of a role in a team: how long wins take, which months this month's wins belong to, and which month's
target the activity of today serves.

Where a deal takes weeks, this month's wins over this month's meetings are no rate of anything: meetings are set against
the wins that they led to, whenever those came, and judged against the month in which their wins will come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kpi_xl.attainment.deals.activity_rates import LEAST_KNOWN, ActivityRates, is_of_wins
from kpi_xl.attainment.deals.attempts import Begun, DealCohort
from kpi_xl.attainment.deals.lead_time import Cohort, LeadTime, WonDeal, cohorts
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.attainment.report.model import MonthlyReport, RoleBlock
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, Ratio, RoleTemplate, Single
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member

COHORT_MONTHS = 4
"""The report's month and three before it: a quarter's meetings, and what has come of them."""

TargetOf = Callable[[RoleBlock, Kpi, Month], float | None]
"""What the plan asks of the members of a block together in some month."""


@dataclass(frozen=True)
class LeadOutlook:
    """What is known of one role's deals in one team."""

    rate: Kpi  #: wins per activity (成約率)
    activity: Kpi  #: what the rate counts its trials by (商談数)
    lead_time: LeadTime
    wins: Mapping[Month, int]  #: this month's wins by the month of their first activity, the latest first
    unknown: int  #: this month's wins that no earlier activity is known of
    cohorts: tuple[Cohort, ...]  #: by the month of the activity, the report's month last; empty where too many wins are unknown
    served: Month  #: by which half of the wins from this month's activity have come
    served_target: float | None  #: the activity that the plan asks for in that month
    are_deals: bool = False  #: the cohorts are deals by the month in which they began; else the activity of the month


def lead_outlook(
    block: RoleBlock, report: MonthlyReport, history: History, deals: Sequence[WonDeal], target_of: TargetOf,
    begun: Begun = MappingProxyType({}),
) -> LeadOutlook | TooLittle | None:  # fmt: skip
    """None for a role without a rate of wins.

    Args:
        deals: of everybody, that were won in the months of *history* or since.
        begun: and those that were begun.
    """
    rate_and_activity = win_rate(block.role)
    if rate_and_activity is None:
        return None
    rate, activity = rate_and_activity
    members = [Member(each.name, each.team, each.role, each.joined) for each in block.members]
    names = {history.spelled(member) for member in members}
    own = [deal for deal in deals if deal.member in names]
    lead_time = LeadTime.of(own, report.as_of)
    if isinstance(lead_time, TooLittle):
        return lead_time
    assert isinstance(rate.measure, Ratio)
    months_of_wins = Counter(deal.activity_month for deal in own if Month.of(deal.won) == report.month)
    won = int(exact_sum(history.value(member, report.month, rate.measure.of) for member in members))
    served = _served(report.month, lead_time)
    of_deals = ActivityRates.of(history, rate.measure, members, own, report.as_of, begun.get(rate.measure.to, ()))
    by_deals = of_deals.begun if of_deals else None
    return LeadOutlook(
        rate, activity, lead_time, dict(sorted(months_of_wins.items(), reverse=True)), max(0, won - exact_sum(months_of_wins.values())),
        _cohorts(rate.measure, members, history, own, lead_time, report.as_of, by_deals), served, target_of(block, activity, served),
        by_deals is not None,
    )  # fmt: skip


def win_rate(role: RoleTemplate) -> tuple[Kpi, Kpi] | None:
    """The KPI that is wins per activity, and the KPI that counts that activity; None where the role has not both."""
    for kpi in role.kpis:
        measure = counted_rate(kpi)
        if measure is not None and is_of_wins(measure):
            counts = (each for each in role.kpis if isinstance(each.measure, Single) and each.measure.tally == measure.to)
            activity = next(counts, None)
            return None if activity is None else (kpi, activity)
    return None


def _served(month: Month, lead_time: LeadTime) -> Month:
    """The month in which half of the wins have come, of activity that is spread over *month*."""
    middle = month.start + (month.end - month.start) / 2
    return Month.of(middle + timedelta(days=lead_time.p50))


def _cohorts(
    measure: Ratio, members: Sequence[Member], history: History, deals: Sequence[WonDeal], lead_time: LeadTime, as_of: date,
    begun: Mapping[tuple[str, Month], DealCohort] | None,
) -> tuple[Cohort, ...]:  # fmt: skip
    """By the deals begun where they are known: a second meeting with an account is no further deal."""
    months = [*history.months, history.now]
    won = exact_sum(history.totals(measure.of, members).values())
    known = sum(months[0].start <= deal.won <= as_of for deal in deals)
    if known < LEAST_KNOWN * won:
        return ()
    trials = history.totals(measure.to, members)
    if begun is not None:
        trials = {month: float(exact_sum(each.deals for (_, its), each in begun.items() if its == month)) for month in months}
    return cohorts(deals, {month: trials[month] for month in months[-COHORT_MONTHS:]}, lead_time, as_of)
