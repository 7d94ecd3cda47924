"""The listing of open deals: which were open on a day, how far and how old each was, and what became of it by the month's end.

A list is what a member's rows of the kind ``pipeline`` say of customers, each by its latest row: a deal with nothing left to
win, one that was won or lost since, and one that the member's next list of two rows or more leaves out, is open no more.
Rows with a record's id come from a system that shows today's state of each deal alone: of such nobody knows which were open
in a past month, and they are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kpi_xl.activity import Log
from kpi_xl.periods import Month

LISTED_DAYS = 62
"""A list counts for two months; what nobody has listed since is forgotten."""
FOLLOWED_DAYS = 180
"""Activity further back belongs to another deal."""
STAGES = {"meeting": 1, "visit": 1, "key_person": 2, "proposal": 3}
"""Kind of activity -> how far a deal has come by it; 0: listed, and nothing else."""


@dataclass(frozen=True)
class ListedDeal:
    """A deal as it was open at the end of a day."""

    day: date
    member: str  #: as the log spells the name
    account: str
    amount: float | None  #: yen, as listed
    stage: int  #: see `STAGES`
    age: int  #: days since its first activity or its first listing
    won: float  #: wins by the month's end; 0 of a day that is not over yet
    won_amount: float  #: yen that they brought


@dataclass(frozen=True)
class Listing:
    """What was open at the end of some days, and what was won after them, by month's end."""

    deals: Mapping[date, Sequence[ListedDeal]]
    wins: Mapping[date, Mapping[str, float]]  #: day -> member as the log spells the name -> wins of open deals and of others

    @classmethod
    def read(cls, log: Log, days: Sequence[date]) -> Listing:
        """With two queries; with one where nobody lists deals."""
        if not days or not _has_lists(log, min(days), max(days)):
            return cls({}, {})
        deals: defaultdict[date, list[ListedDeal]] = defaultdict(list)
        for each in _listed(log, days):
            deals[each.day].append(each)
        wins: defaultdict[date, dict[str, float]] = defaultdict(dict)
        for day, member, count in log.connection.execute(*wins_query(days)).fetchall():
            wins[day][member] = float(count or 0)
        return cls(deals, wins)


def _listed(log: Log, days: Sequence[date]) -> list[ListedDeal]:
    rows = log.connection.execute(*deals_query(days)).fetchall()
    return [
        ListedDeal(
            day, member, account, None if amount is None else float(amount), int(stage or 0), (day - begun).days, float(won or 0), float(yen or 0)
        )
        for day, member, account, amount, begun, stage, won, yen in rows
    ]


def deals_query(days: Sequence[date]) -> tuple[str, dict[str, Any]]:
    """The SQL of what is open at the end of each of *days*, and the values that it binds."""
    return _with_points(_QUERY, days)


def wins_query(days: Sequence[date]) -> tuple[str, dict[str, Any]]:
    """The same of what each member won after them, by the month's end."""
    return _with_points(_WINS, days)


def _with_points(query: str, days: Sequence[date]) -> tuple[str, dict[str, Any]]:
    """The query with the relation ``points``: each day with the days that it looks back and ahead to."""
    points: list[str] = []
    bound: dict[str, Any] = {}
    for place, day in enumerate(days):
        values = {
            "day": day, "listed": day - timedelta(days=LISTED_DAYS), "followed": day - timedelta(days=FOLLOWED_DAYS),
            "ending": Month.of(day).end,
        }  # fmt: skip
        bound |= {f"{name}{place}": value for name, value in values.items()}
        points.append("SELECT " + ", ".join(f"CAST(${name}{place} AS DATE) AS {name}" for name in values))
    return query.replace("{points}", " UNION ALL ".join(points)), bound


def _has_lists(log: Log, first: date, last: date) -> bool:
    bound = {"first": first - timedelta(days=LISTED_DAYS), "last": last}
    return bool(log.connection.execute(_ANY, bound).fetchall())


