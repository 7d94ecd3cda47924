"""Existing customers: renewals first, then what is left by added orders; and a meeting with each of them.

No sales funnel: nobody works back through a win rate and calls to customers whom the company has already.
"""

from __future__ import annotations

import math

from kpi_xl.language import Text
from kpi_xl.rounding import round_up
from kpi_xl.targets.company.lanes import Step
from kpi_xl.targets.company.model import Company
from kpi_xl.targets.reverse import required_deals

RENEWALS = Step("renewals", Text("更新", "Renewals"))
ADDED = Step("added", Text("追加の受注", "Expansion deals"))
CUSTOMER_MEETINGS = Step("customer_meetings", Text("顧客面談", "Customer meetings"))


def renewals(due: float, rate: float) -> float:
    """How many of the customers that are due are expected to renew, to the nearest whole one.

    >>> renewals(25, 0.8), renewals(5, 0.5)
    (20.0, 3.0)
    """
    return float(math.floor(due * rate + 0.5 + 1e-9))


def added_orders(amount: float, renewed: float, renewal_amount: float, added_amount: float) -> float:
    """The orders from upselling and cross-selling that the renewals leave of an amount, rounded up.

    >>> added_orders(3_000_000, 20, 120_000, 150_000), added_orders(2_000_000, 20, 120_000, 150_000)
    (4.0, 0.0)
    """
    return float(required_deals(max(0.0, amount - renewed * renewal_amount), added_amount))


def customer_meetings(customers: float, each: float) -> float:
    """The month's meetings with customers, *each* that often, rounded up.

    >>> customer_meetings(40, 1), customer_meetings(25, 0.5)
    (40.0, 13.0)
    """
    return float(round_up(customers * each))


def customer_counts(amount: float, company: Company) -> list[tuple[Step, float]]:
    """The links that follow from the existing customers' *amount*."""
    inputs = company.inputs
    renewed = renewals(inputs["CUSTOMERS_DUE"], inputs["RENEWAL_RATE"])
    added = added_orders(amount, renewed, inputs["RENEWAL_AMOUNT"], inputs["ADDED_AMOUNT"])
    meetings = customer_meetings(inputs["CUSTOMERS"], inputs["MEETINGS_PER_CUSTOMER"])
    return [(RENEWALS, renewed), (ADDED, added), (CUSTOMER_MEETINGS, meetings)]
