"""Do landings keep what they promise? `python -m benchmarks.forecast [LOG MAPPING]` asks the past of a log, or made-up logs.

For every month but the first three, on its 8th, 15th and 22nd day, from nothing but what was known then: the landing of
each member, each team, two teams and everybody together. Told are how often the month ended within the 80% and the 90% range, and
the continuous ranked probability score against naive linear pace (done / days over x days of the month), whose score is
the error itself; below 1 is better (Gneiting and Raftery, JASA 102 (2007) 359). A log is counted once, and each of its latest
months then foretold from those before it. Of each kind of made-up companies so many are asked that everybody together has
2,000 months at each day.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.simulated_months import KINDS, MONTHS, Kind
from benchmarks.size import sized
from kpi_xl.activity import ActivityLog, open_log
from kpi_xl.activity.columns.mapping import read_mapping
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.open.listing import Listing
from kpi_xl.attainment.forecast.open.now import OpenNow
from kpi_xl.attainment.forecast.record.standings import Standings
from kpi_xl.attainment.forecast.remainder import YenRemainder
from kpi_xl.attainment.forecast.role_course import MonthBasis, RoleCourse
from kpi_xl.attainment.forecast.role_months import RoleMonths, days_with
from kpi_xl.attainment.report.history import HISTORY_MONTHS, History, OrderMonth
from kpi_xl.chance.incomplete_gamma import gamma_below
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Single, load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar

DAYS = (8, 15, 22)
KNOWN_MONTHS = 3
COMPANIES, FEW = sized(-(-2_000 // max(1, MONTHS - KNOWN_MONTHS))), 1
"""Of each kind; `make bench` asks one."""
UNITS = ("member", "team", "several", "everybody")
"""Of several, the first two teams together."""
LISTED_MONTHS = 6
"""A member who did nothing for so long is listed no more."""
ROLE = load_role("field_sales")
assert isinstance(ROLE.kgi.measure, Single)
TALLY = ROLE.kgi.measure.tally
CALENDAR = WorkCalendar()


@dataclass(frozen=True)
class Foretold:
    """One landing, and what came."""

    score: float
    naive: float  #: the error of linear pace
    below: float  #: the chance that was given to no more than what came
    above: float  #: and to no less

    @property
    def in_80(self) -> bool:
        return self.is_within(0.1)

    @property
    def in_90(self) -> bool:
        return self.is_within(0.05)

    def is_within(self, tail: float) -> bool:
        """Neither end has less than *tail* of the chance beyond what came."""
        return min(self.below, self.above) >= tail


Found = defaultdict[tuple[str, int], list[Foretold]]
"""(one of `UNITS`, day of the month) -> what was foretold."""


@dataclass(frozen=True)
class Past:
    """A log, counted once: each of its months with all months before it."""

    history: History  #: of the month after the last
    members: tuple[Member, ...]
    beside: frozenset[str]  #: named in a file beside the log, whatever they did
    months: RoleMonths
    standings: Standings
    listing: Listing

    @classmethod
    def of(cls, log: ActivityLog) -> Past:
        first, last = log.connection.execute("SELECT min(date), max(date) FROM log").fetchone()
        after, number = Month.of(last).next, 1
        while number <= HISTORY_MONTHS and after.plus(-number) > Month.of(first):
            number += 1
        members = tuple(Member(name, teams[-1], ROLE) for name, teams in log.members(first, last).items())
        history = History.read(log, (TALLY,), after.start, CALENDAR, number)
        by_day: dict[date, Mapping[str, tuple[float, float]]] = {}
        for day in DAYS:  # standings are read of one day a month
            days = [date(month.year, month.month, day) for month in history.months]
            by_day |= Standings.read(log, history, TALLY, members, days).by_day
        looked_at = dict.fromkeys(each for day in by_day for each in (day, *_points(history, day)))
        beside = frozenset(log.members(after.start, after.start))
        months = RoleMonths.read(log, history, TALLY, members)
        return cls(history, members, beside, months, Standings(by_day), Listing.read(log, list(looked_at)))

    def foretell(self, found: Found, known: int) -> None:
        """Every month but the first *known*, at each of `DAYS`."""
        for place, month in enumerate(self.history.months[known:], known):
            basis = MonthBasis.of(self.months.before(month), month)
            came = {each.name: self.history.value(each, month, TALLY) for each in self._there(place)}
            for day in DAYS:
                for unit, each in self._landings(basis, date(month.year, month.month, day), came):
                    found[unit, day].append(each)

    def _there(self, place: int) -> Iterator[Member]:
        """Who is listed in a month."""
        recent = slice(max(0, place - LISTED_MONTHS + 1), place + 1)
        return (each for each in self.members if each.name in self.beside or any(self.history.rows(each)[recent]))

    def _landings(self, basis: MonthBasis, day: date, came: Mapping[str, float]) -> Iterator[tuple[str, Foretold]]:
        course = self._course(basis, day)
        parts = {name: course.landing(name, *self.standings.of(name, day)) for name in came}
        team_of = {each.name: each.team for each in self.members if each.name in came}
        teams: defaultdict[str, list[str]] = defaultdict(list)
        for name, team in team_of.items():
            teams[team].append(name)
        for unit, groups in (
            ("member", [[name] for name in parts]), ("team", list(teams.values())), ("several", _several(list(teams.values()))),
            ("everybody", [list(parts)]),
        ):  # fmt: skip
            for names in groups:
                done = sum(self.standings.of(name, day)[0] for name in names)
                landing = course.together([parts[name] for name in names], done, [team_of[name] for name in names])
                if not isinstance(landing, TooLittle):
                    yield unit, judged(landing, sum(came[name] for name in names))

    def _course(self, basis: MonthBasis, day: date) -> RoleCourse:
        elapsed = sum(1 for _ in CALENDAR.working_days(basis.month.start, day + timedelta(days=1)))
        orders = [OrderMonth(name, basis.month, counted, done) for name, (done, counted) in self.standings.by_day[day].items()]
        names = {self.history.spelled(member): member.name for member in self.members}
        deals = OpenNow.of(self.listing, day, _points(self.history, day), names) if self.listing.deals else None
        return basis.course(elapsed, (), orders, deals)


def _several(teams: Sequence[list[str]]) -> list[list[str]]:
    """Two of three teams or more, as one manager may lead them; no other teams are so many."""
    return [[*teams[0], *teams[1]]] if len(teams) > 2 else []


def _points(history: History, day: date) -> list[date]:
    """The days of the months before *day*'s with as many working days left."""
    month = Month.of(day)
    left = sum(1 for _ in CALENDAR.working_days(day + timedelta(days=1), month.end))
    return [on for earlier, on in days_with(history, left).items() if earlier < month]


