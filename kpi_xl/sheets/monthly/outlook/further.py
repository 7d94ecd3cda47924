"""The table's columns beside the attainment of a month that is not over: pace, and what each day must bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kpi_xl.attainment.report.model import AttainmentRow
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.table import ACTUAL, FURTHER, GAP, RATE, TARGET, KpiTable
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Course:
    """How far the month has come, in cells that the formulas read."""

    share: Live  #: of the month's working days, that are over
    left: Live  #: working days that remain


@dataclass(frozen=True)
class RunningMonth:
    """Pace against what is due by now, and what each remaining day must bring."""

    course: Course
    judged = GAP
    heads: ClassVar = {GAP: Text("ペース比", "Pace"), FURTHER: Text("残り1日あたり", "Needed per day")}

    def draw(self, table: KpiTable, place: int, row: AttainmentRow) -> None:
        sheet, kpi, at = table.sheet, row.kpi, table.first_row + place
        needed_style = looks.number_style(kpi.unit.number_format(1 if kpi.unit is Unit.COUNT else kpi.decimals))
        if not grows(kpi):
            sheet.live(at, GAP, table.cell(RATE, place), looks.RATE)
            sheet.number(at, FURTHER, None, needed_style)
            return
        target, actual = table.cell(TARGET, place), table.cell(ACTUAL, place)
        due = formulas.due(target, self.course.share)
        sheet.live(at, GAP, formulas.pace(target, actual, due), looks.RATE)
        sheet.live(at, FURTHER, formulas.needed(target, actual, self.course.left), needed_style)

    def needed(self, table: KpiTable, place: int = 0) -> Live:
        """The cell of what each remaining day must bring."""
        a_day = formulas.needed(table.cell(TARGET, place), table.cell(ACTUAL, place), self.course.left)
        return cell(table.address(FURTHER, place), a_day.value if grows(table.kpis[place]) else None)
