"""Calls: a function applied to what cells hold. `call` raises at the first mistake, `call_cells` puts it into its cell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kpi_xl.errors import ArgumentError, KpiError
from kpi_xl.functions.calling.series import is_series, like_series, values_of
from kpi_xl.functions.calling.values import OMITTED, ArgumentValues, read_argument
from kpi_xl.functions.definition.cell_errors import NO_SUCH_NAME, NOT_AVAILABLE, TOO_LARGE, WRONG_TYPE, CellError
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.definition.registry import Function, find
from kpi_xl.language import Text

LARGEST_WHOLE = 2.0**62
"""Whole numbers up to here come back as int."""
BLOCK = 12_288
"""Rows of a column that are computed at once."""


def call(name: str, *arguments: Any, names: Mapping[str, Any] | None = None) -> Any:
    """Compute a spreadsheet function. Scalars, ranges (lists of rows), numpy arrays and pandas Series; the result is shaped
    alike, a Series with the same index.

    Args:
        name: such as ``"KPI_REQUIRED_CALLS"``.
        arguments: in the order of the signature; ``None`` where one is omitted.
        names: the workbook's named cells, which stand in for omitted arguments.

    Raises:
        UnknownNameError: no such function, role or KPI.
        ArgumentError: an argument is missing, is one too many, or breaks its rule.

    >>> call("KPI_REQUIRED_CALLS", 10_000_000, 500_000, 0.2, 0.05)
    2000
    >>> call("KPI_REQUIRED_DEALS", [10_000_000, 3_000_000], 500_000)
    [20, 6]
    """
    function = find(name)
    series = [argument for argument in arguments if is_series(argument)]
    plain = values_of(series, arguments, function.name) if series else arguments
    result, errors = _computed(function, plain, names or {})
    if errors is not None:
        raise next(error for error in errors.flat if error is not None).cause
    found = _as_given(result, function, plain)
    return like_series(found, series[0]) if series else found


def call_cells(name: str, *arguments: Any, names: Mapping[str, Any] | None = None) -> Any:
    """What `call` gives, with a `CellError` in each cell that it would refuse: a bad cell leaves the others alone.

    For hosts. Cells may hold errors already, as their text (``"#DIV/0!"``) or as a `CellError`; these come through.

    Raises:
        UnknownNameError: no such function.

    >>> six, error = call_cells("KPI_REQUIRED_DEALS", [3_000_000, -1], 500_000)
    >>> six, error.code, str(error)
    (6, '#N/A', 'revenue[2]：「-1」は使えません。0以上の数が必要です。売上目標（円）を指定してください。')
    """
    function = find(name)
    result, errors = _computed(function, arguments, names or {})
    if errors is not None:
        result = np.where(_is_free(errors), np.array(_as_given(result, function, ()), dtype=object), errors)
    return _as_given(result, function, arguments)


Errors = np.ndarray[Any, Any]
"""A `CellError` or None for each cell of a result."""


def _computed(function: Function, arguments: Sequence[Any], names: Mapping[str, Any]) -> tuple[Any, Errors | None]:
    """The result, and the errors of its cells where there are any; a wrong cell's own result means nothing."""
    if len(arguments) > len(function.parameters):
        error = ArgumentError(function.name, len(arguments), _TOO_MANY, _WRITE_AS.format(signature=function.signature))
        return _refused(CellError(WRONG_TYPE, error))
    padded = [*arguments, *[OMITTED] * (len(function.parameters) - len(arguments))]
    readings = [
        _read(function, parameter, argument, names)
        for parameter, argument in zip(function.parameters, padded, strict=True)
    ]
    shapes = [np.shape(reading.values) for reading in _cell_by_cell(function, readings)]
    if function.is_table and any(np.prod(shape) != 1 for shape in shapes):
        return _refused(CellError(WRONG_TYPE, ArgumentError(function.name, _sizes(shapes), _NO_RANGES, _SINGLE_CELLS)))
    try:
        shape = () if function.is_table else np.broadcast_shapes(*shapes)
    except ValueError:
        return _refused(CellError(NOT_AVAILABLE, ArgumentError(function.name, _sizes(shapes), _SIZES, _SAME_SIZE)))
    errors = _merged(readings, shape) if any(reading.wrong for reading in readings) else None
    return _applied(function, readings, shape, errors)


