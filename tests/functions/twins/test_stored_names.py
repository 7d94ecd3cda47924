"""Each LAMBDA name, called as it is stored, gives what Python gives: texts that people type and errors in cells included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_range_abs

from kpi_xl.functions import CellError, lambda_names
from tests.functions.twins.oracle_cases import EMPTY_TEXT, HOLIDAYS, Case, cases_of
from tests.functions.twins.test_oracle import TWINS, expected
from tests.ironcalc_engine import Computed, needs_ironcalc, same

USUAL, ODD = 60, 60
RESULT, FIRST = 0, 1
"""Columns of a row of the sheet: the result, then the arguments."""
ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#VALUE!": '=1+"x"'}


def write_calls(path: Path, cases: list[Case]) -> None:
    """A workbook with a call in each row, and every function as a name."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        holidays, calls = book.add_worksheet("Holidays"), book.add_worksheet("Calls")
        for row, closed in enumerate(HOLIDAYS):
            holidays.write_datetime(row, 0, closed, day)
        for name, formula in lambda_names(frozenset()).items():
            book.define_name(name, formula)
        for row, case in enumerate(cases):
            column, given = FIRST, []
            for argument in case.arguments:
                values = argument if isinstance(argument, list) else [argument]
                if argument is None or argument is HOLIDAYS:
                    given.append("" if argument is None else f"Holidays!{xl_range_abs(0, 0, len(HOLIDAYS) - 1, 0)}")
                    continue
                for place, value in enumerate(values, column):
                    write_argument(calls, row, place, value, day)
                given.append(xl_range(row, column, row, column + len(values) - 1))
                column += len(values)
            calls.write_dynamic_array_formula(
                row, RESULT, row, RESULT, f"={case.function.name}({','.join(given)})", None, -1
            )


def write_argument(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, day: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif value in ERRORS:
        sheet.write_formula(row, column, ERRORS[value])
    elif value == EMPTY_TEXT:
        sheet.write_formula(row, column, '=""', None, "")
    elif isinstance(value, str):
        sheet.write_string(row, column, value) if value else None
    else:
        sheet.write(row, column, value)


@needs_ironcalc
def test_stored_names_give_what_python_gives(tmp_path: Path, record_property):
    """LibreOffice computes the formulas put in place of a call; the name itself, with its LAMBDA and LET, is what Excel reads."""
    cases = [case for function in TWINS for case in cases_of(function, USUAL, ODD, 1) if case.rows == 1]
    cases = [case for case in cases if not case.function.is_table]  # a result of one cell
    write_calls(tmp_path / "calls.xlsx", cases)
    computed, wrong = Computed(tmp_path / "calls.xlsx", tmp_path), []
    for row, case in enumerate(cases, 1):
        wanted = expected(case)[0][0]
        wanted = wanted.code if isinstance(wanted, CellError) else wanted
        if not same(wanted, got := computed.value("Calls", f"A{row}")):
            wrong.append(f"{case.function.name}{case.arguments}: Python {wanted!r}, computed {got!r}")
    record_property("ironcalc", f"{len(cases) - len(wrong):,} of {len(cases):,} calls of stored names equal")
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:20])
    assert len(cases) > 3000
