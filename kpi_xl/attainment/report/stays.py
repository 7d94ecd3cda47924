"""Stays: in which team and role each person of a plan is on which day. Whoever moves stands in several rows, each with its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kpi_xl.definitions.kinds import folded
from kpi_xl.targets import Member


@dataclass(frozen=True)
class Stays:
    """The rows of each person, in the order in which they begin."""

    by_name: Mapping[str, tuple[tuple[date, Member], ...]]  #: folded name -> (first day, row)

    @classmethod
    def of(cls, members: Iterable[Member]) -> Stays:
        found: dict[str, list[Member]] = {}
        for member in members:
            found.setdefault(folded(member.name), []).append(member)
        return cls({name: _in_order(rows) for name, rows in found.items()})

    def on(self, name: str, day: date) -> Member | None:
        """The row that had begun last by *day*, the first one before any had; None for somebody of no plan.

        After the last day of all rows the last one goes on: what a person leaves behind belongs to the team left.
        """
        rows = self.by_name.get(folded(name), ())
        begun = [member for first, member in rows if first <= day]
        return begun[-1] if begun else next((member for _, member in rows), None)

    def teams(self, name: str) -> tuple[str, ...]:
        """Every team that the person was or is in."""
        return tuple(dict.fromkeys(member.team for _, member in self.by_name.get(folded(name), ())))

    def moves(self, name: str) -> tuple[date, ...]:
        """The days on which the person comes to another team; empty for who stays, or is in two teams at once."""
        rows = self.by_name.get(folded(name), ())
        return tuple(first for (earlier, before), (first, row) in pairwise(rows) if first > earlier and row.team != before.team)


def _in_order(rows: Sequence[Member]) -> tuple[tuple[date, Member], ...]:
    """With the first day of each; one that says none begins when the one before it ends."""
    ordered = sorted(rows, key=lambda member: (member.joined or date.min, member.until or date.max))
    found: list[tuple[date, Member]] = []
    for member in ordered:
        ended = found[-1][1].until if found else None
        first = member.joined or (ended + timedelta(days=1) if ended else date.min)
        found.append((first, member))
    return tuple(sorted(found, key=lambda pair: pair[0]))
