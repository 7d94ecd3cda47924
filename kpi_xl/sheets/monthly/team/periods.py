"""累計 of a team: each role's goal in the month, quarter, half-year and fiscal year to date, against plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.company.course import PeriodToDate
from kpi_xl.attainment.company.model import TeamStanding
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.definitions import Direction
from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import DASH, Live, cell, difference
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.header import SECTION_HEIGHT, draw_section
from kpi_xl.sheets.monthly.parts.signs import colour_signs, mute_dashes
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.styles import ROW_HEIGHT
from kpi_xl.units import Unit

ROLE, LABEL, PLAN, DUE, ACTUAL, GAP, PACE, SIGN = range(1, 9)


@dataclass(frozen=True)
class TeamPeriods:
    """The courses of a team's roles that add up over the months."""

    standings: Sequence[TeamStanding]

    @property
    def rows(self) -> list[tuple[TeamStanding, PeriodToDate]]:
        return [(each, period) for each in self.standings if each.course for period in each.course.periods]

    @property
    def height(self) -> int:
        """Points: heading, head, rows, white."""
        return SECTION_HEIGHT + HEAD_HEIGHT + (len(self.rows) + 1) * ROW_HEIGHT if self.rows else 0


def draw_periods(sheet: Canvas, row: int, periods: TeamPeriods, report: MonthlyReport, limits: Limits) -> int:
    """The table from *row* on; the row behind it, *row* itself where there is nothing to show."""
    if not periods.rows:
        return row
    draw_section(sheet, row, _TITLE.format(day=month_day(report.as_of)), looks.LAST_COL)
    heads = {**_HEADS, DUE: _SO_FAR} if report.is_complete else _HEADS
    sheet.sheet.set_row(row + 1, HEAD_HEIGHT)
    for col in range(ROLE, SIGN + 1):
        style = looks.HEAD_LEFT if col <= LABEL else looks.HEAD_CENTRE if col == SIGN else looks.HEAD
        sheet.text(row + 1, col, heads[col], style)
    first, before = row + 2, None
    for at, (standing, period) in enumerate(periods.rows, start=first):
        sheet.text(at, ROLE, standing.role.label if standing is not before else "", looks.LABEL_BOLD)
        _draw(sheet, at, standing, period, limits)
        before = standing
    last = first + len(periods.rows) - 1
    colour_signs(sheet, first, SIGN, last)
    mute_dashes(sheet, first, PLAN, last, SIGN)
    return last + 2


def _draw(sheet: Canvas, row: int, standing: TeamStanding, period: PeriodToDate, limits: Limits) -> None:
    is_yen = standing.kpi.unit is Unit.YEN
    number_format = Unit.YEN.number_format() if is_yen else standing.kpi.number_format
    sheet.text(row, LABEL, _name(period), looks.LABEL)
    due, actual = (
        _put(sheet, row, col, _told(value, is_yen), number_format, bold)
        for col, value, bold in ((DUE, period.standing.due, False), (ACTUAL, period.standing.actual, True))
    )
    _put(sheet, row, PLAN, _told(period.standing.target, is_yen), number_format, False)
    gap = attainment.if_both(due, actual, difference(actual, due))
    sheet.live(row, GAP, gap, looks.number_style(looks.gap_format(Unit.YEN, number_format)))
    pace = sheet.placed(row, PACE, attainment.rate(due, actual, Direction.HIGHER), looks.RATE)
    sheet.live(row, SIGN, attainment.sign(pace, limits), looks.SIGN)


def _name(period: PeriodToDate) -> Text:
    """第3四半期 of 第3四半期（10〜12月）: the page of the company says of which months it is."""
    label = period.label
    return Text(label.ja.partition("（")[0], label.en.partition(" (")[0])


def _put(sheet: Canvas, row: int, col: int, value: float | None, number_format: str, bold: bool) -> Live:
    sheet.number(row, col, value, looks.number_style(number_format, bold=bold))
    return DASH if value is None else cell(sheet.a1(row, col, fixed=True), value)


def _told(value: float | None, is_yen: bool) -> float | None:
    return value / wording.yen_told() if is_yen and value is not None else value


_TITLE = Text("累計（{day}まで）", "To date ({day})")
_HEADS = {
    ROLE: Text("役割", "Role"), LABEL: Text("期間", "Period"), PLAN: Text("計画", "Plan"), DUE: Text("今日まで", "Due by now"),
    ACTUAL: Text("実績", "Actual"), GAP: Text("差", "Gap"), PACE: Text("ペース比", "Pace"), SIGN: Text("判定", "Status"),
}  # fmt: skip
_SO_FAR = Text("今月まで", "So far")
