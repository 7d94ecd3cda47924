"""Values as they cross between Excel and Python over COM.

In: a cell is a value, a range a tuple of tuples; a blank is None, an error a number, a date a datetime.
Out: rows of numbers and texts; an error is its text, such as ``#N/A``, which our VBA module turns into the error itself:
Python cannot hand one over (xlwings issue 776).
"""

from __future__ import annotations

from typing import Any

from kpi_xl.functions.definition.cell_errors import NO_SUCH_NAME, NOT_AVAILABLE, TOO_LARGE, WRONG_TYPE, CellError

LEFT_OUT = object()
"""An argument that the formula does not give; a blank cell is given."""

_FIRST_ERROR = -2146828288
"""What Excel's error numbers are counted from (0x800A0000)."""

ERRORS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: WRONG_TYPE, 2023: "#REF!", 2029: NO_SUCH_NAME, 2036: TOO_LARGE,
    2042: NOT_AVAILABLE,
}  # fmt: skip
"""The errors that every Excel knows, by VBA's number."""

_SHOWN = {
    **ERRORS, 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!",
    2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip


def from_excel(value: Any) -> Any:
    """What a cell or range holds; an error is the text that the cell shows, a blank "". None only where LEFT_OUT.

    >>> from_excel(((30.0, None), (-2146826246, "２０％")))
    [[30.0, ''], ['#N/A', '２０％']]
    """
    if value is None:
        return ""
    if value is LEFT_OUT:
        return None
    if isinstance(value, (tuple, list)):  # a list where xlwings read a large range piece by piece
        return [from_excel(each) for each in value]
    if isinstance(value, int):  # numbers of cells are floats
        return _SHOWN.get(value - _FIRST_ERROR, value)
    return value


def to_excel(result: Any) -> list[list[Any]]:
    """A result as rows of cells. An error alone is said in words; among other cells it is Excel's own.

    That is the rule of all hosts: who typed one formula reads what to correct, and a column of results holds nothing
    but numbers and errors, so that no total passes over a row that could not be computed.

    >>> to_excel([1, 2.5])
    [[1.0, 2.5]]
    """
    if not isinstance(result, list):
        return [[str(result) if isinstance(result, CellError) else _cell(result)]]
    rows = result if any(isinstance(row, list) for row in result) else [result]
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> Any:
    if isinstance(value, CellError):
        return value.code if value.code in ERRORS.values() else NOT_AVAILABLE
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_number else value  # COM makes a large int a type that cells do not take
