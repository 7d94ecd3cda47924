"""Few: from how many cases on a figure says something."""

from __future__ import annotations

from kpi_xl.attainment.report.actuals import annualised
from kpi_xl.definitions import Kpi, Ratio

FEW_CASES = 20
"""Below this a figure is for reference only, and nobody is named for it."""
LEAST_CASES = 3
"""Below this it says nothing in yen: from one meeting nobody knows what a rate costs."""


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
    >>> is_coarse(churn, 0.05, 40), is_coarse(churn, 0.05, 235)
    (True, False)
    """
    is_annual = isinstance(kpi.measure, Ratio) and kpi.measure.is_annualised
    return is_annual and bool(target) and bool(cases) and annualised(1 / (cases or 1)) > (target or 0.0)
