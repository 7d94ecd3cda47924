"""Each Excel twin is recomputed by a real spreadsheet and must equal Python, cell for cell, errors too.

Hypothesis makes the arguments; all of them go into one workbook, so that LibreOffice starts once.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from kpi_xl.functions import Category, CellError, call, call_cells, catalogue, expand
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.twins.readings import reading_of
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month, fiscal_year_months
from tests.functions.twins.oracle_cases import EMPTY_TEXT, HOLIDAYS, ROWS, Case, cases_of
from tests.functions.twins.reading_cells import in_columns
from tests.spreadsheet import CellError as ShownError
from tests.spreadsheet import needs_soffice, recalculated

USUAL, ODD, RANGES = 300, 200, 60
READ_FURTHER = 22
TABLE = (4, 2)  #: cells read of a result that is a table
EXACT_BELOW = 10**12
"""LibreOffice's CEILING takes 2008032126506.004 for a whole number."""
SAVED_AS = {"#NUM!": "#VALUE!"}  #: LibreOffice has no other name for it in a file

TWINS = [function for function in catalogue() if function.has_twin and function.category is not Category.SMART]
"""Plain Excel reads no sentences: the SMART twins say less than Python by design, and are compared by tests of their own."""


class CaseSheet:
    """Writes cases one below the other: the result in columns A and B, the arguments from D on, as the twin reads them from Z on."""

    def __init__(self, book: xlsxwriter.Workbook, title: str, holidays: str) -> None:
        self.sheet, self.holidays = book.add_worksheet(title), holidays
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.row = 0

    def write(self, case: Case) -> int:
        """The first row of the case's result."""
        first, column, given = self.row, 3, []
        for parameter, argument in zip(case.function.parameters, case.arguments, strict=True):
            if argument is None:
                given.append("")
            elif argument is HOLIDAYS:
                given.append(self.holidays)
            else:
                down = isinstance(argument, list) and not parameter.shape.is_whole_range
                values = argument if isinstance(argument, list) else [argument]
                for place, value in enumerate(values):
                    self._cell(first + place * down, column + place * (not down), value)
                last = (first + len(values) - 1, column) if down else (first, column + len(values) - 1)
                shift = self._read(parameter, first, column, values)
                given.append(xl_range(first, column + shift, last[0], last[1] + shift))
                column += 1 if down else len(values)
        formula = expand(f"={case.function.name}({','.join(given)})")
        rows, columns = TABLE if case.function.is_table else (case.rows, 1)
        if rows * columns == 1:
            self.sheet.write_formula(first, 0, formula, None, -1)
        else:
            self.sheet.write_array_formula(first, 0, first + rows - 1, columns - 1, f"{{{formula}}}", None, -1)
        self.row += max(rows, ROWS if case.rows > 1 else 1)
        return first

    def _read(self, parameter: Parameter, first: int, column: int, values: list[object]) -> int:
        """Write the cells of an argument that holds texts as the twin reads them; how many columns further they stand."""
        reading = reading_of(parameter)
        if reading is None or not any(isinstance(value, str) and value and not value.startswith("#") for value in values):
            return 0  # a reading is long, and leaves all else as it is
        for row in range(first, first + len(values)):
            beside = [xl_rowcol_to_cell(row, column + place * READ_FURTHER) for place in range(1, 11)]
            for place, formula in in_columns(reading, xl_rowcol_to_cell(row, column), beside):
                self.sheet.write_formula(place, f"={formula}", None, -1)
        return READ_FURTHER

    def _cell(self, row: int, column: int, value: object) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, str) and value.startswith("#"):
            self.sheet.write_formula(row, column, {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#VALUE!": '=1+"x"'}[value])
        elif value == EMPTY_TEXT:
            self.sheet.write_formula(row, column, '=""', None, "")
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value) if value else None
        else:
            self.sheet.write(row, column, value)


def expected(case: Case) -> list[list[object]]:
    """What Python gives, as rows of cells."""
    arguments = [
        [[cell] for cell in argument] if isinstance(argument, list) and argument is not HOLIDAYS and case.rows > 1
        and not parameter.shape.is_whole_range else argument
        for parameter, argument in zip(case.function.parameters, case.arguments, strict=True)
    ]  # fmt: skip
    result = call_cells(case.function.name, *arguments)
    if case.function.is_table:
        if isinstance(result, CellError):
            return [[result] * TABLE[1]] * TABLE[0]
        return [list(row) for row in result]
    rows = result if isinstance(result, list) else [[result]] * case.rows
    return [list(row) for row in rows]


def differs(case: Case, wanted: object, got: object) -> bool:
    if isinstance(wanted, CellError):
        if case.rows > 1 and isinstance(got, ShownError):
            return False  # which of two errors it shows within an array is LibreOffice's own
        return got != SAVED_AS.get(wanted.code, wanted.code)
    if isinstance(wanted, str) or not isinstance(got, (int, float)):
        return wanted != got
    if case.function.is_whole and abs(got) < EXACT_BELOW:
        return wanted != got
    return wanted != pytest.approx(got, rel=1e-9, abs=1e-12)


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_twins_equal_python(tmp_path, soffice_profile, record_property):
    """Whole numbers exactly (the spreadsheet saves 15 digits), rates to 1e-9; errors show the same sign."""
    path = tmp_path / "oracle.xlsx"
    cases = [case for function in TWINS for case in cases_of(function, USUAL, ODD, RANGES)]
    with xlsxwriter.Workbook(path) as book:
        holidays = book.add_worksheet("Holidays")
        for row, closed in enumerate(HOLIDAYS):
            holidays.write_datetime(row, 0, closed, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet = CaseSheet(book, "Cases", f"Holidays!{xl_range_abs(0, 0, len(HOLIDAYS) - 1, 0)}")
        written = [(case, sheet.write(case)) for case in cases]
    cells = recalculated([path], tmp_path, soffice_profile)[path]["Cases"]
    wrong, compared = [], 0
    for case, first in written:
        for down, row in enumerate(expected(case)):
            for across, wanted in enumerate(row):
                got = cells.get(f"{'AB'[across]}{first + down + 1}")
                compared += 1
                if differs(case, wanted, got):
                    shown = wanted.code if isinstance(wanted, CellError) else wanted
                    wrong.append(f"{case.function.name}{case.arguments}[{down}]: Python {shown!r}, spreadsheet {got!r}")
    record_property("compared", f"{compared:,} results of {len(TWINS)} functions, {len(wrong)} differ")
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:30])
    assert {case.function.name for case, _ in written} == {function.name for function in TWINS}
    assert compared > 500 * len(TWINS)


