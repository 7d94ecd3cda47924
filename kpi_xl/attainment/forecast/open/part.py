"""Open part: what is expected of the open deals of somebody, or of several together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class OpenPart:
    """What is expected of the open deals of somebody."""

    orders: float  #: expected wins
    orders_variance: float
    value: float  #: expected, in the goal's unit
    value_variance: float
    nothing: float  #: probability that none is won
    error: float = 0.0  #: relative variance of what is known of the chances, which all deals share

    @classmethod
    def of(cls, deals: Sequence[OpenDeal], spread: float, error: float = 0.0) -> OpenPart:
        """The part of *deals*.

        Args:
            spread: variance of what a win of a deal without a listed amount brings.
            error: see `OpenPart.error`.
        """
        return cls(
            exact_sum(each.chance for each in deals),
            exact_sum(each.chance * (1 - each.chance) for each in deals),
            exact_sum(each.expected for each in deals),
            exact_sum(each.chance * ((1 - each.chance) * each.worth**2 + (0.0 if each.amount else spread)) for each in deals),
            math.prod(1 - each.chance for each in deals), error,
        )  # fmt: skip

    @classmethod
    def together(cls, parts: Sequence[OpenPart]) -> OpenPart:
        orders, orders_variance, value, value_variance = (
            exact_sum(getattr(each, name) for each in parts) for name in ("orders", "orders_variance", "value", "value_variance")
        )
        return cls(orders, orders_variance, value, value_variance, math.prod(each.nothing for each in parts), max(each.error for each in parts))
