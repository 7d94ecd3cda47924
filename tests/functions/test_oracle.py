"""Each Excel twin is recomputed by a real spreadsheet and must equal Python.

Hypothesis makes the arguments; all of them go into one workbook, so that LibreOffice starts once.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from kpi_xl.errors import KpiError
from kpi_xl.functions import call, catalogue, expand
from kpi_xl.functions.parameters import Parameter, Shape
from kpi_xl.functions.registry import Function
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.workdays import WorkCalendar
from tests.spreadsheet import needs_soffice, recalculated

EXAMPLES = 120
HOLIDAYS = WorkCalendar().closing_days(month for year in (2025, 2026) for month in fiscal_year_months(Month(year, 4)))
RANGE = 5  # cells of a range argument

RATES = st.one_of(
    st.sampled_from([0.7, 0.1, 0.05, 0.2, 0.3, 0.15, 1.0, 1 / 3, 0.0001]),
    st.integers(1, 1000).map(lambda thousandths: thousandths / 1000),
)
COUNTS = st.one_of(st.integers(0, 3000), st.sampled_from([0, 1, 21, 10_000_000, 999_999_999]))
BY_SHAPE: dict[Shape, st.SearchStrategy[object]] = {
    Shape.NUMBER: COUNTS,
    Shape.POSITIVE: st.one_of(st.integers(1, 3000), st.sampled_from([500_000, 0.5, 1_234_567])),
    Shape.ANY_NUMBER: st.one_of(st.integers(-50, 3000), st.integers(0, 30000).map(lambda number: number / 10000)),
    Shape.RATE: RATES,
    Shape.DATE: st.dates(date(2025, 4, 1), date(2027, 3, 31)),
    Shape.DIRECTION: st.sampled_from(["higher", "lower", "以上", "以下", 1, -1]),
    Shape.NUMBERS: st.lists(st.integers(0, 30).map(lambda tenths: tenths / 20), min_size=RANGE, max_size=RANGE),
    Shape.DATES: st.just(HOLIDAYS),
}


def arguments_of(function: Function) -> st.SearchStrategy[list[object]]:
    """Argument lists; parameters with a default of their own are left out now and then."""

    def one(parameter: Parameter) -> st.SearchStrategy[object]:
        given_value = BY_SHAPE[parameter.shape]
        return st.one_of(given_value, st.none()) if parameter.default is not None else given_value

    return st.tuples(*(one(parameter) for parameter in function.parameters)).map(list)


def examples_of(function: Function) -> list[list[object]]:
    found: list[list[object]] = []

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(arguments_of(function))
    def collect(arguments):
        found.append(arguments)

    collect()
    return found


def write_case(sheet: xlsxwriter.worksheet.Worksheet, row: int, function: Function, arguments: list[object], day) -> None:
    """One row: the arguments in cells, the twin's formula in column A."""
    column, cells = 2, []
    for parameter, argument in zip(function.parameters, arguments, strict=True):
        if argument is None:
            cells.append("")
            continue
        if parameter.shape is Shape.DATES:
            cells.append(f"Holidays!{xl_range_abs(0, 0, len(HOLIDAYS) - 1, 0)}")
            continue
        values = argument if isinstance(argument, list) else [argument]
        for offset, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column + offset, value, day)
            else:
                sheet.write(row, column + offset, value)
        first, last = xl_rowcol_to_cell(row, column), xl_rowcol_to_cell(row, column + len(values) - 1)
        cells.append(first if len(values) == 1 else f"{first}:{last}")
        column += len(values)
    formula = expand(f"={function.name}({','.join(cells)})")
    if function.name == "KPI_FUNNEL":  # a table: compared cell by cell, through INDEX
        formula = f"=INDEX({formula[1:]},{row % 4 + 1},2)"
        sheet.write_array_formula(row, 0, row, 0, f"{{{formula}}}")
    else:
        sheet.write_formula(row, 0, formula, None, -1)


def expected(function: Function, arguments: list[object], row: int) -> object:
    try:
        result = call(function.name, *arguments)
    except KpiError:
        return "#N/A"
    return result[row % 4][1] if function.name == "KPI_FUNNEL" else result


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_twins_equal_python(tmp_path, soffice_profile, record_property):
    """Whole numbers exactly (the spreadsheet saves 15 digits), rates to 1e-9; what Python refuses is #N/A there."""
    path = tmp_path / "oracle.xlsx"
    cases = [(function, arguments) for function in catalogue() for arguments in examples_of(function)]
    with xlsxwriter.Workbook(path) as book:
        sheet, holidays = book.add_worksheet("Cases"), book.add_worksheet("Holidays")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, closed in enumerate(HOLIDAYS):
            holidays.write_datetime(row, 0, closed, day)
        for row, (function, arguments) in enumerate(cases):
            write_case(sheet, row, function, arguments, day)
    cells = recalculated([path], tmp_path, soffice_profile)[path]["Cases"]
    wrong = []
    for row, (function, arguments) in enumerate(cases):
        wanted, got = expected(function, arguments, row), cells[f"A{row + 1}"]
        close = wanted == pytest.approx(got, rel=1e-9, abs=1e-12) if isinstance(got, (int, float)) else wanted == got
        if not close or (function.is_whole and isinstance(got, (int, float)) and abs(got) < 10**15 and wanted != got):
            wrong.append(f"{function.name}{tuple(arguments)}: Python {wanted}, spreadsheet {got}")
    record_property("compared", f"{len(cases):,} calls of {len(catalogue())} functions, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert len(cases) > 100 * len(catalogue()) * 0.5


def test_working_days_of_every_month_of_two_years():
    """The list that the spreadsheet gets is the one that Python knows by itself."""
    for month in fiscal_year_months(Month(2026, 4)):
        last = month.end - timedelta(days=1)
        assert call("KPI_WORKING_DAYS", month.start, last) == call("KPI_WORKING_DAYS", month.start, last, HOLIDAYS)
