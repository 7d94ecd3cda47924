"""Reading a role workbook back as the part of a `Plan` that it states: goals, members, calendar and thresholds.

Everything is found by workbook names and tables. Targets are worked out anew from the inputs, never taken
from a cell's stored result; a number typed over a target's formula is an override.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kpi_xl.definitions import FROM_CUSTOMERS, RoleTemplate
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.plans.book_parts import defined_role, left_out_of, overrides_of, sharing, thresholds_of, weights_of
from kpi_xl.hosts.plans.calendar import read_calendar
from kpi_xl.hosts.plans.cells import PlanCells
from kpi_xl.hosts.plans.company.reader import is_company, read_company
from kpi_xl.hosts.plans.contradictions import followed_nowhere, of_sentence
from kpi_xl.hosts.plans.members import ListedMember, read_members
from kpi_xl.hosts.plans.merging import CompanyReading, PlanReading, with_attaining_threshold
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Plan, RolePlan

_LATER = frozenset(name for stage in FROM_CUSTOMERS for name in FROM_CUSTOMERS[stage]) - {names.KGI_AMOUNT}
"""Inputs that workbooks have not always had: one without any of them was made before, and is read as it was made."""


def read_book(book: PlanCells, findings: list[Finding]) -> PlanReading | CompanyReading | None:
    """What *book* says; everything wrong with it is added to *findings*. None where it is no planning workbook."""
    values = PlanValues(book, findings)
    return read_company(values) if is_company(values) else _read_role(values)


def _read_role(values: PlanValues) -> PlanReading | None:
    role = _role(values)
    if role is None:
        return None
    listed = [_as_made(each, role) for each in read_members(values, role)]
    attaining = values.threshold(names.ATTAINING_THRESHOLD, 0.8)
    month = values.month(names.PLAN_MONTH)
    first_month = values.month_number(names.FISCAL_FIRST_MONTH, 4)
    inputs = _inputs(values, role)
    members = tuple(each.member for each in listed if each.member.role.id == role.id)
    left_out = left_out_of(values, role)
    overrides = overrides_of(values, role, left_out, partial(sharing, members))
    weights = weights_of(values, first_month) if names.KGI_AMOUNT in role.defaults else {}
    plan = RolePlan(with_attaining_threshold(role, attaining).without(left_out), inputs, overrides, weights)
    members_of_book = tuple(_without(each, role, left_out) for each in listed)
    calendar, thresholds = read_calendar(values), thresholds_of(values)
    told: tuple[Finding, ...] = ()
    if month is not None and not values.findings:
        stated = Plan((plan,), members, calendar, thresholds, first_month, month)
        told = tuple(of_sentence(values.book, stated, month, followed_nowhere(values.book, [role])))
    return PlanReading(values.book.label, plan, members_of_book, calendar, thresholds, first_month, attaining, month, told)


def _without(listed: ListedMember, role: RoleTemplate, left_out: Sequence[str]) -> ListedMember:
    if not left_out or listed.member.role.id != role.id:
        return listed
    return replace(listed, member=replace(listed.member, role=listed.member.role.without(left_out)))


def _role(values: PlanValues) -> RoleTemplate | None:
    """The role of the workbook, with what it can be worked back by."""
    cell = values.book.cell(names.BOOK_ROLE)
    if cell is None:
        values.report(values.book.label, NO_VALUE, _NOT_OURS, _MAKE_ONE)
        return None
    role = defined_role(values, cell, cell.text)
    later = _LATER & role.defaults.keys() if role else frozenset()
    if role and later and not any(values.book.cell(name) for name in later):
        return role.without_stages(later)
    return role


def _as_made(listed: ListedMember, role: RoleTemplate) -> ListedMember:
    """A member whose role is worked back by the inputs that the workbook has."""
    if listed.member.role.id != role.id:
        return listed
    missing = listed.member.role.defaults.keys() - role.defaults.keys()
    return replace(listed, member=replace(listed.member, role=listed.member.role.without_stages(missing)))


# --- goals ------------------------------------------------------------------------------------------------------------


def _inputs(values: PlanValues, role: RoleTemplate) -> dict[str, float]:
    inputs = {}
    for item in role.inputs:
        value = (
            values.positive(item.name, item.unit)
            if item.name == "UNIT_PRICE"
            else values.quantity(item.name, item.unit)
        )
        inputs[item.name] = item.default if value is None else value
    return inputs


_NOT_OURS = Text("kpi-xlの計画ブックではありません", "is not a planning workbook of kpi-xl")
_MAKE_ONE = Text("「kpi-xl new 役割」で作ったブックを指定してください", "Give a workbook made by kpi-xl new ROLE")
