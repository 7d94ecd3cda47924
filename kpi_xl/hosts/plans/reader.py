"""Reading a role workbook back as the part of a `Plan` that it states: goals, members, calendar and thresholds.

Everything is found by workbook names and tables. Targets are worked out anew from the inputs, never taken
from a cell's stored result; a number typed over a target's formula is an override.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kpi_xl.definitions import FROM_CUSTOMERS, ROLE_IDS, Kpi, RoleTemplate, load_role, read_role
from kpi_xl.errors import NO_VALUE, Finding, InputError, UnknownNameError, did_you_mean
from kpi_xl.hosts.plans.calendar import read_calendar
from kpi_xl.hosts.plans.cells import PlanCells
from kpi_xl.hosts.plans.members import ListedMember, read_members
from kpi_xl.hosts.plans.merging import PlanReading, with_attaining_threshold
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, RolePlan, Thresholds
from kpi_xl.units import Unit

MONTHS = 12
_LATER = frozenset(name for stage in FROM_CUSTOMERS for name in FROM_CUSTOMERS[stage]) - {names.KGI_AMOUNT}
"""Inputs that workbooks have not always had: one without any of them was made before, and is read as it was made."""


def read_book(book: PlanCells, findings: list[Finding]) -> PlanReading | None:
    """What *book* says; everything wrong with it is added to *findings*. None where it is no role workbook."""
    values = PlanValues(book, findings)
    role = _role(values)
    if role is None:
        return None
    listed = [_as_made(each, role) for each in read_members(values, role)]
    attaining = values.threshold(names.ATTAINING_THRESHOLD, 0.8)
    month = values.month(names.PLAN_MONTH)
    first_month = values.month_number(names.FISCAL_FIRST_MONTH, 4)
    inputs = _inputs(values, role)
    members = [each.member for each in listed if each.member.role.id == role.id]
    left_out = _left_out(values, role)
    overrides = _overrides(values, role, members, left_out)
    weights = _weights(values, first_month) if names.KGI_AMOUNT in role.defaults else {}
    plan = RolePlan(with_attaining_threshold(role, attaining).without(left_out), inputs, overrides, weights)
    members_of_book = tuple(_without(each, role, left_out) for each in listed)
    calendar, thresholds = read_calendar(values), _thresholds(values)
    return PlanReading(book.label, plan, members_of_book, calendar, thresholds, first_month, attaining, month)


def _left_out(values: PlanValues, role: RoleTemplate) -> list[str]:
    """The KPIs whose mark in ③ was cleared: they are candidates, not yet followed."""
    marks = {kpi.id: values.book.cell(names.adopted_name(kpi.id)) for kpi in role.kpis}
    return [kpi_id for kpi_id, mark in marks.items() if mark is not None and mark.is_blank]


def _without(listed: ListedMember, role: RoleTemplate, left_out: Sequence[str]) -> ListedMember:
    if not left_out or listed.member.role.id != role.id:
        return listed
    return replace(listed, member=replace(listed.member, role=listed.member.role.without(left_out)))


def _role(values: PlanValues) -> RoleTemplate | None:
    """The role of the workbook, with what it can be worked back by."""
    role = _defined(values)
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


def _defined(values: PlanValues) -> RoleTemplate | None:
    """The role's definition; a company's own is looked for as <role>.toml beside the workbook."""
    cell = values.book.cell(names.BOOK_ROLE)
    if cell is None:
        values.report(values.book.label, NO_VALUE, _NOT_OURS, _MAKE_ONE)
        return None
    beside = _definition_beside(values.book.folder, cell.text)
    try:
        return read_role(beside) if beside else load_role(cell.text)
    except UnknownNameError:
        values.report(cell.place, cell.quoted, _NO_ROLE, did_you_mean(cell.text, ROLE_IDS))
    except InputError as error:
        values.findings.extend(error.findings)
    return None


def _definition_beside(folder: Path | None, role: str) -> Path | None:
    if folder is None or not role or role.partition(":")[0] in ROLE_IDS:
        return None
    path = folder / f"{role}.toml"
    return path if path.is_file() else None


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


def _overrides(values: PlanValues, role: RoleTemplate, members: Sequence[Member], left_out: Sequence[str]) -> dict[str, float]:
    """KPI id -> target per person: typed as such, or typed over the formula of the team's target.

    Of the KPIs that are followed: the row of another may be gone from ④.
    """
    overrides = {}
    for kpi in role.kpis:
        if kpi.id in left_out and values.book.cell(names.target_name(kpi.id)) is None:
            continue
        otherwise = _clear_mark(values, kpi)
        cell, target = (values.cell(name(kpi.id), otherwise) for name in (names.override_name, names.target_name))
        if target is not None and not target.is_formula and not target.is_blank:
            total = values.number(target, kpi.unit, zero_rate=True)
            value = None if total is None else per_head(total, kpi, members)
        elif cell is not None and not cell.is_blank:
            value = values.number(cell, kpi.unit, zero_rate=True)
        else:
            continue
        if value is not None:
            overrides[kpi.id] = value
    return overrides


def _clear_mark(values: PlanValues, kpi: Kpi) -> Text | None:
    """What to do about a KPI whose row in ④ is gone; None where the workbook has no mark for it, as for the KGI of others' books."""
    mark = values.book.cell(names.adopted_name(kpi.id))
    if mark is None:
        return None
    place = mark.place.removeprefix(f"{values.book.label}: ")
    return Text(
        f"{kpi.label.ja}を追わないなら{place}の○を消し、追うなら④の行を元に戻してください",
        f"Clear the mark in {place} if {kpi.label.en} is not followed, or restore its row in sheet 4",
    )


