"""Several role workbooks as one plan: each role's goals once, each member once, all days off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_xl.definitions import DerivedFrom, Kpi, RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.measures import Derived
from kpi_xl.errors import Finding, InputError
from kpi_xl.hosts.plans.members import ListedMember
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan, RolePlan, Thresholds
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class PlanReading:
    """What one workbook says."""

    file: str
    plan: RolePlan
    listed: tuple[ListedMember, ...]
    calendar: WorkCalendar
    thresholds: Thresholds
    first_month: int
    attaining: float  #: from which attainment on a member counts
    month: Month | None  #: the month that is planned; None where its cell says none
    contradictions: tuple[Finding, ...] = ()

    def is_own(self, member: Member) -> bool:
        """True where the member has the workbook's role."""
        return member.role.id == self.plan.role.id


@dataclass(frozen=True)
class CompanyReading:
    """What the workbook of a company says: the whole plan."""

    file: str
    whole: Plan
    month: Month | None  #: the month that is planned; None where its cell says none


def plan_of(found: Sequence[PlanReading | CompanyReading | None], findings: list[Finding]) -> Plan:
    """One plan; thresholds and fiscal year are the first workbook's.

    Args:
        found: a reading for each workbook, None for those that are no planning workbooks.
        findings: what was wrong with them so far.

    Raises:
        InputError: *findings*, and what does not fit together.
    """
    companies = [reading for reading in found if isinstance(reading, CompanyReading)]
    readings = [reading for reading in found if isinstance(reading, PlanReading)]
    plan = companies[0].whole if companies else _merged(readings, findings) if readings else None
    findings += _beside_company(companies, readings)
    if findings or plan is None:
        raise InputError(findings)
    return plan


def _beside_company(companies: Sequence[CompanyReading], readings: Sequence[PlanReading]) -> list[Finding]:
    """A company's workbook plans everybody: whatever is given with it states a second goal."""
    if not companies:
        return []
    others = [*(each.file for each in companies[1:]), *(each.file for each in readings)]
    return [Finding(companies[0].file, other, _BESIDE_COMPANY, _ONE_COMPANY) for other in others]


def _merged(readings: Sequence[PlanReading], findings: list[Finding]) -> Plan:
    findings += _doubled_roles(readings)
    first = readings[0]
    calendar = WorkCalendar(
        frozenset().union(*(reading.calendar.company_days for reading in readings)),
        frozenset().union(*(reading.calendar.worked_holidays for reading in readings)),
    )
    members = _members(readings, findings)
    roles = tuple(reading.plan for reading in readings)
    told = tuple(each for reading in readings for each in reading.contradictions)
    return Plan(roles, members, calendar, first.thresholds, first.first_month, first.month, contradictions=told)


def with_attaining_threshold(role: RoleTemplate, threshold: float) -> RoleTemplate:
    """The role with the workbook's threshold for counting a member as attaining."""

    def changed(kpi: Kpi) -> Kpi:
        if isinstance(kpi.measure, Derived) and kpi.measure.source is DerivedFrom.MEMBERS_ATTAINING:
            return replace(kpi, measure=replace(kpi.measure, threshold=threshold))
        return kpi

    return replace(role, kpis=tuple(changed(kpi) for kpi in role.kpis))


def _doubled_roles(readings: Sequence[PlanReading]) -> list[Finding]:
    """Two workbooks of one role state two goals for the same people."""
    files: dict[str, str] = {}
    findings = []
    for reading in readings:
        role = reading.plan.role
        if role.id in files:
            rule = Text(f"の計画ブックは {files[role.id]} にもあります", f"is also the role of {files[role.id]}")
            findings.append(Finding(reading.file, str(role.label), rule, _ONE_BOOK))
        files.setdefault(role.id, reading.file)
    return findings


def _members(readings: Sequence[PlanReading], findings: list[Finding]) -> tuple[Member, ...]:
    """Each member once per role; where workbooks differ, the one whose role the member has is believed."""
    own_names = {
        folded(each.member.name) for reading in readings for each in reading.listed if reading.is_own(each.member)
    }
    kept: dict[str, list[ListedMember]] = {}
    for reading in readings:
        for each in reading.listed:
            name = folded(each.member.name)
            if name in own_names and not reading.is_own(each.member):
                continue
            same = kept.setdefault(name, [])
            if any(other.member.role.id == each.member.role.id for other in same):
                continue
            if same and name not in own_names:
                findings.append(_contradiction(same[0], each))
            same.append(_with_threshold(each, reading.attaining))
    order = [each for members in kept.values() for each in members]
    return tuple(each.member for each in order)


def _with_threshold(listed: ListedMember, threshold: float) -> ListedMember:
    role = with_attaining_threshold(listed.member.role, threshold)
    return replace(listed, member=replace(listed.member, role=role))


def _contradiction(first: ListedMember, other: ListedMember) -> Finding:
    rule = Text(
        f"の役割が、{first.place} では{first.member.role.title.ja}、ここでは{other.member.role.title.ja}です",
        f"has the role {first.member.role.title.en} at {first.place}, but {other.member.role.title.en} here",
    )
    return Finding(other.place, other.member.name, rule, _SAME_ROLE)


_BESIDE_COMPANY = Text("は、全員の計画が入った会社のブックと一緒には使えません", "does not go with the workbook of a company, which plans everybody")
_ONE_COMPANY = Text("会社のブックだけを指定してください", "Give the company's workbook alone")
_ONE_BOOK = Text("役割ごとに1つの計画ブックを指定してください", "Give one planning workbook for each role")
_SAME_ROLE = Text("どちらかの役割を直してください", "Correct one of the two")
