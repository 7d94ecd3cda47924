"""Later deals: open deals that are to close after the month, which are no part of its landing and are told apart.

An export of a CRM holds every open deal, on the day on which it is to close. A list without ids tells no such day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kpi_xl.activity import Log
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class LaterDeals:
    """How many there are, and how much they are worth."""

    deals: int = 0
    amount: float = 0.0  #: yen, of those with an amount

    @classmethod
    def together(cls, parts: Iterable[LaterDeals]) -> LaterDeals:
        known = list(parts)
        return cls(sum(each.deals for each in known), exact_sum(each.amount for each in known))


def later_deals(log: Log, month: Month) -> Mapping[str, LaterDeals]:
    """By member, as the log spells the name: what is open and to close after *month*. A deal counts by its latest day."""
    rows = log.connection.execute(*later_query(month)).fetchall()
    return {member: LaterDeals(int(deals), float(amount or 0)) for member, deals, amount in rows}


def later_query(month: Month) -> tuple[str, dict[str, Any]]:
    """SQL and bound values of the deals of each member that are to close after *month*."""
    return _QUERY, {"ending": month.end}


_QUERY = """
WITH latest AS (
    SELECT member, account, record, date, amount FROM log WHERE kind = 'pipeline' AND record <> ''
    QUALIFY date = max(date) OVER (PARTITION BY member, account, record))
SELECT member, count(DISTINCT record), sum(amount) FROM latest WHERE date >= $ending GROUP BY member ORDER BY member"""
