"""Shares that people gave: they are the whole, or leave some of it to those who were given none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

SLACK = 0.005
"""33.3% three times is meant to be the whole."""
DIGITS = 9
"""A sum of shares is judged without the dust of its binary fractions."""


class ShareFault(Enum):
    """What is wrong with the shares of a role."""

    OVER = "over"  #: more than the whole is given away
    UNDER = "under"  #: everybody has a share, and some of the whole is nobody's


def share_fault(shares: Sequence[float | None]) -> ShareFault | None:
    """The fault of the shares of everybody in a role, None for a member without one.

    >>> share_fault([0.7, 0.5]), share_fault([0.2, 0.2]), share_fault([0.2, None]), share_fault([1 / 3] * 3)
    (<ShareFault.OVER: 'over'>, <ShareFault.UNDER: 'under'>, None, None)
    """
    given = [share for share in shares if share is not None]
    total = round(math.fsum(given), DIGITS)
    if total > 1 + SLACK:
        return ShareFault.OVER
    is_all = bool(given) and len(given) == len(shares)
    return ShareFault.UNDER if is_all and total < 1 - SLACK else None
