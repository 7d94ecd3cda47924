"""The worker: computes for the Calc add-in, which asks over standard input and listens on standard output.

``("call", name, arguments, names, days)`` is answered with what the cell or the range is to show; *days* is how far the
document's dates begin after Excel's. ``("saved", path, functions)`` puts a saved workbook right.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpi_xl.functions import CellError, call_cells, find
from kpi_xl.functions.definition.cell_errors import WRONG_TYPE
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.hosts.libreoffice.frames import own_pipe
from kpi_xl.hosts.libreoffice.saved_workbooks import restore_workbook
from kpi_xl.language import language_of_environment, speaking

# LibreOffice's errors are numbers that are none (NaN), the kind in the low bits.
NAN_BITS = 0x7FF8000000000000
ERRORS = {"#N/A": 32767, "#VALUE!": 519, "#NAME?": 525, "#NUM!": 503, "#DIV/0!": 532, "#REF!": 524, "#NULL!": 521}
SEEN_ERRORS = {number: code for code, number in ERRORS.items()}


def main() -> None:
    """Answer until the other side closes."""
    pipe = own_pipe()
    with speaking(language_of_environment()):
        while (request := pipe.receive()) is not None:
            pipe.send(answer(request))


def answer(request: Sequence[Any]) -> tuple[bool, Any]:
    """True and the answer to one request; False and what went wrong: a fault must not take the next requests along."""
    kind, *details = request
    try:
        return True, _KINDS[kind](*details)
    except Exception as error:
        logging.getLogger("kpi_xl").exception("the request failed")
        return False, f"{type(error).__name__}: {error}"


def computed(name: str, arguments: Sequence[Any], names: Mapping[str, Any], days: int) -> Any:
    """What a call shows: a number, a text or an error; for a range its rows."""
    parameters = find(name).parameters
    read = [_seen(argument, parameter, days) for argument, parameter in zip(arguments, parameters, strict=False)]
    inputs = {parameter.input: parameter for parameter in parameters}
    known = {key: _seen(value, inputs[key], days) for key, value in names.items()}
    return shown(call_cells(name, *read, names=known))


def shown(result: Any) -> Any:
    """A result as Calc takes it.

    >>> shown([True, 3, "受注"])
    ((1.0,), (3.0,), ('受注',))
    """
    if not isinstance(result, list):
        return _shown(result)
    rows = [row if isinstance(row, list) else [row] for row in result]
    return tuple(tuple(_shown(cell) for cell in row) for row in rows)


def _shown(value: Any) -> float | str:
    if isinstance(value, CellError):
        return _error(ERRORS.get(value.code, ERRORS["#VALUE!"]))
    return value if isinstance(value, str) else float(value)


def _error(number: int) -> float:
    found: float = struct.unpack("<d", struct.pack("<Q", NAN_BITS | number))[0]
    return found


def _seen(value: Any, parameter: Parameter, days: int) -> Any:
    """What Calc hands over, as `call_cells` reads it."""
    if isinstance(value, tuple):
        return [[_seen_in_range(cell, parameter, days) for cell in row] for row in value]
    if value == 0 and parameter.shape.is_text:
        return ""  # Calc hands a blank cell over as 0, and a text is rather left blank than 0
    return _seen_in_range(value, parameter, days)


def _seen_in_range(value: Any, parameter: Parameter, days: int) -> Any:
    """In a range a blank cell is an empty text."""
    if isinstance(value, float):
        if value != value:
            bits = struct.unpack("<Q", struct.pack("<d", value))[0]
            return SEEN_ERRORS.get(bits & 0xFFFF, WRONG_TYPE)
        if days and parameter.shape in (Shape.DATE, Shape.DATES):
            return value + days
    return value


_KINDS: Mapping[str, Callable[..., Any]] = {"call": computed, "saved": restore_workbook}

if __name__ == "__main__":
    main()
