"""The spreadsheet functions: one definition each, for every host.

    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_CALLS", 10_000_000, 500_000, 0.2, 0.05)
    2000
"""

from kpi_xl.functions.calling.call import call, call_cells
from kpi_xl.functions.calling.expression import evaluate
from kpi_xl.functions.definition.cell_errors import CellError
from kpi_xl.functions.definition.registry import Category, Function, catalogue, find
from kpi_xl.functions.library import (  # noqa: F401  (importing registers them)
    attainment,
    calendar,
    certainty,
    customers,
    diagnosis,
    reverse,
    smart,
)
from kpi_xl.functions.twins.expansion import expand, lambda_names, lambda_text, with_inputs

__all__ = [
    "Category", "CellError", "Function", "call", "call_cells", "catalogue", "evaluate", "expand", "find",
    "lambda_names", "lambda_text", "with_inputs",
]  # fmt: skip
