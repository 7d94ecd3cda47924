"""Pacing: a month that is not over, measured against the part of its targets that is due by now."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.attainment.report.rates import attainment_of, status_of
from kpi_xl.definitions import STOCK_KINDS, Derived, DerivedFrom, Direction, Kpi, Ratio
from kpi_xl.periods import Period
from kpi_xl.rounding import is_zero, round_up
from kpi_xl.targets import Thresholds
from kpi_xl.units import Unit


def to_date(result: Result, share_done: float, thresholds: Thresholds = Thresholds()) -> Result:
    """The result with what a month adds up measured against the part of its target that is due by now."""
    if share_done >= 1:
        return result
    return replace(result, rows=tuple(_to_date(row, share_done, thresholds) for row in result.rows))


def _to_date(row: AttainmentRow, share_done: float, thresholds: Thresholds) -> AttainmentRow:
    measure = row.kpi.measure
    if isinstance(measure, Derived) and measure.source is DerivedFrom.MEMBERS_ATTAINING:
        return replace(row, rate=None, status=None)  # judged by whole months' targets, it is 0% until the last week
    if not grows(row.kpi) or row.target is None or row.actual is None:
        return row
    due = row.target * share_done
    step = STEPS.get(row.kpi.unit)
    if step:
        due = 0.0 if is_zero(due) else float(round_up(due / step)) * step
    rate = attainment_of(row.actual, due)
    return replace(row, target=due, rate=rate, status=status_of(rate, thresholds))


STEPS = {Unit.COUNT: 1, Unit.DAYS: 1, Unit.YEN: 1_000}
"""What is due by now is told in whole counts and thousands of yen."""


def grows(kpi: Kpi) -> bool:
    """True where a value grows from 0 to its target as the month goes: counts, yen, shares of the customers under contract."""
    if kpi.direction is Direction.LOWER or kpi.period is not Period.MONTH:
        return False
    if isinstance(kpi.measure, Ratio):
        return set(kpi.measure.to.kinds) <= set(STOCK_KINDS)
    return kpi.is_additive
