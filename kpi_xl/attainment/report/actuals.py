"""Actuals: a KPI's value from what was counted."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.definitions import Kpi, Ratio, Single, Tallied, Tally
from kpi_xl.periods import DAYS_PER_WEEK, Period


def actual_of(kpi: Kpi, tallies: Mapping[Tally, float], working_days: int) -> float | None:
    """The KPI's value in its unit and period; None where there is nothing to divide by.

    Args:
        tallies: of one member or of a group together; what is missing counts 0.
        working_days: that a daily or weekly KPI is spread over.
    """
    match kpi.measure:
        case Single(tally):
            return _per_period(tallies.get(tally, 0.0), kpi.period, working_days)
        case Ratio(of, to, is_annualised):
            below = tallies.get(to, 0.0)
            if below == 0:
                return None
            ratio = tallies.get(of, 0.0) / below
            return annualised(ratio) if is_annualised else ratio
    return None  # derived KPIs are worked out from the team's results


def cases_and_events(kpi: Kpi, tallies: Mapping[Tally, float]) -> tuple[int | None, int | None]:
    """On how many a rate rests (its n), and how many of them count; None for what is no quotient, or divides no counts."""
    match kpi.measure:
        case Ratio(of, to):
            cases = round(tallies.get(to, 0.0))
            return cases, round(tallies.get(of, 0.0)) if of.tallied is Tallied.COUNT else None
    return None, None


def annualised(monthly_loss: float) -> float:
    """A monthly loss rate as one of a year: what is lost when every month loses that share.

    >>> round(annualised(0.004265), 4)
    0.05
    """
    return 1 - (1 - min(monthly_loss, 1.0)) ** 12


def _per_period(count: float, period: Period, working_days: int) -> float:
    if period is Period.DAY:
        return count / working_days
    if period is Period.WEEK:
        return count / (working_days / DAYS_PER_WEEK)
    return count
