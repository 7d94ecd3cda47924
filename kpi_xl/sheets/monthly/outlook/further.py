"""The table's columns beside the attainment of a month that is not over: pace, and what each day must bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from kpi_xl.attainment.report.model import AttainmentRow
from kpi_xl.attainment.report.pacing import STEPS, grows
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.table import ACTUAL, FURTHER, GAP, TARGET, KpiTable
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Course:
    """How far the month has come, in cells that the formulas read."""

    share_cell: str  #: what is usually done by now
    left_cell: str  #: working days that remain
    share: float
    left: int


@dataclass(frozen=True)
class RunningMonth:
    """Pace against what is due by now, and what each remaining day must bring."""

    course: Course
    paced: Mapping[str, float | None]  #: KPI id -> attainment of what is due by now
    heads: ClassVar = {GAP: Text("ペース比", "Pace"), FURTHER: Text("残り1日あたり", "Needed per day")}

    def draw(self, table: KpiTable, place: int, row: AttainmentRow) -> None:
        sheet, kpi, at = table.sheet, row.kpi, table.first_row + place
        needed_style = looks.number_style(kpi.unit.number_format(1 if kpi.unit is Unit.COUNT else kpi.decimals))
        if not grows(kpi):
            sheet.number(at, GAP, None, looks.RATE)
            sheet.number(at, FURTHER, None, needed_style)
            return
        target, actual = table.cell(TARGET, place), table.cell(ACTUAL, place)
        due = formulas.due(target, self.course.share_cell, STEPS.get(kpi.unit))
        rate = self.paced[kpi.id] if row.rate is not None else None
        sheet.formula(at, GAP, formulas.pace(target, actual, due), rate, looks.RATE)
        formula = formulas.needed(target, actual, self.course.left_cell)
        sheet.formula(at, FURTHER, formula, needed_per_day(row, self.course.left), needed_style)


def needed_per_day(row: AttainmentRow, left: int) -> float | None:
    """The twin of `formulas.needed`."""
    if row.target is None or row.actual is None or left <= 0:
        return None
    return max(0.0, row.target - row.actual) / left
