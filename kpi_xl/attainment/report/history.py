"""History: what the log tells of the months before, as plain records for the calculations of this room.

Rates come as successes and trials, volumes as counts and working days, orders as counts and yen; daily counts show how
a month goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi_xl.activity import Log, TallyTable, count_tallies
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.definitions import Kpi, Ratio, Tallied, Tally
from kpi_xl.definitions.kinds import folded
from kpi_xl.periods import Month, months_up_to
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member
from kpi_xl.units import Unit
from kpi_xl.workdays import WorkCalendar

HISTORY_MONTHS = 12


def counted_rate(kpi: Kpi) -> Ratio | None:
    """The measure of a KPI that is a share of trials (成約率); None where it is none (counts, yen, mean scores, churn a year)."""
    measure = kpi.measure
    if kpi.unit is not Unit.RATE or not isinstance(measure, Ratio) or measure.is_annualised:
        return None
    whole = measure.of.tallied is Tallied.COUNT and measure.to.tallied is Tallied.COUNT
    return measure if whole else None


@dataclass(frozen=True)
class OrderMonth:
    """What one member won in one month."""

    member: str
    month: Month
    orders: float
    amount: float  #: yen


@dataclass(frozen=True)
class History:
    """The complete months before the report's, and that month so far."""

    months: tuple[Month, ...]  #: complete
    now: Month
    counted: TallyTable
    calendar: WorkCalendar

    @classmethod
    def read(
        cls, log: Log, tallies: Sequence[Tally], last: date, calendar: WorkCalendar, months: int = HISTORY_MONTHS
    ) -> History:
        """Count *tallies* up to *last*, included, and in the *months* before its month, with one query."""
        now = Month.of(last)
        before = months_up_to(now.plus(-1), months)
        counts = (count_of(tally) for tally in tallies if tally.tallied is Tallied.SUM)
        needed = tuple(dict.fromkeys([*tallies, *counts]))
        return cls(before, now, count_tallies(log, needed, now.plus(-months).start, last), calendar)

    def rates(self, measure: Ratio, members: Sequence[Member]) -> list[MonthlyCounts]:
        """Successes and trials of a rate, by member and month."""
        records = []
        for member in members:
            rows = self.rows(member)
            pairs = [(row.get(measure.of, 0.0), row.get(measure.to, 0.0)) for row in rows]
            counts = zip(self.months, carried_back(pairs), strict=True)
            records += [MonthlyCounts(member.name, month, done, tried, member.team) for month, (done, tried) in counts]
        return records

    def volumes(self, tally: Tally, members: Sequence[Member]) -> list[MonthlyCounts]:
        """Counts and working days by member and month; 0 of 0 for months in which a member was not yet there from the first."""
        days = [self.calendar.days_in(month) for month in self.months]
        return [
            MonthlyCounts(member.name, month, row.get(tally, 0.0) if there else 0, worked if there else 0, member.team)
            for member in members
            for month, worked, row, there in zip(
                self.months, days, self.rows(member), self._was_there(member), strict=True
            )
        ]

    def _was_there(self, member: Member) -> Iterator[bool]:
        """Whether the member worked through each month: joined before it, or known to the log from an earlier one.

        The log's own first month counts whole: it was cut there for everybody.
        """
        known = False
        for month, row in zip(self.months, self.rows(member), strict=True):
            known = known or (bool(row) and month == self._first_month)
            yield known if member.joined is None else member.joined <= month.start
            known = known or bool(row)

    @cached_property
    def _first_month(self) -> Month | None:
        return min((month for _, month in self.counted.values), default=None)

    def orders(self, tally: Tally, members: Sequence[Member]) -> list[OrderMonth]:
        """Orders and yen by member and month; *tally* sums the yen."""
        count = count_of(tally)
        return [
            OrderMonth(member.name, month, row.get(count, 0.0), row.get(tally, 0.0))
            for member in members
            for month, row in zip(self.months, self.rows(member), strict=True)
        ]

    def spelled(self, member: Member) -> str:
        """The member's name as the log spells it."""
        name = member.name
        if name not in self._spellings:
            self._spellings[name] = self._by_folded.get(folded(name), name)
        return self._spellings[name]

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Name as asked for -> as the log spells it; folding a name for every month and tally would take longer than counting."""
        return {}

    @cached_property
    def _by_folded(self) -> Mapping[str, str]:
        return {folded(name): name for name in {name for name, _ in self.counted.values}}

    def rows(self, member: Member) -> Sequence[Mapping[Tally, float]]:
        """The member's tallies in each of the months; an empty one for a month without any row."""
        if member.name not in self._rows:
            spelled = self.spelled(member)
            self._rows[member.name] = [self.counted.values.get((spelled, month), _NOTHING) for month in self.months]
        return self._rows[member.name]

    @cached_property
    def _rows(self) -> dict[str, Sequence[Mapping[Tally, float]]]:
        """By member: four questions about each need them."""
        return {}

    def totals(self, tally: Tally, members: Sequence[Member]) -> dict[Month, float]:
        """What *tally* came to for *members* together, in each of the months and in the one so far."""
        columns = zip(*map(self.rows, members), strict=True) if members else ([] for _ in self.months)
        by_month = {month: exact_sum([row.get(tally, 0.0) for row in rows]) for month, rows in zip(self.months, columns, strict=True)}
        return {**by_month, self.now: exact_sum(self.value(member, self.now, tally) for member in members)}

    def tallies(self, member: Member, month: Month) -> Mapping[Tally, float] | None:
        """None for a month without any row of the member."""
        return self.counted.values.get((self.spelled(member), month))

    def value(self, member: Member, month: Month, tally: Tally) -> float:
        """What *tally* came to; 0 where nothing happened."""
        return (self.tallies(member, month) or {}).get(tally, 0.0)


