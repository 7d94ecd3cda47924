"""A workbook of calls, as Excel would save it: arguments in cells and columns, results beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from kpi_xl.functions import CellError, call_cells
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.definition.registry import Function
from tests.hosts.excel.generated import ERRORS

SHEET = "Calls"
RESULTS = 5  #: columns that a result may take
FORMULAS = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}
DAY_ZERO = date(1899, 12, 30)

Rows = list[list[Any]]


@dataclass(frozen=True)
class Call:
    """One call; an argument is a value, a column (rows of one value), "" (a blank cell) or None (left out)."""

    function: Function
    arguments: Sequence[Any]

    @property
    def holds_error(self) -> bool:
        return any(value in ERRORS for argument in self.arguments for (value,) in _column(argument) if value is not None)


@dataclass(frozen=True)
class Place:
    """Where the result of a call stands, and what Python gives; an error is ("#N/A",)."""

    row: int
    wanted: Rows
    has_wrong_argument: bool

    def keeps(self, shown: Rows) -> bool:
        """Calc refuses an argument that holds an error before our function sees it: each cell shows an error then."""
        if self.has_wrong_argument:
            return all(isinstance(cell, tuple) for row in shown for cell in row)
        return shown == self.wanted


def write_calls(path: Path, calls: Sequence[Call], names: dict[str, Any], counts_from_1904: bool = False) -> list[Place]:
    """Write the calls one below the other."""
    with xlsxwriter.Workbook(path, {"date_1904": counts_from_1904}) as book:
        sheet, named = book.add_worksheet(SHEET), book.add_worksheet("Names")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, (name, value) in enumerate(names.items()):
            named.write(row, 0, value)
            book.define_name(name, f"=Names!$A${row + 1}")
        places, row = [], 0
        for call in calls:
            places.append(_written(sheet, row, call, names, day))
            row += max(len(places[-1].wanted), *(len(_column(argument)) for argument in call.arguments))
    return places


def expected(call: Call, names: dict[str, Any]) -> Rows:
    """What Python gives for what Calc can tell apart: days and truth values are numbers there."""
    pairs = zip(call.function.parameters, call.arguments, strict=True)
    result = call_cells(call.function.name, *(_seen(each, parameter) for parameter, each in pairs), names=names)
    if not isinstance(result, list):
        return [[_shown(result)]]
    return [[_shown(cell) for cell in (row if isinstance(row, list) else [row])] for row in result]


def _column(argument: Any) -> Rows:
    return argument if isinstance(argument, list) else [[argument]]


def _seen(argument: Any, parameter: Parameter) -> Any:
    if isinstance(argument, list):
        return [[_as_number(value) for value in row] for row in argument]
    is_blank_text = parameter.shape.is_text and argument == 0  # Calc hands a blank cell over as 0
    return "" if is_blank_text else _as_number(argument)


def _as_number(value: Any) -> Any:
    if isinstance(value, date):
        return float((value - DAY_ZERO).days)
    if isinstance(value, bool):
        return float(value)
    return ERRORS.get(value, value) if isinstance(value, int) else value


def _shown(value: Any) -> Any:
    if isinstance(value, CellError):
        return (value.code,)
    return float(value) if isinstance(value, (bool, int)) else value


def _written(sheet: Any, row: int, call: Call, names: dict[str, Any], day: Any) -> Place:
    """Write a call with its arguments from *row* on."""
    given = []
    for column, argument in enumerate(call.arguments, start=RESULTS):
        if argument is None:
            given.append("")
            continue
        cells = _column(argument)
        for down, (value,) in enumerate(cells):
            _write(sheet, row + down, column, value, day)
        given.append(xl_range(row, column, row + len(cells) - 1, column))
    wanted = expected(call, names)
    formula = f"={call.function.name}({','.join(given)})"
    if len(wanted) == len(wanted[0]) == 1:
        sheet.write_formula(row, 0, formula)
    else:
        sheet.write_array_formula(row, 0, row + len(wanted) - 1, len(wanted[0]) - 1, f"{{{formula}}}")
    return Place(row, wanted, call.holds_error)


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int) and value in ERRORS:
        sheet.write_formula(row, column, FORMULAS[ERRORS[value]])
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)
