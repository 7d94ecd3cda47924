"""Inputs that differ: the goal and its parts, prices and rates, weights of the months, ramp, teams, targets by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.plans.comparison.change import About, Change
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.role.parts.names import MONTH_WEIGHTS
from kpi_xl.sheets.role.review.revisions import BY_HAND
from kpi_xl.targets import Company, Plan, RolePlan
from kpi_xl.units import Unit

NOTHING = "—"
GOALS: tuple[tuple[str, str, Text], ...] = (
    (names.KGI_AMOUNT, "goal", Text("月間の売上目標", "Monthly revenue goal")),
    (names.NEW_GOAL, "new", Text("新規の目標", "New business goal")),
    (names.EXISTING_GOAL, "existing", Text("既存の目標", "Existing customers goal")),
)
"""Name, field of `Company`, label."""
FIELDS: tuple[tuple[str, str, Unit], ...] = ((names.OWN_MEETINGS, "own_meetings", Unit.COUNT), (names.SDR_SHARE, "sdr_share", Unit.RATE))
WHOLE: tuple[tuple[str, str, Text], ...] = (
    (names.RAMP, "ramp", Text("立ち上がり率", "Ramp")),
    (names.TEAMS, "teams", Text("チームの表（配分・単価・率）", "Table of teams (shares, prices, rates)")),
    ("CAPACITY", "capacity", Text("1人が担える件数", "What one person can take on")),
)
"""Settings that are told as a whole."""


def input_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """In the order of the sheets."""
    if old.company is not None and new.company is not None:
        yield from _of_company(old.company, new.company)
    else:
        for before, after in zip(old.roles, new.roles, strict=True):
            yield from _of_role(before, after)
    yield from _weights(old, new)
    for own in old.roles:
        other = new.role_plan(own.role)
        if other is not None:
            yield from _by_hand(own, other)


def _of_company(old: Company, new: Company) -> Iterator[Change]:
    for name, field, label in GOALS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield _change(name, label, _amount(before), _amount(after), partial(_with_field, {field: after}))
    for name in dict.fromkeys((*old.inputs, *new.inputs)):
        before, after = old.inputs.get(name), new.inputs.get(name)
        if before != after:
            label, unit = _called(name, old.roles)
            yield _change(name, label, _shown(before, unit), _shown(after, unit), partial(_with_input, name, after))
    for name, field, unit in FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield _change(name, INPUTS[name].label, _shown(before, unit), _shown(after, unit), partial(_with_field, {field: after}))
    for name, field, label in WHOLE:
        if getattr(old, field) != getattr(new, field):
            yield _change(name, label, NOTHING, str(_CHANGED), partial(_with_field, {field: getattr(new, field)}))


def _of_role(old: RolePlan, new: RolePlan) -> Iterator[Change]:
    for item in old.role.inputs:
        before, after = old.inputs.get(item.name), new.inputs.get(item.name)
        if before != after:
            yield _change(
                item.name, item.label, _shown(before, item.unit), _shown(after, item.unit), partial(_with_input, item.name, after)
            )


def _weights(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = (_month_weights(plan) for plan in (old, new))
    if before != after:
        yield _change(MONTH_WEIGHTS, _WEIGHTS, _months(before), _months(after), partial(_with_weights, after))


def _month_weights(plan: Plan) -> Mapping[int, float]:
    """Those that are not 1."""
    weights = plan.company.month_weights if plan.company is not None else plan.roles[0].month_weights
    return {month: weight for month, weight in weights.items() if weight != 1}


def _months(weights: Mapping[int, float]) -> str:
    """12:1.5, the month first."""
    return " ".join(f"{month}:{weight:g}" for month, weight in sorted(weights.items())) or NOTHING


def _by_hand(old: RolePlan, new: RolePlan) -> Iterator[Change]:
    for kpi in old.role.kpis:
        before, after = old.overrides.get(kpi.id), new.overrides.get(kpi.id)
        if before != after:
            was, is_now = (NOTHING if value is None else kpi.show(value) for value in (before, after))
            label, applied = BY_HAND.format(kpi=kpi.label), partial(_with_override, old.role.id, kpi.id, after)
            yield Change(About.TARGET, kpi.id, label, was, is_now, applied)


# --- the first plan with one change -------------------------------------------------------------------------------------


def _with_field(fields: Mapping[str, Any], plan: Plan) -> Plan:
    assert plan.company is not None
    company = replace(plan.company, **fields)
    roles = tuple(replace(own, inputs={**own.inputs, names.KGI_AMOUNT: company.goal}) for own in plan.roles)
    return replace(plan, company=company, roles=roles)


def _with_input(name: str, value: float | None, plan: Plan) -> Plan:
    def changed(inputs: Mapping[str, float]) -> dict[str, float]:
        rest = {key: each for key, each in inputs.items() if key != name}
        return rest if value is None else {**rest, name: value}

    roles = tuple(replace(own, inputs=changed(own.inputs)) if name in own.inputs else own for own in plan.roles)
    company = None if plan.company is None else replace(plan.company, inputs=changed(plan.company.inputs))
    return replace(plan, roles=roles, company=company)


def _with_weights(weights: Mapping[int, float], plan: Plan) -> Plan:
    company = None if plan.company is None else replace(plan.company, month_weights=weights)
    return replace(plan, company=company, roles=tuple(replace(own, month_weights=weights) for own in plan.roles))


def _with_override(role_id: str, kpi_id: str, value: float | None, plan: Plan) -> Plan:
    def changed(own: RolePlan) -> RolePlan:
        rest = {key: each for key, each in own.overrides.items() if key != kpi_id}
        return replace(own, overrides=rest if value is None else {**rest, kpi_id: value})

    return replace(plan, roles=tuple(changed(own) if own.role.id == role_id else own for own in plan.roles))


# --- how it is shown ----------------------------------------------------------------------------------------------------


def _change(name: str, label: Text, before: str, after: str, applied: Callable[[Plan], Plan]) -> Change:
    return Change(About.INPUT, name, label, before, after, applied)


def _called(name: str, roles: tuple[RoleTemplate, ...]) -> tuple[Text, Unit]:
    if name in INPUTS:
        return INPUTS[name].label, INPUTS[name].unit
    item = next(item for role in roles if (item := role.input(name)) is not None)
    return item.label, item.unit


def _shown(value: float | None, unit: Unit) -> str:
    return NOTHING if value is None else unit.show(value)


def _amount(value: float | None) -> str:
    """Parts of the goal may be typed as shares."""
    if value is None:
        return NOTHING
    return Unit.RATE.show(value) if value <= 1 else Unit.YEN.show(value)


_WEIGHTS = Text("季節性の重み", "Seasonality weights")
_CHANGED = Text("変更あり", "changed")
