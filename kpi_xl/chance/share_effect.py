"""The effect on shares: how much the share of a month that is done by some day differs from month to month.

One month begins with a holiday week, another ends with a campaign: of a total n the share done by a day that usually sees s
differs by s (1 - s) / n where counting alone does it, and beyond that by so many times s (1 - s): for everybody's months
alike, and for each team's own. A grid of both is weighed as that of `kpi_xl.chance.common_effect`, by the chances of a normal: of
the teams' mean, and of each team's way from it, which do not depend on one another. Several days of one month tell little
more than one does: each counts for its part (a composite likelihood; Varin, Reid and Firth, Statistica Sinica 21 (2011) 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from kpi_xl.chance.common_effect import SHARES, SHARES_BEFORE, Effect

GRID = (0.02, 0.05, 0.1, 0.2, 0.32, 0.5)
"""Spreads of the share, so many times s (1 - s): half a point to 13 points at mid-month."""
BEFORE = (0.5, 1, 1.5, 2.5, 3, 1.5)
"""How far each is believed before a month was seen."""
LEAST_COUNT = 5
"""Of fewer counts in a month the share done by some day says nothing."""

Point = tuple[float, float]
"""What a team had counted by the day, and in the whole month."""


@dataclass(frozen=True)
class Check:
    """One day of one month."""

    share: float  #: that is usually done by it, within 0 and 1
    points: Sequence[Point]  #: of the teams


def share_effect(checks: Sequence[Check], weight: float = 1.0, fitted: int = 0) -> Effect:
    """The relative variances of the share, everybody's and each team's own: of (s (1 - s))^2.

    Args:
        weight: of each check, where several are of one month.
        fitted: the number of months whose mean the usual shares are; 0: of none. They lie nearer to their own mean than others will.
    """
    import numpy as np  # late: the command line starts without it

    spread, part = (np.array(each) for each in zip(*product(GRID, SHARES), strict=True))
    everybody, own = spread**2 * part, spread**2 * (1 - part)
    nearer = 1 - 1 / fitted if fitted > 1 else 1.0
    merit = np.log(np.outer(BEFORE, SHARES_BEFORE)).ravel()
    for check in checks:
        points = np.array([point for point in check.points if point[1] >= LEAST_COUNT])
        if len(points):
            unit = (check.share * (1 - check.share)) ** 2
            merit = merit + weight * _log_chance(points, check.share, everybody * unit, own * unit, nearer)
    weights = np.exp(merit - merit.max())
    weights /= weights.sum()
    return Effect(float((weights * everybody).sum()), float((weights * own).sum()))


def _log_chance(points: Any, share: float, everybody: Any, own: Any, nearer: float) -> Any:
    import numpy as np

    done, total = points[:, :1], points[:, 1:]
    parts = total / total.sum()
    mean = done.sum() / total.sum()
    variance = (everybody + own * (parts**2).sum()) * nearer + share * (1 - share) / total.sum()
    merit = -(np.log(variance) + (mean - share) ** 2 / variance) / 2
    number = len(total)
    if number > 1:
        single = own + share * (1 - share) / total  # of each team, around the mean of all
        merit = merit - ((1 - 1 / number) * np.log(single) + (done / total - mean) ** 2 / single).sum(axis=0) / 2
    return merit
