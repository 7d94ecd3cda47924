"""The trends of a role's members: each KPI this month against its average of the months before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_xl.attainment.diagnosis.advice import Trend
from kpi_xl.attainment.month.guide import Rates
from kpi_xl.attainment.report.actuals import actual_of
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.attainment.report.model import Result
from kpi_xl.attainment.report.pacing import part_due
from kpi_xl.chance.rate_forecast import promised_counts
from kpi_xl.definitions import Kpi
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member

TREND_MONTHS = 3
"""What "usual" means: the three months before; fewer follow the season, more forget it."""
LEAST_MONTHS = 2
NOTICEABLE = 0.95
"""A rate that fell by less is not looked into."""
UNUSUAL = 0.9
"""So few successes come up by chance in less than one month in ten."""

Trends = Mapping[str, Trend]
"""KPI id -> trend, where at least `LEAST_MONTHS` of the months before have a value."""


@dataclass(frozen=True)
class RoleTrends:
    """What the trends of a role rest on."""

    history: History
    share_done: float  #: of a month, that is usually done by now
    rates: Rates  #: as the months before let expect them

    def of(self, owners: Sequence[tuple[Result, Member]]) -> list[Trends]:
        """Of each of *owners*, all at once: what chance allows is worked out for everybody whose rate fell."""
        kpis = {row.kpi.id: row.kpi for result, _ in owners for row in result.rows}.values()
        days = [self.history.calendar.days_in(month) for month in self.history.months[-TREND_MONTHS:]]
        parts = {kpi.id: part_due(kpi, self.share_done) for kpi in kpis}
        found = [self._of(result, member, days, parts) for result, member in owners]
        unusual = {kpi.id: self._unusual(kpi, self._fallen(kpi, owners, found)) for kpi in kpis}
        return [
            {kpi: replace(trend, is_beyond_chance=True) if member.name in unusual.get(kpi, ()) else trend for kpi, trend in trends.items()}
            for (_, member), trends in zip(owners, found, strict=True)
        ]

    def _of(self, result: Result, member: Member, days: Sequence[int], parts: Mapping[str, float]) -> Trends:
        """As if nothing were beyond chance; *parts*: of each KPI, that is due by now."""
        trends = {}
        known = [pair for pair in zip(self.history.rows(member)[-TREND_MONTHS:], days, strict=True) if pair[0]]
        for row in result.rows if len(known) >= LEAST_MONTHS else ():
            values = [value for tallies, worked in known if (value := actual_of(row.kpi, tallies, worked)) is not None]
            if row.actual is not None and len(values) >= LEAST_MONTHS:
                before = exact_sum(values) / len(values) * parts[row.kpi.id]
                trends[row.kpi.id] = Trend(before, len(values), row.actual, False)
        return trends

    def _fallen(self, kpi: Kpi, owners: Iterable[tuple[Result, Member]], trends: Iterable[Trends]) -> Iterator[Member]:
        for (_, member), its in zip(owners, trends, strict=True):
            trend = its.get(kpi.id)
            if trend is not None and trend.now < trend.before * NOTICEABLE:
                yield member

    def _unusual(self, kpi: Kpi, fallen: Iterable[Member]) -> set[str]:
        """Whose successes are fewer than the rate of the months before lets expect in nine months of ten."""
        measure, rates = counted_rate(kpi), self.rates.get(kpi.id, {})
        members = [member for member in fallen if member.name in rates]
        if measure is None or not members:
            return set()
        done, tried = ([int(self.history.value(each, self.history.now, tally)) for each in members] for tally in (measure.of, measure.to))
        promised = promised_counts((UNUSUAL,), tried, [rates[each.name] for each in members])
        return {each.name for each, count, ((least, _),) in zip(members, done, promised, strict=True) if least > count}
