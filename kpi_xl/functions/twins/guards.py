"""Guards: what an argument must satisfy before its twin computes, in plain Excel; else the cell shows #N/A."""

from __future__ import annotations

from collections.abc import Iterable

from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.rounding import SMALLEST


def guarded(formula: str, parameters: Iterable[Parameter], conditions: Iterable[str] = ()) -> str:
    """*formula* where every argument keeps the rule of its shape and the *conditions* hold, else #N/A. Works on ranges."""
    tests = [test.format(f"{{{each.name}}}") for each in parameters if (test := _TESTS.get(each.shape))]
    tests += [f"({condition})" for condition in conditions]
    return f"IF({'*'.join(tests)},{formula},NA())" if tests else formula


_TESTS = {
    Shape.NUMBER: "({0}>=0)",
    Shape.ANY_NUMBER: "({0}*0=0)",
    Shape.POSITIVE: f"({{0}}>={SMALLEST:.0E})",
    Shape.RATE: f"({{0}}>={SMALLEST:.0E})*({{0}}<=1)",
    Shape.SHARE: "({0}>=0)*({0}<=1)",
    Shape.CONFIDENCE: "({0}>0)*({0}<1)",
    Shape.DATE: "({0}>=61)",  # Excel counts a 29th of February 1900
    Shape.NUMBERS: "(SUM({0})*0=0)",  # no error in it
    Shape.TEXT: "(LEN({0})>=0)",  # likewise
    Shape.DIRECTION: '(({0}="higher")+({0}="以上")+({0}=1)+({0}="lower")+({0}="以下")+({0}=-1)>0)',
}
