"""PastMonths: what a goal's figure has been, month by month, so that a target can be judged against it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PastMonths:
    """The months that went before, in the unit of the goal."""

    best: float  #: the best month
    mean: float
    spread: float  #: standard deviation of the months
    months: int

    @classmethod
    def of(cls, values: Iterable[float], *, is_lower_better: bool = False) -> PastMonths | None:
        """From monthly values; None where there are none.

        >>> PastMonths.of([30, 38, 28, 32])
        PastMonths(best=38.0, mean=32.0, spread=4.320493798938574, months=4)
        """
        months = [float(value) for value in values]
        if not months:
            return None
        best = min(months) if is_lower_better else max(months)
        spread = statistics.stdev(months) if len(months) > 1 else 0.0
        return cls(best, statistics.fmean(months), spread, len(months))
