"""Pieces of formulas that the workings write alike."""

from __future__ import annotations

from datetime import date

from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.live.values import literal

NONE = literal(NOTHING)
"""What a formula gives where there is nothing: a cell that carries "" cannot be told from one that carries no value."""
DUST = "0.000002"
"""Below this two remainders are equal: far above binary dust, far below any real difference."""


def serial(day: date) -> int:
    """A day as Excel counts it.

    >>> serial(date(2026, 12, 1))
    46357
    """
    return (day - date(1899, 12, 30)).days


def floor(share: str) -> str:
    """The whole part of a share, binary dust forgiven."""
    return f"INT({share}+{DUST})"
