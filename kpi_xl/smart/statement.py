"""A goal as it was read: what, how much, from where, by when, what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kpi_xl.language import Language
from kpi_xl.periods import Period
from kpi_xl.smart.lexicon import Sense, Subject, VagueFamily
from kpi_xl.smart.quantity import Quantity
from kpi_xl.smart.times import TimePhrase


class GoalKind(Enum):
    """Which way a goal points."""

    REACH = "reach"
    INCREASE = "increase from"
    DECREASE = "decrease from"
    STAY_ABOVE = "stay above"
    STAY_BELOW = "stay below"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the goal measures, in its own words."""

    words: str
    subject: Subject | None  #: None where a word's form says that it is measured (…率), not the vocabulary

    @property
    def is_fine(self) -> bool:
        """True where it is finer than sales and results."""
        return self.subject is None or self.subject.sense is not Sense.SALES


@dataclass(frozen=True, slots=True)
class GoalStatement:
    """One goal sentence, read."""

    text: str  #: as it was given
    plain: str  #: as it was read
    typed: str  #: the same with its capitals
    language: Language  #: that it is written in
    kind: GoalKind | None
    indicator: Indicator | None
    objects: tuple[str, ...]  #: other concrete things that it names
    has_content: bool  #: names anything but qualities (skill, mood, relation)
    is_effort_only: bool  #: promises effort, no act and no change
    target: Quantity | None
    baseline: Quantity | None
    is_change: bool  #: the target is a difference (15% more), not a level
    times: tuple[TimePhrase, ...]
    purpose: str | None  #: the purpose clause
    basis: str | None  #: what makes it feasible, as the text says
    vague: tuple[tuple[str, VagueFamily], ...]  #: vague words with their family

    def as_typed(self, words: str) -> str:
        """Words of the goal with the capitals that they were typed with."""
        at = self.plain.find(words)
        return words if at < 0 else self.typed[at : at + len(words)]

    @property
    def deadline(self) -> TimePhrase | None:
        """The first deadline; None where the goal only recurs, or says no time."""
        return next((phrase for phrase in self.times if not phrase.is_recurring), None)

    @property
    def last_day(self) -> date | None:
        """The latest deadline that can be told."""
        return max((phrase.last_day for phrase in self.times if phrase.last_day), default=None)

    @property
    def every(self) -> Period | None:
        """The period that it recurs in, where it names one."""
        return next((phrase.every for phrase in self.times if phrase.every), None)
