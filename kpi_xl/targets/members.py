"""Members: who is measured, in which role and team, with which part of the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum

EVERY_TEAM = Text("全社", "Company")
"""What a manager of everybody leads."""
_EVERY_TEAM_WORDS = frozenset(map(folded, EVERY_TEAM.both()))


@cache
def is_every_team(words: str) -> bool:
    """True of what stands for the whole company.

    >>> is_every_team("全社"), is_every_team(" company "), is_every_team("東京")
    (True, True, False)
    """
    return folded(words) in _EVERY_TEAM_WORDS


@dataclass(frozen=True)
class Member:
    """One row of the members table. A person who changes team stands in two rows, each with its days."""

    name: str
    team: str
    role: RoleTemplate
    joined: date | None = None  #: the first day in this team; None: long ago
    share: float | None = None  #: of the team's target; None: what the shares given leave, split equally
    until: date | None = None  #: the last day in this team; None: still there
    weight: float | None = None  #: in a company's plan, beside the others of the role; None: 1
    commitment: float | None = None  #: what the member says to reach, in the unit of the role's KGI
    leads: tuple[str, ...] = ()  #: the teams that a manager leads, or EVERY_TEAM in either language; none: the own one

    def is_leading(self, team: str) -> bool:
        """True for a manager's teams."""
        if not self.leads:
            return team == self.team
        return team in self.leads or any(map(is_every_team, self.leads))


def shares_of(members: Sequence[Member]) -> list[float]:
    """Each member's weight: the share as given; members without one split equally what is left of 100%."""
    given = exact_sum(member.share for member in members if member.share is not None)
    unset = sum(1 for member in members if member.share is None)
    rest = max(0.0, 1 - given) / unset if unset else 0.0
    shares = [rest if member.share is None else member.share for member in members]
    return shares if any(shares) else [1.0] * len(members)
