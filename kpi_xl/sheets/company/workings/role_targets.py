"""What a role owes in the month: each KPI of the company, of each team, and of each member. Cells and values.

A target per person (typed, or the method's standard) is times the full members of a team and track, rounded up; what the
chain says is spread by it already.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.rounding import exact_sum, round_up
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.leading import leads_nobody, led_teams
from kpi_xl.sheets.company.parts.seats import Seat
from kpi_xl.sheets.company.workings.lane_cells import LaneCells, lane_cells
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.roster import RosterRow
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

    def carried(self, row: RosterRow) -> float:
        """What a member carries here."""
        return exact_sum(row.seats[seat.number - 1] for seat in self.seats)

    def link(self, kpi: Kpi) -> Link | None:
        """The link of the chain that is the KPI's target."""
        if self.lane is None:
            return None
        first = self.lane.lane.links[0]
        if kpi.input == names.KGI_AMOUNT:
            return first if first.step.unit is Unit.YEN else None
        return self.lane.lane.by_stage.get(kpi.reverse) if kpi.reverse else None


@dataclass(frozen=True)
class Spread:
    """What a group owes of a KPI."""

    counts: Counts
    parts: tuple[float, ...]  #: of each member of the role, in the order of the list
    exact: tuple[float, ...]  #: the same before it is made whole, in steps


def role_targets(workings: Workings) -> tuple[RoleTargets, ...]:
    """The targets of all roles, in the order of their sections."""
    found: list[RoleTargets] = []
    found += [RoleTargets(workings, role, found) for role in workings.layout.seats.roles]
    return tuple(found)


class RoleTargets:
    """The targets of one role in the month that is planned."""

    def __init__(self, workings: Workings, role: RoleTemplate, siblings: list[RoleTargets]) -> None:
        """*siblings*: those of all roles, this one among them."""
        self.workings, self.role, self.siblings = workings, role, siblings
        self._known_weights: dict[Group, dict[str, float]] = {}
        self._known_spreads: dict[tuple[str, Group], Spread] = {}
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
        by_team = self._weights(group)
        return exact_sum(by_team.values()) if team is None else by_team.get(team, 0.0)

    def _weights(self, group: Group) -> dict[str, float]:
        """Team -> full members."""
        if group not in self._known_weights:
            found: dict[str, float] = {}
            for row in self.workings.roster.of_role(self.role):
                found[row.member.team] = found.get(row.member.team, 0.0) + group.carried(row)
            self._known_weights[group] = found
        return self._known_weights[group]

    def spread(self, kpi: Kpi, group: Group) -> Spread:
        """What a group owes of a KPI, by team and by member."""
        if (kpi.id, group) not in self._known_spreads:
            self._known_spreads[kpi.id, group] = self._spread(kpi, group)
        return self._known_spreads[kpi.id, group]

    def _spread(self, kpi: Kpi, group: Group) -> Spread:
        rows, step = self.workings.roster.of_role(self.role), step_of(kpi)
        counts, weights = self._counts(kpi, group), [group.carried(row) for row in rows]
        parts, exact = [0.0] * len(rows), [0.0] * len(rows)
        for team, places in self.places.items():
            shares, whole = [weights[place] for place in places], counts.by_team.get(team, 0.0)
            if not any(shares):
                continue
            for place, part in zip(places, allocate(whole, shares, step), strict=True):
                parts[place] = part
                exact[place] = whole / step * weights[place] / self.weight(group, team)
        return Spread(counts, tuple(parts), tuple(exact))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Team -> the places of its members among those of the role."""
        found: dict[str, list[int]] = {}
        for place, row in enumerate(self.workings.roster.of_role(self.role)):
            found.setdefault(row.member.team, []).append(place)
        return found

    def _counts(self, kpi: Kpi, group: Group) -> Counts:
        link = group.link(kpi)
        if link is not None and kpi.id not in self.overrides:
            return link.per_period(kpi.period)
        teams = {team: float(round_up(self.each(kpi) * self.weight(group, team))) for team in self.workings.layout.teams}
        return Counts(exact_sum(teams.values()), teams)

    def target(self, kpi: Kpi) -> float:
        """The target that holds: of everybody together where it adds up."""
        if not kpi.is_additive:
            return self._rate(kpi)
        if self.is_led(kpi) and kpi.id not in self.overrides:
            return self.led_total
        return exact_sum(self.spread(kpi, group).counts.total for group in self.groups_of(kpi))

    @property
    def led_total(self) -> float:
        """What all teams bring together."""
        return exact_sum(lane.links[0].count for lane in self.workings.chain.lanes if lane.links[0].step.unit is Unit.YEN)

    def leads_nobody(self, manager: Member) -> bool:
        """True where nobody is in a team that the manager leads."""
        return leads_nobody(manager, self.workings.roster.teams)

    def led(self, manager: Member) -> float:
        """What the teams that a manager leads bring together."""
        led = led_teams(manager, self.workings.roster.teams)
        return exact_sum(amount for targets in self.siblings for team, amount in targets.amounts.items() if led is None or team in led)

    @cached_property
    def amounts(self) -> dict[str, float]:
        """Team -> the yen that its members of this role owe; nothing of a role whose goal is no amount."""
        if self.role.is_team or self.role.kgi.unit is not Unit.YEN:
            return {}
        spreads = [self.spread(self.role.kgi, group) for group in self.groups_of(self.role.kgi)]
        return {team: exact_sum(spread.parts[place] for spread in spreads for place in places) for team, places in self.places.items()}

    def _rate(self, kpi: Kpi) -> float:
        if kpi.id in self.overrides:
            return self.overrides[kpi.id]
        inputs = self.workings.chain.company.inputs
        return inputs.get(kpi.input, kpi.target) if kpi.input else kpi.target


def step_of(kpi: Kpi) -> int:
    """What a member's part is a whole number of."""
    return MAN_YEN if kpi.unit is Unit.YEN else 1
