"""The one query: member x month x tally, built from the definitions. All values are bound, never pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.relation import Log
from kpi_xl.definitions import STOCK_KINDS, Tallied, Tally
from kpi_xl.definitions.kinds import folded
from kpi_xl.periods import Month

_WHAT = {
    Tallied.COUNT: ("sum(count)", ""),
    Tallied.SUM: ("sum(amount)", ""),
    Tallied.SCORE: ("sum(score * count)", " AND score IS NOT NULL"),
    Tallied.SCORED: ("sum(count)", " AND score IS NOT NULL"),
    Tallied.DISTINCT: ("count(DISTINCT account)", " AND account <> ''"),
}


@dataclass(frozen=True)
class TallyTable:
    """What was counted: (member, month) -> tally -> value. What did not happen counts 0."""

    values: Mapping[tuple[str, Month], Mapping[Tally, float]]

    def of(self, members: Sequence[str], month: Month) -> Mapping[Tally, float]:
        """The tallies of *members* together in *month*, each member once (a manager may sell too)."""
        return added([self.values[member, month] for member in dict.fromkeys(members) if (member, month) in self.values])


def needless_for(tallies: Sequence[Tally]) -> frozenset[Field]:
    """Of accounts and sources, what counting *tallies* does not ask for."""
    by_account = any(tally.tallied is Tallied.DISTINCT or set(tally.kinds) & set(STOCK_KINDS) for tally in tallies)
    by_source = any(tally.sources or tally.sources_not for tally in tallies)
    return frozenset([Field.ACCOUNT] * (not by_account) + [Field.SOURCE] * (not by_source))


def tally_query(tallies: Sequence[Tally], owner: str = "member", parted: Sequence[date] = ()) -> tuple[str, dict[str, Any]]:
    """The SQL and its bound values; ``$first`` and ``$last`` (days, both included) are left to bind.

    Args:
        owner: the columns whose values are counted apart.
        parted: days on which a new ``part`` begins, a column that says how many of them have come.
    """
    bound: dict[str, Any] = {f"part{place}": day for place, day in enumerate(parted)}
    part = " + ".join(f"CASE WHEN date >= ${name} THEN 1 ELSE 0 END" for name in bound)
    months = "*, date_trunc('month', date) AS month" + (f", {part} AS part" if part else "")

    def bind(values: Sequence[str]) -> str:
        names = []
        for value in values:
            name = f"v{len(bound)}"
            bound[name] = value
            names.append(f"${name}")
        return ", ".join(names)

    columns = []
    for index, tally in enumerate(tallies):
        what, condition = _WHAT[tally.tallied]
        condition = f"kind IN ({bind(tally.kinds)}){condition}"
        if tally.sources:
            condition += f" AND source IN ({bind([folded(word) for word in tally.sources])})"
        if tally.sources_not:
            condition += f" AND source NOT IN ({bind([folded(word) for word in tally.sources_not])})"
        columns.append(f"coalesce({what} FILTER (WHERE {condition}), 0) AS t{index}")
    counted = _counted(bind(STOCK_KINDS)) if any(set(tally.kinds) & set(STOCK_KINDS) for tally in tallies) else ""
    query = f"""
    WITH period AS NOT MATERIALIZED (SELECT {months} FROM log WHERE date BETWEEN $first AND $last{_TO_CLOSE if counted else ""})
    {counted}
    SELECT {owner}, month{"".join(f", {column}" for column in columns)}
    FROM {"counted" if counted else "period"} GROUP BY {owner}, month ORDER BY {owner}, month"""
    return query, bound


_TO_CLOSE = """
        OR (kind = 'pipeline' AND record <> '' AND date > $last AND date_trunc('month', date) = date_trunc('month', CAST($last AS DATE)))"""
"""An open deal of a CRM's export stands on the day it is to close: what is to close by the month's end is open on every day before."""


def _counted(stock: str) -> str:
    """The rows that count: of a stock (open pipeline, customers under contract) the last of each month.

    An open deal may stand in the export of a CRM, with its id, and in a list of the month's end without one. The list counts: for its
    customers, and as a whole for everything that was expected up to its day, once it has two rows of a member.
    """
    return f""", counted AS (
        SELECT * FROM period WHERE kind NOT IN ({stock})
        UNION ALL
        SELECT * FROM period WHERE kind IN ({stock})
        QUALIFY date = max(date) OVER (PARTITION BY member, kind, account, record, month) AND (record = '' OR (
            (account = '' OR max(CASE WHEN record = '' THEN 1 ELSE 0 END) OVER (PARTITION BY member, kind, account, month) = 0)
            AND (sum(CASE WHEN record = '' THEN 1 ELSE 0 END) OVER (PARTITION BY member, kind, month) < 2
                OR date > max(CASE WHEN record = '' THEN date END) OVER (PARTITION BY member, kind, month))))
    )"""


def count_tallies(log: Log, tallies: Sequence[Tally], first: date, last: date) -> TallyTable:
    """Count *tallies* per member and month from *first* to *last*, both included."""
    sums = log.sums(first, last) if Month.of(first) == Month.of(last) and all(map(_is_summed, tallies)) else None
    if sums is not None:
        return TallyTable({(member, Month.of(first)): _of_sums(tallies, by_kind) for member, by_kind in sums.items()})
    query, bound = tally_query(tallies)
    rows = log.connection.execute(query, {**bound, "first": first, "last": last}).fetchall()
    return TallyTable({(member, Month.of(month)): _by_tally(tallies, values) for member, month, *values in rows})


def _is_summed(tally: Tally) -> bool:
    """Whether it follows from the sums of kinds: of a stock the last counts, and sources are told apart by the row."""
    by_kind = tally.tallied in (Tallied.COUNT, Tallied.SUM) and set(tally.kinds).isdisjoint(STOCK_KINDS)
    return by_kind and not tally.sources and not tally.sources_not


def _of_sums(tallies: Sequence[Tally], by_kind: Mapping[str, tuple[int, Any]]) -> Mapping[Tally, float]:
    place = {Tallied.COUNT: 0, Tallied.SUM: 1}
    return {
        tally: float(sum(by_kind[kind][place[tally.tallied]] for kind in dict.fromkeys(tally.kinds) if kind in by_kind)) for tally in tallies
    }


def count_by_team(
    log: Log, tallies: Sequence[Tally], first: date, last: date, parted: Sequence[date] = ()
) -> dict[tuple[str, str, int, Month], Mapping[Tally, float]]:
    """The same by (member, team that the rows name, part, month). Of a stock each member's last counts, in whichever team it stands.

    Args:
        parted: days on which a new part begins; the part is how many of them have come. Without any all are of part 0.
    """
    query, bound = tally_query(tallies, "member, team, part" if parted else "member, team", parted)
    rows = log.connection.execute(query, {**bound, "first": first, "last": last}).fetchall()
    if not parted:
        rows = [(member, team, 0, *rest) for member, team, *rest in rows]
    return {(member, team, int(part), Month.of(month)): _by_tally(tallies, values) for member, team, part, month, *values in rows}


def _by_tally(tallies: Sequence[Tally], values: Sequence[Any]) -> Mapping[Tally, float]:
    return dict(zip(tallies, map(float, values), strict=True))


def added(rows: Sequence[Mapping[Tally, float]]) -> Mapping[Tally, float]:
    """The tallies of several rows together; empty where there is no row."""
    if len(rows) == 1:
        return rows[0]
    return {tally: sum(row[tally] for row in rows) for tally in (rows[0] if rows else ())}
