"""The track of a forecast (見込みの推移): how a landing moved over the days of the month, and what moved it each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi_xl.attainment.forecast.record.moves import Moves, moved
from kpi_xl.attainment.forecast.record.point import ForecastPoint, OpenDeal

MOST_POINTS = 7


@dataclass(frozen=True)
class WonSince:
    """What one member won after a day, up to another."""

    member: str
    orders: float
    value: float  #: in the goal's unit
    deals: Mapping[tuple[str, str, str], float]  #: by customer: `OpenDeal.key` -> what was won


@dataclass(frozen=True)
class Step:
    """From one forecast to the next."""

    before: ForecastPoint
    now: ForecastPoint
    moves: Moves
    won: tuple[WonSince, ...]  #: whoever won anything, most first

    @property
    def new_deals(self) -> tuple[OpenDeal, ...]:
        """Open now, and not before."""
        known = {each.key for each in self.before.deals}
        return tuple(each for each in self.now.deals if each.key not in known)

    @property
    def gone_deals(self) -> tuple[OpenDeal, ...]:
        """Open before, and neither open nor won now: lost, or put off to another month."""
        known = {each.key for each in self.now.deals}.union(*(each.deals for each in self.won))
        return tuple(each for each in self.before.deals if each.key not in known)

    @classmethod
    def of(cls, before: ForecastPoint, now: ForecastPoint, won: Sequence[WonSince]) -> Step:
        brought = {key: value for each in won for key, value in each.deals.items()}
        ordered = sorted((each for each in won if each.orders or each.value), key=lambda each: (-each.value, each.member))
        return cls(before, now, moved(before, now, brought), tuple(ordered))


    @classmethod
    def together(cls, before: ForecastPoint, now: ForecastPoint, parts: Sequence[Step], won: Sequence[WonSince]) -> Step:
        """Of several goals in one, each with its own size of an order, where each has a step between the same days."""
        moves = Moves.together([each.moves for each in parts], before.landing, now.landing)
        return replace(cls.of(before, now, won), moves=moves)


@dataclass(frozen=True)
class ForecastTrack:
    """The forecasts of one goal in one month."""

    points: tuple[ForecastPoint, ...]  #: by day, today's last; at most `MOST_POINTS`
    steps: tuple[Step, ...]  #: from each point to the next

    @property
    def now(self) -> ForecastPoint:
        return self.points[-1]

    def step(self, before: date, now: date) -> Step | None:
        """From one of its days to the next; None where it has no such step."""
        return next((each for each in self.steps if (each.before.as_of, each.now.as_of) == (before, now)), None)

    @property
    def last_step(self) -> Step | None:
        """Since last time; None where there is no earlier forecast."""
        return self.steps[-1] if self.steps else None

    @property
    def is_kept(self) -> bool:
        """True where the earlier points are what reports of those days said; else they are worked out from the log."""
        return len(self.points) > 1 and all(each.is_kept for each in self.points[:-1])


def spread_days(days: Sequence[date]) -> list[date]:
    """At most `MOST_POINTS` working days, evenly apart (at least every second), the last one always.

    >>> [day.day for day in spread_days([date(2026, 11, day) for day in range(1, 11)])]
    [2, 4, 6, 8, 10]
    """
    step = max(2, -(-len(days) // MOST_POINTS))
    return list(days[::-1][::step][::-1])


def thinned(points: Sequence[ForecastPoint], most: int) -> list[ForecastPoint]:
    """At most *most* of them, evenly apart, the first and the last always."""
    if len(points) <= most:
        return list(points)
    return [points[round(place * (len(points) - 1) / (most - 1))] for place in range(most)]
