"""Attainment and its sign: plain Excel that computes what attainment/report/rates.py computes.

A dash where there is nothing to compare.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.report.rates import DUST, Status
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.rounding import SMALLEST
from kpi_xl.sheets.live.areas import count
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    choice,
    compared,
    difference,
    greater,
    is_number,
    number,
    product,
    quotient,
    rounded,
    text,
)
from kpi_xl.units import Unit

ZERO, ONE, TWO, HUNDRED, SMALL = map(number, (0, 1, 2, 100, SMALLEST))
SIGNS = tuple(text(status.value) for status in Status)


@dataclass(frozen=True)
class Limits:
    """The thresholds, where they stand."""

    good: Live
    fair: Live


def rate(target: Live, actual: Live, direction: Direction) -> Live:
    """Attainment: actual / target, or 2 - actual / target where lower is better; pass or fail at a zero target."""
    is_lower, share = direction is Direction.LOWER, quotient(actual, target)
    attained = difference(TWO, share) if is_lower else share
    return if_both(target, actual, choice(is_zero(target), passed(actual, is_lower), attained))


def is_zero(value: Live) -> Live:
    """`kpi_xl.rounding.is_zero` of what is not negative, as targets are."""
    return compared(value, "<", SMALL)


def passed(actual: Live, is_lower: bool = False) -> Live:
    """Attainment at a zero target: 1 where it is kept, else 0."""
    kept = compared(actual, "<", SMALL) if is_lower else compared(actual, ">", number(-SMALLEST))
    return choice(kept, ONE, ZERO)


def sign(rate: Live, limits: Limits) -> Live:
    """○, △ or × of a rate."""
    good, fair, poor = SIGNS
    reached = rounded(rate, DUST)
    judged = choice(compared(reached, ">=", limits.good), good, choice(compared(reached, ">=", limits.fair), fair, poor))
    return choice(is_number(rate), judged, DASH)


def if_both(first: Live, second: Live, found: Live) -> Live:
    """*found* where both are numbers."""
    return choice(compared(count(first, second), "<", TWO), DASH, found)


def gap(target: Live, actual: Live, kpi: Kpi) -> Live:
    """How far on the good side of the target; rates in points."""
    ahead = difference(target, actual) if kpi.direction is Direction.LOWER else difference(actual, target)
    return if_both(target, actual, rounded(product(ahead, HUNDRED) if kpi.unit is Unit.RATE else ahead, DUST))


# --- of a month that is not over, what attainment/report/pacing.py computes ------------------------------------------


def due(target: Live, share: Live) -> Live:
    """What of a target that grows is due where *share* of the month's working days are over."""
    return product(target, share)


def pace(target: Live, actual: Live, due_by_now: Live) -> Live:
    """Attainment of what is due by now; a dash where nothing is due yet of a target."""
    at_zero = choice(is_zero(target), passed(actual), DASH)
    return if_both(target, actual, choice(is_zero(due_by_now), at_zero, quotient(actual, due_by_now)))


def needed(target: Live, actual: Live, days_left: Live) -> Live:
    """Amount needed per remaining working day; 0 once the target is made."""
    a_day = quotient(greater(ZERO, difference(target, actual)), days_left)
    return if_both(target, actual, choice(compared(days_left, ">", ZERO), a_day, DASH))
