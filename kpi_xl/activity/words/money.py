"""Money: an amount with the currency that stands beside it, in a cell, a heading or a number format.

Yen are counted; any other currency is one until somebody says what it is worth.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

from kpi_xl.activity.words.plain import plain
from kpi_xl.definitions.toml_reader import parse_toml
from kpi_xl.units import parse_number, without_closing

YEN = "JPY"
_TABLE = parse_toml(files("kpi_xl.activity.words").joinpath("currencies.toml"), "currencies.toml")
ISO_CODES = frozenset(_TABLE["codes"]["all"])
_NAMES: dict[str, str] = {name: code for code, names in _TABLE["names"].items() for name in names}
"""Names and symbols, folded. A bare dollar sign is a dollar of the United States: what no rate is told for is set aside anyway."""

_LONG_FIRST = sorted(_NAMES, key=len, reverse=True)
_SYMBOLS = "|".join(re.escape(name) for name in _LONG_FIRST if not name.isascii() or not name.isalpha())
_WORDS = "|".join(name for name in _LONG_FIRST if name.isascii() and name.isalpha())
_MARK = re.compile(rf"{_SYMBOLS}|(?<![a-z])(?:{_WORDS}|[a-z]{{3}})(?![a-z])")

_MARKED = re.compile(r"[^\0]*\0?[^\0]*\d[^\0]*\0?[^\0]*")
"""At most one mark before the digits and one behind them."""


@dataclass(frozen=True)
class Money:
    """An amount and its currency."""

    number: float
    currency: str  #: ISO code; "" where the cell does not say


def read_money(text: str, has_dot_groups: bool = False) -> Money | None:
    """The money that a cell holds, or None.

    >>> read_money("JPY 1,200,000"), read_money("US$3,000"), read_money("1000万"), read_money("たくさん")
    (Money(number=1200000.0, currency='JPY'), Money(number=3000.0, currency='USD'), Money(number=10000000.0, currency=''), None)
    """
    said = unicodedata.normalize("NFKC", plain(text).replace("\\", "¥")).casefold()  # CP932 writes the yen sign as a backslash
    if "%" in said:
        return None  # a share is no money
    said = without_closing(said).removeprefix("'")  # by which Excel keeps a text from being a number
    currencies = set()
    for mark in _MARK.findall(said):
        if (currency := currency_named(mark)) is None:
            return None
        currencies.add(currency)
    if len(currencies) > 1 or (currencies and not _MARKED.fullmatch(_MARK.sub("\0", said))):
        return None
    number = parse_number(_MARK.sub(" ", said) if currencies else said, has_dot_groups)
    return None if number is None else Money(number, next(iter(currencies), ""))


def currency_named(text: str) -> str | None:
    """The ISO code of a currency by its code, name or symbol; None where it is none.

    >>> currency_named("jpy"), currency_named("米ドル"), currency_named("USD - U.S. Dollar"), currency_named("XYZ")
    ('JPY', 'USD', 'USD', None)
    """
    said = unicodedata.normalize("NFKC", plain(text)).casefold().strip(" .()（）")
    if said in _NAMES:
        return _NAMES[said]
    if said.upper() in ISO_CODES:
        return said.upper()
    code = re.match(r"[a-z]{3}(?![a-z])|.*\(([a-z]{3})\)$", said)
    found = (code[1] or code[0]).upper() if code else ""
    return found if found in ISO_CODES else None


@dataclass(frozen=True)
class MoneyUnit:
    """What a bare number under a heading, or in a number format, counts."""

    factor: float = 1.0  #: yen (or the currency) in one
    currency: str = ""  #: ISO code; "" where nothing says it


_FACTORS: dict[str, float] = {word: float(factor) for word, factor in _TABLE["factors"].items()}
_POWERS = sorted(_FACTORS, key=len, reverse=True)
_BESIDE_UNIT = re.compile(
    r"税込み?|税抜き?|税別|内税|外税|消費税[込別]|incl\.?\s*tax|excl\.?\s*tax|tax\s*included|tax\s*excluded|net|gross|単位|units?|in\b|of\b"
    r"|[:：、,・/\s]"
)


def money_unit(text: str) -> MoneyUnit | None:
    """The unit that a text names, such as what stands in the brackets of a heading; None where it names none.

    >>> money_unit("千円"), money_unit("USD, thousands"), money_unit("税込"), money_unit("¥K")
    (MoneyUnit(factor=1000.0, currency='JPY'), MoneyUnit(factor=1000.0, currency='USD'), None, MoneyUnit(factor=1000.0, currency='JPY'))
    """
    said = unicodedata.normalize("NFKC", plain(text)).casefold()
    parts = [part for part in _BESIDE_UNIT.sub(" ", said).split() if part]
    factor, currency = 1.0, ""
    for part in parts:
        power = next((word for word in _POWERS if part.startswith(word)), "")
        rest = part.removeprefix(power)
        if power and (not rest or currency_named(rest)):
            factor, part = factor * _FACTORS[power], rest
        elif currency_named(part) is None:  # ¥K
            power = next((word for word in _POWERS if part.endswith(word) and currency_named(part.removesuffix(word))), "")
            factor, part = factor * _FACTORS.get(power, 1.0), part.removesuffix(power)
        if part and (named := currency_named(part)) is None:
            return None
        if part:
            currency = named or ""
    return MoneyUnit(factor, currency) if parts and (currency or factor != 1.0) else None
