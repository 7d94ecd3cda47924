"""An open deal: a customer's entry in a list of the deals that a member has open (案件, パイプライン)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenDeal:
    """A deal that was open on some day."""

    member: str
    account: str
    record: str  #: its id; "" where there is none
    amount: float | None  #: yen as listed
    chance: float  #: of being won by the month's end; 0 where open deals are not part of the forecast
    worth: float  #: in the goal's unit, if it is won

    @property
    def key(self) -> tuple[str, str, str]:
        """Which deal it is, on every day."""
        return self.member, self.account, self.record

    @property
    def expected(self) -> float:
        """What the landing holds of it."""
        return self.chance * self.worth
