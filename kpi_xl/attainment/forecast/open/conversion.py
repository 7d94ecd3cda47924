"""Conversion of open deals: what became by the month's end of deals that were as far and as old at this point of the months before.

A chance is that of the deals alike (by stage and age), shrunk towards all: as if `WORTH` deals of the common chance had been
seen with them (beta-binomial). A log whose lists are few or seldom won from is not used: nothing is learned from it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.open.listing import ListedDeal
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum

AGES = (30, 90)
"""Days; deals up to a month old, up to three, and older."""
WORTH = 20
"""Deals that the common chance is worth beside those alike."""
LEAST_MONTHS, LEAST_DEALS, LEAST_WINS = 3, 40, 8
"""Of fewer wins the chance is known to a third at best: 1 / sqrt(8)."""
LISTED_WORTH = 5
"""Wins for which the yen that were listed are believed before what came of them is."""

Kind = tuple[int, int]
"""Stage and age."""


@dataclass(frozen=True)
class Conversion:
    """What is known of open deals at one point of the month."""

    chances: Mapping[Kind, float]
    common: float  #: chance of a deal of no kind that was seen
    paid: float  #: yen that wins brought, for each yen that was listed
    covered: float  #: share of the wins after this point, of members who list deals, that came of the list
    deals: int  #: that it rests on
    months: int
    error: float = 0.0  #: relative variance of what is known of the common chance
    cover_error: float = 0.0  #: variance of what is known of *covered*

    def chance(self, deal: ListedDeal) -> float:
        return self.chances.get(kind_of(deal), self.common)

    @classmethod
    def of(cls, past: Sequence[ListedDeal], wins: float) -> Conversion | None:
        """From deals that were open at this point of past months; None where they tell too little.

        Args:
            wins: after that point, of the members who had listed any, whether of the list or not.
        """
        won = [each for each in past if each.won > 0]
        months = {Month.of(each.day) for each in past}
        if len(months) < LEAST_MONTHS or len(past) < LEAST_DEALS or len(won) < LEAST_WINS:
            return None
        common = (len(won) + 0.5) / (len(past) + 1)
        tried, done = Counter(map(kind_of, past)), Counter(map(kind_of, won))
        chances = {kind: (done[kind] + WORTH * common) / (number + WORTH) for kind, number in tried.items()}
        priced = [each for each in won if each.amount]
        listed = exact_sum(each.amount or 0.0 for each in priced)
        usual = LISTED_WORTH * listed / len(priced) if priced else 0.0
        paid = (exact_sum(each.won_amount for each in priced) + usual) / (listed + usual) if priced else 1.0
        covered = min(1.0, exact_sum(each.won for each in past) / wins) if wins > 0 else 1.0
        error, cover_error = (1 - common) / (common * (len(past) + 2)), covered * (1 - covered) / (wins + 1)  # of beta chances
        return cls(chances, common, paid, covered, len(past), len(months), error, cover_error)


def kind_of(deal: ListedDeal) -> Kind:
    return deal.stage, bisect_left(AGES, deal.age)
