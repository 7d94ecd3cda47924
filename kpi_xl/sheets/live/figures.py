"""Formatted figures: numbers as texts, which a formula and Python write alike.

Only digits go through TEXT, rounded before: its letters for days depend on the language of the computer, few programs heed
a condition such as ``[>=10000000]`` in it, and they round halves differently.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kpi_xl.sheets.live.values import DASH, ERROR, Live, choice, is_number, literal
from kpi_xl.units import Unit, half_up

RATE_PLACES = 3


def digits(value: Live, places: int, number_format: str) -> Live:
    """A number rounded to *places* in *number_format*."""
    formula = f"TEXT(ROUND({value.formula},{places}),{literal(number_format)})"
    return _written(value, formula, lambda plain: in_format(plain, places, number_format))


def whole(count: Live) -> Live:
    """A number that is whole already."""
    return _written(count, f'TEXT({count.formula},"#,##0")', lambda plain: f"{plain:,.0f}")


def man_yen(yen: Live) -> Live:
    """Yen in 万円, losses in yen: what `kpi_xl.units.CARD_YEN_FORMAT` shows in Japanese, without its .0 of whole 万円."""
    rounded = f"ROUND({yen.formula},-3)"
    loss = f'"▲"&TEXT(-{rounded},"#,##0")&"円"'
    in_man = f'TEXT({rounded}/10000,IF(MOD({rounded},10000)=0,"#,##0","#,##0.0"))&"万円"'
    return _written(yen, f"IF({rounded}<0,{loss},{in_man})", _in_man)


def _in_man(yen: float) -> str:
    """2,400,000 is 240万円, 2,455,000 is 245.5万円."""
    thousands = int(half_up(abs(yen), -3)) // 1000
    if yen < 0 and thousands:
        return f"▲{thousands * 1000:,}円"
    return f"{thousands // 10:,}.{thousands % 10}万円".replace(".0万円", "万円")


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
    sections = _sections(number_format)
    section = sections[-1] if len(sections) == 3 and not size else sections[1] if len(sections) > 1 and value < 0 else sections[0]
    number = format(size.scaleb(2) if section.is_percent else size, section.digits)
    minus = "-" if value < 0 and size and len(sections) == 1 else ""
    return f"{minus}{section.before}{number}{section.behind}"


class _Section(NamedTuple):
    """Of a number format: words, digits, words."""

    before: str
    digits: str  #: as Python writes them
    behind: str
    is_percent: bool


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    return tuple(map(_section, number_format.split(";")))


def _section(text: str) -> _Section:
    digits = [index for index, char in enumerate(text) if char in "#0,."]
    first, last = (digits[0], digits[-1] + 1) if digits else (len(text), len(text))
    before, pattern, behind = text[:first], text[first:last], text[last:]
    shown = f"{',' if ',' in pattern else ''}.{len(pattern.partition('.')[2])}f"
    return _Section(_unquoted(before), shown, _unquoted(behind), behind.startswith("%"))


def _unquoted(words: str) -> str:
    return words.replace('"', "").replace("\\", "")
