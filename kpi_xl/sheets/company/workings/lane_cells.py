"""Where each lane of the chain stands on 計算: its weights, and what each link asks."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.sheets.company.parts.seats import Seat
from kpi_xl.sheets.company.workings.layout import LANE_FIELDS, LINK_FIELDS, lane_starts
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.targets.company.lanes import Lane
from kpi_xl.units import Unit


@dataclass(frozen=True)
class LaneCells:
    """Where a lane stands: the columns of its weights and of each link."""

    lane: Lane
    seats: tuple[Seat, ...]
    first: int

    @property
    def weight(self) -> int:
        return self.first

    @property
    def typed(self) -> int:
        """The share of the amount that is typed for a team that has people here."""
        return self.first + 1

    @property
    def spread(self) -> int:
        """By what the first link is spread."""
        return self.first + 2

    @property
    def alone(self) -> int:
        return self.first + 3

    def exact(self, place: int) -> int:
        return self.first + LANE_FIELDS + LINK_FIELDS * place

    def rest(self, place: int) -> int:
        return self.exact(place) + 1

    def part(self, place: int) -> int:
        return self.exact(place) + 2

    @property
    def is_amount(self) -> bool:
        return self.lane.links[0].step.unit is Unit.YEN


def lane_cells(workings: Workings) -> tuple[LaneCells, ...]:
    """The lanes side by side, right of what the teams have of their own."""
    found: list[LaneCells] = []
    starts = lane_starts([len(lane.links) for lane in workings.chain.lanes])
    for lane, col in zip(workings.chain.lanes, starts, strict=False):
        found.append(LaneCells(lane, workings.seats_of(lane), col))
    return tuple(found)
