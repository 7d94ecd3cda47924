"""Times in a goal: deadlines and recurring periods, told apart from comparisons (前年比) and metric names (MRR)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from kpi_xl.language import Text
from kpi_xl.smart.times.spans import Span


class Recurrence(Enum):
    """The period that a goal comes back in. A KPI's target knows four of them (`Period`); people also write quarters and halves."""

    DAY = Text("日", "day")
    WEEK = Text("週", "week")
    MONTH = Text("月", "month")
    QUARTER = Text("四半期", "quarter")
    HALF = Text("半期", "half-year")
    YEAR = Text("年", "year")

    @property
    def key(self) -> str:
        """The word that stands for it in data."""
        return self.name.lower()


class TimePhrase(NamedTuple):
    """One deadline or recurring period, where it stands in the text."""

    start: int
    end: int
    words: str
    span: Span | None = None  #: the days meant, without the end; None where they cannot be told (展示会までに)
    every: Recurrence | None = None  #: set where it recurs
    is_recurring: bool = False
    is_start: bool = False  #: 4月から: when it begins, not when it is due

    @property
    def last_day(self) -> date | None:
        """The deadline: the last day of the span."""
        return self.span[1] - timedelta(days=1) if self.span else None


def with_others(times: list[TimePhrase], others: list[TimePhrase]) -> list[TimePhrase]:
    """The *times* and those of the *others* that overlap none of them, from left to right."""
    free = [other for other in others if not any(other.start < each.end and each.start < other.end for each in times)]
    return sorted([*times, *free], key=lambda phrase: phrase.start)
