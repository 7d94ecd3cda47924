"""Existing customers: renewals first, then what is left by added deals; and a meeting with each of them.

No sales funnel: nobody works back through a win rate and calls to customers whom the company has already.
"""

from __future__ import annotations

import math

from kpi_xl.rounding import SMALLEST, round_up
from kpi_xl.targets.reverse import required_deals


def renewals(due: float, rate: float) -> float:
    """How many of the customers that are due are expected to renew, to the nearest whole one, halves up.

    >>> renewals(25, 0.8), renewals(5, 0.5), renewals(25, 0.58)
    (20.0, 3.0, 15.0)
    """
    return float(math.floor(due * rate + 0.5 + SMALLEST))


def added_deals(amount: float, renewed: float, renewal_amount: float, added_amount: float) -> float:
    """The deals from upselling and cross-selling that the renewals leave of an amount, rounded up.

    >>> added_deals(3_000_000, 20, 120_000, 150_000), added_deals(2_000_000, 20, 120_000, 150_000)
    (4.0, 0.0)
    """
    return float(required_deals(max(0.0, amount - renewed * renewal_amount), added_amount))


def customer_meetings(customers: float, each: float) -> float:
    """The month's meetings with customers, *each* that often, rounded up.

    >>> customer_meetings(40, 1), customer_meetings(25, 0.5)
    (40.0, 13.0)
    """
    return float(round_up(customers * each))
