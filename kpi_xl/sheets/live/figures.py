"""Formatted figures: numbers as texts, which a formula and Python write alike.

Only digits go through TEXT, rounded before; see `formula_texts`.
"""

from __future__ import annotations

from collections.abc import Callable

from kpi_xl.sheets.formula_texts import man_yen as man_yen_words
from kpi_xl.sheets.formula_texts import man_yen_text, number_text
from kpi_xl.sheets.live.values import DASH, ERROR, Live, choice, is_number
from kpi_xl.units import Unit, half_up

RATE_PLACES = 3


def digits(value: Live, places: int, number_format: str) -> Live:
    """A number rounded to *places* in *number_format*."""
    return _written(value, number_text(value.formula, places, number_format), lambda plain: in_format(plain, places, number_format))


def whole(count: Live) -> Live:
    """A number that is whole already."""
    return _written(count, f'TEXT({count.formula},"#,##0")', lambda plain: f"{plain:,.0f}")


def man_yen(yen: Live) -> Live:
    """Yen in 万円, losses in yen."""
    return _written(yen, man_yen_text(yen.formula), man_yen_words)


def formatted(value: Live, places: int, number_format: str) -> Live:
    """`digits`; a dash where there is no number."""
    return choice(is_number(value), digits(value, places, number_format), DASH)


def in_man(yen: Live) -> Live:
    """`man_yen`; a dash where there is no number."""
    return choice(is_number(yen), man_yen(yen), DASH)


def percent(rate: Live) -> Live:
    """A rate as 76.9%; a dash where there is none."""
    return formatted(rate, RATE_PLACES, Unit.RATE.number_format())


def _written(value: Live, formula: str, write: Callable[[float], str]) -> Live:
    return Live(formula, ERROR if isinstance(value.value, str) else write(value.value))


def in_format(value: float, places: int, number_format: str) -> str:
    """A number as TEXT writes it: rounded as a spreadsheet rounds, in the section of its sign.

    >>> in_format(0.0625, 3, "0.0%"), in_format(-400, 0, r'#,##0"円";\\\\▲#,##0"円";0"円"')
    ('6.3%', '▲400円')
    """
    size = half_up(abs(value), places)
    sections = number_format.split(";")
    section = sections[-1] if len(sections) == 3 and not size else sections[1] if len(sections) > 1 and value < 0 else sections[0]
    digits = [index for index, char in enumerate(section) if char in "#0,."]
    first, last = digits[0], digits[-1] + 1
    before, pattern, behind = section[:first], section[first:last], section[last:]
    shown = size.scaleb(2) if behind.startswith("%") else size
    decimals = len(pattern.partition(".")[2])
    number = f"{shown:{',' if ',' in pattern else ''}.{decimals}f}"
    minus = "-" if value < 0 and size and len(sections) == 1 else ""
    return "".join((minus, before, number, behind)).replace('"', "").replace("\\", "")
