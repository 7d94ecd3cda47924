"""The plan: who is to reach what in which month.

A workbook states goals for the team that its members table lists; a member's part follows from the share
of the target. Without a plan everybody is measured against the method's standard for one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.errors import Finding
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.rounding import exact_sum
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.company import Chain, Company, MemberTargets, crew_of
from kpi_xl.targets.members import Member, shares_of
from kpi_xl.targets.role_plan import RolePlan
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class Thresholds:
    """From which attainment on a result is ○ (good) or △ (fair); below is ×."""

    good: float = 1.0
    fair: float = 0.8


@dataclass(frozen=True)
class Plan:
    """Everything that a report measures against."""

    roles: tuple[RolePlan, ...]  #: at least one; the first is the role of members that no plan lists
    members: tuple[Member, ...] = ()
    calendar: WorkCalendar = WorkCalendar()
    thresholds: Thresholds = Thresholds()
    first_month: int = 4  #: of the fiscal year
    month: Month | None = None  #: that the (first) workbook plans; None where nobody said
    company: Company | None = None  #: whose one goal all roles share; None: each role has its own
    contradictions: tuple[Finding, ...] = field(default=(), compare=False)  #: what the workbooks say in two places, not alike

    @classmethod
    def standard(cls, role: RoleTemplate, calendar: WorkCalendar = WorkCalendar()) -> Plan:
        """The method's standard: everybody found in the log has *role* and its default targets."""
        by_hand = {kpi.id: kpi.target for kpi in role.kpis}  # as the method states them, not worked back again
        return cls((RolePlan(role, role.defaults, by_hand),), calendar=calendar)

    @property
    def year(self) -> Sequence[Month]:
        """The months of the fiscal year that is planned; none where nobody said which."""
        return fiscal_year_months(self.month, self.first_month) if self.month else ()

    @property
    def lists_nobody(self) -> bool:
        """True where the log alone says who there is; everybody then owes what the first role asks of one."""
        return not self.members

    def targets_of_one(self, month: Month) -> dict[str, float]:
        """KPI id -> what the first role asks of one person (of one team, for a manager)."""
        first = self.roles[0]
        return {
            kpi.id: first.team_target(kpi, 1, month, self.calendar, self.first_month) for kpi in first.role.kpis
        }

    def role_plan(self, role: RoleTemplate) -> RolePlan | None:
        return next((plan for plan in self.roles if plan.role.id == role.id), None)

    def present(self, month: Month) -> list[int]:
        """The places of the members who are there in *month*: a company's list says who left, and from when a row holds."""
        if self.company is None:
            return list(range(len(self.members)))
        return list(crew_of(self.members, month, self.calendar, self.company.ramp).places)

    def targets(self, member: Member, month: Month) -> dict[str, float]:
        """KPI id -> the member's target in *month*, in the KPI's unit and period."""
        return self.all_targets(month)[self.members.index(member)]

    def all_targets(self, month: Month) -> list[dict[str, float]]:
        """The targets of every member, in the order of the members."""
        if month not in self._found:
            self._found[month] = self._all_targets(month)
        return self._found[month]

    @cached_property
    def _found(self) -> dict[Month, list[dict[str, float]]]:
        """By month: a report asks for each month many times, for its rows, its trends and its year."""
        return {}

    def _all_targets(self, month: Month) -> list[dict[str, float]]:
        if self.company is not None:
            chain = Chain.of(self.company, self.members, month, self.calendar, self.first_month)
            return MemberTargets(chain, self.roles, self.members).all()
        targets: list[dict[str, float]] = [{} for _ in self.members]
        for role_id in dict.fromkeys(member.role.id for member in self.members):
            places = [place for place, member in enumerate(self.members) if member.role.id == role_id]
            role_plan = self.role_plan(self.members[places[0]].role)
            kpis = {kpi.id: kpi for place in places for kpi in self.members[place].role.kpis}
            for kpi in kpis.values():
                sharing = [place for place in places if self.members[place].role.has_kpi(kpi.id)]
                for place, target in zip(sharing, self._parts(kpi, role_plan, sharing, places, month), strict=True):
                    targets[place][kpi.id] = target
        return targets

    def _parts(
        self, kpi: Kpi, role_plan: RolePlan | None, sharing: list[int], role_places: list[int], month: Month
    ) -> list[float]:
        """The target of each member who shares *kpi*; the method's standard where no workbook plans the role."""
        if role_plan is None:
            return [kpi.target] * len(sharing)
        total = role_plan.team_target(
            kpi, len(sharing), month, self.calendar, self.first_month, len(role_places),
            self._of_track(kpi, role_plan, sharing, role_places, month),
        )  # fmt: skip
        if not kpi.is_additive:
            return [total] * len(sharing)
        return allocate(total, shares_of([self.members[place] for place in sharing]))

    def _of_track(
        self, kpi: Kpi, role_plan: RolePlan, sharing: list[int], role_places: list[int], month: Month
    ) -> float | None:
        """What the people of a track owe together of the KPI that theirs is worked back from."""
        before = role_plan.role.before(kpi)
        if before is None:
            return None
        whole = [place for place in role_places if self.members[place].role.has_kpi(before.id)]
        parts = dict(zip(whole, self._parts(before, role_plan, whole, role_places, month), strict=True))
        return exact_sum(parts.get(place, 0.0) for place in sharing)

    def total(self, role: RoleTemplate, kpi: Kpi, month: Month) -> float:
        """The target of everybody who shares a KPI, as ④ shows it; of one person where the workbook lists nobody."""
        places = [place for place, member in enumerate(self.members) if member.role.id == role.id]
        own = next(plan for plan in self.roles if plan.role.id == role.id)
        if self.company is not None:
            targets = self.all_targets(month)
            found = [targets[place][kpi.id] for place in places if kpi.id in targets[place]]
            return exact_sum(found) if kpi.is_additive else next(iter(found), kpi.target)
        sharing = [place for place in places if self.members[place].role.has_kpi(kpi.id)]
        before = own.role.before(kpi)
        if before is not None and not places:
            of_track: float | None = self.total(role, before, month)
        else:
            of_track = self._of_track(kpi, own, sharing, places, month)
        people, everybody = max(1, len(sharing)), max(1, len(places))
        return own.team_target(kpi, people, month, self.calendar, self.first_month, everybody, of_track)
