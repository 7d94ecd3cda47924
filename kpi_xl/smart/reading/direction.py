"""Direction: which way a goal points, up from where it starts, down, or staying where it is."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalKind
from kpi_xl.smart.words.lexicon import Word, WordKind


def kind_of(
    words: Sequence[Word], baseline: Quantity | None, target: Quantity | None, sense: Sense | None
) -> GoalKind | None:
    """Which way the goal points; None without a target."""
    if target is None:
        return None
    is_level = sense is not Sense.BY
    if is_level and baseline is not None and baseline.scale is target.scale and baseline.value != target.value:
        return GoalKind.INCREASE if target.value > baseline.value else GoalKind.DECREASE
    if sense is Sense.AT_MOST:
        return GoalKind.STAY_BELOW
    kinds = [word.meaning.kind for word in words]
    if WordKind.KEEP in kinds:
        return GoalKind.STAY_ABOVE
    if WordKind.LOWER in kinds:
        return GoalKind.DECREASE
    return GoalKind.INCREASE if WordKind.RAISE in kinds and not is_level else GoalKind.REACH
