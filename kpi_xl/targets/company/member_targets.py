"""What each member owes of the company's goal in one month: whole 万円 and whole counts that sum exactly to the chain's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.rounding import exact_sum, round_up
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.company.chain import Chain
from kpi_xl.targets.company.crews import Crew
from kpi_xl.targets.company.lanes import Counts, Lane
from kpi_xl.targets.company.model import MAN_YEN
from kpi_xl.targets.members import Member
from kpi_xl.targets.role_plan import RolePlan
from kpi_xl.units import Unit

GOAL_INPUT = "KGI_AMOUNT"


@dataclass(frozen=True)
class MemberTargets:
    """The targets of every member in the month of a chain."""

    chain: Chain
    roles: Sequence[RolePlan]
    members: Sequence[Member]

    def all(self) -> list[dict[str, float]]:
        """KPI id -> target, in the order of the members; 0 for those who are not there in the month."""
        targets: list[dict[str, float]] = [
            {kpi.id: self._rate(kpi, member) for kpi in member.role.kpis} for member in self.members
        ]
        for plan in self.roles:
            for kpi in self._kpis(plan.role):
                for place, target in self._parts(plan, kpi):
                    targets[place][kpi.id] += target
        of_teams = self._of_teams(targets)
        for place, member in enumerate(self.members):
            if member.role.is_team:
                targets[place] |= self._led(member, of_teams)
        return targets

    def _of_teams(self, targets: Sequence[Mapping[str, float]]) -> dict[str, float]:
        """Team -> yen that its people owe together."""
        found: dict[str, float] = {}
        for member, own in zip(self.members, targets, strict=True):
            if not member.role.is_team and member.role.kgi.unit is Unit.YEN:
                found[member.team] = found.get(member.team, 0.0) + own[member.role.kgi.id]
        return found

    def _kpis(self, role: RoleTemplate) -> list[Kpi]:
        """The KPIs of a role that add up, those of its tracks included, each once."""
        roles = [member.role for member in self.members if member.role.id == role.id]
        return list({kpi.id: kpi for each in roles for kpi in each.kpis if kpi.is_additive}.values())

    def _plan(self, role: RoleTemplate) -> RolePlan | None:
        return next((plan for plan in self.roles if plan.role.id == role.id), None)

    def _rate(self, kpi: Kpi, member: Member) -> float:
        """What is no sum is everybody's alike, but for teams with a rate of their own; a sum begins with 0."""
        if kpi.is_additive:
            return 0.0
        plan = self._plan(member.role)
        if plan and kpi.id in plan.overrides:
            return plan.overrides[kpi.id]
        company = self.chain.company
        if kpi.input and (kpi.input in company.inputs or kpi.input in company.own(member.team)):
            return company.input(kpi.input, member.team)
        return kpi.target

    def _parts(self, plan: RolePlan, kpi: Kpi) -> Iterator[tuple[int, float]]:
        """(place of a member, part of the target)."""
        counts = [] if kpi.id in plan.overrides else list(self._counts(plan.role, kpi))
        for lane, count in counts:
            yield from _members_parts(count, lane.crew, kpi)
        if not counts:
            each = plan.overrides.get(kpi.id, kpi.target)
            for crew in self._crews(plan.role, kpi):
                yield from _members_parts(_by_people(each, crew), crew, kpi)

    def _crews(self, role: RoleTemplate, kpi: Kpi) -> list[Crew]:
        """Those who have a KPI, a crew for each lane; everybody of a role that has none."""
        lanes = [lane for lane in self.chain.lanes if lane.role.id == role.id and kpi.track in (None, lane.role.track)]
        crews = [lane.crew for lane in lanes] or [self.chain.everybody.of_role(role)]
        return [crew.having(kpi) for crew in crews]

    def _counts(self, role: RoleTemplate, kpi: Kpi) -> Iterator[tuple[Lane, Counts]]:
        """What the chain says of a KPI, in each lane that leads to it."""
        for lane in self.chain.lanes:
            if lane.role.id == role.id and kpi.track in (None, lane.role.track):
                if kpi.input == GOAL_INPUT and lane.links[0].step.unit is Unit.YEN:
                    yield lane, lane.links[0].counts
                elif kpi.reverse in lane.by_stage:
                    yield lane, lane.by_stage[kpi.reverse].per_period(kpi.period)

    def _led(self, manager: Member, of_teams: Mapping[str, float]) -> dict[str, float]:
        """A manager's goal is the sum of the teams that he or she leads."""
        kgi = manager.role.kgi
        plan = self._plan(manager.role)
        if kgi.unit is not Unit.YEN or (plan and kgi.id in plan.overrides):
            return {}
        return {kgi.id: exact_sum(owed for team, owed in of_teams.items() if manager.is_leading(team))}


def _by_people(each: float, crew: Crew) -> Counts:
    """A target per person, times the full members of each team: a new member who counts half owes half of it."""
    by_team = {team: float(round_up(each * weight)) for team, weight in crew.by_team.items()}
    return Counts(exact_sum(by_team.values()), by_team)


def _members_parts(counts: Counts, crew: Crew, kpi: Kpi) -> Iterator[tuple[int, float]]:
    """Each team's part by the weights of its people."""
    for team, total in counts.by_team.items():
        own = crew.of_team(team)
        if own.weight:
            parts = allocate(total, own.weights, MAN_YEN if kpi.unit is Unit.YEN else 1)
            yield from zip(own.places, parts, strict=True)
