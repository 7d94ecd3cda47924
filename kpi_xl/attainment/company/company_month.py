"""The month of a company from what was counted of everybody: its goal, its flow, its teams, the year to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import isclose

from kpi_xl.attainment.company.chain_flow import ChainMonth
from kpi_xl.attainment.company.course import Course, MonthPoint
from kpi_xl.attainment.company.doers import Doers
from kpi_xl.attainment.company.due_parts import DueParts
from kpi_xl.attainment.company.model import CompanyMonth, Outlook, TeamStanding, with_break
from kpi_xl.attainment.company.standing import Standing
from kpi_xl.attainment.forecast.group_landing import joined_landing
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, RoleBlock
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import ChainPart, Kpi, RoleTemplate, Single, Tally
from kpi_xl.language import Text
from kpi_xl.periods import Month, Period, fiscal_year_months
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Chain, Plan
from kpi_xl.units import Unit

Landings = Mapping[tuple[str, RoleTemplate], Landing | TooLittle]
"""(team, role) -> where its block is heading; team "" stands for everybody of the role."""


def company_month(counted: CountedMonth, report: MonthlyReport, landings: Landings) -> CompanyMonth | None:
    """The company's month; None for a single team that no company's plan holds."""
    plan = counted.plan
    planned = [team for team in report.teams if any(member.is_planned for member in team.members)]
    if plan.company is None and len(planned) < 2:
        return None
    return with_break(_Maker(counted, report, landings).month(), report.is_complete)


class _Maker:
    def __init__(self, counted: CountedMonth, report: MonthlyReport, landings: Landings) -> None:
        self.counted, self.report, self.landings = counted, report, landings
        self.plan, self.now = counted.plan, report.month
        self.doers = Doers(self.plan.members, counted.counts, counted.summary.logged)
        self.year = fiscal_year_months(self.now, self.plan.first_month)
        self.first_day = counted.summary.earliest or counted.summary.first_day

    def month(self) -> CompanyMonth:
        teams = tuple(sorted(self._teams(), key=lambda each: (each.kpi.unit is not Unit.YEN, self._place(each.role))))
        summed = [each for each in teams if each.kpi.unit is Unit.YEN] or [each for each in teams if each.kpi.id == teams[0].kpi.id]
        people = len({result.name for result in self.report.results if result.is_planned and result.name})
        if self.chain is None:
            kgi = self._sum([each.kgi for each in summed])
            course = self._course([each.course for each in summed if each.course], self._share_due(kgi))
            kpi = summed[0].kpi if summed[0].kpi.unit is not Unit.YEN else None
            return CompanyMonth(kgi, None, None, self._outlook(summed, kgi), None, (), teams, course, people, kpi=kpi)
        new, existing = (self._part(part) for part in (ChainPart.NEW_BUSINESS, ChainPart.CUSTOMERS))
        kgi = self._goal(self.chain.chain.goal, [each for each in (new, existing) if each])
        unassigned = (kgi.actual or 0.0) - exact_sum(each.kgi.actual or 0.0 for each in summed)
        return CompanyMonth(
            kgi, new, existing, self._outlook(summed, kgi), self.chain.flow(), self.chain.customers(), teams,
            self._company_course(self._share_due(kgi)), people, unassigned,
        )  # fmt: skip

    @cached_property
    def chain(self) -> ChainMonth | None:
        plan = self.plan
        if plan.company is None:
            return None
        chain = Chain.of(plan.company, plan.members, self.now, plan.calendar, plan.first_month)
        return ChainMonth(chain, self.doers, DueParts.of(self.report), plan.thresholds)

    def _place(self, role: RoleTemplate) -> int:
        return next((place for place, own in enumerate(self.plan.roles) if own.role.id == role.id), len(self.plan.roles))

    def _goal(self, goal: float, parts: Sequence[Standing]) -> Standing:
        """The company's goal: due of it is what is due of its parts, and of what no lane has the month's days' share."""
        nobodys = goal - exact_sum(each.target or 0.0 for each in parts)
        due = exact_sum([*(each.due or 0.0 for each in parts), nobodys * self.report.share_due])
        return Standing.of(goal, due, exact_sum(each.actual or 0.0 for each in parts), self.plan.thresholds)

    def _sum(self, parts: Sequence[Standing | AttainmentRow]) -> Standing:
        """Of people together the sum of what is due of each."""
        targets, dues = (_added(getattr(each, what) for each in parts) for what in ("target", "due"))
        return Standing.of(targets, dues, exact_sum(each.actual or 0.0 for each in parts), self.plan.thresholds)

    def _part(self, part: ChainPart) -> Standing | None:
        """New or existing business."""
        assert self.chain is not None
        links = [pair for pair in self.chain.links(part) if pair[1].step.stage is None and pair[1].step.unit is Unit.YEN]
        return self.chain.stage(links).standing if links else None

    # --- teams ---

    def _teams(self) -> Iterator[TeamStanding]:
        for team in self.report.teams:
            planned = [block for block in team.blocks if any(member.is_planned for member in block.members)]
            for role_id in dict.fromkeys(block.role.id for block in planned):
                yield self._team(team.name, [block for block in planned if block.role.id == role_id])

    def _team(self, name: str, blocks: Sequence[RoleBlock]) -> TeamStanding:
        role, kpi = blocks[0].role, blocks[0].role.kgi
        standing = self._sum([block.total.kgi for block in blocks])
        landing = joined_landing([self._landing(name, block) for block in blocks], standing.actual or 0.0)
        flow = self.chain.flow(name) if self.chain and role.chain is ChainPart.NEW_BUSINESS else None
        has_year = kpi.is_additive and kpi.period is Period.MONTH and self.counted.history.months
        course = self._team_course(name, role, self._share_due(standing)) if has_year else None
        people = len({member.name for block in blocks for member in block.members})
        whole = replace(role, track=None) if len(blocks) > 1 else role
        return TeamStanding(name, whole, people, kpi, standing, Outlook(landing, standing.target), course, flow)

    def _landing(self, team: str, block: RoleBlock) -> Landing | TooLittle:
        return self.landings.get((team, block.role), TooLittle(_NO_LANDING))

    def _outlook(self, summed: Sequence[TeamStanding], kgi: Standing) -> Outlook:
        """Of all revenue: each role's people together, then the roles, which do not depend on one another."""
        roles = dict.fromkeys(block.role for team in self.report.teams for block in team.blocks)
        earning = {each.role.id for each in summed}
        parts = [self.landings[key] for role in roles if role.id in earning and (key := ("", role)) in self.landings]
        return Outlook(joined_landing(parts, kgi.actual or 0.0), kgi.target)

    # --- the fiscal year ---

    def _is_known(self, month: Month) -> bool:
        """Of months gone by, those that were counted (a list counts one) and that the log reaches."""
        counted = (*self.counted.history.months, self.now)
        return month in counted and (self.first_day is None or month.end > self.first_day)

    def _share_due(self, standing: Standing) -> float:
        """The part of the month's plan that is due: where somebody joins or leaves within it, not that of its days."""
        share = standing.due / standing.target if standing.target and standing.due is not None else self.report.share_due
        return self.report.share_due if isclose(share, self.report.share_due) else share

    def _team_course(self, team: str, role: RoleTemplate, share_due: float) -> Course:
        points = [
            MonthPoint(month, self._planned(team, role, month), self._done(team, role, month) if self._is_known(month) else None)
            for month in self.year
        ]
        return Course(tuple(points), self.now, share_due, self.plan.thresholds)

    def _done(self, team: str, role: RoleTemplate, month: Month) -> float:
        names = None if self.plan.lists_nobody else self.doers.names_of(role, month)
        tallies = self.counted.counts.together(team, month, names)
        return exact_sum(tallies.get(tally, 0.0) for tally in _kgi_tallies(role.kgi))

    def _planned(self, team: str, role: RoleTemplate, month: Month) -> float | None:
        """What the plan asks of a role in a team in *month*; the method's standard where nobody is listed."""
        plan = self.plan
        if plan.lists_nobody:
            people = sum(result.team == team and result.role.id == role.id for result in self.report.members)
            target = plan.targets_of_one(month).get(role.kgi.id)
            return None if target is None else target * people
        if month not in self._targets:
            self._targets[month] = _kgi_targets(plan, month)
        return self._targets[month].get((team, role.id))

    @cached_property
    def _targets(self) -> dict[Month, Mapping[tuple[str, str], float]]:
        """By month, for every team asks."""
        return {}

    def _company_course(self, share_due: float) -> Course:
        """Of everybody, strangers included."""
        assert self.chain is not None
        company, earning = self.chain.chain.company, (ChainPart.NEW_BUSINESS, ChainPart.CUSTOMERS)
        links = [[pair] for part in earning for pair in self.chain.links(part) if pair[1].step.stage is None]
        points = []
        for month in self.year:
            actual = exact_sum(self.doers.done(link, month) for link in links) if self._is_known(month) else None
            points.append(MonthPoint(month, company.goal_of(month, self.plan.first_month), actual))
        return Course(tuple(points), self.now, share_due, self.plan.thresholds)

    def _course(self, parts: Sequence[Course], share_due: float) -> Course:
        """Of teams together."""
        points = []
        for at, month in enumerate(self.year):
            plans, actuals = (_added(getattr(part.points[at], what) for part in parts) for what in ("plan", "actual"))
            points.append(MonthPoint(month, plans, actuals))
        return Course(tuple(points), self.now, share_due, self.plan.thresholds)


def _kgi_targets(plan: Plan, month: Month) -> Mapping[tuple[str, str], float]:
    """(team, role) -> what its people owe of the role's KGI."""
    found: dict[tuple[str, str], float] = {}
    for member, targets in zip(plan.members, plan.all_targets(month), strict=True):
        key, kgi = (member.team, member.role.id), member.role.kgi.id
        if kgi in targets:
            found[key] = found.get(key, 0.0) + targets[kgi]
    return found


def _kgi_tallies(kpi: Kpi) -> tuple[Tally, ...]:
    return kpi.measure.tallies if isinstance(kpi.measure, Single) else ()


def _added(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return exact_sum(known) if known else None


_NO_LANDING = Text("月内に積み上がる値ではないため、着地見込みは算出しません", "No forecast: this figure does not build up over the month")