def _read(function: Function, parameter: Parameter, argument: Any, names: Mapping[str, Any]) -> ArgumentValues:
    if argument is not OMITTED:
        return read_argument(parameter, argument)
    if parameter.input is not None and parameter.input in names:
        return read_argument(parameter, names[parameter.input], parameter.input)
    if parameter.default is not None:
        return read_argument(parameter, parameter.default)
    if parameter.is_optional:
        return ArgumentValues(None)
    remedy = _GIVE_NAMED.format(name=parameter.input) if parameter.input else _GIVE
    place, rule = f"{function.name}.{parameter.name}", _MISSING.format(help=parameter.help)
    code = NO_SUCH_NAME if parameter.input else WRONG_TYPE
    return ArgumentValues(None, {(): CellError(code, ArgumentError(place, "", rule, remedy))})


def _cell_by_cell(function: Function, readings: Sequence[ArgumentValues]) -> list[ArgumentValues]:
    pairs = zip(function.parameters, readings, strict=True)
    return [reading for parameter, reading in pairs if not parameter.shape.is_whole_range]


def _refused(error: CellError) -> tuple[Any, Errors]:
    """The whole call is wrong."""
    errors = np.empty((), dtype=object)
    errors[()] = error
    return np.empty((), dtype=object), errors


def _merged(readings: Sequence[ArgumentValues], shape: tuple[int, ...]) -> Errors:
    """The errors of all arguments. Excel shows an error or a text rather than a rule that another argument breaks."""
    merged = np.full(shape, None, dtype=object)
    for is_rule in (False, True):
        for reading in readings:
            own = np.full(np.shape(reading.values), None, dtype=object)
            found = {index: error for index, error in reading.wrong.items() if error.is_broken_rule is is_rule}
            for index, error in found.items():
                own[index] = error
            if found:
                merged = _either(merged, own.item() if own.size == 1 else own)
    return merged


def _is_free(errors: Errors) -> Any:
    """True for each cell without an error."""
    nothing: Any = None
    return np.equal(errors, nothing)


def _either(errors: Errors, others: Any) -> Errors:
    """The errors, and where there is none the others'."""
    return np.where(_is_free(errors), others, errors)


def _applied(
    function: Function, readings: Sequence[ArgumentValues], shape: tuple[int, ...], errors: Errors | None
) -> tuple[Any, Errors | None]:
    values = [reading.values for reading in readings]
    if errors is not None and not _is_free(errors).any():
        return np.empty(shape, dtype=object), errors
    with np.errstate(all="ignore"):  # what is too large for a number is found in the result
        if function.is_table:
            return _table(function, values)
        if function.computes_cells:
            return _cells(function, values, shape, errors)
        return _arrays(function, values, shape, errors)


def _table(function: Function, values: Sequence[Any]) -> tuple[Any, Errors | None]:
    pairs = zip(function.parameters, values, strict=True)
    single = [value if value is None or parameter.shape.is_whole_range else value.item() for parameter, value in pairs]
    try:
        return _of_cell(function, single), None
    except KpiError as error:
        return _refused(CellError(NOT_AVAILABLE, error))


def _cells(
    function: Function, values: Sequence[Any], shape: tuple[int, ...], errors: Errors | None
) -> tuple[Any, Errors | None]:
    """The body applied cell by cell; what it refuses is the error of that cell."""
    pairs = zip(function.parameters, values, strict=True)
    whole = [value is None or parameter.shape.is_whole_range for parameter, value in pairs]
    spread = [value if is_whole else np.broadcast_to(value, shape) for value, is_whole in zip(values, whole, strict=True)]
    result, found = np.empty(shape, dtype=object), np.full(shape, None, dtype=object) if errors is None else errors
    for index in np.ndindex(shape):
        if found[index] is None:
            cell = [value if is_whole else value[index] for value, is_whole in zip(spread, whole, strict=True)]
            try:
                result[index] = _of_cell(function, cell)
            except KpiError as error:
                found[index] = CellError(NOT_AVAILABLE, error)
    return result, None if _is_free(found).all() else found


def _of_cell(function: Function, values: Sequence[Any]) -> Any:
    for rule in function.rules:
        if not rule.holds(*values):
            raise ArgumentError(rule.parameter, "", rule.rule, rule.remedy)
    return function.body(*values)


