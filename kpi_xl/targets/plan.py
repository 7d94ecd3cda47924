"""The plan: who is to reach what in which month.

A workbook states goals for the team that its members table lists; a member's part follows from the share
of the target. Without a plan everybody is measured against the method's standard for one person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.periods import DAYS_PER_WEEK, Month, Period, fiscal_year_months
from kpi_xl.rounding import round_up
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.reverse import required_stage
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class Thresholds:
    """From which attainment on a result is ○ (good) or △ (fair); below is ×."""

    good: float = 1.0
    fair: float = 0.8


@dataclass(frozen=True)
class Member:
    """One row of the members table."""

    name: str
    team: str
    role: RoleTemplate
    joined: date | None = None
    share: float | None = None  #: of the team's target; None: what the shares given leave, split equally


@dataclass(frozen=True)
class RolePlan:
    """The goals of one role's workbook."""

    role: RoleTemplate
    inputs: Mapping[str, float]  #: KGI_AMOUNT (the team's, a month) and the rates of the way back
    overrides: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> target per person typed by hand
    month_weights: Mapping[int, float] = field(default_factory=dict)  #: month of the year -> seasonality weight

    def kgi_amount(self, month: Month, first_month: int = 4) -> float:
        """KGI_AMOUNT of one month: the year's twelve, spread by the weights, sum exactly to 12 x KGI_AMOUNT."""
        amount = self.inputs["KGI_AMOUNT"]
        months = fiscal_year_months(month, first_month)
        weights = [self.month_weights.get(each.month, 1.0) for each in months]
        if len(set(weights)) == 1:
            return amount
        return allocate(amount * 12, weights)[months.index(month)]

    def team_target(
        self,
        kpi: Kpi,
        people: int,
        month: Month,
        calendar: WorkCalendar,
        first_month: int = 4,
        everybody: int | None = None,
    ) -> float:
        """The target of *people* together for an additive KPI, of each of them for any other.

        Args:
            everybody: how many share the goal; where only some of them have the KPI (BDRs call, SDRs do not), it
                is worked back from their part of the goal.
        """
        if not kpi.is_additive:
            people = 1
        if kpi.id in self.overrides:
            return self.overrides[kpi.id] * people
        if kpi.input == "KGI_AMOUNT":
            return self.kgi_amount(month, first_month)
        if kpi.input:
            return self.inputs[kpi.input]
        if kpi.reverse is None:
            return kpi.target * people
        amount = self.kgi_amount(month, first_month)
        if kpi.track and everybody:
            amount = amount * people / everybody
        inputs = {**self.inputs, "KGI_AMOUNT": amount}
        return per_period(required_stage(kpi.reverse, inputs), kpi.period, calendar.days_in(month))


@dataclass(frozen=True)
class Plan:
    """Everything that a report measures against."""

    roles: tuple[RolePlan, ...]  #: at least one; the first is the role of members that no plan lists
    members: tuple[Member, ...] = ()
    calendar: WorkCalendar = WorkCalendar()
    thresholds: Thresholds = Thresholds()
    first_month: int = 4  #: of the fiscal year
    month: Month | None = None  #: that the (first) workbook plans; None where nobody said

    @classmethod
    def standard(cls, role: RoleTemplate, calendar: WorkCalendar = WorkCalendar()) -> Plan:
        """The method's standard: everybody found in the log has *role* and its default targets."""
        by_hand = {kpi.id: kpi.target for kpi in role.kpis}  # as the method states them, not worked back again
        return cls((RolePlan(role, role.defaults, by_hand),), calendar=calendar)

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

    def targets(self, member: Member, month: Month) -> dict[str, float]:
        """KPI id -> the member's target in *month*, in the KPI's unit and period."""
        return self.all_targets(month)[self.members.index(member)]

    def all_targets(self, month: Month) -> list[dict[str, float]]:
        """The targets of every member, in the order of the members."""
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
            kpi, len(sharing), month, self.calendar, self.first_month, everybody=len(role_places)
        )
        if not kpi.is_additive:
            return [total] * len(sharing)
        return allocate(total, shares_of([self.members[place] for place in sharing]))


def per_period(count: float, period: Period, working_days: int) -> float:
    """A month's count as a whole number for each *period* of it, rounded up.

    >>> per_period(1_000, Period.DAY, 20), per_period(40, Period.WEEK, 20)
    (50.0, 10.0)
    """
    if period is Period.DAY:
        return float(round_up(count / working_days))
    if period is Period.WEEK:
        return float(round_up(count / (working_days / DAYS_PER_WEEK)))
    return float(count)


def shares_of(members: Sequence[Member]) -> list[float]:
    """Each member's weight: the share as given; members without one split equally what is left of 100%."""
    given = sum(member.share for member in members if member.share is not None)
    unset = sum(1 for member in members if member.share is None)
    rest = max(0.0, 1 - given) / unset if unset else 0.0
    shares = [rest if member.share is None else member.share for member in members]
    return shares if any(shares) else [1.0] * len(members)
