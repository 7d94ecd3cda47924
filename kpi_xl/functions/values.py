"""What cells hold, read into what bodies compute with, and back into the shape that was given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.functions.parameters import Parameter, Shape
from kpi_xl.language import Text
from kpi_xl.units import parse_number

OMITTED = None
"""An argument that was left out, or a cell that is empty."""

EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial dates, for days after February 1900."""

_DIRECTIONS = {"higher": False, "以上": False, "1": False, "lower": True, "以下": True, "-1": True}


def is_omitted(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_argument(parameter: Parameter, value: Any) -> Any:
    """The argument as its body wants it.

    Raises:
        ArgumentError: it breaks the parameter's rule; a cell of a range is named by row and column.
    """
    if parameter.shape is Shape.DATES:
        return None if value is None else frozenset(_date(parameter, item) for item in _cells(value))
    if parameter.shape is Shape.DATE:
        return _each(value, lambda item: _date(parameter, item))
    if parameter.shape is Shape.DIRECTION:
        return _each(value, lambda item: _direction(parameter, item))
    if parameter.shape is Shape.NUMBERS:
        return np.array([_number(parameter, item) for item in _cells(value)], dtype=float)
    numbers = _numbers(parameter, value)
    _check(parameter, numbers)
    return numbers


def _numbers(parameter: Parameter, value: Any) -> np.ndarray[Any, Any]:
    array = value if isinstance(value, np.ndarray) else np.asarray(value, dtype=object)
    if array.dtype.kind in "fiu":
        return array.astype(float, copy=False)
    return _each(array, lambda item: _number(parameter, item)).astype(float)


def _number(parameter: Parameter, item: Any) -> float:
    if isinstance(item, (bool, np.bool_)) or item is None:
        raise ArgumentError(parameter.name, "" if item is None else item, _NUMBER_RULE, _say(parameter))
    value = parse_number(item) if isinstance(item, str) else item
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise ArgumentError(parameter.name, item, _NUMBER_RULE, _say(parameter)) from error


def _check(parameter: Parameter, numbers: np.ndarray[Any, Any]) -> None:
    match parameter.shape:
        case Shape.RATE:
            good = (numbers > 0) & (numbers <= 1)
        case Shape.POSITIVE:
            good = (numbers > 0) & np.isfinite(numbers)
        case Shape.NUMBER:
            good = (numbers >= 0) & np.isfinite(numbers)
        case _:
            good = np.isfinite(numbers)
    if good.all():
        return
    place, first = _first_wrong(parameter, numbers, good)
    if parameter.shape is Shape.RATE:
        raise RateOutOfRangeError(place, first)
    rule = {Shape.POSITIVE: _POSITIVE_RULE, Shape.NUMBER: _NOT_NEGATIVE}.get(parameter.shape, _NUMBER_RULE)
    raise ArgumentError(place, first, rule, _say(parameter))


def _first_wrong(parameter: Parameter, numbers: np.ndarray[Any, Any], good: Any) -> tuple[str, float]:
    if numbers.ndim == 0:
        return parameter.name, float(numbers)
    where = tuple(int(index) for index in np.argwhere(~good)[0])
    spot = ",".join(str(index + 1) for index in where)
    return f"{parameter.name}[{spot}]", float(numbers[where])


def _date(parameter: Parameter, item: Any) -> date:
    if isinstance(item, datetime):
        return item.date()
    if isinstance(item, date):
        return item
    if isinstance(item, (int, float, np.integer, np.floating)) and not isinstance(item, bool) and 61 <= item < 2958466:
        return EXCEL_EPOCH + timedelta(days=int(item))
    if isinstance(item, str):
        try:
            return date.fromisoformat(item.strip().replace("/", "-"))
        except ValueError:
            pass
    raise ArgumentError(parameter.name, "" if item is None else item, _DATE_RULE, _DATE_REMEDY)


def _direction(parameter: Parameter, item: Any) -> bool:
    """True where lower is better."""
    word = str(int(item)) if isinstance(item, (int, float)) and item in (1, -1) else str(item).strip().lower()
    if word not in _DIRECTIONS:
        raise ArgumentError(parameter.name, item, _DIRECTION_RULE, _say(parameter))
    return _DIRECTIONS[word]


def _each(value: Any, read: Any) -> np.ndarray[Any, Any]:
    """*read* applied to every cell; a scalar gives an array of no dimensions."""
    cells = np.asarray(value, dtype=object)
    result = np.empty(cells.shape, dtype=object)
    for index in np.ndindex(cells.shape):
        result[index] = read(cells[index])
    return result


def _cells(value: Any) -> list[Any]:
    """The filled cells of a range."""
    return [item for item in np.asarray(value, dtype=object).ravel() if not is_omitted(item)]


def shaped_like(result: Any, arguments: tuple[Any, ...], is_whole: bool) -> Any:
    """The result as plain Python values in the shape of the arguments; numpy in, numpy out."""
    array = np.asarray(result)
    if any(isinstance(argument, np.ndarray) for argument in arguments):
        return array.astype(np.int64) if is_whole and array.dtype.kind == "f" else array
    if is_whole and array.dtype.kind == "f":
        return array.astype(np.int64).tolist() if np.abs(array).max(initial=0) < 2**62 else array.tolist()
    return array.tolist()


def _say(parameter: Parameter) -> Text:
    return Text(f"{parameter.help.ja}を指定してください", f"Give the {parameter.help.en}")


_NUMBER_RULE = Text("は数として読めません", "is not a number")
_NOT_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_POSITIVE_RULE = Text("0より大きい数が必要です", "must be above 0")
_DATE_RULE = Text("は日付として読めません", "is not a date")
_DATE_REMEDY = Text("「2026-11-30」のような日付を指定してください", "Give a date such as 2026-11-30")
_DIRECTION_RULE = Text("「以上」か「以下」が必要です", 'must be "higher" or "lower"')
