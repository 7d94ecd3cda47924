"""Quotas: what each person is asked for in which month, as the company's CRM keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.periods import Month
from kpi_xl.targets.members import Member
from kpi_xl.targets.plan import Plan
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Quota:
    """One person's target for one KPI in one month. A person of two teams has one: what both ask together."""

    name: str
    team: str  #: the first one the plan names
    role: RoleTemplate
    kpi: Kpi
    month: Month
    amount: float  #: in the KPI's unit and period


@dataclass(frozen=True)
class Quotas:
    """Those that were asked for, and who has none."""

    found: tuple[Quota, ...]  #: by month, in the order of the plan
    without: tuple[Member, ...]  #: members of these months who have no such KPI; nobody is left out unsaid


def all_quotas(plan: Plan, months: Sequence[Month]) -> tuple[Quota, ...]:
    """Every KPI of everybody."""
    return tuple(_together([quota for month in months for quota in _of_month(plan, month)]))


def quotas_of(plan: Plan, months: Sequence[Month], kpi_id: str | None = None) -> Quotas:
    """One KPI of everybody who has it.

    Args:
        kpi_id: the KPI; None for the KGI of each role that counts in yen.
    """
    everything = all_quotas(plan, months)
    found = tuple(quota for quota in everything if (_is_revenue(quota) if kpi_id is None else quota.kpi.id == kpi_id))
    named = {quota.name for quota in found}
    present = {plan.members[place].name: plan.members[place] for month in months for place in plan.present(month)}
    return Quotas(found, tuple(member for name, member in present.items() if name not in named))


def _is_revenue(quota: Quota) -> bool:
    return quota.kpi.id == quota.role.kgi.id and quota.kpi.unit is Unit.YEN


def _of_month(plan: Plan, month: Month) -> Iterator[Quota]:
    targets = plan.all_targets(month)
    for place in plan.present(month):
        member = plan.members[place]
        for kpi in member.role.kpis:
            if kpi.id in targets[place]:
                yield Quota(member.name, member.team, member.role, kpi, month, targets[place][kpi.id])


def _together(quotas: Sequence[Quota]) -> list[Quota]:
    """What adds up is summed for a person who stands twice; of a rate the first row's counts."""
    found: dict[tuple[str, str, Month], Quota] = {}
    for quota in quotas:
        key = quota.name, quota.kpi.id, quota.month
        if key not in found:
            found[key] = quota
        elif quota.kpi.is_additive:
            found[key] = replace(found[key], amount=found[key].amount + quota.amount)
    return list(found.values())
