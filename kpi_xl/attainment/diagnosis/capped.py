"""Capping: no part of a gap costs more than the whole goal; what a part lost beyond it was gained beside it before."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.rounding import exact_sum

ROUNDING = 1
"""Yen by which gains may miss the excess, where one of them is what rounding left."""


def capped(parts: Sequence[float], goal: float) -> list[float]:
    """The parts of a gap with the same sum, no loss larger than *goal*; the excess is taken off the gains, each in proportion.

    A hundred meetings where thirty were due gain more than the goal, and losing all of them loses it again: neither was ever there.
    The sum is never below ``-goal`` while nobody brings less than nothing, so the gains suffice; where refunds exceed what was won
    they do not, and the parts stay as they are.

    >>> capped([-12, 8, 6], 5), capped([-3, 1], 5)
    ([-5.0, 4.0, 3.0], [-3, 1])
    """
    excess = exact_sum(-goal - part for part in parts if part < -goal)
    gains = exact_sum(part for part in parts if part > 0)
    if not excess or not gains or excess > gains + ROUNDING:
        return list(parts)
    kept = max(0.0, 1 - excess / gains)
    return [part * kept if part > 0 else max(part, -float(goal)) for part in parts]
