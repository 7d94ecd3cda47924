"""What a role owes in the month: each KPI of the company, of each team, and of each member. Cells and values.

A target per person (typed, or the method's standard) is times the full members of a team and track, rounded up; what the
chain says is spread by it already.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.rounding import round_up
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.seats import Seat
from kpi_xl.sheets.company.workings.lane_cells import LaneCells, lane_cells
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.targets import Member, allocate
from kpi_xl.targets.company.lanes import Counts, Link
from kpi_xl.targets.company.model import MAN_YEN
from kpi_xl.units import Unit


@dataclass(frozen=True, eq=False)
class Group:
    """Those of a role who share a target: a lane's people, or everybody of a role without one."""

    seats: tuple[Seat, ...]
    lane: LaneCells | None

    def has(self, kpi: Kpi) -> bool:
        return kpi.track is None or any(seat.role.track == kpi.track for seat in self.seats)

    def link(self, kpi: Kpi) -> Link | None:
        """The link of the chain that is the KPI's target."""
        if self.lane is None:
            return None
        first = self.lane.lane.links[0]
        if kpi.input == names.KGI_AMOUNT:
            return first if first.step.unit is Unit.YEN else None
        return self.lane.lane.by_stage.get(kpi.reverse) if kpi.reverse else None


class RoleTargets:
    """The targets of one role in the month that is planned."""

    def __init__(self, workings: Workings, role: RoleTemplate) -> None:
        self.workings, self.role = workings, role
        self.overrides = workings.company.settings.overrides

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        lanes = [cells for cells in lane_cells(self.workings) if cells.lane.role.id == self.role.id]
        if lanes:
            return tuple(Group(cells.seats, cells) for cells in lanes)
        return tuple(Group((seat,), None) for seat in self.workings.layout.seats.of_role(self.role))

    @cached_property
    def shared(self) -> tuple[Kpi, ...]:
        """The KPIs that add up, and so are spread over members."""
        return tuple(kpi for kpi in self.role.kpis if kpi.is_additive)

    def groups_of(self, kpi: Kpi) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.has(kpi))

    def is_led(self, kpi: Kpi) -> bool:
        """True of a manager's goal: the sum of the teams that he or she leads."""
        return self.role.is_team and kpi is self.role.kgi and kpi.unit is Unit.YEN

    # --- values ----------------------------------------------------------------------------------------------------

    def each(self, kpi: Kpi) -> float:
        """The target of one person, where the chain has none."""
        return self.overrides.get(kpi.id, kpi.target)

    def weight(self, group: Group, team: str | None = None) -> float:
        """The full members of a group, in a team or in all."""
        rows = self.workings.roster.rows
        return sum(row.seats[seat.number - 1] for row in rows for seat in group.seats if team is None or row.member.team == team)

    def counts(self, kpi: Kpi, group: Group) -> Counts:
        """What a group owes, and each team of it."""
        link = group.link(kpi)
        if link is not None and kpi.id not in self.overrides:
            return link.per_period(kpi.period)
        teams = {team: float(round_up(self.each(kpi) * self.weight(group, team))) for team in self.workings.layout.teams}
        return Counts(sum(teams.values()), teams)

    def target(self, kpi: Kpi) -> float:
        """The target that holds: of everybody together where it adds up."""
        if not kpi.is_additive:
            return self._rate(kpi)
        if self.is_led(kpi) and kpi.id not in self.overrides:
            return self.led_total
        return sum(self.counts(kpi, group).total for group in self.groups_of(kpi))

    @property
    def led_total(self) -> float:
        """What all teams bring together."""
        return sum(lane.links[0].count for lane in self.workings.chain.lanes if lane.links[0].step.unit is Unit.YEN)

    def led(self, manager: Member) -> float:
        """What the teams that a manager leads bring together."""
        leads = set(manager.leads or (manager.team,))
        everybody = bool(leads & set(names.WHOLE_COMPANY.both()))
        found = 0.0
        for role in self.workings.layout.seats.roles:
            targets = RoleTargets(self.workings, role)
            if role.is_team or role.kgi.unit is not Unit.YEN:
                continue
            for group in targets.groups_of(role.kgi):
                rows = zip(self.workings.roster.of_role(role), targets.parts(role.kgi, group), strict=True)
                found += sum(part for row, part in rows if everybody or row.member.team in leads)
        return found

    def _rate(self, kpi: Kpi) -> float:
        if kpi.id in self.overrides:
            return self.overrides[kpi.id]
        inputs = self.workings.chain.company.inputs
        return inputs.get(kpi.input, kpi.target) if kpi.input else kpi.target

    def parts(self, kpi: Kpi, group: Group) -> list[float]:
        """The part of each member of the role, in the order of the list."""
        rows, step = self.workings.roster.of_role(self.role), step_of(kpi)
        weights = [sum(row.seats[seat.number - 1] for seat in group.seats) for row in rows]
        found = [0.0] * len(rows)
        for team, count in self.counts(kpi, group).by_team.items():
            own = [place for place, row in enumerate(rows) if row.member.team == team]
            shares = [weights[place] for place in own]
            if any(shares):
                for place, part in zip(own, allocate(count, shares, step), strict=True):
                    found[place] = part
        return found

    def exact(self, kpi: Kpi, group: Group) -> list[float]:
        """The same before it is made whole, in steps."""
        rows, step = self.workings.roster.of_role(self.role), step_of(kpi)
        by_team = self.counts(kpi, group).by_team
        found = []
        for row in rows:
            whole, weight = by_team.get(row.member.team, 0.0), self.weight(group, row.member.team)
            own = sum(row.seats[seat.number - 1] for seat in group.seats)
            found.append(whole / step * own / weight if weight else 0.0)
        return found


def step_of(kpi: Kpi) -> int:
    """What a member's part is a whole number of."""
    return MAN_YEN if kpi.unit is Unit.YEN else 1
