"""Adoption: which KPIs to begin with. KPIs are brought in by stages, few at first."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.attainment.report.model import Result
from kpi_xl.definitions import Kpi, RoleTemplate

FIRST_KPIS = 3
"""One result, one behaviour, one daily action."""


def first_kpis(role: RoleTemplate, result: Result | None = None, yen_lost: Mapping[str, float] | None = None) -> tuple[Kpi, ...]:
    """The one to three KPIs to begin with: a path down the tree from the goal to a daily action.

    Without a result the first KPI of each level in the definition; with one the KPI furthest behind, or most costly.

    >>> from kpi_xl.definitions import load_role
    >>> [kpi.id for kpi in first_kpis(load_role("field_sales"))]
    ['deals_won', 'meetings', 'visits_per_week']
    """
    rows = {row.kpi.id: row for row in result.rows} if result else {}
    lost = yen_lost or {}

    def urgency(kpi: Kpi) -> tuple[float, float]:
        row = rows.get(kpi.id)
        return -lost.get(kpi.id, 0.0), row.pace if row is not None and row.pace is not None else 1.0

    path: list[Kpi] = []
    for branch in sorted(role.children(role.kgi.id), key=urgency):  # a branch that ends early leaves room for the next
        step: Kpi | None = branch
        while step is not None and len(path) < FIRST_KPIS:
            path.append(step)
            step = min(role.children(step.id), key=urgency, default=None)
    return tuple(path)
