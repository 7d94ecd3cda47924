"""The registry: every spreadsheet function, defined once.

A body gets its arguments as numpy arrays that broadcast (dates as datetime.date) and returns an array;
`call` reads what a cell or a range holds, fills in what was omitted and gives back the input's shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from kpi_xl.errors import ArgumentError, UnknownNameError
from kpi_xl.functions.parameters import Parameter, Shape
from kpi_xl.functions.values import OMITTED, is_omitted, read_argument, shaped_like
from kpi_xl.language import Text

Body = Callable[..., Any]


class Category(Enum):
    """How functions are grouped, in Excel's function wizard too."""

    REVERSE = Text("逆算", "Reverse")
    CALENDAR = Text("稼働日", "Calendar")
    ATTAINMENT = Text("達成", "Attainment")

    @property
    def label(self) -> Text:
        return self.value


@dataclass(frozen=True)
class Function:
    """One spreadsheet function."""

    name: str
    category: Category
    parameters: tuple[Parameter, ...]
    help: Text
    example: str
    body: Body
    twin: str
    """The same in plain Excel: a formula with ``{parameter}`` where an argument goes."""
    is_whole: bool = False  #: results are whole numbers

    @property
    def signature(self) -> str:
        """``KPI_X(revenue, [coverage])``; brackets mark what has a default of its own."""
        words = [
            f"[{parameter.name}]" if parameter.default is not None or parameter.is_optional else parameter.name
            for parameter in self.parameters
        ]
        return f"{self.name}({', '.join(words)})"


_REGISTRY: dict[str, Function] = {}


def spreadsheet_function(
    name: str,
    category: Category,
    *parameters: Parameter,
    help: Text,
    example: str,
    twin: str,
    is_whole: bool = False,
) -> Callable[[Body], Body]:
    """Register the decorated body under *name*. The body itself stays as it is."""

    def register(body: Body) -> Body:
        _REGISTRY[name] = Function(name, category, parameters, help, example, body, twin, is_whole)
        return body

    return register


def catalogue() -> tuple[Function, ...]:
    """All functions, by category in the order of their files."""
    return tuple(sorted(_REGISTRY.values(), key=lambda function: list(Category).index(function.category)))


def find(name: str) -> Function:
    """The function called *name*; case does not matter.

    Raises:
        UnknownNameError: there is none.
    """
    function = _REGISTRY.get(name.upper())
    if function is None:
        raise UnknownNameError(Text("関数", "function"), name, _REGISTRY, Text("関数", "function"))
    return function


def call(name: str, *arguments: Any, names: Mapping[str, Any] | None = None) -> Any:
    """Compute a spreadsheet function. Scalars, ranges (lists of rows) and numpy arrays; the result is shaped alike.

    Args:
        name: such as ``"KPI_REQUIRED_CALLS"``.
        arguments: in the order of the signature; ``None`` where one is omitted.
        names: the workbook's named cells, which stand in for omitted arguments.

    Raises:
        UnknownNameError: no such function.
        ArgumentError: an argument is missing, is one too many, or breaks its rule.

    >>> call("KPI_REQUIRED_CALLS", 10_000_000, 500_000, 0.2, 0.05)
    2000
    >>> call("KPI_REQUIRED_DEALS", [10_000_000, 3_000_000], 500_000)
    [20, 6]
    """
    function = find(name)
    if len(arguments) > len(function.parameters):
        raise ArgumentError(function.name, len(arguments), _TOO_MANY, _WRITE_AS.format(signature=function.signature))
    padded = [*arguments, *[OMITTED] * (len(function.parameters) - len(arguments))]
    read = [
        read_argument(parameter, _stand_in(function, parameter, argument, names or {}))
        for parameter, argument in zip(function.parameters, padded, strict=True)
    ]
    _check_shapes(function, read)
    return shaped_like(function.body(*read), arguments, function.is_whole)


def _check_shapes(function: Function, read: list[Any]) -> None:
    """Ranges that are computed cell by cell have one size; what is taken whole may have any."""
    whole = (Shape.DATES, Shape.NUMBERS)
    pairs = zip(function.parameters, read, strict=True)
    shapes = [np.shape(value) for parameter, value in pairs if parameter.shape not in whole]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError as error:
        sizes = ", ".join("x".join(map(str, shape)) for shape in shapes if shape)
        raise ArgumentError(function.name, sizes, _SIZES, _SAME_SIZE) from error


def _stand_in(function: Function, parameter: Parameter, argument: Any, names: Mapping[str, Any]) -> Any:
    if not is_omitted(argument):
        return argument
    if parameter.input is not None and not is_omitted(names.get(parameter.input)):
        return names[parameter.input]
    if parameter.default is None and not parameter.is_optional:
        remedy = _GIVE_NAMED if parameter.input else _GIVE
        raise ArgumentError(
            f"{function.name}.{parameter.name}",
            "",
            _MISSING.format(help=parameter.help),
            remedy.format(name=parameter.input),
        )
    return parameter.default


_SIZES = Text("は範囲の大きさがそろっていません", "are sizes of ranges that do not match")
_SAME_SIZE = Text("同じ大きさの範囲を指定してください", "Give ranges of one size")
_TOO_MANY = Text("は引数の数として多すぎます", "is too many arguments")
_WRITE_AS = Text("「{signature}」の形で書いてください", "Write it as {signature}")
_MISSING = Text("引数「{help}」がありません", "the argument ({help}) is missing")
_GIVE = Text("値かセルを指定してください", "Give a value or a cell")
_GIVE_NAMED = Text("値を指定するか、{name} という名前のセルを用意してください", "Give a value, or name a cell {name}")
