"""Standings: what each member had done by some days, of this month and of those before, from one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi_xl.activity import Log
from kpi_xl.attainment.report.history import OF_TALLY, History, bound_tally
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.periods import Month
from kpi_xl.targets import Member

NOTHING = (0.0, 0.0)


@dataclass(frozen=True)
class Standings:
    """By the member's name in the plan: (done in the goal's unit, orders that it came from)."""

    by_day: Mapping[date, Mapping[str, tuple[float, float]]]  #: the last day that counts -> member -> what was done in its month by then

    def of(self, member: str, day: date) -> tuple[float, float]:
        return self.by_day[day].get(member, NOTHING)

    def each(self, members: Sequence[str], day: date) -> Iterator[tuple[float, float]]:
        """The same of each of *members*."""
        standing = self.by_day[day]
        return (standing.get(member, NOTHING) for member in members)

    @classmethod
    def read(cls, log: Log, history: History, tally: Tally, members: Sequence[Member], days: Sequence[date]) -> Standings:
        """Of *tally* by each of *days*: some of the month of *history* that is under way, and one of other months each."""
        names = {history.spelled(member): member.name for member in members}
        by_month: defaultdict[Month, list[tuple[str, date, float, float]]] = defaultdict(list)
        for spelled, day, orders, amount in _counted(log, tally, days, history.now.start):
            if spelled in names:
                done = float((amount if tally.tallied is Tallied.SUM else orders) or 0)
                by_month[Month.of(day)].append((names[spelled], day, done, float(orders or 0)))
        return cls({day: _by(day, by_month[Month.of(day)]) for day in days})


def _by(day: date, rows: Sequence[tuple[str, date, float, float]]) -> Mapping[str, tuple[float, float]]:
    standing: dict[str, tuple[float, float]] = {}
    for name, on, done, orders in rows:
        if on <= day:
            before = standing.get(name, NOTHING)
            standing[name] = before[0] + done, before[1] + orders
    return standing


def _counted(log: Log, tally: Tally, days: Sequence[date], now: date) -> list[tuple[str, date, Any, Any]]:
    """Member, day, orders and yen: each day of the month that begins *now*, and other months whole, at their first day."""
    if not days:
        return []
    last = {Month.of(day): day for day in sorted(days)}
    bound: dict[str, Any] = bound_tally(tally) | {"now": now}
    ranges = []
    for place, (month, day) in enumerate(last.items()):
        bound |= {f"first{place}": month.start, f"last{place}": day}
        ranges.append(f"date BETWEEN $first{place} AND $last{place}")
    query = (
        f"SELECT member, {_DAY} AS day, sum(count), sum(amount) FROM log WHERE ({' OR '.join(ranges)}) AND {OF_TALLY}"
        f" GROUP BY member, {_DAY} ORDER BY member, day"
    )
    return list(log.connection.execute(query, bound).fetchall())


_DAY = "CASE WHEN date >= $now THEN date ELSE CAST(date_trunc('month', date) AS DATE) END"
