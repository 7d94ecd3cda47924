"""Activity rates: wins per activity by the month of the activity, where deals take longer than a month shows.

Then wins / meetings of one and the same month is a fair rate of neither: a growing team's looks too low, a shrinking
one's too high. A young month counts with the share of its wins that can have come (`lead_time.matured_counts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_xl.attainment.deals.lead_time import LeadTime, WonDeal, matured_counts, maturity, wins_by_activity_month
from kpi_xl.attainment.report.history import History
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import MonthForecasts
from kpi_xl.chance.rate_forecast import rate_forecasts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Ratio
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

    @classmethod
    def of(
        cls, history: History, measure: Ratio, members: Sequence[Member], deals: Sequence[WonDeal], as_of: date
    ) -> ActivityRates | None:
        """None where the months' own counts are as good: most wins come within two weeks, or too little is known of them."""
        names = {history.spelled(member) for member in members}
        rates = cls(history, measure, members, [deal for deal in deals if deal.member in names])
        lead_time = LeadTime.of(rates.deals, as_of)
        if isinstance(lead_time, TooLittle) or lead_time.is_same_month or not rates.is_known:
            return None
        return rates

    @property
    def is_known(self) -> bool:
        """True where the months of nearly all wins are known."""
        return len(self.deals) >= LEAST_KNOWN * sum(self.history.totals(self.measure.of, self.members).values())

    def counts(self, as_of: date) -> list[MonthlyCounts] | None:
        """Successes and trials of the complete months as they were known on *as_of*; None before there was a lead time."""
        lead_time = LeadTime.of(self.deals, as_of)
        if isinstance(lead_time, TooLittle):
            return None
        wins = wins_by_activity_month(deal for deal in self.deals if deal.won <= as_of)
        by_name = {
            (member.name, month): wins.get((self.history.spelled(member), month), 0)
            for member in self.members
            for month in self.history.months
        }
        trials = [each for each in self._trials() if each.month.end <= as_of + timedelta(days=1)]
        return matured_counts(trials, by_name, lead_time, as_of)

    def _trials(self) -> Iterator[MonthlyCounts]:
        for member in self.members:
            for month, row in zip(self.history.months, self.history.rows(member), strict=True):
                yield MonthlyCounts(member.name, month, 0, row.get(self.measure.to, 0.0), member.team)

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
