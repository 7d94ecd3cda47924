"""What lies nearer to 0 than a billionth counts as 0, wherever something is divided by it.

A denormal once overflowed an attainment now and then; 1e-300 yen were a price, and 3e306 deals the answer.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis.capacity import Capacity, Coverage, heads_missing
from kpi_xl.attainment.report.rates import attainment, attainment_of
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import load_role
from kpi_xl.errors import ArgumentError, KpiError, RateOutOfRangeError
from kpi_xl.functions import call, expand
from kpi_xl.periods import Month
from kpi_xl.rounding import SMALLEST, is_zero
from kpi_xl.targets import Thresholds, required_count, required_deals
from tests.spreadsheet import needs_soffice, recalculated

TINY = st.floats(-SMALLEST, SMALLEST, exclude_min=True, exclude_max=True)


@given(st.floats(-1e12, 1e12), TINY, st.booleans())
def test_a_tiny_target_is_passed_or_failed_as_a_zero_target_is(actual: float, target: float, is_lower: bool):
    """One figure, a column, and a cell: nothing overflows, nothing is 10^300 per cent."""
    wanted = attainment_of(actual, 0.0, is_lower)
    assert attainment_of(actual, target, is_lower) == float(attainment(actual, target, is_lower)) == wanted
    direction = "lower" if is_lower else "higher"
    if target >= 0:
        assert call("KPI_ATTAINMENT", actual, target, direction) == wanted


@given(st.floats(-1e300, 1e300), st.floats(0, 1e300), st.booleans())
def test_no_attainment_of_numbers_that_people_type_overflows(actual: float, target: float, is_lower: bool):
    """Finite in, finite out, for anything below 10^299."""
    if abs(actual) < 1e290:
        assert math.isfinite(attainment_of(actual, target, is_lower))
        assert math.isfinite(float(attainment(actual, target, is_lower)))


@pytest.mark.parametrize("tiny", [2.2e-308, 5e-324, 1e-300, 1e-10])
def test_a_divisor_that_counts_as_zero_is_refused_like_zero(tiny: float):
    """Prices, rates, days, what is left of a target."""
    for refused in (
        lambda: required_deals(1_000_000, tiny),
        lambda: required_count(10, tiny),
        lambda: call("KPI_REQUIRED_DEALS", 1_000_000, tiny),
        lambda: call("KPI_REQUIRED_MEETINGS", 1_000_000, 500_000, tiny),
        lambda: call("KPI_REQUIRED_HEADCOUNT", 10, tiny),
        lambda: call("KPI_REQUIRED_AT", 0.9, 10, tiny),
        lambda: call("KPI_PACE", 1, tiny, 1, 2),
        lambda: call("KPI_LANDING", 1, tiny, 20),
        lambda: call("KPI_COVERAGE", 1, tiny, 0),
        lambda: call("KPI_NEEDED_PER_DAY", 0, 30, 18 - tiny, 18),
    ):
        with pytest.raises(KpiError) as told:
            refused()
        assert isinstance(told.value, (ArgumentError, RateOutOfRangeError))


def test_reports_divide_by_nothing_tiny():
    """The sheet's formula divides by the cell: the target is written as 0."""
    kpi = load_role("field_sales").kgi
    row = attainment_row(kpi, 1e-300, 4.0, Thresholds())
    assert (row.target, row.rate) == (0.0, 1.0)
    assert Coverage(30.0, 10.0, 10.0 - 1e-12).times is None
    month = Month(2026, 12)
    assert isinstance(heads_missing(120, 1e-300, Capacity(month, 3, 3.0), Month(2026, 9)), TooLittle)


@pytest.mark.parametrize(("number", "counts"), [(SMALLEST, False), (-SMALLEST, False), (0.3 - 3 * 0.1, True), (1e-7, False)])
def test_the_line_is_drawn_at_a_billionth(number: float, counts: bool):
    """0.00001% is a rate; what 0.3 - 3 x 0.1 leaves is none."""
    assert bool(is_zero(number)) is counts


@needs_soffice
def test_plain_formulas_draw_the_same_line(tmp_path, soffice_profile):
    """A spreadsheet gives what Python gives: 1 or 0 for a tiny target, #N/A for a tiny divisor."""
    import xlsxwriter

    formulas = [
        "KPI_ATTAINMENT(4,1E-300)", 'KPI_ATTAINMENT(4,1E-300,"lower")', "KPI_ATTAINMENT(0.00004,0.00001)",
        "IFERROR(KPI_REQUIRED_DEALS(1000000,1E-300),-1)", "IFERROR(KPI_PACE(1,1E-10,1,2),-1)",
        "IFERROR(KPI_COVERAGE(1,5,5-1E-12),-1)", "IFERROR(KPI_NEEDED_PER_DAY(0,30,18-1E-12,18),-1)",
    ]  # fmt: skip
    with xlsxwriter.Workbook(tmp_path / "tiny.xlsx") as book:
        sheet = book.add_worksheet("s")
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, expand(f"={formula}"), None, -9)
    cells = recalculated([tmp_path / "tiny.xlsx"], tmp_path, soffice_profile)[tmp_path / "tiny.xlsx"]["s"]
    assert [cells[f"A{row + 1}"] for row in range(len(formulas))] == pytest.approx([1, 0, 4, -1, -1, -1, -1])
