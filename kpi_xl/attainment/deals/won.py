"""Deals: those that were won, found in the log by one query, where Python would have to be handed every row.

Each member's touches of an account are deals of their own: from the first activity after the last win or loss, or after
a pause, to the win. A win on the day of the first activity counts with 0 days; of a win and a loss on one day the win
comes first; wins without an earlier activity are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi_xl.activity import Log
from kpi_xl.attainment.deals.lead_time import BEGINNINGS, CLOSINGS, DORMANT_DAYS, WonDeal

_QUERY = """
WITH winners AS (
    SELECT DISTINCT account AS buyer, member AS seller FROM log WHERE kind = 'won' AND date BETWEEN $first AND $last AND account <> ''),
touched AS (
    SELECT account, member, date, kind = 'won' AS won, list_contains(CAST($closings AS VARCHAR[]), kind) AS closes
    FROM log JOIN winners ON account = buyer AND member = seller
    WHERE date BETWEEN $first AND $last AND list_contains(CAST($kinds AS VARCHAR[]), kind)),
ordered AS (
    SELECT account, member, date, won, closes,
        lag(date) OVER (PARTITION BY account, member ORDER BY date, closes, won DESC) AS before,
        lag(closes) OVER (PARTITION BY account, member ORDER BY date, closes, won DESC) AS closed
    FROM touched),
numbered AS (
    SELECT account, member, date, won, closes,
        sum(CASE WHEN before IS NULL OR closed OR date_diff('day', before, date) > $dormant THEN 1 ELSE 0 END)
            OVER (PARTITION BY account, member ORDER BY date, closes, won DESC ROWS UNBOUNDED PRECEDING) AS deal
    FROM ordered),
deals AS (
    SELECT account, member, min(CASE WHEN NOT closes THEN date END) AS begun, max(CASE WHEN won THEN date END) AS ended
    FROM numbered GROUP BY account, member, deal)
SELECT account, member, begun, ended FROM deals WHERE begun IS NOT NULL AND ended IS NOT NULL"""


def deals_won(log: Log, first: date, last: date, beginnings: Sequence[str] = BEGINNINGS) -> tuple[WonDeal, ...]:
    """The deals won from *first* to *last*, both included, by the day of the win; touches before *first* are not seen.

    Args:
        beginnings: the kinds of activity that a deal may begin with.
    """
    bound = {
        "first": first, "last": last, "kinds": [*beginnings, *CLOSINGS], "closings": list(CLOSINGS), "dormant": DORMANT_DAYS,
    }  # fmt: skip
    rows = log.connection.execute(_QUERY, bound).fetchall()
    deals = (WonDeal(account, member, begun, won) for account, member, begun, won in rows)
    return tuple(sorted(deals, key=lambda deal: (deal.won, deal.begun, deal.account, deal.member)))
