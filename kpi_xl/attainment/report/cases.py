"""Cases: on how many a figure rests, and from how many on it says something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kpi_xl.attainment.report.actuals import annualised
from kpi_xl.definitions import Kpi, Ratio

if TYPE_CHECKING:
    from kpi_xl.attainment.report.model import Result

FEW_CASES = 20
"""Below this a figure is for reference only, and nobody is named for it."""
LEAST_CASES = 3
"""Below this it says nothing in yen: from one meeting nobody knows what a rate costs."""


def cases_of(result: Result, kpi_id: str) -> int | None:
    """On how many cases the KPI's part of a gap rests: what it was tried on, else what it counts; None where unknown."""
    row = result.row(kpi_id)
    if isinstance(row.kpi.measure, Ratio):
        counts = {each.stage.tally: each.actual for each in result.funnel}
        known = counts.get(row.kpi.measure.to)
    else:
        above = (before.actual for before, each in pairwise(result.funnel) if each.stage.kpi == kpi_id)
        known = next(above, row.actual)
    return None if known is None else round(known)


def are_too_few(cases: int) -> bool:
    """True where not even a reference in yen may be told."""
    return cases < LEAST_CASES


def are_few(cases: int | None) -> bool:
    """True where a figure may be told as a reference only."""
    return cases is not None and cases < FEW_CASES


def is_coarse(kpi: Kpi, target: float | None, cases: int | None) -> bool:
    """True where the loss of a single case alone, told as a year's, misses the target: 1 of 40 customers is 26% a year.

    >>> from kpi_xl.definitions import load_role
    >>> churn = load_role("customer_success").kpi("annual_churn")
    >>> is_coarse(churn, 0.05, 40), is_coarse(churn, 0.05, 234)
    (True, False)
    """
    is_annual = isinstance(kpi.measure, Ratio) and kpi.measure.is_annualised
    return is_annual and bool(target) and bool(cases) and annualised(1 / (cases or 1)) > (target or 0.0)
