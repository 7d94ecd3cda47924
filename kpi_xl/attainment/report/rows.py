"""Rows: one KPI's target and actual, compared."""

from __future__ import annotations

from collections.abc import Iterable

from kpi_xl.attainment.report.few import is_coarse
from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.attainment.report.pacing import pace_of, part_due
from kpi_xl.attainment.report.rates import attainment_of, status_of
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.rounding import is_zero
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
    is_judged = not is_coarse(kpi, target, cases)
    if is_judged and target is not None and actual is not None:
        rate = attainment_of(actual, target, kpi.direction is Direction.LOWER)
    part = part_due(kpi, share_due) if part is None else part
    due = target if target is None or part == 1 else target * part
    pace = pace_of(kpi, target, actual, due) if is_judged else None
    return AttainmentRow(kpi, target, actual, rate, status_of(pace, thresholds), before, year_before, due, pace, cases, events)


def all_rows(results: Iterable[Result]) -> list[tuple[Result, AttainmentRow]]:
    """(owner, row) of every KPI of everybody."""
    return [(result, row) for result in results for row in result.rows]