def _arrays(
    function: Function, values: Sequence[Any], shape: tuple[int, ...], errors: Errors | None
) -> tuple[Any, Errors | None]:
    """The body applied to all cells at once; where some are wrong, to the others."""
    for rule in function.rules:
        error = CellError(NOT_AVAILABLE, ArgumentError(rule.parameter, "", rule.rule, rule.remedy))
        errors = _unless(rule.holds(*values), error, shape, errors)
    result = _of_good_cells(function, values, shape, errors)
    if result.dtype.kind == "f" and not _lies_below(result, np.inf):
        error = CellError(TOO_LARGE, ArgumentError(function.name, "", *(function.beyond or _TOO_LARGE)))
        errors = _unless(np.isfinite(result), error, shape, errors)
    return result, errors


def _unless(good: Any, error: CellError, shape: tuple[int, ...], errors: Errors | None) -> Errors | None:
    """The errors, with *error* in further cells that are not good."""
    if np.all(good):
        return errors
    found = np.full(shape, None, dtype=object)
    found[~np.broadcast_to(good, shape)] = error
    return found if errors is None else _either(errors, found)


def _lies_below(result: Any, limit: float) -> bool:
    """True where all numbers lie between -limit and limit. Two passes and no array: columns are long."""
    return bool(result.min(initial=0) > -limit and result.max(initial=0) < limit)  # NaN lies nowhere


def _of_good_cells(function: Function, values: Sequence[Any], shape: tuple[int, ...], errors: Errors | None) -> Any:
    if errors is None:
        return _in_blocks(function, values, shape)
    good = _is_free(errors)
    pairs = zip(function.parameters, values, strict=True)
    chosen = [
        value if value is None or parameter.shape.is_whole_range else np.broadcast_to(value, shape)[good]
        for parameter, value in pairs
    ]
    part = _in_blocks(function, chosen, (int(good.sum()),)) if good.any() else np.zeros(0)
    result = np.zeros(shape, dtype=part.dtype)
    result[good] = part
    return result


def _in_blocks(function: Function, values: Sequence[Any], shape: tuple[int, ...]) -> Any:
    """The body's result; a long column block by block, so that what lies between fits into the processor's cache."""
    size = math.prod(shape)
    if size <= BLOCK:
        return np.asarray(function.body(*values))
    pairs = zip(function.parameters, values, strict=True)
    is_cut = [np.ndim(value) > 0 and not parameter.shape.is_whole_range for parameter, value in pairs]
    flat = [np.broadcast_to(value, shape).reshape(-1) if cut else value for value, cut in zip(values, is_cut, strict=True)]
    parts = []
    for first in range(0, size, BLOCK):
        rows = slice(first, first + BLOCK)
        parts.append(function.body(*(value[rows] if cut else value for value, cut in zip(flat, is_cut, strict=True))))
    return np.concatenate(parts).reshape(shape)


def _as_given(result: Any, function: Function, arguments: Sequence[Any]) -> Any:
    """The result as plain Python values in the shape of the arguments; numpy in, numpy out."""
    if isinstance(result, list):  # a table
        return result
    wants_array = any(isinstance(argument, np.ndarray) for argument in arguments)
    if result.dtype == object:
        return np.array(result.tolist()) if wants_array else result.tolist()
    if function.is_whole and _lies_below(result, LARGEST_WHOLE):
        result = result.astype(np.int64)
    return result if wants_array else result.tolist()


def _sizes(shapes: Sequence[tuple[int, ...]]) -> str:
    return ", ".join("x".join(map(str, shape)) for shape in shapes if shape)


_SIZES = Text("は範囲の大きさがそろっていません", "are sizes of ranges that do not match")
_SAME_SIZE = Text("同じ大きさの範囲を指定してください", "Give ranges of one size")
_NO_RANGES = Text("は範囲の大きさですが、結果が表になる関数です", "are sizes of ranges, but the result is a table")
_SINGLE_CELLS = Text("引数には1つのセルを指定してください", "Give single cells")
_TOO_MANY = Text("は引数の数として多すぎます", "is too many arguments")
_WRITE_AS = Text("「{signature}」の形で書いてください", "Write it as {signature}")
_MISSING = Text("引数「{help}」がありません", "the argument ({help}) is missing")
_GIVE = Text("値かセルを指定してください", "Give a value or a cell")
_GIVE_NAMED = Text("値を指定するか、{name} という名前のセルを用意してください", "Give a value, or name a cell {name}")
_TOO_LARGE = (
    Text("計算結果が大きすぎます", "the result is too large for a cell"),
    Text("15桁以内の数を指定してください", "Give numbers of at most 15 digits"),
)
