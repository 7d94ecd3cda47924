"""Quantity: a number that measures something. Rates are shares (15% is 0.15), money is in whole units of its currency."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Scale(Enum):
    """What a quantity is counted in."""

    COUNT = "count"
    YEN = "yen"
    MONEY = "money"  #: another currency; its sign stands in the words
    RATE = "rate"
    SCORE = "score"
    POINTS = "points"
    RATIO = "ratio"
    HOURS = "hours"
    DAYS = "days"
    RANK = "rank"


class Quantity(NamedTuple):
    """A number that measures something, where it stands in the text."""

    start: int
    end: int
    words: str
    value: float
    scale: Scale
    is_past: bool = False  #: told with a time that lies behind
    upper: float | None = None  #: the 40 of 30〜40件; None where it is no range

    @property
    def unit(self) -> str:
        """What it is counted in: 件, %, 円, $, h; "" where the text names none."""
        if self.scale in _UNITS:
            return _UNITS[self.scale] if self.value or self.scale is not Scale.RATIO else ""  # ゼロ is no multiple
        if self.scale is Scale.MONEY:
            return next((sign for name, sign in _CODES.items() if name in self.words), "")
        match = _UNIT.search(self.words)
        unit = match[0].strip() if match and any(char.isdigit() for char in self.words) else ""
        return "" if unit in _POWERS else unit


_UNITS = {Scale.RATE: "%", Scale.YEN: "円", Scale.RATIO: "倍"}
_CODES = {"$": "$", "€": "€", "£": "£", "₹": "₹", "inr": "₹", "rs": "₹", "usd": "$", "dollar": "$", "eur": "€", "gbp": "£", "pound": "£"} | {
    code: code.upper() for code in ("aud", "cad", "nzd", "sgd", "hkd", "chf", "cny", "krw", "rmb")
}
_POWERS = ("lakh", "lakhs", "crore", "crores", "cr", "k", "m", "mm", "mn", "b", "bn", "thousand", "million", "billion")
_UNIT = re.compile(r"[^\d.,〇一二三四五六七八九十百千万億兆 ]*$")
