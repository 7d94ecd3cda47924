"""Live values of every kind: a cell, a number, a text, a choice, a text of parts, arithmetic.

Each function says how Excel writes its kind and what Python makes of it, and nothing else in the house says either. Where
there is nothing, cells show a dash, which is a text.

>>> rate = cell("$H$14", 0.9)
>>> attained = choice(compared(rate, ">=", number(0.8)), joined("達成率 ", rate), DASH)
>>> attained.formula, attained.value
('IF($H$14>=0.8,"達成率 "&$H$14,"—")', '達成率 0.9')
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum, round_up
from kpi_xl.units import half_up

NOTHING = "—"
"""Shown where there is no value."""
ERROR = "#VALUE!"
"""What arithmetic gives that has no number to work with; a choice never shows it."""

Value = float | str | bool
"""A truth is that of a test."""

SUM, PRODUCT, WHOLE = range(3)
"""How closely a formula holds together: a sum or a test, a product, a cell or a call."""


class Live(NamedTuple):
    """What a cell shows; tens of thousands are made for a list."""

    formula: str  #: as it stands in a formula, without ``=``
    value: Value
    is_fixed: bool = False  #: nothing in it can change: a cell of its own needs no formula
    binds: int = WHOLE

    def __str__(self) -> str:
        """Beside whatever else, in brackets where it needs them."""
        return self.within(WHOLE)

    def within(self, binds: int) -> str:
        """As part of a formula that holds together so closely."""
        return self.formula if self.binds >= binds else f"({self.formula})"


def literal(words: str) -> str:
    """A text as it stands inside a formula."""
    return '"' + words.replace('"', '""') + '"'


Part = Live | Text | str
"""Of a text; words stand for themselves."""


def cell(address: str, value: float | str | None) -> Live:
    """A cell that is drawn with *value*; None: with nothing, or with a dash."""
    return Live(address, NOTHING if value is None else value)


def entered(address: str, value: float | str | None = None) -> Live:
    """An input's cell; None: nothing is typed in it."""
    return Live(address, "" if value is None else value)


def number(value: float) -> Live:
    return Live(f"{value:.15G}", value, is_fixed=True)


def text(words: object) -> Live:
    return Live(literal(str(words)), str(words), is_fixed=True)


DASH = text(NOTHING)


# --- choices -----------------------------------------------------------------------------------------------------------


def is_number(value: Live) -> Live:
    return Live(f"ISNUMBER({value.formula})", not isinstance(value.value, str))


def is_blank(value: Live) -> Live:
    """True of a cell in which nothing is typed, as of an empty text."""
    return Live(f'{value.formula}=""', value.value == "", False, SUM)


def is_error(value: Live) -> Live:
    return Live(f"ISERROR({value.formula})", value.value == ERROR)


def is_same(one: Live, other: Live) -> Live:
    """True of the same words, capitals told from small letters."""
    return Live(f"EXACT({one.formula},{other.formula})", _general(one.value) == _general(other.value))


def contains(words: Live, part: Part) -> Live:
    """True of a text with *part* in it."""
    sought = _live(part)
    return Live(f"ISNUMBER(FIND({sought.formula},{words.formula}))", _general(sought.value) in _general(words.value))


def compared(left: Live, sign: str, right: Live) -> Live:
    """A test; to Excel every text is more than every number, and capitals are nothing."""
    one, other = ((True, each.casefold()) if isinstance(each, str) else (False, each) for each in (left.value, right.value))
    return Live(f"{left.formula}{sign}{right.formula}", _COMPARISONS[sign](one, other), False, SUM)


def all_of(*tests: Live) -> Live:
    return Live(f"AND({_listed(tests)})", all(test.value for test in tests))


def any_of(*tests: Live) -> Live:
    return Live(f"OR({_listed(tests)})", any(test.value for test in tests))


def _listed(parts: Sequence[Live]) -> str:
    return ",".join(part.formula for part in parts)


def choice(test: Live, then: Part, otherwise: Part) -> Live:
    """*then* where the test holds."""
    first, second = _live(then), _live(otherwise)
    if first == second:
        return first
    return Live(f"IF({test.formula},{first.formula},{second.formula})", (first if test.value else second).value)


