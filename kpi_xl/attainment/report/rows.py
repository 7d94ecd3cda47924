"""Rows: one KPI's target and actual, compared; the bars of a role's funnel, what was done at each stage and what of it was planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_xl.attainment.report.few import is_coarse
from kpi_xl.attainment.report.model import AttainmentRow, Result, StageRow
from kpi_xl.attainment.report.owners import Targets
from kpi_xl.attainment.report.pacing import pace_of, part_due
from kpi_xl.attainment.report.rates import attainment_of, status_of
from kpi_xl.definitions import Direction, FunnelStage, Kpi, RoleTemplate, Tally
from kpi_xl.periods import DAYS_PER_WEEK, Period
from kpi_xl.rounding import is_zero, round_up
from kpi_xl.targets import Thresholds


def attainment_row(
    kpi: Kpi, target: float | None, actual: float | None, thresholds: Thresholds, before: float | None = None,
    year_before: float | None = None, share_due: float = 1.0, cases: int | None = None, events: int | None = None,
    part: float | None = None,
) -> AttainmentRow:  # fmt: skip
    """Rate, pace and sign of one KPI; none where target or actual is missing. A target that counts as 0 is written as 0.

    A year's loss of so few customers that one of them decides is not judged either (`cases.is_coarse`).

    Args:
        share_due: of the month's working days, that are over.
        cases, events: what a rate is made of.
        part: of the target, that is due; None: what the month's days say.
    """
    rate = None
    if target is not None and is_zero(target):
        target = 0.0
    is_judged = not is_coarse(kpi, target, cases if cases is None else int(cases * share_due))  # one decides the sooner, the less is over
    if is_judged and target is not None and actual is not None:
        rate = attainment_of(actual, target, kpi.direction is Direction.LOWER)
    part = part_due(kpi, share_due) if part is None else part
    due = target if target is None or part == 1 else target * part
    pace = rate if due is target else pace_of(kpi, target, actual, due) if is_judged else None
    return AttainmentRow(kpi, target, actual, rate, status_of(pace, thresholds), before, year_before, due, pace, cases, events)


def all_rows(results: Iterable[Result]) -> list[tuple[Result, AttainmentRow]]:
    """(owner, row) of every KPI of everybody."""
    return [(result, row) for result in results for row in result.rows]


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
