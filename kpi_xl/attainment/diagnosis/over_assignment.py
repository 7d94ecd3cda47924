"""Over-assignment: how much more than the team's goal its members must aim at together for the team to make it.

Members who each aim at their part reach it about every other time, and so does the team. Each rung of the ladder adds a
percentage to all parts; each member then makes the trials that bring the part on average, and the successes are
beta-binomial. Members count as independent: where a market moves all of them, the true probability is nearer to 50%.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.chance.beta_binomial import probabilities
from kpi_xl.chance.pooling import Forecast
from kpi_xl.rounding import exact_sum, round_up
from kpi_xl.targets import allocate, required_count

MOST_OVER = 1.0
"""Twice the goal: beyond it the plan is wrong, not its margin."""
EXACT_UP_TO = 2_000
"""Trials of everybody together up to which the sum is convolved exactly; beyond, the normal is right to half a point."""


@dataclass(frozen=True)
class Rung:
    """One step of the ladder."""

    over: float  #: 0.2: the members' targets add up to 120% of the goal
    targets: tuple[int, ...]  #: successes that each member aims at
    trials: tuple[int, ...]  #: that bring them on average
    probability: float  #: that the team makes its goal


def rung(goal: int, forecasts: Sequence[Forecast], shares: Sequence[float], over: float) -> Rung:
    """The team's chance where all parts are raised by *over*.

    Args:
        goal: successes that the team must reach.
        forecasts: of the members' rates.
        shares: of the goal, as weights.
    """
    targets = [int(part) for part in allocate(float(round_up(goal * (1 + over))), shares)]
    trials = [int(count) for count in required_count(targets, [forecast.mean for forecast in forecasts])]
    return Rung(over, tuple(targets), tuple(trials), team_probability(goal, trials, forecasts))


def over_needed(goal: int, forecasts: Sequence[Forecast], shares: Sequence[float], confidence: float) -> Rung | None:
    """The lowest rung, in whole percents, on which the team makes its goal with *confidence*; None up to twice the goal."""
    low, high = -1, round(100 * MOST_OVER)
    if rung(goal, forecasts, shares, high / 100).probability < confidence:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        enough = rung(goal, forecasts, shares, middle / 100).probability >= confidence
        low, high = (low, middle) if enough else (middle, high)
    return rung(goal, forecasts, shares, high / 100)


def team_probability(goal: int, trials: Sequence[int], forecasts: Sequence[Forecast]) -> float:
    """The probability that the members' successes add up to *goal* or more."""
    if exact_sum(trials) > EXACT_UP_TO:
        return _normal(goal, trials, forecasts)
    total = _sum_of([probabilities(number, each.alpha, each.beta) for number, each in zip(trials, forecasts, strict=True)])
    return float(min(1.0, total[goal:].sum()))


def _sum_of(parts: Sequence[Any]) -> Any:
    """The distribution of a sum, by convolution; small ones first, so that the long arrays meet last."""
    import numpy as np  # late: the command line starts without it

    waiting = sorted(parts, key=len)
    while len(waiting) > 1:
        pairs = [np.convolve(*waiting[place : place + 2]) for place in range(0, len(waiting) - 1, 2)]
        waiting = pairs + waiting[len(waiting) // 2 * 2 :]
    return waiting[0] if waiting else np.ones(1)


def _normal(goal: int, trials: Sequence[int], forecasts: Sequence[Forecast]) -> float:
    """The normal approximation with continuity correction."""
    mean = exact_sum(number * each.mean for number, each in zip(trials, forecasts, strict=True))
    variance = exact_sum(
        number * each.mean * (1 - each.mean) * (1 + (number - 1) / (each.weight + 1))
        for number, each in zip(trials, forecasts, strict=True)
    )
    return 0.5 * math.erfc((goal - 0.5 - mean) / math.sqrt(2 * variance))
