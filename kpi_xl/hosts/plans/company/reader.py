"""Reading a company workbook back as the plan that it states: one goal, all roles, everybody's targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_xl.definitions import ROLE_IDS, RoleTemplate, Single, Tallied, Tally
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import did_you_mean
from kpi_xl.hosts.plans.book_parts import defined_role, left_out_of, overrides_of, thresholds_of, weights_of
from kpi_xl.hosts.plans.calendar import read_calendar
from kpi_xl.hosts.plans.company.members import read_company_members
from kpi_xl.hosts.plans.company.teams import read_teams
from kpi_xl.hosts.plans.contradictions import followed_nowhere, of_company, of_sentence
from kpi_xl.hosts.plans.merging import CompanyReading, with_attaining_threshold
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.inputs import INPUTS, CompanyInput
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.targets import Capacity, Company, Member, Plan, Ramp, RolePlan
from kpi_xl.targets.company import crew_of
from kpi_xl.units import Unit
from kpi_xl.workdays import WorkCalendar


def is_company(values: PlanValues) -> bool:
    """True for the workbook of a company."""
    cell = values.book.cell(role_names.BOOK_ROLE)
    return cell is not None and folded(cell.text) == names.COMPANY


def read_company(values: PlanValues) -> CompanyReading:
    """What the workbook says; everything wrong with it is among the findings of *values*."""
    roles = _roles(values)
    month, first_month = values.month(role_names.PLAN_MONTH), values.month_number(role_names.FISCAL_FIRST_MONTH, 4)
    calendar, thresholds = read_calendar(values), thresholds_of(values)
    attaining = values.threshold(role_names.ATTAINING_THRESHOLD, 0.8) if _has(values, role_names.ATTAINING_THRESHOLD) else 0.8
    left_out = {role.id: left_out_of(values, role) for role in roles}
    followed = [with_attaining_threshold(role, attaining).without(left_out[role.id]) for role in roles]
    company = _company(values, followed, first_month)
    rows = read_company_members(values, followed)
    members = tuple(row.member for row in rows)
    plans = tuple(
        _role_plan(values, company, role, left_out[role.id], members, month, calendar) for role in followed
    )
    plan = Plan(_counting_all(plans), _managers(members, plans), calendar, thresholds, first_month, month, company)
    if month is not None and not values.findings:
        managers = [(row.member, row.leads.place) for row in rows if row.member.role.is_team]
        left = followed_nowhere(values.book, roles)
        told = (*of_sentence(values.book, plan, month, left), *of_company(values.book, plan, managers))
        plan = replace(plan, contradictions=told)
    return CompanyReading(values.book.label, plan, month)


def _has(values: PlanValues, name: str) -> bool:
    return values.book.cell(name) is not None


def _roles(values: PlanValues) -> list[RoleTemplate]:
    """The roles that have a section."""
    cell = values.cell(names.COMPANY_ROLES)
    if cell is None:
        return []
    keys = [key.strip() for key in cell.text.split(",") if key.strip()]
    if not keys:
        values.report(cell.place, cell.quoted, _NO_ROLES, did_you_mean("", ROLE_IDS))
    found = [defined_role(values, cell, key) for key in keys]
    return [role for role in found if role is not None]


# --- the company ------------------------------------------------------------------------------------------------------


def _company(values: PlanValues, roles: Sequence[RoleTemplate], first_month: int) -> Company:
    inputs = {name: _input(values, each) for name, each in INPUTS.items() if name not in (names.OWN_MEETINGS, names.SDR_SHARE)}
    for role in roles:
        for item in role.inputs:
            if item.name not in (*inputs, role_names.KGI_AMOUNT):
                typed = values.quantity(item.name, item.unit) if _has(values, item.name) else None
                inputs[item.name] = item.default if typed is None else typed
    return Company(
        tuple(roles),
        values.quantity(role_names.KGI_AMOUNT, Unit.YEN) or 0.0,
        inputs,
        _optional(values, names.NEW_GOAL, Unit.YEN),
        _optional(values, names.EXISTING_GOAL, Unit.YEN),
        weights_of(values, first_month),
        read_teams(values),
        _ramp(values),
        _optional(values, names.SDR_SHARE, Unit.RATE),
        _optional(values, names.OWN_MEETINGS, Unit.COUNT) or 0.0,
        _capacity(values),
    )


def _input(values: PlanValues, item: CompanyInput) -> float:
    """A number of ①; amounts that are divided by must be above 0."""
    read = values.positive if item.name in (names.UNIT_PRICE, names.ADDED_AMOUNT) else values.quantity
    typed = read(item.name, item.unit)
    return item.default or 0.0 if typed is None else typed


def _optional(values: PlanValues, name: str, unit: Unit) -> float | None:
    """A number that may be left out."""
    cell = values.cell(name)
    return None if cell is None or cell.is_blank else values.number(cell, unit, zero_rate=True)


def _ramp(values: PlanValues) -> Ramp:
    usual = Ramp()
    if values.cell(names.RAMP) is None:
        return usual
    shares = [
        usual_share if cell.is_blank else values.number(cell, Unit.RATE, zero_rate=True)
        for cell, usual_share in zip(values.book.cells(names.RAMP), usual.shares, strict=False)
    ]
    return Ramp(tuple(share for share in shares if share is not None)) if None not in shares and shares else usual


def _capacity(values: PlanValues) -> Capacity:
    usual = Capacity()
    meetings, requests, calls = (
        default if (typed := values.positive(name, Unit.COUNT)) is None else typed
        for name, default in (
            (names.CAPACITY_MEETINGS, usual.meetings), (names.CAPACITY_REQUESTS, usual.requests), (names.CAPACITY_CALLS, usual.calls),
        )
    )  # fmt: skip
    return Capacity(meetings, requests, calls)


# --- its roles --------------------------------------------------------------------------------------------------------


def _role_plan(
    values: PlanValues, company: Company, role: RoleTemplate, left_out: Sequence[str], members: Sequence[Member],
    month: Month | None, calendar: WorkCalendar,
) -> RolePlan:  # fmt: skip
    """The role's inputs are the company's; targets by hand are per full member."""
    inputs: Mapping[str, float] = {item.name: company.inputs.get(item.name, item.default) for item in role.inputs}
    crew = crew_of(members, month, calendar, company.ramp).of_role(role) if month else None
    overrides = overrides_of(values, role, left_out, lambda kpi: crew.having(kpi).weight if crew else 1.0)
    return RolePlan(role, {**inputs, role_names.KGI_AMOUNT: company.goal}, overrides, company.month_weights)


def _counting_all(plans: Sequence[RolePlan]) -> tuple[RolePlan, ...]:
    return tuple(replace(plan, role=counting_what_is_led(plan.role, [each.role for each in plans])) for plan in plans)


def _managers(members: Sequence[Member], plans: Sequence[RolePlan]) -> tuple[Member, ...]:
    roles = [plan.role for plan in plans]
    return tuple(replace(member, role=counting_what_is_led(member.role, roles)) for member in members)


def counting_what_is_led(role: RoleTemplate, roles: Sequence[RoleTemplate]) -> RoleTemplate:
    """A manager's goal is the sum of the teams' amounts, so it counts whatever their roles count as theirs."""
    if not role.is_team or not _yen_of(role):
        return role
    kinds = dict.fromkeys(kind for each in (role, *roles) if each is role or not each.is_team for kind in _yen_of(each))
    kgi = replace(role.kgi, measure=Single(Tally(Tallied.SUM, tuple(kinds))))
    return replace(role, kpis=(kgi, *role.kpis[1:]))


def _yen_of(role: RoleTemplate) -> tuple[str, ...]:
    """The kinds whose yen are the role's KGI."""
    measure = role.kgi.measure
    return measure.tally.kinds if isinstance(measure, Single) and measure.tally.tallied is Tallied.SUM else ()


_NO_ROLES = Text("役割がありません", "names no role")
