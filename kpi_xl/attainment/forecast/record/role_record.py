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
from kpi_xl.attainment.forecast.record.accuracy import MOST_MONTHS
from kpi_xl.attainment.forecast.record.standings import Standings
from kpi_xl.attainment.forecast.role_course import LEAST_MONTHS, MonthBasis, RoleCourse
from kpi_xl.attainment.report.history import DailyCounts, History, OrderMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member

Parts = Mapping[str, Landing | TooLittle]
"""Member -> landing."""


@dataclass(frozen=True)
class RoleRecord:
    """Of one figure of the members of one role."""

    history: History
    tally: Tally
    members: Sequence[Member]  #: each once
    course: RoleCourse  #: of today
    daily: DailyCounts  #: of this month
    standings: Standings  #: by today, by earlier days of the month, and by the day of each past month

    @classmethod
    def read(
        cls, log: Log, history: History, tally: Tally, members: Sequence[Member], course: RoleCourse, daily: DailyCounts,
        days: Sequence[date],
    ) -> RoleRecord:  # fmt: skip
        """*days*: of the month, today's last."""
        past = [_day_of(history, month, course.so_far.elapsed) for month in judged_months(course.basis)]
        return cls(history, tally, members, course, daily, Standings.read(log, history, tally, members, [*days, *past]))

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
        counts, found = self.course.basis.before.counts, {}
        for month in judged_months(self.course.basis):
            day = _day_of(self.history, month, self.course.so_far.elapsed)
            course = self._course(MonthBasis.of(self.course.basis.before.before(month), month), day)
            there = {each.member for each in counts if each.month == month and each.exposure}
            found[month] = day, course, self._parts(course, day, there | self.standings.by_day[day].keys())
        return found

    def done(self, name: str, day: date) -> float:
        """In the month of *day*, up to it."""
        return self.standings.of(name, day)[0]

    def came(self, name: str, month: Month) -> float:
        """In the whole month."""
        return self.history.value(self._by_name[name], month, self.tally)

    @cached_property
    def _by_name(self) -> Mapping[str, Member]:
        return {member.name: member for member in self.members}

    def _course(self, basis: MonthBasis, day: date) -> RoleCourse:
        days = list(self.history.calendar.working_days(basis.month.start, day + timedelta(days=1)))
        orders = [OrderMonth(name, basis.month, counted, done) for name, (done, counted) in self.standings.by_day[day].items()]
        return basis.course(len(days), self._each_day(basis.month, days), orders)

    def _each_day(self, month: Month, days: Sequence[date]) -> Iterator[list[float]]:
        """Of past months, of the members whose days are known."""
        is_now = month == self.history.now
        each = (self.daily.get(self.history.spelled(member), {}) for member in self.members) if is_now else self.course.basis.before.watched.values()
        return ([its.get(day, 0.0) for day in days] for its in each)

    def _parts(self, course: RoleCourse, day: date, names: Iterable[str]) -> Parts:
        return {name: course.landing(name, *self.standings.of(name, day)) for name in names}


def judged_months(basis: MonthBasis) -> list[Month]:
    """The latest of the months before that had enough months before them."""
    known = list(basis.before.known)
    return known[LEAST_MONTHS:][-MOST_MONTHS:]


def _day_of(history: History, month: Month, elapsed: int) -> date:
    """The day after as many working days of *month*, one at least, and at most all but the last."""
    days = list(history.calendar.working_days(month.start, month.end)) or [month.start]
    return days[max(1, min(elapsed, len(days) - 1)) - 1]
