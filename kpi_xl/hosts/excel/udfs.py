"""Our functions as xlwings functions. Excel's Python imports this module; the VBA module calls what stands in it.

Every function of the registry is wrapped under its own name. xlwings' decorators do nothing outside Windows.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Sequence
from typing import Any

import xlwings as xw

from kpi_xl.functions import Function, call_cells, catalogue
from kpi_xl.hosts.excel.functions.argument_help import argument_help
from kpi_xl.hosts.excel.functions.cell_values import LEFT_OUT, from_excel, to_excel
from kpi_xl.hosts.excel.functions.vba_words import variable
from kpi_xl.hosts.excel.functions.workbook_names import WorkbookNames
from kpi_xl.language import LANGUAGES, speaking


def wrapped(function: Function) -> Callable[..., list[list[Any]]]:
    """*function* as Excel calls it: values of cells in, rows of cells out, omitted inputs from the caller's workbook.

    Values cross as Excel has them ("raw"): xlwings itself would read an error as a blank cell.
    """

    def udf(*arguments: Any) -> list[list[Any]]:
        names = WorkbookNames(xw.Book.caller())
        with speaking(_language()):
            return to_excel(call_cells(function.name, *map(from_excel, arguments), names=names))

    variables = [variable(parameter) for parameter in function.parameters]
    udf.__name__, udf.__doc__ = function.name, str(function.help)
    vars(udf)["__signature__"] = _signature(variables)  # xlwings asks it for names and order of the arguments
    for name, parameter in zip(variables, function.parameters, strict=True):
        xw.arg(name, "raw", doc=argument_help(parameter))(udf)
    return xw.func(category=f"kpi-xl {function.category.label}")(xw.ret("raw")(udf))


def _signature(variables: Sequence[str]) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature([inspect.Parameter(name, kind, default=LEFT_OUT) for name in variables])


def _language() -> str:
    wanted = os.environ.get("KPI_XL_LANG", "ja")
    return wanted if wanted in LANGUAGES else "ja"


for _function in catalogue():
    globals()[_function.name] = wrapped(_function)
