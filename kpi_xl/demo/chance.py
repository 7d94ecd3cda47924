"""Chance that repeats itself: the same seed gives the same year with every Python.

Python promises that of `random.Random.random` alone, so everything here is drawn through it.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One person's luck, independent of everybody else's."""

    def __init__(self, seed: str) -> None:
        self._draw = random.Random(zlib.crc32(seed.encode())).random

    def nudge(self, size: float) -> float:
        """Something between -*size* and *size*."""
        return size * (2 * self._draw() - 1)

    def between(self, low: int, high: int) -> int:
        """A whole number from *low* to *high*, both included."""
        return low + int(self._draw() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._draw() * len(choices))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return sorted(items, key=lambda _: self._draw())


class Tally:
    """Whole numbers that look drawn, yet keep up with what is expected.

    Independent draws would let one month in three tell another story than the one meant; here what one day
    falls short by, the next days make up for.
    """

    def __init__(self, chance: Chance) -> None:
        self.chance, self.owed = chance, 0.0

    def count(self, expected: float, nudge: float = 1.0) -> int:
        """How often it happens where *expected* times are due."""
        self.owed += expected
        times = max(0, round(self.owed + self.chance.nudge(nudge)))
        self.owed -= times
        return times

    def happens(self, share: float) -> bool:
        """Whether it happens this time, where it does so in *share* of all cases."""
        self.owed += share
        happened = self.owed + self.chance.nudge(0.35) >= 0.5
        self.owed -= happened
        return happened


class Deck:
    """Cards dealt in a drawn order, all of them before any comes again."""

    def __init__(self, chance: Chance, cards: Sequence[float]) -> None:
        self.chance, self.cards = chance, cards
        self.left: list[float] = []

    def deal(self) -> float:
        if not self.left:
            self.left = self.chance.shuffled(self.cards)
        return self.left.pop()
