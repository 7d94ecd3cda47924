"""Activity rates: wins per deal begun, where the log says with whom; else wins per activity by the month of the activity.

Wins / meetings of one and the same month is no rate of anything: follow-up meetings are no further deals (attempts.py), and where
deals take longer than a month a growing team's looks too low, a shrinking one's too high. A young month counts with the share of
its wins that can have come (`lead_time.matured_counts`), once enough wins tell how long they take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from kpi_xl.attainment.deals.attempts import DealAttempts, DealCohort
from kpi_xl.attainment.deals.lead_time import LeadTime, WonDeal, matured_counts, maturity, wins_by_activity_month
from kpi_xl.attainment.report.few import are_few
from kpi_xl.attainment.report.history import History
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import MonthForecasts
from kpi_xl.chance.rate_forecast import rate_forecasts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Ratio
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member

LEAST_KNOWN = 0.9
"""Wins without an account or an earlier activity belong to no month; were they more, every rate by month would be too low."""
LEAST_MATURE = 0.9
"""A promise is checked once so many of its wins can have come."""


def is_of_wins(measure: Ratio) -> bool:
    """True for wins per activity."""
    return measure.of.kinds == ("won",)


@dataclass(frozen=True)
class ActivityRates:
    """The members of one role, their rate of wins, and the deals that they won."""

    history: History
    measure: Ratio
    members: Sequence[Member]
    deals: Sequence[WonDeal]  #: theirs, in the months of *history* or since
    begun: Mapping[tuple[str, Month], DealCohort] | None = None  #: by member as the log spells the name; None: deals are not known

    @classmethod
    def of(
        cls, history: History, measure: Ratio, members: Sequence[Member], deals: Sequence[WonDeal], as_of: date,
        begun: Sequence[DealCohort] = (),
    ) -> ActivityRates | None:  # fmt: skip
        """By deals where nearly all meetings and wins have an account; else by the month of the activity.

        None where the months' own counts are as good: most wins come within two weeks, or too little is known of them.
        """
        names = {history.spelled(member) for member in members}
        cohorts = {(each.member, each.month): each for each in begun if each.member in names}
        rates = cls(history, measure, members, [deal for deal in deals if deal.member in names], cohorts)
        if rates.are_deals_known:
            return rates
        rates = replace(rates, begun=None)
        lead_time = LeadTime.of(rates.deals, as_of)
        if isinstance(lead_time, TooLittle) or lead_time.is_same_month or not rates.is_known:
            return None
        return rates

    @property
    def is_known(self) -> bool:
        """True where the months of nearly all wins are known."""
        return len(self.deals) >= LEAST_KNOWN * exact_sum(self.history.totals(self.measure.of, self.members).values())

    @property
    def are_deals_known(self) -> bool:
        """True where nearly all meetings, and nearly all wins, belong to deals that are known."""
        found = DealAttempts.of((self.begun or {}).values())
        tried, won = (exact_sum(self.history.totals(tally, self.members).values()) for tally in (self.measure.to, self.measure.of))
        return found.deals > 0 and found.attempts >= LEAST_KNOWN * tried and found.won >= LEAST_KNOWN * won

    def attempts(self, member: Member) -> DealAttempts | None:
        """What is known of the member's deals, of everybody's where the own are few; None where deals are not known."""
        if self.begun is None:
            return None
        own = DealAttempts.of(self._begun_by.get(self.history.spelled(member), ()))
        return DealAttempts.of(self.begun.values()) if are_few(own.deals) else own

    @cached_property
    def _begun_by(self) -> Mapping[str, Sequence[DealCohort]]:
        found: defaultdict[str, list[DealCohort]] = defaultdict(list)
        for (name, _), cohort in (self.begun or {}).items():
            found[name].append(cohort)
        return found

    def counts(self, as_of: date) -> list[MonthlyCounts] | None:
        """Successes and trials of the complete months as they were known on *as_of*; None before there was a lead time.

        Of deals that are known the counts themselves, as long as too few wins tell how long they take.
        """
        lead_time = LeadTime.of(self.deals, as_of)
        if isinstance(lead_time, TooLittle) and self.begun is None:
            return None
        wins = wins_by_activity_month(deal for deal in self.deals if deal.won <= as_of)
        by_name = {
            (member.name, month): wins.get((self.history.spelled(member), month), 0)
            for member in self.members
            for month in self._months
        }
        trials = [each for each in self._trials() if each.month.end <= as_of + timedelta(days=1)]
        if isinstance(lead_time, TooLittle):
            return [replace(each, count=min(by_name[each.member, each.month], each.exposure)) for each in trials]
        return matured_counts(trials, by_name, lead_time, as_of)

    @property
    def _months(self) -> Sequence[Month]:
        """The complete months, and the one that may have become it by the day that is asked about."""
        return [*self.history.months, self.history.now]

    def _trials(self) -> Iterator[MonthlyCounts]:
        """Deals begun, where they are known; else the activity."""
        for member in self.members:
            name = self.history.spelled(member)
            for month in self._months:
                yield MonthlyCounts(member.name, month, 0, self._tried(name, member, month), member.team)

    def _tried(self, name: str, member: Member, month: Month) -> float:
        if self.begun is None:
            return self.history.value(member, month, self.measure.to)
        cohort = self.begun.get((name, month))
        return cohort.deals if cohort else 0.0

    def checkable(self, as_of: date) -> list[MonthlyCounts]:
        """The months of which nearly all wins have come, whole, with what came."""
        lead_time = LeadTime.of(self.deals, as_of)
        if isinstance(lead_time, TooLittle):
            return []
        wins = wins_by_activity_month(self.deals)
        spelled = {member.name: self.history.spelled(member) for member in self.members}
        mature = {month for month in self.history.months if maturity(month, lead_time, as_of) >= LEAST_MATURE}
        return [
            replace(each, count=min(wins.get((spelled[each.member], each.month), 0), each.exposure))
            for each in self._trials()
            if each.month in mature
        ]

    def foretold(self, history: Sequence[MonthlyCounts]) -> Iterator[MonthForecasts]:
        """Each month of *history* from what was known when it began: a `backtest.Method`."""
        for month in sorted({each.month for each in history}):
            known = self.counts(month.start - timedelta(days=1))
            forecasts = rate_forecasts(known) if known else None
            if forecasts is not None and not isinstance(forecasts, TooLittle):
                yield month, forecasts
