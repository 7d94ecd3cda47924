"""The months of a role: what the log tells of one figure of its members, in the months before the one to be foretold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import compress, cycle, dropwhile

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.group_months import Groups, watched_teams
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth, count_of, daily_counts, daily_totals
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class RoleMonths:
    """Complete months, the last of them just before the one to be foretold."""

    months: tuple[Month, ...]
    counts: Sequence[MonthlyCounts]  #: of every member, one by one, each month
    orders: Sequence[OrderMonth]  #: the same; empty where counts are forecast
    known: Mapping[Month, float]  #: everybody's counts by month, from the first month of the log on
    watched: DailyCounts  #: days of some members, by the name in the plan
    totals: Mapping[date, float]  #: days of everybody
    teams: Groups  #: of those members
    calendar: WorkCalendar
    is_yen: bool

    @classmethod
    def read(cls, log: Log, history: History, tally: Tally, members: Sequence[Member]) -> RoleMonths:
        """Of *tally*, from the counts of *history* and two more queries."""
        count, is_yen = count_of(tally), tally.tallied is Tallied.SUM
        counts = history.volumes(count, members)
        teams = watched_teams(counts)
        watched, totals = _past_days(log, history, count, members, teams)
        return cls(
            history.months, counts, history.orders(tally, members) if is_yen else (), _known(history, count, members), watched, totals,
            teams, history.calendar, is_yen,
        )  # fmt: skip

    @property
    def everybody(self) -> Groups:
        """The watched members as one group."""
        return {"": [name for team in self.teams.values() for name in team]}

    def counts_of(self, month: Month) -> Sequence[MonthlyCounts]:
        """Of every member, in one of `months`."""
        return self.counts[self.months.index(month) :: len(self.months)]

    def before(self, month: Month) -> RoleMonths:
        """What was known before *month*, one of `months`."""
        number = self.months.index(month)
        is_earlier = [place < number for place in range(len(self.months))]
        return replace(
            self,
            months=self.months[:number],
            counts=list(compress(self.counts, cycle(is_earlier))),
            orders=list(compress(self.orders, cycle(is_earlier))),
            known={each: count for each, count in self.known.items() if each < month},
            watched={name: _until(days, month.start) for name, days in self.watched.items()},
            totals=_until(self.totals, month.start),
        )


def _until(days: Mapping[date, float], end: date) -> dict[date, float]:
    return {day: count for day, count in days.items() if day < end}


def _past_days(
    log: Log, history: History, count: Tally, members: Sequence[Member], teams: Groups
) -> tuple[DailyCounts, Mapping[date, float]]:
    """What each day of the months brought: to the members of *teams*, and to everybody."""
    watched = list(dict.fromkeys(name for team in teams.values() for name in team))
    spelled = {member.name: history.spelled(member) for member in members}
    period = history.months[0].start, history.now.start - timedelta(days=1)
    counted = daily_counts(log, count, *period, [spelled[name] for name in watched])
    of_watched = {name: counted[spelled[name]] for name in watched if spelled[name] in counted}
    if len(watched) < len(spelled):
        return of_watched, daily_totals(log, count, list(spelled.values()), *period)
    together: Counter[date] = Counter()
    for days in of_watched.values():
        together.update(days)
    return of_watched, together


def _known(history: History, count: Tally, members: Sequence[Member]) -> dict[Month, float]:
    totals = history.totals(count, members)
    complete = [(month, totals[month]) for month in history.months]
    return dict(dropwhile(lambda pair: not pair[1], complete))


def days_before(history: History, elapsed: int) -> dict[Month, date]:
    """Of each of the months before the day after as many working days, one at least, and at most all but the last."""
    return {month: days[max(1, min(elapsed, len(days) - 1)) - 1] for month, days in _working_days(history)}


def days_with(history: History, left: int) -> dict[Month, date]:
    """The same by how many working days are *left* after them.

    What becomes of open deals by the month's end depends on how long they have until then: after fifteen working days a May of
    eighteen is nearly over, a June of twenty-two is not.
    """
    return {month: days[max(1, min(len(days) - left, len(days) - 1)) - 1] for month, days in _working_days(history)}


def _working_days(history: History) -> Iterator[tuple[Month, list[date]]]:
    for month in history.months:
        yield month, list(history.calendar.working_days(month.start, month.end)) or [month.start]


def follows_deals(tally: Tally) -> bool:
    """True of what every win adds to; open deals say nothing of other figures."""
    return tally.kinds == ("won",) and not tally.sources and not tally.sources_not
