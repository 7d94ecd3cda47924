"""Units: what a number means, how people type it and how Excel shows it.

Rates are shares (25% is 0.25), money is whole yen, counts are whole, days are working days.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import cache
from itertools import pairwise

from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.language import Text
from kpi_xl.rounding import is_sane

MINUS = Text("▲", "−")
"""What a negative begins with: ▲ is for Japanese readers only."""


def signed(number_format: str) -> Text:
    """A number format that marks negatives with ▲, in either language."""
    return Text(number_format, number_format.replace(MINUS.ja, MINUS.en))


WHOLE_FORMAT = signed(r"#,##0;\▲#,##0;0")
CHANGE_FORMAT = signed(r"+0.0%;\▲0.0%;0.0%")
CHANGE_TEXT_FORMAT = signed(r"\+0.0%;\▲0.0%;0.0%")
"""The same inside a formula, where a sign without a backslash is an error to some."""
CARD_YEN_FORMAT = Text(r'[>=10000000]#\,##0\.0,"万円";[<0]\▲#,##0"円";0\.0,"万円"', r'"¥"#,##0;\−"¥"#,##0;"¥"0')
"""Yen shown in 万円 by the format alone, the cell keeps yen: 2,400,000 shows as 240.0万円.

A format can only drop three digits (``,``), so the last kept digit is set apart by a literal point.
"""
LARGE_CARD_YEN_FORMAT = Text(
    r'[>=10000000000]#\,###\,##0\.0,"万円";[>=10000000]#\,##0\.0,"万円";0\.0,"万円"', CARD_YEN_FORMAT.en
)
"""The same from 100億円 on, where the literal comma has to stand twice. A format has three sections: none is left for ▲."""
LARGE_YEN = 1e10


def card_yen_format(values: Iterable[float | None]) -> str:
    """The format in which all of *values* keep their separators, up to 1兆円 and beyond."""
    is_large = any(value is not None and value >= LARGE_YEN for value in values)
    return str(LARGE_CARD_YEN_FORMAT if is_large else CARD_YEN_FORMAT)


def half_up(value: float, places: int) -> Decimal:
    """*value* as ROUND gives it: halves go away from 0, judged by the 15 digits that a cell holds."""
    return Decimal(f"{value:.15g}").quantize(_last_place(places), ROUND_HALF_UP)


@cache
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


@cache
def _with_decimals(decimals: int) -> Text:
    """The format of a whole unit, widened."""
    places = "0." + "0" * decimals
    return signed(rf"#,##{places};\▲#,##{places};{places}")


@dataclass(frozen=True)
class _Look:
    label: Text
    number_format: Text  # for table cells
    decimals: int


class Unit(Enum):
    """What a KPI is counted in."""

    COUNT = _Look(Text("件", "count"), WHOLE_FORMAT, 0)
    YEN = _Look(Text("円", "yen"), WHOLE_FORMAT, 0)
    RATE = _Look(Text("%", "%"), signed(r"0.0%;\▲0.0%;0.0%"), 3)
    SCORE = _Look(Text("点", "points"), signed(r"#,##0.00;\▲#,##0.00;0.00"), 2)
    RATIO = _Look(
        Text("倍", "times"), Text(r'#,##0.00"倍";\▲#,##0.00"倍";0.00"倍"', r'#,##0.00"x";\−#,##0.00"x";0.00"x"'), 2
    )
    DAYS = _Look(Text("日", "days"), WHOLE_FORMAT, 0)

    @property
    def key(self) -> str:
        """The word used for this unit in a definition file."""
        return self.name.lower()

    @property
    def label(self) -> Text:
        return self.value.label

    @property
    def is_whole(self) -> bool:
        """True where a target is a whole number (counts, yen, days)."""
        return self.value.decimals == 0

    def number_format(self, decimals: int = 0) -> str:
        """The Excel number format of a table cell; *decimals* widens whole units (47.5 calls a day)."""
        return str(self.value.number_format if not self.is_whole or not decimals else _with_decimals(decimals))

    def show(self, value: float | None, decimals: int = 0) -> str:
        """The value as it reads in a sentence.

        >>> Unit.YEN.show(2_400_000), Unit.RATE.show(0.154), Unit.COUNT.show(None)
        ('240万円', '15.4%', '—')
        """
        return str(self.in_words(value, decimals))

    def in_words(self, value: float | None, decimals: int = 0) -> Text:
        """`show`, in either language."""
        if value is None or not math.isfinite(value):
            return _NO_VALUE
        said = self._size(abs(value), decimals)
        return Text(f"{MINUS.ja}{said.ja}", f"{MINUS.en}{said.en}") if value < 0 else said

    def _size(self, size: float, decimals: int) -> Text:
        if self is Unit.YEN:
            return Text(_yen(size), f"¥{size:,.0f}")
        if self is Unit.RATE:
            number = f"{half_up(size, 3) * 100:.1f}%"
        elif self in (Unit.SCORE, Unit.RATIO):
            number = f"{half_up(size, 2)}"
        else:
            number = f"{half_up(size, decimals if decimals and not float(size).is_integer() else 0):,}"
        words = _SPACED.get(self, _NO_WORDS)
        return Text(f"{number}{words.ja}", f"{number}{_DAY if self is Unit.DAYS and number == '1' else words.en}")


def _yen(size: float) -> str:
    if size >= 100_000 and round(size) % 1_000 == 0:
        return f"{size / 10_000:,.1f}".removesuffix(".0") + "万円"
    return f"{size:,.0f}円"


_NO_VALUE = Text("—", "—")


_SPACED = {
    Unit.COUNT: Text("件", ""),
    Unit.DAYS: Text("日", " days"),
    Unit.SCORE: Text("点", ""),
    Unit.RATIO: Text("倍", "x"),
}
_NO_WORDS = Text("", "")
_DAY = " day"

UNIT_BY_KEY = {unit.key: unit for unit in Unit}

_POWERS = {"兆": 1e12, "億": 1e8, "千万": 1e7, "百万": 1e6, "十万": 1e5, "万": 1e4, "千": 1e3, "m": 1e6, "k": 1e3}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_POWER = "|".join(word for word in _POWERS if word.isalpha() and not word.isascii())
_TERM = re.compile(rf"({_DIGITS})\s*({_POWER})\s*")
_NUMBER = re.compile(
    r"(?P<sign>[-+▲△]?)\s*(?P<yen>[¥$]|JPY\b|円)?\s*(?P<sign2>[-+▲△]?)\s*"
    rf"(?P<terms>(?:(?:{_DIGITS})\s*(?:{_POWER})\s*)*)(?P<digits>{_DIGITS})?"
    r"(?:e(?P<exponent>[-+]?\d{1,3}))?"
    r"\s*(?P<short>[km](?![a-z]))?\s*(?P<unit>円|JPY|yen|件|人|社|名|日|点|回|%|)\s*(?P<behind>-?)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\((.+)\)|([¥$])\s*\((.+)\)")
_CLOSED = re.compile(r"(?:金\s*)?([^-+▲△()金]*\d[^-+▲△()]*?)\s*(?:也|\.?[-ー])?")
"""An amount as bills write it: ¥300,000-, 金300,000円也. The stroke keeps anybody from adding digits; it is no minus."""
LONGEST_AMOUNT = 60
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?=\D|$)")


def parse_number(text: str, has_dot_groups: bool = False) -> float | None:
    """Read a number as people type it, or None where it is none. A percent sign divides by 100.

    Full-width digits, thousands separators, 万 and 億, ▲ or brackets for a minus and unit words are all read. It is the one
    reader of numbers: cells of exports, ``--set``, logs and goals mean the same by the same text.

    Args:
        has_dot_groups: dots part thousands, and a comma stands before the fraction.

    >>> parse_number("1,000万"), parse_number("１．５億円"), parse_number("▲5,000"), parse_number("20%")
    (10000000.0, 150000000.0, -5000.0, 0.2)
    >>> parse_number("12億5,000万円"), parse_number("1000万5千"), parse_number("(300,000)"), parse_number("300,000-")
    (1250000000.0, 10005000.0, -300000.0, -300000.0)
    >>> parse_number("1.200.000,50", has_dot_groups=True), parse_number("12.34.5"), parse_number("1万2億")
    (1200000.5, None, None)
    """
    plain = without_closing(unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2015", "-").replace("\u2013", "-").strip())
    if bracketed := _BRACKETS.fullmatch(plain):
        inside = bracketed[1] or f"{bracketed[2]}{bracketed[3]}"
        value = None if inside[0] in "(-+▲△" else parse_number(inside, has_dot_groups)
        return None if value is None else -value
    if has_dot_groups:
        plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), plain).replace(",", ".")
    match = _NUMBER.fullmatch(plain)
    if match is None or not (match["terms"] or match["digits"]):
        return None
    if sum(map(bool, (match["sign"], match["sign2"], match["behind"]))) > 1:
        return None
    value = _size(match)
    if value is None:
        return None
    negative = (match["sign"] or match["sign2"] or match["behind"]) in ("-", "▲", "△")
    return (-value if negative else value) if math.isfinite(value) else None


def without_closing(amount: str) -> str:
    """An amount of yen without what bills put around it; any other text as it is.

    >>> without_closing("¥300,000-"), without_closing("金300,000円也"), without_closing("300,000-"), without_closing("-¥300")
    ('¥300,000', '300,000円', '300,000-', '-¥300')
    """
    is_yen = len(amount) <= LONGEST_AMOUNT and ("¥" in amount or "円" in amount)
    return closed[1] if is_yen and (closed := _CLOSED.fullmatch(amount)) else amount


def _size(match: re.Match[str]) -> float | None:
    """The number without its sign; None where its powers do not fall (1万2億)."""
    terms = [(float(_without_groups(digits)), _POWERS[power]) for digits, power in _TERM.findall(match["terms"])]
    if match["digits"]:
        number = float(f"{_without_groups(match['digits'])}e{match['exponent'] or 0}")
        terms.append((number, _POWERS.get((match["short"] or "").lower(), 1.0)))
    elif match["exponent"] or match["short"]:
        return None
    if len(terms) > 1 and any(low_power >= power or low * low_power >= power for (_, power), (low, low_power) in pairwise(terms)):
        return None
    value = _scaled(sum(_scaled(number, power) for number, power in terms), 1.0)
    return _scaled(value, 0.01) if match["unit"] == "%" else value


def _without_groups(digits: str) -> str:
    return re.sub("[, '’]", "", digits)


def _scaled(value: float, power: float) -> float:
    """value x power without the binary dust of 0.1 x 0.2; 1.15億 is 115000000 exactly."""
    return float(f"{value * power:.15g}")


def read_quantity(name: str, typed: object, unit: Unit) -> float:
    """Return *typed* (a number or text) in *unit*.

    Raises:
        RateOutOfRangeError: a rate above 100%, such as 25 typed for 25%.
        ArgumentError: no number, a negative one, or one that nobody can mean.

    >>> read_quantity("WIN_RATE", "20%", Unit.RATE), read_quantity("KGI_AMOUNT", "1,000万", Unit.YEN)
    (0.2, 10000000.0)
    """
    value = _as_float(typed)
    if value is None or (unit is Unit.YEN and "$" in unicodedata.normalize("NFKC", str(typed))):  # dollars are no yen
        raise ArgumentError(name, typed, _NUMBER_RULE, _EXAMPLES[unit])
    if not is_sane(value):
        raise ArgumentError(name, typed, _SANE_RULE, _EXAMPLES[unit])
    if unit is Unit.RATE and not 0 < value <= 1:
        raise RateOutOfRangeError(name, typed)
    if value < 0:
        raise ArgumentError(name, typed, Text("0以上の数が必要です", "must be 0 or more"), _EXAMPLES[unit])
    return value


def _as_float(typed: object) -> float | None:
    if isinstance(typed, bool) or typed is None:
        return None
    if isinstance(typed, (int, float)):
        return float(typed) if math.isfinite(typed) else None
    return parse_number(str(typed))



def gap_format(unit: Unit, number_format: str) -> str:
    """A difference: always signed; of rates in points, which the cell holds times 100."""
    if unit is Unit.RATE:
        return str(signed(r'+0.0"pt";\▲0.0"pt";0.0"pt"'))
    above, below, zero = number_format.split(";")
    return f"+{above};{below};{zero}"


_SANE_RULE = Text("は大きすぎるか、0に近すぎる数です", "is too large, or too near to 0")
_NUMBER_RULE = Text("は数として読めません", "is not a number")
_EXAMPLES = {
    Unit.YEN: Text("「10000000」や「1,000万」のように入力してください", "Write it as 10000000 or 10,000,000"),
    Unit.COUNT: Text("「30」のように数字で入力してください", "Write it as 30"),
    Unit.RATE: Text("「20%」または「0.2」のように入力してください", "Write it as 20% or 0.2"),
    Unit.SCORE: Text("「4.5」のように入力してください", "Write it as 4.5"),
    Unit.RATIO: Text("「3」のように入力してください", "Write it as 3"),
    Unit.DAYS: Text("「20」のように入力してください", "Write it as 20"),
}
