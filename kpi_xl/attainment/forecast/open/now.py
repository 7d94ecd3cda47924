"""Open deals now: of each member what is open, its chance and its worth, and how much of the month to come it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl.attainment.forecast.open.conversion import Conversion
from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.attainment.forecast.open.listing import ListedDeal, Listing
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class OpenNow:
    """The open deals of the members of a role at the end of a day."""

    listed: Mapping[str, Sequence[ListedDeal]]  #: by the member's name in the plan
    conversion: Conversion | None  #: None: too little is known of earlier ones, and they are no part of the forecast

    def deals(self, member: str, is_yen: bool, size: float) -> tuple[OpenDeal, ...]:
        """*size*: yen of the member's usual order, for a deal without an amount."""
        return tuple(self._deal(member, each, is_yen, size) for each in self.listed.get(member, ()))

    def _deal(self, member: str, each: ListedDeal, is_yen: bool, size: float) -> OpenDeal:
        chance = self.conversion.chance(each) if self.conversion else 0.0
        paid = self.conversion.paid if self.conversion else 1.0
        worth = (each.amount * paid if each.amount else size) if is_yen else 1.0
        return OpenDeal(member, each.account, "", each.amount, chance, worth)

    def covered(self, member: str) -> float:
        """The part of the member's wins to come that the open deals stand for."""
        return self.conversion.covered if self.conversion and self.listed.get(member) else 0.0

    @classmethod
    def of(cls, listing: Listing, day: date, past: Iterable[date], names: Mapping[str, str]) -> OpenNow:
        """Of *day*, by what became of the deals that were open on *past* days.

        Args:
            names: of the members, as the log spells them -> as the plan does.
        """
        earlier = [each for one in past for each in listing.deals.get(one, ()) if each.member in names]
        who = {(each.day, each.member) for each in earlier}
        wins = exact_sum(listing.wins.get(on, {}).get(member, 0.0) for on, member in who)
        listed: dict[str, list[ListedDeal]] = {}
        for each in listing.deals.get(day, ()):
            if each.member in names:
                listed.setdefault(names[each.member], []).append(each)
        return cls(listed, Conversion.of(earlier, wins))
