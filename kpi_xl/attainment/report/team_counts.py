"""Team counts: a row counts in the team that it names, so that whoever changes team, or works in two, counts where the work was done.

The plan's teams come first: of a member whom it lists, rows that name another team of the plan count there, once rows name the
member's own team, too. What names no team, or none of the plan's, belongs to the member's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi_xl.activity import Log, TallyTable, Teams, added, count_by_team
from kpi_xl.attainment.report.owners import Owner
from kpi_xl.definitions import Tally
from kpi_xl.definitions.kinds import folded
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

Tallies = Mapping[Tally, float]


@dataclass(frozen=True)
class Places:
    """In which team the rows of each member (as the log spells the name) count."""

    own: Mapping[str, tuple[str, ...]]  #: the teams that list the member; the first takes every row that is not away
    away: Mapping[tuple[str, str], str]  #: (member, team as rows name it) -> the team in which these rows count

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
        own = {name: teams[:1] for name, teams in named.items()} | {name: tuple(teams) for name, teams in listing.items()}
        spelled = {folded(member.team): member.team for member in plan.members}
        planned = {folded(member.name) for member in plan.members}
        away: dict[tuple[str, str], str] = {}
        for name, teams in named.items():
            if folded(name) not in planned:
                known = {folded(team): team for team in teams if team} | spelled
            else:
                known = spelled if _is_kept(own[name], recent.get(name, ())) else {}
            places = {team: known[folded(team)] for team in teams if folded(team) in known}
            away |= {(name, team): place for team, place in places.items() if place != own[name][0]}
        return cls(own, away)


def _is_kept(own: Collection[str], named: Collection[str]) -> bool:
    """False where the log calls the member's teams otherwise, or nobody keeps them up to date there."""
    return not set(map(folded, own)).isdisjoint(map(folded, named))


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
        if not places.away or not tallies:
            return cls(whole, places.own, {})
        found: defaultdict[tuple[str, Month], defaultdict[str, list[Tallies]]] = defaultdict(lambda: defaultdict(list))
        split = {name for name, _ in places.away}
        for (name, team, month), values in count_by_team(log, tuple(tallies), first, last).items():
            if name in split:
                found[name, month][places.away.get((name, team), places.own[name][0])].append(values)
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
