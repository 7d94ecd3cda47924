"""Team counts: a row counts in the team that it names, so that whoever changes team, or works in two, counts where the work was done.

The plan's teams come first: of a member whom it lists, rows that name another team of the plan count there, once rows name the
member's own team, too. What names no team, or none of the plan's, belongs to the member's own on that day. The teams that a manager
leads are his or her own, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi_xl.activity import Log, TallyTable, Teams, added, count_by_team
from kpi_xl.attainment.report.owners import Owner
from kpi_xl.attainment.report.stays import Stays
from kpi_xl.definitions import Tally
from kpi_xl.definitions.kinds import folded
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan

Tallies = Mapping[Tally, float]


@dataclass(frozen=True)
class Places:
    """In which team the rows of each member (as the log spells the name) count."""

    own: Mapping[str, tuple[str, ...]]  #: the teams that list the member; the first takes every row that is not away
    away: Mapping[tuple[str, str], str]  #: (member, team as rows name it) -> the team in which these rows count
    stays: Stays  #: of those who come to another team: where the rest of their rows counts, day by day

    @classmethod
    def of(cls, owners: Sequence[Owner], plan: Plan, recent: Teams, named: Teams) -> Places:
        """Where everybody's rows count.

        Args:
            recent: the teams that rows name in the months for which members are listed.
            named: those that they name in any month that is counted.
        """
        listing: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for owner in owners:
            listing[owner.log_name][owner.member.team] = None
        stays = Stays.of(plan.members)
        left = {name: (stay.team,) for name in named if (stay := stays.on(name, date.max))}  # whom the month lists no more
        own = {name: teams[:1] for name, teams in named.items()} | left | {name: tuple(teams) for name, teams in listing.items()}
        spelled = {folded(member.team): member.team for member in plan.members}
        led = {owner.log_name: _led(owner.member, spelled.values()) for owner in owners if owner.member.role.is_team}
        away: dict[tuple[str, str], str] = {}
        for name, teams in named.items():
            if stays.on(name, date.max) is None:
                known = {folded(team): team for team in teams if team} | spelled
            elif stays.moves(name):
                known = spelled if len(_of_plan(stays.teams(name), teams)) > 1 else {}  # all in one: a CRM says it of today
            else:
                known = spelled if _of_plan((*own[name], *led.get(name, ())), recent.get(name, teams)) else {}
            places = {team: known[folded(team)] for team in teams if folded(team) in known}
            away |= {(name, team): place for team, place in places.items() if place != own[name][0] or stays.moves(name)}
        return cls(own, away, stays)

    def movers(self, names: Iterable[str]) -> dict[str, tuple[date, ...]]:
        """Those who come to another team, and when."""
        return {name: days for name in names if (days := self.stays.moves(name))}

    def team(self, name: str, named: str, day: date) -> str:
        """In which team rows of a day count."""
        if (name, named) in self.away:
            return self.away[name, named]
        stay = self.stays.on(name, day) if self.stays.moves(name) else None
        return stay.team if stay else self.own[name][0]


def _led(manager: Member, teams: Iterable[str]) -> list[str]:
    return [team for team in teams if manager.is_leading(team)]


def _of_plan(own: Iterable[str], named: Iterable[str]) -> set[str]:
    """Which of the member's teams rows name; none where the log calls them otherwise, or nobody keeps them up to date there."""
    return set(map(folded, own)) & set(map(folded, named))


@dataclass(frozen=True)
class TeamCounts:
    """What was counted of each member, and of those who work in several teams or changed it, in each team."""

    whole: TallyTable
    own: Mapping[str, tuple[str, ...]]
    parts: Mapping[tuple[str, Month], Mapping[str, Tallies]]  #: of those whose rows count in several teams: team -> tallies

    @classmethod
    def read(cls, log: Log, whole: TallyTable, places: Places, first: date, last: date) -> TeamCounts:
        """Join *whole* with the counts by team, which only somebody of several teams makes necessary."""
        tallies = next(iter(whole.values.values()), ())
        names = {name for name, _ in whole.values}
        movers = places.movers(names)
        if not tallies or not (places.away or movers):
            return cls(whole, places.own, {})
        found: defaultdict[tuple[str, Month], defaultdict[str, list[Tallies]]] = defaultdict(lambda: defaultdict(list))
        split = {name for name, _ in places.away} | set(movers)
        parted = sorted({day for days in movers.values() for day in days if first < day <= last})
        for (name, team, part, month), values in count_by_team(log, tuple(tallies), first, last, parted).items():
            if name in split:
                found[name, month][places.team(name, team, [first, *parted][part])].append(values)
        return cls(whole, places.own, {key: {team: added(rows) for team, rows in teams.items()} for key, teams in found.items()})

    def of(self, name: str, month: Month) -> Tallies:
        """Everything of one member; empty where nothing happened."""
        return self.whole.values.get((name, month), {})

    def in_team(self, name: str, team: str, month: Month) -> Tallies:
        """What belongs to one team."""
        return self.parts[name, month].get(team, {}) if (name, month) in self.parts else self.of(name, month)

    def teams(self, name: str, month: Month) -> Collection[str]:
        """In which the member's rows of *month* count."""
        return self.parts.get((name, month), self.own.get(name, ()))

    def together(self, team: str, month: Month, names: Collection[str] | None = None) -> Tallies:
        """What *names* (None: everybody) did in *team*, each member once (a manager may sell too)."""
        rows = self._by_team.get((team, month), {})
        return added([tallies for name, tallies in rows.items() if names is None or name in names])

    def visitors(self, team: str, month: Month) -> Iterator[str]:
        """Whose rows of *month* count in *team*, though it does not list them."""
        return (name for name in self._by_team.get((team, month), ()) if team not in self.own[name])

    def teams_of_month(self, month: Month) -> list[str]:
        """Every team in which something counts that is somebody's part."""
        return list(dict.fromkeys(team for (_, its_month), teams in self.parts.items() if its_month == month for team in teams))

    @cached_property
    def _by_team(self) -> Mapping[tuple[str, Month], Mapping[str, Tallies]]:
        """(team, month) -> member -> tallies; one whom two teams list and whose rows name neither counts in both."""
        found: defaultdict[tuple[str, Month], dict[str, Tallies]] = defaultdict(dict)
        for name, month in self.whole.values:
            for team in self.teams(name, month):
                found[team, month][name] = self.in_team(name, team, month)
        return found
