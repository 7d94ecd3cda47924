"""Past months: what a goal's figure has been, so that a target can be judged against it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpi_xl.language import Text


@dataclass(frozen=True)
class PastMonths:
    """The months that went before, in the unit of the goal."""

    best: float  #: the best month
    mean: float
    spread: float  #: standard deviation of the months
    months: int
    chance: Callable[[float], float | None] | None = None  #: of a target in the month to come; None where nothing foretells it

    @classmethod
    def of(
        cls, values: Iterable[float], *, is_lower_better: bool = False, chance: Callable[[float], float | None] | None = None
    ) -> PastMonths | None:
        """From monthly values; None where there are none.

        >>> PastMonths.of([30, 38, 28, 32])
        PastMonths(best=38.0, mean=32.0, spread=4.320493798938574, months=4, chance=None)
        """
        months = [float(value) for value in values]
        if not months:
            return None
        best = min(months) if is_lower_better else max(months)
        spread = statistics.stdev(months) if len(months) > 1 else 0.0
        return cls(best, statistics.fmean(months), spread, len(months), chance)

    def chance_words(self, target: float) -> Text:
        """、達成確率は35%, or nothing where it is not foretold."""
        chance = self.chance(target) if self.chance else None
        return Text("", "") if chance is None else _CHANCE.format(chance=f"{min(0.99, max(0.01, chance)):.0%}")


_CHANCE = Text("、達成確率は{chance}", "; chance of hitting it: {chance}")
