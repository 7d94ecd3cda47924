"""The course of a role's month: what the landings of its members, its teams and everybody rest on, learned from the months before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.group_landing import Differing, group_landing
from kpi_xl.attainment.forecast.group_months import GroupMonths
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, dispersion, yen_landing
from kpi_xl.attainment.forecast.order_size import OrderSizes
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.quarter import QuarterCourse
from kpi_xl.attainment.forecast.role_months import RoleMonths
from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth, count_of
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member

LEAST_MONTHS = 2
"""From one month nobody can tell how much months differ: then the month's own pace counts alone."""

Days = Iterable[Sequence[float]]
"""Of each member what each working day of the month brought so far."""


@dataclass(frozen=True)
class MonthBasis:
    """What is known of a role's month before its first day."""

    month: Month
    before: RoleMonths
    volumes: Mapping[str, Forecast]  #: member -> counts per working day; empty without any history
    sizes: OrderSizes | TooLittle | None  #: None: counts, not yen
    profile: Profile
    past: GroupMonths
    common: float  #: relative variance that a team shares
    common_of_teams: float  #: and several together

    @classmethod
    def of(cls, before: RoleMonths, month: Month) -> MonthBasis:
        counts = before.counts
        course = QuarterCourse.of(before.known, before.calendar)
        watched = set(before.everybody[""])
        foretold = list(monthly_volume_forecasts(counts, watched, course))
        of_watched = {(each.member, each.month): each for each in counts if each.member in watched}
        months = GroupMonths(of_watched, foretold[:-1], before.watched, before.calendar)
        volumes = foretold[-1][1] if len(before.known) >= LEAST_MONTHS else {}
        return cls(
            month, before, volumes, OrderSizes.from_months(before.orders) if before.is_yen else None,
            Profile.of(before.totals, before.months, before.calendar), months, months.common(before.teams), months.common(before.everybody),
        )  # fmt: skip

    def course(self, elapsed: int, days: Days, orders: Sequence[OrderMonth] = ()) -> RoleCourse:
        """The course after *elapsed* working days.

        Args:
            orders: of the month so far, for the size of an order where the months before have too few.
        """
        so_far = MonthSoFar(self.month, elapsed, self.before.calendar.days_in(self.month), self.profile)
        shares = (self.past.share_variance(groups, so_far) for groups in (self.before.teams, self.before.everybody))
        of_team, of_teams = map(Differing, (self.common, self.common_of_teams), shares)
        return RoleCourse(so_far, self.volumes, self._sizes(orders), 1.0 if self.before.is_yen else dispersion(days), of_team, of_teams, self)

    def _sizes(self, orders: Sequence[OrderMonth]) -> OrderSizes | TooLittle | None:
        """By the months before; where they are too few, by all that was won so far."""
        if not isinstance(self.sizes, TooLittle):
            return self.sizes
        assumed = OrderSizes.assumed([*self.before.orders, *orders])
        return self.sizes if isinstance(assumed, TooLittle) else assumed


@dataclass(frozen=True)
class RoleCourse:
    """What is known of one figure of the members of one role, in the month to be foretold."""

    so_far: MonthSoFar
    volumes: Mapping[str, Forecast]  #: member -> counts per working day; empty without any history
    sizes: OrderSizes | TooLittle | None  #: None: counts, not yen
    dispersion: float  #: of days
    of_team: Differing
    of_teams: Differing  #: of several together
    basis: MonthBasis

    @classmethod
    def of(cls, log: Log, history: History, tally: Tally, members: Sequence[Member], as_of: date, daily: DailyCounts) -> RoleCourse:
        """Of *tally* in the month of *history* that is under way, up to *as_of*, included.

        Args:
            daily: what *tally* came to on each day of that month, by member as the log spells the name.
        """
        days = list(history.calendar.working_days(history.now.start, as_of + timedelta(days=1)))
        each_day = ([daily.get(history.spelled(member), {}).get(day, 0.0) for day in days] for member in members)
        basis = MonthBasis.of(RoleMonths.read(log, history, tally, members), history.now)
        now = [OrderMonth(each.name, history.now, *(history.value(each, history.now, what) for what in (count_of(tally), tally))) for each in members]
        return basis.course(len(days), each_day, now)

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
