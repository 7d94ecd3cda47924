"""Whose target is another: everybody's KGI in the months of two plans, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.targets import Plan
from kpi_xl.targets.quotas import Quota, all_quotas


@dataclass(frozen=True)
class TargetChange:
    """One person's KGI; None where the person is not there in that month."""

    name: str
    team: str
    kpi: Kpi
    before: float | None
    after: float | None

    @property
    def shown(self) -> tuple[str, str]:
        return self.kpi.show(self.before), self.kpi.show(self.after)


def target_changes(before: Plan, after: Plan) -> list[TargetChange]:
    """Those that differ, in the order of the new plan, then who is gone."""
    old, new = _goals(before), _goals(after)
    return list(_changes(old, new))


def _changes(old: dict[tuple[str, str], Quota], new: dict[tuple[str, str], Quota]) -> Iterator[TargetChange]:
    for key in (*new, *(key for key in old if key not in new)):
        then, now = old.get(key), new.get(key)
        known = now or then
        if known is not None and (then.amount if then else None) != (now.amount if now else None):
            yield TargetChange(known.name, known.team, known.kpi, then.amount if then else None, now.amount if now else None)


def _goals(plan: Plan) -> dict[tuple[str, str], Quota]:
    if plan.month is None or plan.lists_nobody:
        return {}
    goals = (quota for quota in all_quotas(plan, [plan.month]) if quota.kpi.id == quota.role.kgi.id)
    return {(quota.name, quota.kpi.id): quota for quota in goals}
