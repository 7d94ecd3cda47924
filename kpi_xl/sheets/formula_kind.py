"""How the cells of a workbook call our functions."""

from __future__ import annotations

from enum import Enum


class FormulaKind(Enum):
    """What stands in a cell where one of our functions is called."""

    LAMBDAS = "lambdas"  #: its name, which the workbook defines as a LAMBDA
    MACROS = "macros"  #: its name, which a macro or an add-in answers
    PLAIN = "plain"  #: its twin, arguments put in: an ordinary formula, of functions that Excel 2010 has
