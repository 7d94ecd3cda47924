"""Crews: who works at one thing in a month, and how many full members that makes.

A member counts as weight x ramp x the part of the month's working days spent in the team.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets.company.model import Ramp
from kpi_xl.targets.given_shares import SLACK
from kpi_xl.targets.members import Member
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class Crew:
    """Those who share a target."""

    members: tuple[Member, ...]
    places: tuple[int, ...]  #: of each in the list of all members
    weights: tuple[float, ...]  #: of each, in full members
    teams: tuple[str, ...]  #: of the company, in the order of all members: where parts tie, the earlier team is first

    @property
    def people(self) -> int:
        """Heads: somebody who changes team within the month is one."""
        return len({folded(member.name) for member in self.members})

    @property
    def weight(self) -> float:
        return exact_sum(self.weights)

    @cached_property
    def by_team(self) -> dict[str, float]:
        """Team -> weight of its people here; teams that have none are left out."""
        found: dict[str, float] = {}
        for member, weight in zip(self.members, self.weights, strict=True):
            found[member.team] = found.get(member.team, 0.0) + weight
        return {team: found[team] for team in self.teams if team in found}

    def of_team(self, team: str) -> Crew:
        return self._teams.get(team) or Crew((), (), (), self.teams)

    @cached_property
    def _teams(self) -> dict[str, Crew]:
        """All teams in one pass: a large company asks for each of them, KPI by KPI."""
        found: dict[str, list[int]] = {}
        for at, member in enumerate(self.members):
            found.setdefault(member.team, []).append(at)
        return {team: self._at(kept) for team, kept in found.items()}

    def of_role(self, role: RoleTemplate) -> Crew:
        """Those of a role, whatever their track."""
        return self._where(lambda member: member.role.id == role.id)

    def having(self, kpi: Kpi) -> Crew:
        """Those who have the KPI: it may be one of another track."""
        return self._where(lambda member: member.role.has_kpi(kpi.id))

    def of_track(self, track: str, tracks: int) -> Crew:
        """Those of one of several tracks; somebody of no track does a part of each."""
        own = self._where(lambda member: member.role.track in (None, track))
        parts = [1.0 if member.role.track else 1 / tracks for member in own.members]
        weights = tuple(weight * part for weight, part in zip(own.weights, parts, strict=True))
        return Crew(own.members, own.places, weights, self.teams)

    def _where(self, fits: Callable[[Member], bool]) -> Crew:
        return self._at([at for at, member in enumerate(self.members) if fits(member)])

    def _at(self, kept: Sequence[int]) -> Crew:
        return Crew(
            tuple(self.members[at] for at in kept),
            tuple(self.places[at] for at in kept),
            tuple(self.weights[at] for at in kept),
            self.teams,
        )


def crew_of(members: Sequence[Member], month: Month, calendar: WorkCalendar, ramp: Ramp) -> Crew:
    """Everybody who works in *month*."""
    days = [days_part(member, month, calendar) for member in members]
    working = [place for place, part in enumerate(days) if part]
    typed = _typed_weights([members[place] for place in working])
    first_days = _first_days(members)
    weights = [
        weight * ramp.of(first_days[folded(members[place].name)], month) * days[place]
        for place, weight in zip(working, typed, strict=True)
    ]
    teams = tuple(dict.fromkeys(member.team for member in members))
    return Crew(tuple(members[place] for place in working), tuple(working), tuple(weights), teams)


def days_part(member: Member, month: Month, calendar: WorkCalendar) -> float:
    """The part of the month's working days that a member is in the team: 1 unless the days begin or end within it."""
    first = max(member.joined or month.start, month.start)
    end = min(member.until + timedelta(days=1) if member.until else month.end, month.end)
    if first >= end:
        return 0.0
    if (first, end) == (month.start, month.end):
        return 1.0
    return calendar.count(first, end) / calendar.days_in(month)


def _first_days(members: Sequence[Member]) -> dict[str, date | None]:
    """Name -> the day the person joined the company; whoever changes team later is not new again."""
    found: dict[str, date | None] = {}
    for member in members:
        name = folded(member.name)
        before = found.get(name, member.joined)
        found[name] = None if before is None or member.joined is None else min(before, member.joined)
    return found


def _typed_weights(members: Sequence[Member]) -> list[float]:
    """As full members: 1, 1, 1, 0.5 as they stand; percent that make 100% in a role, as that many people together."""
    weights = [1.0 if member.weight is None else member.weight for member in members]
    for role_id in {member.role.id for member in members}:
        places = [place for place, member in enumerate(members) if member.role.id == role_id]
        typed = [members[place].weight for place in places]
        if len(places) > 1 and None not in typed and abs(exact_sum(weights[place] for place in places) - 1) <= SLACK:
            for place in places:
                weights[place] *= len(places)
    return weights
