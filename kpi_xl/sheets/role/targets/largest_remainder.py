"""The working out of a largest-remainder allocation, as cells show it: the twins of the formulas, in Python.

Binary dust is forgiven as the formulas forgive it, so that every cell has its true value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.sheets.role.parts.formulas import DUST

TOLERANCE = float(DUST)


@dataclass(frozen=True)
class WorkedShare:
    """One row of the working out."""

    share: float
    floor: int
    remainder: float
    rank: int


def worked_shares(total: float, weights: Sequence[float], counts: Sequence[bool] | None = None) -> list[WorkedShare]:
    """The working out of *total* spread by *weights*; rows that do not count have no rank of their own."""
    whole = math.fsum(weights)
    shares = [total * weight / whole if whole else 0.0 for weight in weights]
    floors = [math.floor(share + TOLERANCE) for share in shares]
    rests = [round(share - floor, 6) for share, floor in zip(shares, floors, strict=True)]
    counted = list(counts) if counts is not None else [True] * len(shares)
    return [
        WorkedShare(
            shares[row],
            floors[row],
            rests[row],
            1 + sum(_precedes(rests, other, row) for other in range(len(rests)) if counted[other]),
        )
        for row in range(len(shares))
    ]


def _precedes(remainders: Sequence[float], other: int, row: int) -> bool:
    """Whether the other row's remainder gets a step before this row's."""
    difference = remainders[other] - remainders[row]
    return difference > TOLERANCE or (abs(difference) <= TOLERANCE and other < row)