def chosen(place: Live, words: Sequence[Part]) -> Live:
    """One of *words*, by its place among them from 1 on."""
    found = [_live(part) for part in words]
    listed = ",".join(each.formula for each in found)
    value = ERROR if isinstance(place.value, str) else found[int(place.value) - 1].value
    return Live(f"CHOOSE({place.formula},{listed})", value)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


# --- texts of parts ----------------------------------------------------------------------------------------------------


def joined(*parts: Part) -> Live:
    """One text of several; numbers read as in a cell without a format."""
    found = [part for part in map(_live, parts) if part.value != "" or not part.is_fixed]
    if len(found) < 2 and all(part.is_fixed for part in found):
        return found[0] if found else text("")
    words = "".join(_general(part.value) for part in found)
    return Live("&".join(map(str, found)), words, all(part.is_fixed for part in found))


def filled(template: Text, **parts: Part) -> Live:
    """*template* in the language spoken, its ``{marks}`` filled.

    >>> filled(Text("{count}名のうち", "of {count}"), count=cell("A1", 4.0))
    Live(formula='A1&"名のうち"', value='4名のうち', is_fixed=False, binds=2)
    """
    found: list[Part] = []
    for words, mark in _words_and_marks(str(template)):
        found += [words, *([parts[mark]] if mark else [])]
    return joined(*found)


@lru_cache(maxsize=1024)
def _words_and_marks(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, mark) for words, mark, _, _ in Formatter().parse(template))


def _live(part: Part) -> Live:
    return part if isinstance(part, Live) else text(part)


def _general(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


# --- arithmetic --------------------------------------------------------------------------------------------------------


def total(*terms: Live) -> Live:
    formula = "+".join(term.formula for term in terms)
    return _worked_out(formula, lambda *values: exact_sum(values), terms, SUM if len(terms) > 1 else WHOLE)


def difference(first: Live, second: Live) -> Live:
    return _worked_out(f"{first.formula}-{second.within(PRODUCT)}", operator.sub, (first, second), SUM)


def product(first: Live, second: Live) -> Live:
    return _worked_out(f"{first.within(PRODUCT)}*{second.within(PRODUCT)}", operator.mul, (first, second), PRODUCT)


def quotient(first: Live, second: Live) -> Live:
    return _worked_out(f"{first.within(PRODUCT)}/{second}", _divided, (first, second), PRODUCT)


def negative(value: Live) -> Live:
    return _worked_out(f"-{value}", operator.neg, (value,), SUM)


def greater(first: Live, second: Live) -> Live:
    return _worked_out(f"MAX({first.formula},{second.formula})", max, (first, second))


def lesser(first: Live, second: Live) -> Live:
    return _worked_out(f"MIN({first.formula},{second.formula})", min, (first, second))


def rounded(value: Live, places: int) -> Live:
    return _worked_out(f"ROUND({value.formula},{places})", lambda plain: float(half_up(plain, places)), (value,))


def stepped_up(value: Live) -> Live:
    """To a whole number away from 0, as it stands."""
    return _worked_out(f"ROUNDUP({value.formula},0)", lambda plain: float(math.copysign(math.ceil(abs(plain)), plain)), (value,))


def stepped_down(value: Live) -> Live:
    """To a whole number towards 0, as it stands."""
    return _worked_out(f"ROUNDDOWN({value.formula},0)", lambda plain: float(math.trunc(plain)), (value,))


def whole_part(value: Live) -> Live:
    return _worked_out(f"INT({value.formula})", lambda plain: float(math.floor(plain)), (value,))


def rounded_up(value: Live) -> Live:
    """To a whole number, as `kpi_xl.rounding.round_up` does."""
    from kpi_xl.functions.twins.expansion import up  # late: a list is drawn without numpy

    return _worked_out(up(value.within(PRODUCT)), round_up, (value,))


def _divided(over: float, under: float) -> float | str:
    return over / under if under else ERROR


def _worked_out(formula: str, work: Callable[..., float | str], terms: Sequence[Live], binds: int = WHOLE) -> Live:
    values = [term.value for term in terms]
    return Live(formula, ERROR if any(isinstance(each, str) for each in values) else work(*values), binds=binds)
