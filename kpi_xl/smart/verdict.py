"""Verdicts: what is said of each letter."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from kpi_xl.language import Text


class Letter(Enum):
    """The five letters."""

    S = Text("具体的か", "Specific")
    M = Text("測れるか", "Measurable")
    A = Text("達成できるか", "Achievable")
    R = Text("目的につながるか", "Relevant")
    T = Text("期限があるか", "Time-bound")

    @property
    def label(self) -> Text:
        return self.value


class Verdict(Enum):
    """One letter's verdict."""

    PASS = "○"
    WARN = "△"  #: holds, with something to look at
    FAIL = "×"
    UNKNOWN = "？"  #: cannot be told from what is given

    @property
    def sign(self) -> str:
        return self.value

    @property
    def holds(self) -> bool | None:
        return None if self is Verdict.UNKNOWN else self is not Verdict.FAIL

    @property
    def points(self) -> float:
        """What the letter adds to a score of five."""
        return {Verdict.PASS: 1.0, Verdict.WARN: 0.5}.get(self, 0.0)


class LetterFinding(NamedTuple):
    """What is said of one letter."""

    letter: Letter
    verdict: Verdict
    reason: Text
    remedy: Text | None = None  #: what to write; None where nothing is missing
