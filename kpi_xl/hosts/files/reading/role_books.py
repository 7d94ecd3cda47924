"""Role workbooks put together: what a company planned in several of them, as one company's workbook begins with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_xl.definitions import ROLE_IDS, ChainPart, RoleTemplate
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Company, Member, Plan, RolePlan, Team, shares_of


def company_of(paths: Sequence[Path], roles: Sequence[RoleTemplate] | None, month: Month) -> CompanySettings:
    """The company that the workbooks state together.

    The goal of new business is field sales', that of existing customers customer success'; without either it is the manager's,
    or that of the first workbook. Prices and rates are those of the first workbook that has them, field sales first.

    Args:
        roles: that the company's workbook has; None: those of the workbooks and of their members.

    Raises:
        InputError: everything that is wrong with them.
    """
    plan = read_plans(paths)
    sections = tuple(roles) if roles is not None else _roles(plan)
    company = plan.company or _company(plan, sections)
    known = {role.id for role in company.roles}
    overrides = {kpi_id: value for own in plan.roles for kpi_id, value in own.overrides.items()}
    members = tuple(_weighted(plan, member) for member in plan.members if member.role.id in known)
    return CompanySettings(month, company, members, plan.calendar, plan.thresholds, plan.first_month, overrides)


def _roles(plan: Plan) -> tuple[RoleTemplate, ...]:
    """Those that come with kpi-xl in their order, a company's own behind."""
    found = {role.id: role for role in (*(member.role for member in plan.members), *(own.role for own in plan.roles))}
    order = {role_id: place for place, role_id in enumerate(ROLE_IDS)}
    return tuple(found[role_id] for role_id in sorted(found, key=lambda each: order.get(each, len(order))))


def _company(plan: Plan, roles: Sequence[RoleTemplate]) -> Company:
    ordered = sorted(plan.roles, key=lambda own: _ORDER.index(own.role.chain))
    inputs: dict[str, float] = {}
    for own in ordered:
        inputs = {**own.inputs, **inputs}
    inputs.pop(names.KGI_AMOUNT, None)
    new, existing = (_amount(plan.roles, part) for part in (ChainPart.NEW_BUSINESS, ChainPart.CUSTOMERS))
    if new is None and existing is None:
        goal = next(own.inputs[names.KGI_AMOUNT] for own in (*_led(plan), *ordered) if names.KGI_AMOUNT in own.inputs)
    else:
        goal = (new or 0.0) + (existing or 0.0)
    teams = tuple(Team(name) for name in dict.fromkeys(member.team for member in plan.members) if name)
    return Company(tuple(roles), goal, inputs, new, existing, ordered[0].month_weights, teams)


_ORDER = (ChainPart.NEW_BUSINESS, ChainPart.HANDOVERS, ChainPart.CUSTOMERS, None)
"""Whose price and rates are believed first."""


def _amount(plans: Sequence[RolePlan], part: ChainPart) -> float | None:
    return next((own.inputs.get(names.KGI_AMOUNT) for own in plans if own.role.chain is part), None)


def _led(plan: Plan) -> list[RolePlan]:
    return [own for own in plan.roles if own.role.is_team]


def _weighted(plan: Plan, member: Member) -> Member:
    """A member whose share of the role's target is a weight: as many full members as there are people."""
    own = [each for each in plan.members if each.role.id == member.role.id]
    if all(each.share is None for each in own):
        return member
    share = shares_of(own)[next(place for place, each in enumerate(own) if each is member)]
    return Member(member.name, member.team, member.role, member.joined, weight=round(share * len(own), 6))