def per_head(total: float, kpi: Kpi, members: Sequence[Member]) -> float:
    """A team's target as one of the people who share it has it, so that it gives the total again.

    >>> role = load_role("field_sales")
    >>> members = [Member(str(number), "", role) for number in range(49)]
    >>> per_head(1, role.kpi("meetings"), members) * 49
    1.0
    """
    if not kpi.is_additive:
        return total
    people = max(1, sum(member.role.has_kpi(kpi.id) for member in members))
    exact = total / people
    near = (exact, math.nextafter(exact, math.inf), math.nextafter(exact, 0.0))
    return next((value for value in near if value * people == total), exact)


def _weights(values: PlanValues, first_month: int) -> dict[int, float]:
    """Month of the year -> weight; a blank cell is 1."""
    if values.cell(names.MONTH_WEIGHTS) is None:
        return {}
    cells = values.book.cells(names.MONTH_WEIGHTS)
    place = f"{cells[0].place}:{cells[-1].place.rpartition('!')[2]}"
    if len(cells) != MONTHS:
        values.report(place, NO_VALUE, _TWELVE.format(count=len(cells)), _RESTORE_TWELVE)
        return {}
    weights = [1.0 if cell.is_blank else values.number(cell, Unit.RATIO) for cell in cells]
    if not any(weight is None or weight for weight in weights):
        values.report(place, NO_VALUE, _ALL_ZERO, _ONE_WEIGHT)
    months = fiscal_year_months(Month(2001, first_month), first_month)
    return {month.month: weight for month, weight in zip(months, weights, strict=True) if weight is not None}


def _thresholds(values: PlanValues) -> Thresholds:
    default = Thresholds()
    good = values.threshold(names.THRESHOLD_GOOD, default.good)
    fair = values.threshold(names.THRESHOLD_FAIR, default.fair)
    if good < fair:
        cell = values.book.cell(names.THRESHOLD_FAIR)
        rule = Text(f"は○の基準（{good:.0%}）を上回っています", f"is above the threshold of ○ ({good:.0%})")
        values.report(cell.place if cell else names.THRESHOLD_FAIR, f"{fair:.0%}", rule, _LOWER_FAIR)
    return Thresholds(good, fair)


_NOT_OURS = Text("kpi-xlの計画ブックではありません", "is not a planning workbook of kpi-xl")
_MAKE_ONE = Text("「kpi-xl new 役割」で作ったブックを指定してください", "Give a workbook made by kpi-xl new ROLE")
_NO_ROLE = Text("という役割はありません", "is not a known role")
_TWELVE = Text("季節性の重みが{count}か月分あります", "has {count} seasonality weights")
_RESTORE_TWELVE = Text("列を挿入・削除する前の12か月に戻してください", "Restore the twelve months as they were")
_ALL_ZERO = Text("季節性の重みがすべて0です", "the seasonality weights are all 0")
_ONE_WEIGHT = Text("1つ以上の月に0より大きい重みを入力してください", "Give at least one month a weight above 0")
_LOWER_FAIR = Text("△の基準を○の基準以下にしてください", "Lower it to that threshold or below")
