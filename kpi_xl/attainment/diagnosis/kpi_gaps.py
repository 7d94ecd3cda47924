"""The KGI's gap by KPI, in yen: which part of it each stage of the funnel and the average order cost."""

from __future__ import annotations

from itertools import pairwise

from kpi_xl.attainment.diagnosis.bottleneck import StageCount, gap_by_stage
from kpi_xl.attainment.report.history import count_of, counted_rate
from kpi_xl.attainment.report.model import Result, StageRow
from kpi_xl.definitions import Kpi, Ratio, RoleTemplate, Tallied
from kpi_xl.units import Unit


def yen_by_kpi(result: Result, share_due: float = 1.0) -> dict[str, int]:
    """KPI id -> its part of the gap between the KGI's target and actual, in yen; negative is lost.

    The funnel's stages and the average order as `kpi_xl.attainment.diagnosis.bottleneck` splits them. A stage stands for the rate
    into it, so its part is told of the KPI that is this very rate, else of the KPI that counts the stage.
    Empty where the KGI is not in yen, or the role has no average order.

    Args:
        share_due: of the month; targets are measured by that part.
    """
    order = next((row for row in result.rows if _is_average_order(row.kpi)), None)
    stages = [row for row in result.funnel if row.target is not None]
    if result.kgi.kpi.unit is not Unit.YEN or order is None or order.target is None or not stages:
        return {}
    counts = [StageCount(row.stage.label, (row.target or 0.0) * share_due, row.actual) for row in stages]
    parts = gap_by_stage(counts, order.target, order.target if order.actual is None else order.actual)
    kpis = [stages[0].stage.kpi, *(_kpi_of(row, above, result.role) for above, row in pairwise(stages)), order.kpi.id]
    yen: dict[str, int] = {}
    for kpi, part in zip(kpis, parts, strict=True):
        if kpi is not None:
            yen[kpi] = yen.get(kpi, 0) + part.yen
    return yen


def _is_average_order(kpi: Kpi) -> bool:
    measure = kpi.measure
    return isinstance(measure, Ratio) and measure.of.tallied is Tallied.SUM and measure.to == count_of(measure.of)


def _kpi_of(row: StageRow, above: StageRow, role: RoleTemplate) -> str | None:
    """The KPI that a stage's part is told of."""
    for kpi in role.kpis:
        measure = counted_rate(kpi)
        if measure is not None and (measure.of, measure.to) == (row.stage.tally, above.stage.tally):
            return kpi.id
    return row.stage.kpi
