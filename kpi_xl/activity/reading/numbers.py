"""Numbers of a column: SQL reads the plain ones, Python each of the odd texts once, by `kpi_xl.units.parse_number`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.words.money import YEN, Money, MoneyUnit, read_money
from kpi_xl.activity.words.plain import plain
from kpi_xl.units import parse_number

_PLAIN = {
    Field.COUNT.key: "[0-9]{1,13}",
    Field.AMOUNT.key: "-?[0-9]{1,13}([.]([0-9]{1,2}|[0-9]{4}))?",  # three digits behind a dot may be thousands
    Field.SCORE.key: "[0-9]{1,5}([.][0-9]{1,4})?",
}
_IN_GROUPS = r"-?[¥\\]?[0-9]{1,3}(,[0-9]{3}){0,3}([.]([0-9]{1,2}|[0-9]{4}))?"
"""¥1,200,000: as exports write amounts, in which hardly one is like another; CP932 has a backslash for the yen sign."""
NUMBER_TYPES = {key: LOG_SCHEMA[key] for key in _PLAIN}


def amount_of(column: str) -> str:
    """SQL of the same number as `number_of` gives, where no amount of the column is odd."""
    return f"TRY_CAST({_without_groups(column)} AS {NUMBER_TYPES[Field.AMOUNT.key]})"


def _without_groups(column: str) -> str:
    return rf"replace(replace(replace({column}, ',', ''), '¥', ''), '\', '')"


def number_of(key: str, column: str) -> str:
    """SQL of the number in a column of texts; NULL where it is blank or odd."""
    kind = NUMBER_TYPES[key]
    cases = f"WHEN regexp_full_match({column}, '{_PLAIN[key]}') THEN TRY_CAST({column} AS {kind})"
    if key == Field.AMOUNT.key:
        cases += f" WHEN regexp_full_match({column}, '{_IN_GROUPS}') THEN TRY_CAST({_without_groups(column)} AS {kind})"
    return f"CASE WHEN {column} IS NOT NULL THEN CASE {cases} END END"  # which spares blank cells the regular expression


def is_odd(key: str, column: str) -> str:
    """SQL that is true for a text that is no such number."""
    patterns = [_PLAIN[key], *[_IN_GROUPS] * (key == Field.AMOUNT.key)]
    plain_number = " OR ".join(f"regexp_full_match({column}, '{pattern}')" for pattern in patterns)
    return f"{column} IS NOT NULL AND NOT ({plain_number})"


class Dots(Enum):
    """What a dot before three digits means in a column."""

    FRACTION = "fraction"
    GROUPS = "groups"  #: it parts thousands, and a comma stands before the fraction
    UNDECIDED = "undecided"  #: other cells say the one and the other


@dataclass(frozen=True)
class DotReading:
    """How the dots of one column are read."""

    dots: Dots
    example: str = ""  #: a text that could be either; "" where none could


_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?|[1-9]\d{0,2}\.\d{3},\d+")
_FRACTION = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def decide_dots(texts: Iterable[str], has_fractions: bool, has_comma_groups: bool) -> DotReading:
    """What dots mean, decided for the whole column: 1.200.000 in one cell says that 500.000 in another is half a million.

    Args:
        has_fractions: plain numbers of the column have one, two or four digits behind a dot.
        has_comma_groups: commas part the thousands of others.

    >>> decide_dots(["1.200.000", "500.000"], False, False), decide_dots(["500.000"], True, False)
    (DotReading(dots=<Dots.GROUPS: 'groups'>, example='500.000'), DotReading(dots=<Dots.FRACTION: 'fraction'>, example='500.000'))
    """
    digits = {text: re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", text)) for text in texts}
    either = next((text for text, number in digits.items() if _EITHER.fullmatch(number)), "")
    groups = any(_GROUPS.fullmatch(number) for number in digits.values())
    fraction = has_fractions or has_comma_groups or any(_FRACTION.fullmatch(number) for number in digits.values())
    if groups and fraction:
        return DotReading(Dots.UNDECIDED, either)
    # yen have no thousandths: where nothing else speaks for a fraction, three digits behind every dot are thousands
    return DotReading(Dots.GROUPS if groups or (either and not fraction) else Dots.FRACTION, either)


@dataclass(frozen=True)
class OddAmount:
    """What an odd text of a column of amounts says."""

    yen: str | None  #: in plain digits; None where it is no amount, or one in a currency that no rate is told for
    currency: str  #: that stands in the cell; "" where none does
    is_foreign: bool  #: a number in a currency that no rate is told for


def read_amount(text: str, dots: Dots, unit: MoneyUnit, rates: dict[str, float]) -> OddAmount:
    """An amount in yen, by the cell's own currency or else the heading's."""
    money = _money(text, dots)
    if money is None:
        return OddAmount(None, "", False)
    currency = money.currency or unit.currency
    rate, factor = rate_of(currency, rates), 1.0 if names_unit(text) else unit.factor
    return OddAmount(None if rate is None else in_digits(money.number * factor * rate), money.currency, rate is None)


def names_unit(text: str) -> bool:
    """Whether a cell says itself what its number counts, whatever the heading says: 50万円 under 金額（万円） are 500,000.

    >>> names_unit("50万"), names_unit("500円"), names_unit("1.5M"), names_unit("¥500"), names_unit("1,200")
    (True, True, True, False, False)
    """
    return _OWN_UNIT.search(unicodedata.normalize("NFKC", plain(text)).casefold()) is not None


_OWN_UNIT = re.compile(r"[兆億万千百円]|\d\s*[km]\b|thousand|million")


def rate_of(currency: str, rates: dict[str, float]) -> float | None:
    """Yen for one unit; None where nobody has told it."""
    return 1.0 if currency in ("", YEN) else rates.get(currency)


def _money(text: str, dots: Dots) -> Money | None:
    digits = re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", text))
    if _EITHER.fullmatch(digits) and dots is Dots.UNDECIDED:
        return None
    return read_money(text, has_dot_groups=dots is Dots.GROUPS or _GROUPS.fullmatch(digits) is not None)


def in_digits(number: float) -> str | None:
    """The number in plain digits; as text, because a float of 14 digits and a fraction is no longer exact."""
    return f"{float(f'{number:.15g}'):.4f}" if abs(number) < 1e14 else None


def read_count(text: str) -> str | None:
    """A whole number of 0 or more; None for any other text. Three digits behind a dot could be thousands: that is none."""
    said = plain(text).removeprefix("'")
    number = None if re.search(r"\.\d{3}(?!\d)", unicodedata.normalize("NFKC", said)) else parse_number(said)
    return f"{number:.0f}" if number is not None and number.is_integer() and 0 <= number < 1e14 else None


def read_score(text: str) -> str | None:
    number = parse_number(plain(text).removeprefix("'"))
    return f"{number:.4f}" if number is not None and 0 <= number < 1e5 else None
