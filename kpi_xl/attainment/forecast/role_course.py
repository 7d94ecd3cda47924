"""The course of a role's month: what the landings of its members, its teams and everybody rest on, learned from the months before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.group_landing import Differing, group_landing
from kpi_xl.attainment.forecast.group_months import GroupMonths
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, dispersion, opened, yen_landing
from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.attainment.forecast.open.listing import Listing
from kpi_xl.attainment.forecast.open.now import OpenNow
from kpi_xl.attainment.forecast.open.part import OpenPart
from kpi_xl.attainment.forecast.order_size import OrderSize, OrderSizes
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.quarter import QuarterCourse
from kpi_xl.attainment.forecast.role_months import RoleMonths, days_with, follows_deals
from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth, count_of
from kpi_xl.chance.common_effect import Effect
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
    common: Effect  #: relative variance that teams share
    shares: Effect  #: how much the share done by a day differs, as `kpi_xl.chance.share_effect` has it

    @classmethod
    def of(cls, before: RoleMonths, month: Month) -> MonthBasis:
        counts = before.counts
        course = QuarterCourse.of(before.known, before.calendar)
        watched = set(before.everybody[""])
        error = course.error(month)  # everybody shares what is not known of the quarter
        foretold = list(monthly_volume_forecasts(counts, watched, course))
        of_watched = {(each.member, each.month): each for each in counts if each.member in watched}
        months = GroupMonths(of_watched, foretold[:-1], before.watched, before.calendar, course)
        common, profile = months.common(before.teams), Profile.of(before.totals, before.months, before.calendar)
        volumes = foretold[-1][1] if len(before.known) >= LEAST_MONTHS else {}
        return cls(
            month, before, volumes, OrderSizes.from_months(before.orders) if before.is_yen else None,
            profile, months, replace(common, everybody=common.everybody + error), months.share_effect(before.teams, profile),
        )  # fmt: skip

    def course(self, elapsed: int, days: Days, orders: Sequence[OrderMonth] = (), deals: OpenNow | None = None) -> RoleCourse:
        """The course after *elapsed* working days.

        Args:
            orders: of the month so far, for the size of an order where the months before have too few.
            deals: that are open.
        """
        so_far = MonthSoFar(self.month, elapsed, self.before.calendar.days_in(self.month), self.profile)
        share = so_far.share_done
        differing = Differing(self.common, self.shares.times((share * (1 - share)) ** 2))
        spread = 1.0 if self.before.is_yen else dispersion(days)
        return RoleCourse(so_far, self.volumes, self._sizes(orders), spread, differing, self, deals)

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
    differing: Differing
    basis: MonthBasis
    open: OpenNow | None = None  #: where the figure is of wins, and deals are listed

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
        names = {history.spelled(member): member.name for member in members}
        past = days_with(history, basis.before.calendar.days_in(history.now) - len(days))
        listing = Listing.read(log, [as_of, *past.values()]) if follows_deals(tally) else Listing({}, {})
        return basis.course(len(days), each_day, now, OpenNow.of(listing, as_of, past.values(), names))

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
        landing = self._without_deals(member, done, orders)
        return self._opened(landing, member) if self.open and self.open.conversion and isinstance(landing, Landing) else landing

    def _without_deals(self, member: str, done: float, orders: float) -> Landing | TooLittle:
        volume, size = self.volumes.get(member), self._size(member)
        if size is None:
            return count_landing(done, self.so_far, volume, self.dispersion, self.differing.share.of())
        return yen_landing(done, orders, self.so_far, volume, size, self.differing.share.of())

    def _size(self, member: str) -> OrderSize | TooLittle | None:
        return self.sizes.of(member) if isinstance(self.sizes, OrderSizes) else self.sizes

    def _opened(self, landing: Landing, member: str) -> Landing:
        deals = self.deals(member)
        if not deals or self.open is None or landing.course is None:
            return landing
        conversion, size = self.open.conversion, landing.course.size
        part = OpenPart.of(deals, size.variance if size else 0.0, conversion.error if conversion else 0.0)
        covered, cover_error = self.open.covered(member), conversion.cover_error if conversion else 0.0
        course = replace(landing.course, open=part, covered=covered, cover_error=cover_error)
        return opened(replace(landing, course=course), part, covered, cover_error)

    def deals(self, member: str) -> tuple[OpenDeal, ...]:
        """The member's open deals."""
        size = self._size(member)
        usual = size.mean if isinstance(size, OrderSize) else 0.0
        return self.open.deals(member, self.basis.before.is_yen, usual) if self.open else ()

    def together(self, parts: Sequence[Landing | TooLittle], done: float, teams: Sequence[str] = ()) -> Landing | TooLittle:
        """Of members of one team, or of several: *teams* has each one's."""
        return group_landing(parts, done, self.differing, self.dispersion, teams)
