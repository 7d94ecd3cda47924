"""Where a KPI table stands, and what its columns hold.

The first columns say how things stand: of a month that is over against its targets, of one that is not against what is due by
now. Behind a gutter a month that is not over has its targets, and where it is heading; one that is over has those before it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.attainment.report.model import AttainmentRow
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Kpi
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area, area
from kpi_xl.sheets.live.values import Live, cell, number, product
from kpi_xl.sheets.monthly.parts import formulas
from kpi_xl.units import Unit

NAME, UNIT, DUE, ACTUAL, GAP, RATE, BAR, SIGN = range(1, 9)
TARGET, LANDING, A_DAY = range(10, 13)
"""Of a month that is not over."""
BEFORE, YEAR_BEFORE = TARGET, LANDING
"""Of a month that is over, whose targets stand in DUE."""
GUTTERS, NOTE = (9, 13), 14
SAME_SHARE = 1e-9
"""What a quotient of floats may differ by."""

@dataclass(frozen=True)
class Running:
    """A month that is not over: how far it has come, in cells that the formulas read."""

    share: Live  #: of its working days, that are over
    left: Live  #: working days that remain
    landing: Live  #: of the KGI


@dataclass(frozen=True)
class KpiTable:
    """Where a drawn table stands."""

    sheet: Canvas
    first_row: int
    rows: tuple[AttainmentRow, ...]
    running: Running | None = None
    per_yen: float = 1  #: in how many yen amounts are told

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        return tuple(row.kpi for row in self.rows)

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    @property
    def target_col(self) -> int:
        """Where the month's targets stand."""
        return TARGET if self.running else DUE

    def place_of(self, kpi_id: str) -> int | None:
        """Which of the table's KPIs that is; None where it does not list it."""
        return next((place for place, kpi in enumerate(self.kpis) if kpi.id == kpi_id), None)

    @cached_property
    def scales(self) -> tuple[float, ...]:
        """In how many of its unit each KPI is told."""
        return tuple(self.per_yen if row.kpi.unit is Unit.YEN else 1 for row in self.rows)

    def cell(self, col: int, place: int = 0) -> Live:
        """A cell of the KPI at *place*, on its own sheet, as the table tells it."""
        return cell(self.address(col, place), self._shown(place, col))

    def value(self, col: int, place: int = 0) -> Live:
        """What a cell says, in the KPI's own unit; no number where the cell holds a dash."""
        told, scale = self.cell(col, place), self.scales[place]
        return told if scale == 1 else product(told, number(scale))

    def target(self, place: int = 0) -> Live:
        """The month's target of the KPI at *place*, in its own unit."""
        return self.value(self.target_col, place)

    def address(self, col: int, place: int = 0) -> str:
        return self.sheet.a1(self.first_row + place, col, fixed=True)

    def column(self, col: int, skip: int = 0) -> Area:
        """A column, *skip* KPIs left out on top."""
        first, last = (self.address(col, place) for place in (skip, len(self.rows) - 1))
        return area(f"{first}:{last}", [self._shown(place, col) for place in range(skip, len(self.rows))])

    def far_area(self, col: int, skip: int = 0) -> Area:
        """`column`, from another sheet."""
        place = self.sheet.reference(self.first_row + skip, col, self.last_row, col)
        return area(place, [self._shown(row, col) for row in range(skip, len(self.rows))])

    def far(self, col: int, place: int = 0) -> Live:
        """`cell`, from another sheet."""
        return cell(self.sheet.reference(self.first_row + place, col), self._shown(place, col))

    @property
    def far_rates(self) -> dict[str, Live]:
        """KPI id -> what its sign judges, from another sheet."""
        return {kpi.id: self.far(RATE, place) for place, kpi in enumerate(self.kpis)}

    def far_column(self, col: int) -> str:
        return self.sheet.reference(self.first_row, col, self.last_row, col)

    def share(self, place: int, running: Running) -> Live:
        """What part of a target is due: as of the goal, or of this KPI alone where people of different days add up to another."""
        row = self.rows[place]
        share = row.due / row.target if row.target and row.due is not None else None
        if share is None or math.isclose(share, float(running.share.value), rel_tol=SAME_SHARE, abs_tol=SAME_SHARE):
            return running.share
        return number(share)

    def scaled(self, place: int, value: float | None) -> float | None:
        """*value* as the table tells it."""
        return value if value is None or self.scales[place] == 1 else value / self.scales[place]

    def _shown(self, place: int, col: int) -> float | str | None:
        """What a column shows of a row."""
        row = self.rows[place]
        if col == RATE:
            return row.pace
        if col == SIGN:
            return row.status.value if row.status else None
        if col == NAME:
            return str(row.kpi.label)
        if col == A_DAY:
            return self._needed(place)
        return self.scaled(place, row.actual if col == ACTUAL else row.due if col == DUE else row.target)

    def _needed(self, place: int) -> float | str | None:
        """What each remaining day must bring."""
        row = self.rows[place]
        if self.running is None or not is_told_by_day(row.kpi):
            return None
        return formulas.needed(self.cell(TARGET, place), self.cell(ACTUAL, place), self.running.left).value


def is_told_by_day(kpi: Kpi) -> bool:
    """True of counts and yen that add up over the month."""
    return grows(kpi) and kpi.unit in (Unit.COUNT, Unit.YEN)
