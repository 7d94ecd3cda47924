"""Our functions as xlwings functions. Excel's Python imports this module; the VBA module calls what stands in it.

Every function of the registry is wrapped under its own name. xlwings' decorators do nothing outside Windows.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import xlwings as xw

from kpi_xl.functions import Function, call_cells, catalogue
from kpi_xl.functions.definition.parameters import Shape
from kpi_xl.functions.library.roles import in_workbook_of
from kpi_xl.functions.library.smart import ROLE
from kpi_xl.hosts.excel.functions.argument_help import argument_help
from kpi_xl.hosts.excel.functions.cell_values import LEFT_OUT, from_excel, to_excel
from kpi_xl.hosts.excel.functions.own_role import own_role_of
from kpi_xl.hosts.excel.functions.vba_words import variable
from kpi_xl.hosts.excel.functions.workbook_names import WorkbookNames
from kpi_xl.hosts.excel.live.protection import asked
from kpi_xl.language import language_of_environment, speaking

DAYS_TO_1904 = 1462
"""From day 0 of 1900 to that of 1904."""


def wrapped(function: Function) -> Callable[..., list[list[Any]]]:
    """*function* as Excel calls it: values of cells in, rows of cells out, omitted inputs from the caller's workbook.

    Values cross as Excel has them ("raw"): xlwings itself would read an error as a blank cell.
    """

    asks_role = any(parameter.name == ROLE.name for parameter in function.parameters)

    def udf(*arguments: Any) -> list[list[Any]]:
        book = xw.Book.caller()
        with speaking(language_of_environment()):
            given = _with_days(function, [from_excel(argument) for argument in arguments], book)
            names = WorkbookNames(book)
            with in_workbook_of(own_role_of(book, names) if asks_role else None):
                return to_excel(call_cells(function.name, *given, names=names))

    variables = [variable(parameter) for parameter in function.parameters]
    udf.__name__, udf.__doc__ = function.name, str(function.help)
    vars(udf)["__signature__"] = _signature(variables)  # xlwings asks it for names and order of the arguments
    for name, parameter in zip(variables, function.parameters, strict=True):
        xw.arg(name, "raw", doc=argument_help(parameter))(udf)
    return xw.func(category=f"kpi-xl {function.category.label}")(xw.ret("raw")(udf))


def _with_days(function: Function, given: list[Any], book: xw.Book) -> list[Any]:
    """The arguments; a day that a formula computes is a bare number, which a workbook of an old Mac counts from 1904."""
    pairs = zip(function.parameters, given, strict=False)
    bare = [place for place, (each, value) in enumerate(pairs) if each.shape is Shape.DATE and isinstance(value, float)]
    if bare and asked(book, "Date1904"):
        for place in bare:
            given[place] += DAYS_TO_1904
    return given


def _signature(variables: Sequence[str]) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature([inspect.Parameter(name, kind, default=LEFT_OUT) for name in variables])


for _function in catalogue():
    globals()[_function.name] = wrapped(_function)
