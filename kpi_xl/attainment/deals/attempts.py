"""Attempts: how many meetings the deals took, won or not, counted by the deals themselves.

A deal is one member's contacts with one account: from the first appointment, meeting, visit or proposal after the last win or
loss, or after half a year of silence, to the win, the loss or today (see lead_time.py). Its attempts are the meetings held in it,
follow-ups among them, in whatever month. Deals are counted in the month in which they began: a second meeting is no second
chance of another deal, and an account that buys again is a deal again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi_xl.activity import Log
from kpi_xl.attainment.deals.lead_time import BEGINNINGS, CLOSINGS, DORMANT_DAYS
from kpi_xl.definitions import Tally
from kpi_xl.periods import Month, numbered_month
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class DealCohort:
    """The deals that a member began in one month, and what has come of them so far."""

    member: str  #: as the log spells the name
    month: Month
    deals: int
    attempts: float  #: meetings held in them
    won: int


@dataclass(frozen=True)
class DealAttempts:
    """What stands behind a rate by deals: n deals, so many of them won, with so many meetings."""

    deals: int
    attempts: float
    won: int

    @classmethod
    def of(cls, cohorts: Iterable[DealCohort]) -> DealAttempts:
        known = list(cohorts)
        return cls(*(exact_sum(getattr(each, what) for each in known) for what in ("deals", "attempts", "won")))

    @property
    def per_deal(self) -> float:
        """Meetings that a deal takes, won or not; at least one."""
        return max(1.0, self.attempts / self.deals) if self.deals else 1.0


Begun = Mapping[Tally, Sequence[DealCohort]]
"""What counts as an attempt -> the deals begun."""

_QUERY = """
WITH touched AS (
    SELECT account, member, date, kind = 'won' AS won, list_contains(CAST($closings AS VARCHAR[]), kind) AS closes,
        CASE WHEN list_contains(CAST($attempts AS VARCHAR[]), kind) THEN count ELSE 0 END AS tried
    FROM log
    WHERE date BETWEEN $first AND $last AND account <> '' AND list_contains(CAST($kinds AS VARCHAR[]), kind)),
pairs AS (
    SELECT account AS buyer, member AS seller, min(CASE WHEN NOT closes THEN date END) AS opened, bool_or(won) AS bought, sum(tried) AS held,
        date_diff('day', min(date), max(date)) <= $dormant AND (count(*) FILTER (WHERE closes) = 0
            OR (count(*) FILTER (WHERE closes) = 1 AND max(CASE WHEN closes THEN date END) = max(date))) AS is_one
    FROM touched GROUP BY account, member),
ordered AS (
    SELECT account, member, date, won, closes, tried, lag(date) OVER touches AS before, lag(closes) OVER touches AS closed,
        row_number() OVER touches AS place
    FROM touched JOIN pairs ON account = buyer AND member = seller WHERE NOT is_one
    WINDOW touches AS (PARTITION BY account, member ORDER BY date, closes, won DESC)),
numbered AS (
    SELECT *, sum(CASE WHEN before IS NULL OR closed OR date_diff('day', before, date) > $dormant THEN 1 ELSE 0 END)
            OVER (PARTITION BY account, member ORDER BY place ROWS UNBOUNDED PRECEDING) AS deal
    FROM ordered),
deals AS (
    SELECT seller AS member, opened AS begun, bought AS is_won, held AS tried FROM pairs WHERE is_one
    UNION ALL
    SELECT member, min(CASE WHEN NOT closes THEN date END) AS begun, bool_or(won) AS is_won, sum(tried) AS tried
    FROM numbered GROUP BY account, member, deal)
SELECT member, year(begun), month(begun), count(*), sum(tried), count(*) FILTER (WHERE is_won)
FROM deals WHERE begun IS NOT NULL AND (tried > 0 OR is_won) GROUP BY member, year(begun), month(begun)
ORDER BY member, year(begun), month(begun)"""
"""Most members and accounts have one deal together, closed last or not at all and never dormant: only the rows of the others are put in
order and numbered, which takes four times as long a row. Rows of one day that are alike keep their place from one step to the next."""


def deal_cohorts(log: Log, attempts: Tally, first: date, last: date) -> tuple[DealCohort, ...]:
    """The deals begun from *first* to *last*, both included, with what came of them up to then; touches before are not seen.

    Deals that were neither won nor tried once (an appointment not yet held) are left out.
    """
    rows = log.connection.execute(*cohorts_query(attempts, first, last)).fetchall()
    return tuple(
        DealCohort(member, numbered_month(int(year), int(month)), deals, float(tried), won) for member, year, month, deals, tried, won in rows
    )


def cohorts_query(attempts: Tally, first: date, last: date) -> tuple[str, dict[str, Any]]:
    """The SQL of the same, and the values that it binds."""
    return _QUERY, {
        "first": first, "last": last, "closings": list(CLOSINGS), "attempts": list(attempts.kinds),
        "kinds": sorted({*BEGINNINGS, *CLOSINGS, *attempts.kinds}), "dormant": DORMANT_DAYS,
    }  # fmt: skip