def judged(landing: Landing, actual: float) -> Foretold:
    """A landing in yen, beside what came."""
    rest, came = landing.remainder, max(0.0, actual - landing.done)
    assert isinstance(rest, YenRemainder)
    below = 1 - rest.at_least(came) if came else rest.nothing
    pace = landing.done / landing.so_far.elapsed * landing.so_far.working_days
    return Foretold(_score(rest, came), abs(pace - actual), below, 1 - below if came else 1.0)


def _score(rest: YenRemainder, came: float) -> float:
    """E|X - came| - E|X - X'| / 2, the continuous ranked probability score of nothing at all or a gamma amount, in closed form.

    Of a gamma variable of shape a and scale s, E|G - y| = y (2 F(y) - 1) - a s (2 F'(y) - 1), F' of shape a + 1, and
    E|G - G'| = 2 s / B(1/2, a) (Scheuerer and Moeller, Annals of Applied Statistics 9 (2015) 1328).
    """
    if rest.mean <= 0:
        return came
    shape, scale = rest.gamma
    some, mean = 1 - rest.nothing, shape * scale
    away = came * (2 * gamma_below(shape, came / scale) - 1) - mean * (2 * gamma_below(shape + 1, came / scale) - 1)
    apart = 2 * scale * math.exp(math.lgamma(shape + 0.5) - math.lgamma(shape) - math.lgamma(0.5))
    return rest.nothing * came + some * (away - rest.nothing * mean - some * apart / 2)


def table(title: str, found: Found) -> Table:
    shown = Table("of", "day", "months", "in 80%", "in 90%", "score / pace's", box=SIMPLE_HEAD, title=title)
    for (unit, day), each in sorted(found.items(), key=lambda item: (UNITS.index(item[0][0]), item[0][1])):
        number = len(each)
        kept = [f"{sum(inside) / number:.1%}" for inside in ([one.in_80 for one in each], [one.in_90 for one in each])]
        ratio = sum(one.score for one in each) / (sum(one.naive for one in each) or 1)
        shown.add_row(unit, str(day), f"{number:,}", *kept, f"{ratio:.2f}")
    return shown


def of_companies(kind: Kind, companies: int = COMPANIES, first: int = 0) -> Found:
    """Several made-up companies of one kind, together."""
    found: Found = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        for seed in range(first, first + companies):
            path = Path(name) / f"log{seed}.csv"
            kind.write(path, seed)
            with open_log(path) as log:
                Past.of(log).foretell(found, KNOWN_MONTHS)
            path.unlink()
    return found


def main(companies: int = FEW) -> None:
    console = Console(width=110)
    if len(sys.argv) > 1:
        found: Found = defaultdict(list)
        with open_log(Path(sys.argv[1]), read_mapping(Path(sys.argv[2])) if len(sys.argv) > 2 else None) as log:
            Past.of(log).foretell(found, 2)
        console.print(table(Path(sys.argv[1]).name, found))
        return
    for kind in KINDS:
        console.print(table(kind.name, of_companies(kind, companies)))


if __name__ == "__main__":
    main(COMPANIES)
