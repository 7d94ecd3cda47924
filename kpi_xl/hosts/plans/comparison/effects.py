"""What changes do to the counts: each change alone, worked back by the program itself, and what is left when all come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans.comparison.change import Change
from kpi_xl.hosts.plans.comparison.inputs import input_changes
from kpi_xl.hosts.plans.comparison.people import calendar_changes, kpi_changes, member_changes, month_changes
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Plan
from kpi_xl.targets.company import Chain
from kpi_xl.units import Unit

DUST = 1e-9
"""Of a count, what is a rounding error."""


@dataclass(frozen=True)
class Count:
    """What is to be done in the month, of one kind."""

    id: str  #: role and link, or role and KPI
    label: Text
    unit: Unit
    value: float
    decimals: int = 0

    def show(self, value: float) -> str:
        if self.unit is Unit.COUNT and not float(value).is_integer():
            return f"{value:,.1f}"
        return self.unit.show(value, self.decimals)


@dataclass(frozen=True)
class Effect:
    """A count before and after, and what made the difference: the parts sum to it exactly."""

    count: Count  #: as it was
    after: float
    alone: tuple[tuple[Change, float], ...]  #: of each change that does something alone

    @property
    def difference(self) -> float:
        return self.after - self.count.value

    @property
    def joint(self) -> float:
        """What no change does alone."""
        left = self.difference - exact_sum(effect for _, effect in self.alone)
        return 0.0 if abs(left) < DUST * max(1.0, abs(self.after)) else left


@dataclass(frozen=True)
class Comparison:
    """What differs between two plans."""

    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]  #: of the counts that differ, in the order of the chain


def compared(old: Plan, new: Plan, label: str) -> Comparison:
    """Compare two plans of the same kind.

    Raises:
        InputError: one is a company's and the other a role's, or they are of different roles.
    """
    kinds = [None if plan.company else plan.roles[0].role.id for plan in (old, new)]
    if kinds[0] != kinds[1] or [own.role.id for own in old.roles] != [own.role.id for own in new.roles]:
        raise InputError([Finding(label, NO_VALUE, _OTHER_KIND, _SAME_KIND)])
    makers = (month_changes, input_changes, member_changes, kpi_changes, calendar_changes)
    changes = tuple(change for make in makers for change in make(old, new))
    return Comparison(changes, tuple(_effects(old, new, changes)))


def _effects(old: Plan, new: Plan, changes: Sequence[Change]) -> Iterator[Effect]:
    before, after = counts_of(old), counts_of(new)
    alone = [(change, counts_of(change.applied(old))) for change in changes]
    for key, count in before.items():
        if (key in after and abs(after[key].value - count.value) > DUST) or any(_moved(found, key, count) for _, found in alone):
            parts = tuple((change, found[key].value - count.value) for change, found in alone if _moved(found, key, count))
            yield Effect(count, after[key].value if key in after else 0.0, parts)


def _moved(found: Mapping[str, Count], key: str, count: Count) -> bool:
    return key in found and abs(found[key].value - count.value) > DUST * max(1.0, abs(count.value))


def counts_of(plan: Plan) -> dict[str, Count]:
    """Key -> what everybody owes together in the plan's month: the links of a company's chain, the KPIs of a role that add up."""
    assert plan.month is not None  # else the reader had refused it
    if plan.company is not None:
        return dict(_links(plan)) | dict(_by_hand(plan))
    return {
        f"{own.role.id}:{kpi.id}": Count(f"{own.role.id}:{kpi.id}", kpi.label, kpi.unit, plan.total(own.role, kpi, plan.month), kpi.decimals)
        for own in plan.roles
        for kpi in own.role.kpis
    }  # fmt: skip


def _links(plan: Plan) -> Iterator[tuple[str, Count]]:
    assert plan.company is not None
    assert plan.month is not None
    chain = Chain.of(plan.company, plan.members, plan.month, plan.calendar, plan.first_month)
    for lane in chain.lanes:
        for link in lane.links:
            key = f"{lane.role.key}:{link.step.id}"
            label = _OF_ROLE.format(role=lane.role.title, what=link.step.label)
            yield key, Count(key, label, link.step.unit, float(link.count))
            if link is lane.daily and (each := link.per_person_day) is not None:
                yield f"{key}:day", Count(f"{key}:day", _A_DAY.format(what=label), Unit.COUNT, each)


def _by_hand(plan: Plan) -> Iterator[tuple[str, Count]]:
    """The KPIs that somebody typed a target for, which the chain does not know."""
    assert plan.month is not None
    for own in plan.roles:
        for kpi in own.role.kpis:
            if kpi.id in own.overrides:
                key = f"{own.role.id}:{kpi.id}:total"
                label = _OF_ROLE.format(role=own.role.label, what=kpi.label)
                yield key, Count(key, label, kpi.unit, plan.total(own.role, kpi, plan.month), kpi.decimals)


_OF_ROLE = Text("{role}：{what}", "{role}: {what}")
_A_DAY = Text("{what}（1人1日）", "{what} (each, a day)")
_OTHER_KIND = Text("は別の種類の計画ブックです", "is a planning workbook of another kind")
_SAME_KIND = Text(
    "会社の計画ブックどうし、または役割が同じ計画ブックどうしを指定してください", "Give two workbooks of a company, or two of the same role"
)
