"""How much is measured: whole, or next to nothing where `KPI_XL_BENCH=tiny`, to see that every benchmark still runs."""

from __future__ import annotations

import os

TINY = os.environ.get("KPI_XL_BENCH") == "tiny"
"""Processes that a benchmark starts inherit it."""


def sized(whole: int, tiny: int = 1) -> int:
    """The number to measure with."""
    return tiny if TINY else whole
