"""What of a lane's targets is due by now: by the days of its people, of whom some may have joined or left within the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.attainment.company.doers import LaneLink
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport
from kpi_xl.definitions import RoleTemplate
from kpi_xl.rounding import exact_sum

Place = tuple[str, str, str | None]
"""Role, team, track."""


@dataclass(frozen=True)
class DueParts:
    """The part that is due of a team's lane is that of its members' goals together, as the team's own page has it."""

    of_month: float  #: of the month's working days, that are over
    parts: Mapping[Place, float] = field(default_factory=dict)  #: of the lanes of teams that somebody joins or leaves within the month

    @classmethod
    def of(cls, report: MonthlyReport) -> DueParts:
        """By the members of *report*."""
        goals: defaultdict[Place, list[AttainmentRow]] = defaultdict(list)
        cut = set[Place]()
        for member in report.members:
            if not member.is_planned:
                continue
            place = member.role.id, member.team, member.role.track
            goals[place].append(member.kgi)
            if member.own_days is not None:
                cut.add(place)
        found = {}
        for place in cut:
            asked = exact_sum(row.target or 0.0 for row in goals[place])
            if asked:
                found[place] = exact_sum(row.due or 0.0 for row in goals[place]) / asked
        return cls(report.share_due, found)

    def due(self, pair: LaneLink, team: str | None) -> float:
        """What is due of a link, of one team or of all."""
        lane, link = pair
        of_teams = link.counts.by_team
        if team is not None:
            return of_teams.get(team, 0.0) * self._part(lane.role, team)
        if not any(self._part(lane.role, each) != self.of_month for each in of_teams):
            return link.count * self.of_month
        nobodys = link.count - exact_sum(of_teams.values())
        return exact_sum([*(count * self._part(lane.role, each) for each, count in of_teams.items()), nobodys * self.of_month])

    def _part(self, role: RoleTemplate, team: str) -> float:
        return self.parts.get((role.id, team, role.track), self.of_month)
