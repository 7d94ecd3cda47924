"""Few: from how many cases on a figure says something."""

from __future__ import annotations

from kpi_xl.attainment.report.actuals import annualised
from kpi_xl.definitions import Kpi, Ratio

FEW_CASES = 20
"""Below this a figure is for reference only, and nobody is named for it."""
LEAST_CASES = 5
"""Below this a rate or an average says nothing in yen: of three meetings and one deal won, the next deal turns the sign."""
LEAST_COUNT = 3
"""Below this a count may as well be that of a log that has just begun."""


def are_too_few(cases: int) -> bool:
    """True where not even a reference in yen may be told of a rate or an average."""
    return cases < LEAST_CASES


def has_just_begun(count: int) -> bool:
    """True where not even a reference in yen may be told of a count."""
    return count < LEAST_COUNT


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
