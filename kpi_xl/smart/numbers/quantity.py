"""Quantity: a number that measures something. Rates are shares (15% is 0.15), money is in whole units of its currency."""

from __future__ import annotations

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
