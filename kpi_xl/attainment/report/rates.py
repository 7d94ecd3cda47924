"""Attainment: what was reached of a target, and how it reads.

Never capped. Lower-is-better is 2 - actual/target; a zero target (`kpi_xl.rounding.is_zero`) is pass or fail (1 or 0). A rate that
cannot be had (nothing measured, no target) is NaN in arrays and None in rows. Scalars and arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum
from typing import Any

from kpi_xl.rounding import SMALLEST, exact_sum, is_zero
from kpi_xl.targets import Thresholds

DUST = 9
"""Decimals that rates are rounded to before they meet a threshold: 0.1 + 0.7 is 0.7999999999999999."""


class Status(Enum):
    """How an attainment reads: a sign that survives a black-and-white printer."""

    GOOD = "○"
    FAIR = "△"
    POOR = "×"


def attainment(actual: Any, target: Any, lower_is_better: Any = False) -> Any:
    """Return actual / target, or 2 - actual / target where lower is better.

    >>> float(attainment(24, 30)), round(float(attainment(0.04, 0.05, True)), 9), float(attainment(0, 0, True))
    (0.8, 1.2, 1.0)
    """
    import numpy as np  # late: the command line starts without it

    done, wanted = np.asarray(actual, dtype=float), np.asarray(target, dtype=float)
    lower = np.asarray(lower_is_better, dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = done / np.where(is_zero(wanted), 1.0, wanted)
    passed = np.where(lower, done < SMALLEST, done > -SMALLEST).astype(float)
    rate = np.where(is_zero(wanted), passed, np.where(lower, 2 - quotient, quotient))
    return np.where(np.isnan(done) | np.isnan(wanted), np.nan, rate)


def attainment_of(actual: float, target: float, lower_is_better: bool = False) -> float:
    """`attainment` of two plain numbers, in a twentieth of the time.

    >>> attainment_of(24, 30), round(attainment_of(0.04, 0.05, True), 9), attainment_of(0, 0, True)
    (0.8, 1.2, 1.0)
    """
    if is_zero(target):
        return float(actual < SMALLEST if lower_is_better else actual > -SMALLEST)
    return 2 - actual / target if lower_is_better else actual / target


def status_of(rate: float | None, thresholds: Thresholds = Thresholds()) -> Status | None:
    """The sign of one attainment; None where there is none.

    >>> status_of(0.999), status_of(1.0), status_of(0.5), status_of(None)
    (<Status.FAIR: '△'>, <Status.GOOD: '○'>, <Status.POOR: '×'>, None)
    """
    if rate is None:
        return None
    rounded = round(rate, DUST)
    if rounded >= thresholds.good:
        return Status.GOOD
    return Status.FAIR if rounded >= thresholds.fair else Status.POOR


def gap(actual: Any, target: Any, lower_is_better: Any = False) -> Any:
    """How far on the good side of the target: positive is better than planned, in the KPI's unit.

    >>> float(gap(24, 30)), float(gap(0.04, 0.05, True)) > 0
    (-6.0, True)
    """
    import numpy as np  # late: the command line starts without it

    difference = np.asarray(actual, dtype=float) - np.asarray(target, dtype=float)
    return np.where(np.asarray(lower_is_better, dtype=bool), -difference, difference)


def share_attaining(rates: Iterable[float], threshold: float = 0.8) -> float | None:
    """The share of *rates* at *threshold* or above; blanks (NaN) do not count, None where nothing counts.

    >>> share_attaining([1.1, 0.8, 0.79, float("nan")])
    0.6666666666666666
    """
    reached = [round(rate, DUST) >= threshold for rate in rates if not math.isnan(rate)]
    return exact_sum(reached) / len(reached) if reached else None
