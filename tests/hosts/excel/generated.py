"""Arguments as sheets hold them: mostly good ones, now and then what people and other formulas leave in cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.functions.definition.registry import Function

NOT_AVAILABLE, DIVISION = -2146826246, -2146826281
"""What #N/A and #DIV/0! are over COM."""
ERRORS = {NOT_AVAILABLE: "#N/A", DIVISION: "#DIV/0!"}

ODD = [25, -1, 0, "多い", "２０％", "1,000万", "▲5", "1/2", "", None, True, date(2026, 11, 30), NOT_AVAILABLE, DIVISION]
GOOD = {
    Shape.NUMBER: [0, 1, 21, 30.5, 3000, 10_000_000],
    Shape.ANY_NUMBER: [-5, 0, 0.8, 24, 3000],
    Shape.POSITIVE: [0.5, 1, 14, 18, 500_000],
    Shape.RATE: [0.05, 0.2, 1 / 3, 0.7, 1],
    Shape.SHARE: [0, 0.05, 0.3, 1],
    Shape.CONFIDENCE: [0.5, 0.8, 0.95],
    Shape.DATE: [date(2026, 11, 1), date(2026, 11, 30), 46327, "2026-12-24"],
    Shape.DATES: [date(2026, 11, 3), date(2026, 11, 23), date(2026, 12, 29)],
    Shape.NUMBERS: [0, 0.79, 0.8, 1.1],
    Shape.COUNTS: [0, 4, 20, 3000],
    Shape.TEXT: ["新規商談数を30件から月間50件に増やす", "商談が少ない", "field_sales", "架電"],
    Shape.TEXTS: ["架電", "アポイント", "商談", "受注"],
    Shape.DIRECTION: ["以上", "以下", "higher", -1],
}
ROWS = 3


def arguments_of(function: Function, count: int) -> Iterator[list[object]]:
    """So many lists of arguments, always the same: a value, or a column as rows of one cell; None where left out."""
    random = Random(function.name)
    for _ in range(count):
        yield [None if random.random() < 0.15 else _argument(function, each, random) for each in function.parameters]


def _argument(function: Function, parameter: Parameter, random: Random) -> object:
    def value() -> object:
        return random.choice(ODD if random.random() < 0.08 else GOOD.get(parameter.shape, GOOD[Shape.NUMBER]))

    is_column = parameter.shape.is_whole_range or (random.random() < 0.3 and not function.is_table)
    if is_column:
        return [[value()] for _ in range(ROWS)]
    return "" if (chosen := value()) is None else chosen


def seen_by_python(argument: object) -> object:
    """The argument as `call_cells` takes it from any host."""
    if isinstance(argument, list):
        return [[seen_by_python(each) for each in row] for row in argument]
    return ERRORS.get(argument, argument) if isinstance(argument, int) else argument