_LISTED = "kind = 'pipeline' AND record = '' AND account <> ''"
_ANY = f"SELECT member FROM log WHERE date BETWEEN $first AND $last AND {_LISTED} LIMIT 1"
_STAGE = " ".join(["CASE kind", *(f"WHEN '{kind}' THEN {stage}" for kind, stage in STAGES.items()), "ELSE 0 END"])
_QUERY = f"""
WITH points AS ({{points}}),
listed AS (
    SELECT day, followed, ending, member AS seller, account AS buyer, date AS named, sum(count) AS deals, sum(amount) AS asked
    FROM log JOIN points ON date <= day AND date > listed
    WHERE {_LISTED} GROUP BY day, followed, ending, member, account, date),
several AS (SELECT day AS several_day, seller AS several_seller, named AS several_named FROM listed GROUP BY day, seller, named HAVING count(*) > 1),
lists AS (
    SELECT several_day AS list_day, several_seller AS list_seller, max(several_named) AS list_named FROM several
    GROUP BY several_day, several_seller),
latest AS (
    SELECT day, followed, ending, seller, buyer, named, deals, asked FROM listed
    QUALIFY row_number() OVER (PARTITION BY day, seller, buyer ORDER BY named DESC) = 1),
closings AS (
    SELECT member AS closer, account AS closed, date AS closing, kind AS closed_as, count AS closed_count, amount AS closed_amount
    FROM log WHERE kind IN ('won', 'lost') AND account <> ''),
shut AS (
    SELECT DISTINCT day AS shut_day, seller AS shut_seller, buyer AS shut_buyer
    FROM latest JOIN closings ON closer = seller AND closed = buyer AND closing >= named AND closing <= day),
still AS (
    SELECT day, followed, ending, seller, buyer, named, asked FROM latest
        LEFT JOIN lists ON list_day = day AND list_seller = seller
        LEFT JOIN shut ON shut_day = day AND shut_seller = seller AND shut_buyer = buyer
    WHERE deals > 0 AND (asked IS NULL OR asked > 0) AND shut_day IS NULL AND (list_named IS NULL OR named >= list_named)),
ended AS (
    SELECT day AS ended_day, seller AS ended_seller, buyer AS ended_buyer, max(closing) AS ended_by
    FROM still JOIN closings ON closer = seller AND closed = buyer AND closing < named GROUP BY day, seller, buyer),
touched AS (
    SELECT day AS touched_day, seller AS touched_seller, buyer AS touched_buyer, min(date) AS begun, max({_STAGE}) AS stage
    FROM still JOIN log ON member = seller AND account = buyer AND date <= day AND date > followed
        LEFT JOIN ended ON ended_day = day AND ended_seller = seller AND ended_buyer = buyer
    WHERE kind IN ('pipeline', {", ".join(f"'{kind}'" for kind in STAGES)}) AND (ended_by IS NULL OR date > ended_by)
    GROUP BY day, seller, buyer),
wins AS (
    SELECT day AS win_day, seller AS win_seller, buyer AS win_buyer, sum(closed_count) AS won, sum(closed_amount) AS yen
    FROM still JOIN closings ON closer = seller AND closed = buyer AND closing > day AND closing < ending
    WHERE closed_as = 'won' GROUP BY day, seller, buyer)
SELECT day, seller, buyer, asked, coalesce(begun, named) AS since, stage, won, yen
FROM still LEFT JOIN touched ON touched_day = day AND touched_seller = seller AND touched_buyer = buyer
    LEFT JOIN wins ON win_day = day AND win_seller = seller AND win_buyer = buyer
ORDER BY day, seller, buyer"""
"""No two relations that meet have a column of one name: translated for a warehouse, columns stand without their relation's."""
_WINS = """
WITH points AS ({points})
SELECT day, member, sum(count) AS won FROM log JOIN points ON date > day AND date < ending
WHERE kind = 'won' GROUP BY day, member"""