def count_of(tally: Tally) -> Tally:
    """The tally that counts the rows whose yen another sums."""
    return Tally(Tallied.COUNT, tally.kinds, tally.sources, tally.sources_not)


def carried_back(pairs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """(successes, trials) by month such that no month has more successes than trials.

    Wins beyond a month's meetings came from earlier ones, so they are carried back to the latest months with room. What
    finds none belongs to months before the log and is left out.

    >>> carried_back([(2, 10), (1, 5), (4, 3)])
    [(2.0, 10), (2.0, 5), (3, 3)]
    """
    result, surplus = [], 0.0
    for successes, trials in reversed(pairs):
        wanted = successes + surplus
        result.append((min(wanted, trials), trials))
        surplus = max(0.0, wanted - trials)
    return result[::-1]


_NOTHING: Mapping[Tally, float] = {}

DailyCounts = Mapping[str, Mapping[date, float]]
"""Member as the log spells the name -> day -> count."""


def daily_counts(log: Log, tally: Tally, first: date, last: date, members: Collection[str] | None = None) -> DailyCounts:
    """What *tally*, a count or a sum, came to on each day from *first* to *last*, both included, by member.

    Args:
        members: as the log spells them; None: everybody.
    """
    by_member: defaultdict[str, dict[date, float]] = defaultdict(dict)
    some, named = ("", {}) if members is None else (_OF_MEMBERS, {"members": list(members)})
    query = f"SELECT member, date, {_WHAT[tally.tallied]} FROM log WHERE {_IN_PERIOD}{some} GROUP BY member, date ORDER BY date"
    for member, day, value in log.connection.execute(query, {**_bound(tally, first, last), **named}).fetchall():
        by_member[member][day] = float(value or 0)
    return by_member


def daily_totals(log: Log, tally: Tally, members: Collection[str], first: date, last: date) -> Mapping[date, float]:
    """The same of *members* (as the log spells them) together: 250 rows for a year, however many members."""
    query = f"SELECT date, {_WHAT[tally.tallied]} FROM log WHERE {_IN_PERIOD}{_OF_MEMBERS} GROUP BY date ORDER BY date"
    rows = log.connection.execute(query, {**_bound(tally, first, last), "members": list(members)}).fetchall()
    return {day: float(value or 0) for day, value in rows}


_OF_MEMBERS = " AND list_contains(CAST($members AS VARCHAR[]), member)"
_WHAT = {Tallied.COUNT: "sum(count)", Tallied.SUM: "sum(amount)"}
OF_TALLY = (
    "list_contains(CAST($kinds AS VARCHAR[]), kind)"
    " AND (len(CAST($sources AS VARCHAR[])) = 0 OR list_contains(CAST($sources AS VARCHAR[]), source))"
    " AND NOT list_contains(CAST($sources_not AS VARCHAR[]), source)"
)
"""The rows of a tally, whose values `bound_tally` binds."""
_IN_PERIOD = f"date BETWEEN $first AND $last AND {OF_TALLY}"


def bound_tally(tally: Tally) -> dict[str, object]:
    return {
        "kinds": list(tally.kinds), "sources": [folded(word) for word in tally.sources],
        "sources_not": [folded(word) for word in tally.sources_not],
    }  # fmt: skip


def _bound(tally: Tally, first: date, last: date) -> dict[str, object]:
    return {"first": first, "last": last, **bound_tally(tally)}
