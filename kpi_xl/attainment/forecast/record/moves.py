"""Moves: what moved the landing from one forecast to the next, in whole units of the goal, summing exactly.

A landing is won + open + to come. Its difference is given to four causes, in this order, each by what is known of it at the
later forecast:

1. `new`, new deals (新しい案件): what is expected of deals that are open now and were not before.
2. `slipped`, slips and losses (延期・失注): what was expected of deals that are gone without a win, and the change of the
   chance of those that are still open, at the yen they had before.
3. `price` (単価): open deals that are now listed with other yen; wins that brought other yen than their deal was worth or,
   of no open deal, than an order was expected to bring; and other yen of the orders still to come.
4. `pace` (進み方): all else. Open deals that were won (the part of them that had not been expected), orders won that were no
   open deal, and how many orders are still to come, each at the yen expected before. The rounding of the other three
   lies here as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.rounding import exact_sum, whole_parts
from kpi_xl.units import half_up

Won = Mapping[tuple[str, str, str], float]
"""`OpenDeal.key` of an open deal -> what its win brought, in the goal's unit."""


@dataclass(frozen=True)
class Moves:
    """What moved a landing, in whole yen (or counts); the four add up to `total`."""

    before: int  #: the earlier landing, rounded
    now: int
    new: int
    slipped: int
    price: int
    pace: int

    @property
    def total(self) -> int:
        return self.now - self.before

    @classmethod
    def together(cls, parts: Sequence[Moves], before: float, now: float) -> Moves:
        """Of several goals in one: each cause is the sum; what a common landing has beyond its parts' is pace."""
        new, slipped, price = (exact_sum(getattr(each, cause) for each in parts) for cause in CAUSES[:-1])
        return cls(round(before), round(now), new, slipped, price, round(now) - round(before) - new - slipped - price)

    @property
    def largest(self) -> str:
        """The field that moved it most; "" where nothing did. Of equals the first."""
        name = max(CAUSES, key=lambda each: abs(getattr(self, each)))
        return name if getattr(self, name) else ""

    def told(self, per: int) -> tuple[int, dict[str, int]]:
        """The difference in whole *per*s, and its causes that are not 0, which sum to it as they are told.

        >>> Moves(0, -851_400, 0, 0, 147_400, -998_800).told(1000)
        (-851, {'price': 148, 'pace': -999})
        """
        total = int(half_up(self.total / per, 0))
        sizes = whole_parts([getattr(self, cause) / per for cause in CAUSES], total)
        return total, {cause: size for cause, size in zip(CAUSES, sizes, strict=True) if size}


CAUSES = ("new", "slipped", "price", "pace")
"""In their order."""


def moved(before: ForecastPoint, now: ForecastPoint, won: Won) -> Moves:
    """What moved the landing from *before* to *now*.

    Args:
        won: which of the deals that were open before have been won since.

    >>> from datetime import date
    >>> first = ForecastPoint(date(2026, 11, 9), None, 100, 2, 0, 90, 2, 0, 0, 0, 0, None)
    >>> later = ForecastPoint(date(2026, 11, 16), None, 160, 3, 0, 48, 1, 0, 0, 0, 0, None)
    >>> moved(first, later, {})        # one of two orders came, with 60 in the place of 45; the other is worth 3 more
    Moves(before=190, now=208, new=0, slipped=0, price=18, pace=0)
    """
    former = {each.key: each for each in before.deals}
    brought = {key: yen for key, yen in won.items() if key in former}
    still = [(former[each.key], each) for each in now.deals if each.key in former and each.key not in brought]
    kept = {each.key for _, each in still}
    others, orders = now.won - before.won - exact_sum(brought.values()), now.orders - before.orders - len(brought)
    size = before.size or now.size or (others / orders if orders else 0.0)
    new = exact_sum(each.expected for each in now.deals if each.key not in kept)
    gone = exact_sum(each.expected for each in before.deals if each.key not in kept and each.key not in brought)
    slipped = exact_sum((each.chance - then.chance) * then.worth for then, each in still) - gone
    price = (
        exact_sum(each.chance * (each.worth - then.worth) for then, each in still)
        + exact_sum(yen - former[key].worth for key, yen in brought.items())
        + others - orders * size
        + now.orders_to_come * (now.size - size)
    )  # fmt: skip
    was, landing = round(before.landing), round(now.landing)
    whole = round(new), round(slipped), round(price)
    return Moves(was, landing, *whole, landing - was - exact_sum(whole))
