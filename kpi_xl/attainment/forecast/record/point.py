"""A forecast as it stood on one day: the landing in its three parts, its ranges, and what the next one is compared with.

Points come from the store, where a report of that day kept them, or are worked out again from the log's rows up to that day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.rounding import is_zero

__all__ = ["ForecastPoint", "OpenDeal"]


@dataclass(frozen=True)
class ForecastPoint:
    """What was forecast of one goal on one day, in its KPI's unit."""

    as_of: date  #: the last day that counted
    target: float | None
    won: float  #: done by then
    orders: float  #: that it came from; of counts, the same
    open: float  #: expected of the deals that were open; 0 where they are not part of the forecast
    to_come: float  #: expected of what was not known yet
    orders_to_come: float
    low_80: float
    high_80: float
    low_90: float
    high_90: float
    chance: float | None  #: of making the target; None without one
    is_pace: bool = False  #: ペース換算
    is_kept: bool = False  #: by a report of that day; else worked out from the log as it is now
    deals: tuple[OpenDeal, ...] = field(default=(), repr=False)  #: that were open

    @property
    def landing(self) -> float:
        return self.won + self.open + self.to_come

    @property
    def size(self) -> float:
        """Of an order that is to come, in the goal's unit; 0 where none is."""
        return 0.0 if is_zero(self.orders_to_come) else self.to_come / self.orders_to_come
