"""Times in a goal: deadlines and recurring periods, told apart from comparisons (前年比) and metric names (MRR)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kpi_xl.periods import Period
from kpi_xl.smart.times.spans import Span


class TimePhrase(NamedTuple):
    """One deadline or recurring period, where it stands in the text."""

    start: int
    end: int
    words: str
    span: Span | None = None  #: the days meant, without the end; None where they cannot be told (展示会までに)
    every: Period | None = None  #: set where it recurs
    is_recurring: bool = False

    @property
    def last_day(self) -> date | None:
        """The deadline: the last day of the span."""
        return self.span[1] - timedelta(days=1) if self.span else None
