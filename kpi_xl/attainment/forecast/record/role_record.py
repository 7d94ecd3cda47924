"""The record of a role: its landings as they were on earlier days of the month, and at this point of the months before.

What each rests on is what was known then: the months before from the month's basis, the month itself from what was done
by the day. Who belongs to a group is who belongs to it today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.open.listing import Listing
from kpi_xl.attainment.forecast.open.now import OpenNow
from kpi_xl.attainment.forecast.record.accuracy import LEAST_MONTHS, MOST_MONTHS
from kpi_xl.attainment.forecast.record.standings import Standings
from kpi_xl.attainment.forecast.role_course import LEAST_MONTHS as LEAST_KNOWN
from kpi_xl.attainment.forecast.role_course import MonthBasis, RoleCourse
from kpi_xl.attainment.forecast.role_months import days_before, days_with
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member

MANY = 300
"""Members from which on each past month takes a report noticeably longer; what a store has kept of other months costs nothing."""
Parts = Mapping[str, Landing | TooLittle]
"""Member -> landing."""


@dataclass(frozen=True)
class Win:
    """What a member won of a customer on a day."""

    member: str
    account: str
    day: date
    value: float  #: in the goal's unit


@dataclass(frozen=True)
class RoleRecord:
    """Of one figure of the members of one role."""

    history: History
    tally: Tally
    members: Sequence[Member]  #: each once
    course: RoleCourse  #: of today
    daily: DailyCounts  #: of this month
    standings: Standings  #: by today, by earlier days of the month, and by the day of each past month
    listing: Listing  #: of the same days
    wins: Sequence[Win]  #: of this month, by customer; empty where nobody lists deals

    @classmethod
    def read(
        cls, log: Log, history: History, tally: Tally, members: Sequence[Member], course: RoleCourse, daily: DailyCounts,
        days: Sequence[date],
    ) -> RoleRecord:  # fmt: skip
        """*days*: of the month, today's last."""
        past = days_before(history, course.so_far.elapsed)
        looked_at = [*days, *(past[month] for month in judged_months(course.basis))]
        standings = Standings.read(log, history, tally, members, looked_at)
        if course.open is None or not course.open.listed:
            return cls(history, tally, members, course, daily, standings, Listing({}, {}), ())
        listed = dict.fromkeys(each for day in looked_at for each in (day, *_points(history, day)))
        wins = _wins(log, history, tally, members, days[0])
        return cls(history, tally, members, course, daily, standings, Listing.read(log, list(listed)), wins)

    def at(self, day: date) -> tuple[RoleCourse, Parts]:
        """The course and everybody's landing on an earlier day of the month."""
        if day not in self._days:
            course = self._course(self.course.basis, day)
            self._days[day] = course, self._parts(course, day, [member.name for member in self.members])
        return self._days[day]

    @cached_property
    def _days(self) -> dict[date, tuple[RoleCourse, Parts]]:
        return {}

    @cached_property
    def past(self) -> Mapping[Month, tuple[date, RoleCourse, Parts]]:
        """Each of the months before with the day that this point of it was, and the landings of those who were there."""
        found = {}
        for month in judged_months(self.course.basis):
            day = days_before(self.history, self.course.so_far.elapsed)[month]
            course = self._course(MonthBasis.of(self.course.basis.before.before(month), month), day)
            there = (each.member for each in self.course.basis.before.counts_of(month) if each.exposure)
            found[month] = day, course, self._parts(course, day, dict.fromkeys([*there, *self.standings.by_day[day]]))
        return found

    def came(self, names: Iterable[str], month: Month) -> Iterator[float]:
        """What each of *names* did in a whole month."""
        came = self._came.get(month, {})
        return (came.get(name, 0.0) for name in names)

    @cached_property
    def _came(self) -> Mapping[Month, Mapping[str, float]]:
        rows = [(member.name, self.history.rows(member)) for member in self.members]
        return {month: {name: its[place].get(self.tally, 0.0) for name, its in rows} for place, month in enumerate(self.history.months)}

    def _course(self, basis: MonthBasis, day: date) -> RoleCourse:
        days = list(self.history.calendar.working_days(basis.month.start, day + timedelta(days=1)))
        orders = [OrderMonth(name, basis.month, counted, done) for name, (done, counted) in self.standings.by_day[day].items()]
        return basis.course(len(days), self._each_day(basis.month, days), orders, self._open(day))

    def _open(self, day: date) -> OpenNow | None:
        """What was open on a day, by what had become of deals until its month."""
        if not self.listing.deals:
            return None
        names = {self.history.spelled(member): member.name for member in self.members}
        return OpenNow.of(self.listing, day, _points(self.history, day), names)

    def brought(self, name: str, after: date, until: date) -> dict[tuple[str, str, str], float]:
        """What the member won of each customer after a day, up to another, by `OpenDeal.key`."""
        found: dict[tuple[str, str, str], float] = {}
        for each in self.wins:
            if each.member == name and after < each.day <= until:
                key = name, each.account, ""
                found[key] = found.get(key, 0.0) + each.value
        return found

    def _each_day(self, month: Month, days: Sequence[date]) -> Iterator[list[float]]:
        """Of past months, of the members whose days are known."""
        is_now = month == self.history.now
        each = (self.daily.get(self.history.spelled(member), {}) for member in self.members) if is_now else self.course.basis.before.watched.values()
        return ([its.get(day, 0.0) for day in days] for its in each)

    def _parts(self, course: RoleCourse, day: date, names: Iterable[str]) -> Parts:
        return {name: course.landing(name, *self.standings.of(name, day)) for name in names}


def judged_months(basis: MonthBasis) -> list[Month]:
    """The latest of the months before that had enough months before them; of a role of many the fewest that can be judged."""
    known = list(basis.before.known)
    is_large = len(basis.before.counts) > MANY * len(basis.before.months)
    return known[LEAST_KNOWN:][-(LEAST_MONTHS if is_large else MOST_MONTHS):]


def _points(history: History, day: date) -> list[date]:
    """The same point, as far as open deals go, of the months before the day's own."""
    month = Month.of(day)
    left = sum(1 for _ in history.calendar.working_days(day + timedelta(days=1), month.end))
    return [on for earlier, on in days_with(history, left).items() if earlier < month]


def _wins(log: Log, history: History, tally: Tally, members: Sequence[Member], after: date) -> tuple[Win, ...]:
    names = {history.spelled(member): member.name for member in members}
    is_yen = tally.tallied is Tallied.SUM
    return tuple(
        Win(names[spelled], account, day, float((yen if is_yen else count) or 0))
        for spelled, account, day, count, yen in log.connection.execute(_WINS, {"after": after, "ending": history.now.end}).fetchall()
        if spelled in names
    )


_WINS = (
    "SELECT member, account, date, sum(count), sum(amount) FROM log WHERE kind = 'won' AND account <> '' AND date > $after AND date < $ending"
    " GROUP BY member, account, date ORDER BY date, member, account"
)
