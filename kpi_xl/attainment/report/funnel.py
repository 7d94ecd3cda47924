"""The bars of a role's funnel: what was done at each stage, and what of it was planned."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.attainment.report.model import StageRow
from kpi_xl.attainment.report.owners import Targets
from kpi_xl.definitions import FunnelStage, Kpi, RoleTemplate, Tally
from kpi_xl.periods import DAYS_PER_WEEK, Period
from kpi_xl.rounding import round_up


def funnel_rows(
    role: RoleTemplate, tallies: Mapping[Tally, float], wanted: Targets | None, working_days: int
) -> tuple[StageRow, ...]:
    """The stages of *role*, each with its target for the whole month of so many working days; None: nothing is planned."""
    rows: dict[str, StageRow] = {}
    for stage in role.funnel:
        target = None if wanted is None else _target(stage, role, wanted, rows, working_days)
        rows[stage.id] = StageRow(stage, target, tallies.get(stage.tally, 0.0))
    return tuple(rows.values())


def _target(
    stage: FunnelStage, role: RoleTemplate, wanted: Targets, above: Mapping[str, StageRow], working_days: int
) -> float | None:
    """A share of a stage without target is one of its actual."""
    if stage.kpi:
        return _of_month(role.kpi(stage.kpi), wanted[stage.kpi], working_days)
    if stage.share_of and stage.rate:
        whole = above[stage.share_of]
        base = whole.actual if whole.target is None else whole.target
        return float(round_up(base * wanted[stage.rate]))
    return None


def _of_month(kpi: Kpi, target: float, working_days: int) -> float:
    if kpi.period is Period.DAY:
        return target * working_days
    if kpi.period is Period.WEEK:
        return float(round_up(target * working_days / DAYS_PER_WEEK))
    return target