@needs_soffice
def test_texts_of_twins_are_in_the_language_of_the_workbook(tmp_path, soffice_profile):
    """A workbook written in English has an English funnel table, whoever opens it."""
    paths = []
    for language in LANGUAGES:
        paths.append(tmp_path / f"{language}.xlsx")
        with speaking(language), xlsxwriter.Workbook(paths[-1]) as book:
            formula = expand("=KPI_FUNNEL(10000000,500000,20%,5%)")
            book.add_worksheet("Cases").write_array_formula("A1:B4", f"{{{formula}}}", None, -1)
    books = recalculated(paths, tmp_path, soffice_profile)
    for language, path in zip(LANGUAGES, paths, strict=True):
        with speaking(language):
            shown = [[books[path]["Cases"][f"{column}{row}"] for column in "AB"] for row in range(1, 5)]
            assert shown == call("KPI_FUNNEL", 10_000_000, 500_000, 0.2, 0.05)


def test_working_days_of_every_month_of_two_years():
    """The list that the spreadsheet gets is the one that Python knows by itself."""
    for month in fiscal_year_months(Month(2026, 4)):
        last = month.end - timedelta(days=1)
        assert call("KPI_WORKING_DAYS", month.start, last) == call("KPI_WORKING_DAYS", month.start, last, HOLIDAYS)
