"""The value axis of a chart of landings: from 0, or from a round figure below all of them where they would look alike, which is said."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kpi_xl.language import Text

ALIKE = 0.5
"""From 0 on, where the lowest figure is below this share of the highest."""
ABOVE = 0.18
"""Of what is drawn: room over the highest for its label."""


@dataclass(frozen=True)
class Axis:
    """In the page's units."""

    bottom: int
    top: float

    @classmethod
    def of(cls, lowest: float, highest: float, room: float) -> Axis:
        """
        Args:
            room: to leave under the lowest, of what the figures span.

        >>> Axis.of(531, 750, 0.15), Axis.of(12, 90, 0.15)
        (Axis(bottom=450, top=804.0), Axis(bottom=0, top=106.2))
        """
        bottom = 0 if lowest < ALIKE * highest else _round_below(lowest, highest, room)
        return cls(bottom, round(highest + ABOVE * (highest - bottom), 4) or 1)

    @property
    def words(self) -> Text:
        """Where it does not begin at 0."""
        return _FROM.format(bottom=f"{self.bottom:,}") if self.bottom else _NOTHING


def _round_below(lowest: float, highest: float, room: float) -> int:
    """A multiple of 1, 2 or 5, or of ten times as much, and so on."""
    span = max(highest - lowest, highest * 0.05)
    step = max(each for power in range(16) for each in (10**power, 2 * 10**power, 5 * 10**power) if each <= max(span / 4, 1))
    return max(0, math.floor((lowest - room * span) / step) * step)


_FROM, _NOTHING = Text("　縦軸は{bottom}から", "   axis from {bottom}"), Text("", "")
