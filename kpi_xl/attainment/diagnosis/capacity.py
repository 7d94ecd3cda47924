"""Capacity: what the team can bring when new members ramp up, and how many heads a goal takes.

A member who joins brings 25, 50, 75 and then 100% of a full member's volume, month by month (a published rule of thumb).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import SMALLEST, exact_sum, round_up
from kpi_xl.targets import Member

RAMP = (0.25, 0.50, 0.75, 1.0)


def ramp_share(joined: date | None, month: Month, ramp: Sequence[float] = RAMP) -> float:
    """What a member brings in *month* of what a full member does; the month of joining is the first.

    >>> [ramp_share(date(2026, 9, 1), Month(2026, 8).plus(after)) for after in range(6)]
    [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    """
    if joined is None:
        return 1.0
    months = (month.year - joined.year) * 12 + month.month - joined.month
    return 0.0 if months < 0 else ramp[min(months, len(ramp) - 1)]


@dataclass(frozen=True)
class Capacity:
    """What the team can bring in one month, in full members."""

    month: Month
    members: int
    full_members: float  #: the members' ramp shares together

    @classmethod
    def of(cls, members: Iterable[Member], month: Month, ramp: Sequence[float] = RAMP) -> Capacity:
        shares = [ramp_share(member.joined, month, ramp) for member in members]
        return cls(month, sum(1 for share in shares if share), exact_sum(shares))

    def brings(self, per_head: float) -> float:
        """Volume at *per_head* of a full member."""
        return self.full_members * per_head


def heads_missing(
    required: float, per_head: float, capacity: Capacity, hired: Month, ramp: Sequence[float] = RAMP
) -> int | TooLittle:
    """How many more members, joining in *hired*, bring the capacity's month to *required*.

    >>> now = Capacity(Month(2026, 12), 3, 3.0)
    >>> heads_missing(120, 30, now, Month(2026, 9)), heads_missing(120, 30, now, Month(2026, 12))
    (1, 4)
    """
    missing = required - capacity.brings(per_head)
    if missing <= 0:
        return 0
    share = ramp_share(hired.start, capacity.month, ramp)
    if share < SMALLEST or per_head < SMALLEST:
        return TooLittle(_TOO_LATE.format(hired=hired.label, month=capacity.month.label))
    return int(round_up(missing / (per_head * share)))


@dataclass(frozen=True)
class Coverage:
    """Open pipeline against what is left of the goal."""

    pipeline: float  #: yen
    target: float
    won: float = 0.0
    wanted: float = 3.0  #: times; 3 by the method

    @property
    def left(self) -> float:
        return max(0.0, self.target - self.won)

    @property
    def times(self) -> float | None:
        """Pipeline / what is left; None where the goal is reached."""
        return self.pipeline / self.left if self.left >= SMALLEST else None

    @property
    def missing(self) -> float:
        """Yen of pipeline that are wanting."""
        return max(0.0, self.wanted * self.left - self.pipeline)


_TOO_LATE = Text(
    "{hired}の入社では{month}に間に合いません", "Members who join in {hired} are not ramped by {month}"
)
