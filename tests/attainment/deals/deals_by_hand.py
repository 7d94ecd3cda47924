"""Won deals found row by row in Python: the second way of what `kpi_xl.attainment.deals.won` asks of the log in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kpi_xl.attainment.deals.lead_time import BEGINNINGS, CLOSINGS, DORMANT_DAYS, WonDeal


@dataclass(frozen=True, order=True)
class Touch:
    """One row of the log with an account."""

    account: str
    day: date
    kind: str
    member: str = ""


def won_deals(touches: Iterable[Touch]) -> tuple[WonDeal, ...]:
    """The deals that were won, each with its first activity; wins without an earlier activity are left out.

    Each member's touches of an account are deals of their own, and a pause begins another. A win on the day of the
    first activity counts with 0 days; of a win and a loss on one day the win comes first.
    """

    def deal_of(touch: Touch) -> tuple[str, str]:
        return touch.account, touch.member

    ordered = sorted(touches, key=lambda touch: (*deal_of(touch), touch.day, touch.kind in CLOSINGS, touch.kind == "lost"))
    known = (touch for touch in ordered if touch.account and touch.kind in (*BEGINNINGS, *CLOSINGS))
    return tuple(deal for _, of_one in groupby(known, key=deal_of) for deal in _won(of_one))


def _won(touches: Iterable[Touch]) -> Iterator[WonDeal]:
    """The wins among the touches of one account, in their order."""
    begun: Touch | None = None
    last: date | None = None
    for touch in touches:
        if last is not None and (touch.day - last).days > DORMANT_DAYS:
            begun = None
        last = touch.day
        if touch.kind not in CLOSINGS:
            begun = begun or touch
            continue
        if begun is not None and touch.kind == "won":
            yield WonDeal(touch.account, touch.member, begun.day, touch.day)
        begun = None
