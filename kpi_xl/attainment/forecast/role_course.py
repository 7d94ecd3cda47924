"""The course of a role's month: what the landings of its members, its teams and everybody rest on, learned from the months before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.group_landing import Differing, group_landing
from kpi_xl.attainment.forecast.group_months import GroupMonths, Groups, watched_teams
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, dispersion, yen_landing
from kpi_xl.attainment.forecast.order_size import OrderSizes
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.quarter import QuarterCourse
from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth, count_of, daily_counts, daily_totals
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member

LEAST_MONTHS = 2
"""From one month nobody can tell how much months differ: then the month's own pace counts alone."""


@dataclass(frozen=True)
class RoleCourse:
    """What is known of one figure of the members of one role, in the month to be foretold."""

    so_far: MonthSoFar
    volumes: Mapping[str, Forecast]  #: member -> counts per working day; empty without any history
    sizes: OrderSizes | TooLittle | None  #: None: counts, not yen
    dispersion: float  #: of days
    of_team: Differing
    of_teams: Differing  #: of several together

    @classmethod
    def of(cls, log: Log, history: History, tally: Tally, members: Sequence[Member], as_of: date, daily: DailyCounts) -> RoleCourse:
        """Of *tally* in the month of *history* that is under way, up to *as_of*, included.

        Args:
            daily: what *tally* came to on each day of that month, by member as the log spells the name.
        """
        count, calendar = count_of(tally), history.calendar
        counts = history.volumes(count, members)
        teams = watched_teams(counts)
        past = _PastDays.of(log, history, count, members, teams)
        days = list(calendar.working_days(history.now.start, as_of + timedelta(days=1)))
        profile = Profile.of(past.totals, history.months, calendar)
        so_far = MonthSoFar(history.now, len(days), calendar.days_in(history.now), profile)
        known = _known(history, count, members)
        course = QuarterCourse.of(known, calendar)
        foretold = list(monthly_volume_forecasts(counts, [name for team in teams.values() for name in team], course))
        months = GroupMonths({(each.member, each.month): each for each in counts}, foretold[:-1], past.of_watched, calendar)
        sizes = _sizes(history, tally, members) if tally.tallied is Tallied.SUM else None
        each_day = ([daily.get(history.spelled(member), {}).get(day, 0.0) for day in days] for member in members)
        return cls(
            so_far, foretold[-1][1] if len(known) >= LEAST_MONTHS else {}, sizes, dispersion(each_day) if sizes is None else 1.0,
            months.differing(teams, so_far), months.differing({"": [name for team in teams.values() for name in team]}, so_far),
        )  # fmt: skip

    @classmethod
    def ahead(cls, log: Log, history: History, tally: Tally, members: Sequence[Member]) -> RoleCourse:
        """The same of a month that has not begun."""
        return cls.of(log, history, tally, members, history.now.start - timedelta(days=1), {})

    def landing(self, member: str, done: float, orders: float) -> Landing | TooLittle:
        """Of one member.

        Args:
            done: so far, in the unit of the figure.
            orders: that it came from; of counts, the same.
        """
        volume = self.volumes.get(member)
        if self.sizes is None:
            return count_landing(done, self.so_far, volume, self.dispersion)
        size = self.sizes if isinstance(self.sizes, TooLittle) else self.sizes.of(member)
        return yen_landing(done, orders, self.so_far, volume, size)

    def together(self, parts: Sequence[Landing | TooLittle], done: float, is_one_team: bool = True) -> Landing | TooLittle:
        """Of members of one team, or of several."""
        return group_landing(parts, done, self.of_team if is_one_team else self.of_teams, self.dispersion)


@dataclass(frozen=True)
class _PastDays:
    """What each day of the months before brought."""

    of_watched: DailyCounts  #: by the member's name in the plan
    totals: Mapping[date, float]  #: of everybody

    @classmethod
    def of(cls, log: Log, history: History, count: Tally, members: Sequence[Member], teams: Groups) -> _PastDays:
        watched = {name for team in teams.values() for name in team}
        spelled = {member.name: history.spelled(member) for member in members}
        period = history.months[0].start, history.now.start - timedelta(days=1)
        counted = daily_counts(log, count, *period, [spelled[name] for name in watched])
        of_watched = {name: counted[spelled[name]] for name in watched if spelled[name] in counted}
        if len(watched) < len(spelled):
            return cls(of_watched, daily_totals(log, count, list(spelled.values()), *period))
        together: Counter[date] = Counter()
        for days in of_watched.values():
            together.update(days)
        return cls(of_watched, together)


def _sizes(history: History, tally: Tally, members: Sequence[Member]) -> OrderSizes | TooLittle:
    """By the months before; where they are too few, by all that was won so far."""
    months = history.orders(tally, members)
    sizes = OrderSizes.from_months(months)
    if not isinstance(sizes, TooLittle):
        return sizes
    count = count_of(tally)
    now = [OrderMonth(each.name, history.now, *(history.value(each, history.now, what) for what in (count, tally))) for each in members]
    assumed = OrderSizes.assumed([*months, *now])
    return sizes if isinstance(assumed, TooLittle) else assumed


def _known(history: History, count: Tally, members: Sequence[Member]) -> dict[Month, float]:
    """Everybody's counts by month, from the first month of the log on."""
    totals = history.totals(count, members)
    complete = [(month, totals[month]) for month in history.months]
    return dict(dropwhile(lambda pair: not pair[1], complete))
