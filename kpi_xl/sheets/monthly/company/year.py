"""累計: month, quarter, half-year and fiscal year to date against plan; and the months of the year as columns with the plan dashed.

Both read the months' rows, which stand right of the print area; the present one reads the company's row of the teams' table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.attainment.company.course import Course, MonthPoint, PeriodToDate
from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import area, summed
from kpi_xl.sheets.live.values import DASH, Live, cell, difference
from kpi_xl.sheets.monthly.charts.scale import TEN_THOUSAND_YEN
from kpi_xl.sheets.monthly.charts.style import Span, hidden_axis, labels, names_axis, new_chart, part_of_chart, place
from kpi_xl.sheets.monthly.company import grid
from kpi_xl.sheets.monthly.company.points import goal_label
from kpi_xl.sheets.monthly.company.standings import Judging, Shown, pace_of
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.amounts import told
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.header import draw_section
from kpi_xl.sheets.monthly.parts.signs import colour_signs, mute_dashes
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.styles import FAIR, INK, NAVY, WHITE
from kpi_xl.units import Unit

LABEL, PLAN, DUE, ACTUAL, GAP, PACE, SIGN = 1, 3, 4, 5, 6, 7, 8
MONTH, MONTH_PLAN, MONTH_DUE, BEFORE, NOW = range(5)
"""The months' columns: BEFORE of months gone by, NOW of the present one."""
PRESENT = "#8397B0"
"""The present month, which is not over."""
CHART_ROWS = 6
ROWS = 1 + CHART_ROWS
"""With the heading."""


@dataclass(frozen=True)
class MonthCells:
    """A month's row: what is planned, what of it is due, what was done."""

    point: MonthPoint
    plan: Live | None
    due: Live | None
    actual: Live | None


@dataclass(frozen=True)
class ShownPeriod:
    """A row of the table."""

    due: Live
    actual: Live
    gap: Live
    pace: Live
    sign: Live


def write_months(aside: Aside, course: Course, company: Shown, unit: Unit) -> tuple[int, list[MonthCells]]:
    """A row a month of the fiscal year; the first of them."""
    row = aside.take(1 + len(course.points)) + 1
    aside.heads(row - 1, _MONTH_HEADS)
    return row, [_write_month(aside, at, point, course, company, unit) for at, point in enumerate(course.points, start=row)]


def _write_month(aside: Aside, row: int, point: MonthPoint, course: Course, company: Shown, unit: Unit) -> MonthCells:
    is_now = point.month == course.month
    aside.sheet.text(row, aside.col, point.month.short_label, looks.ASIDE)
    plan, actual = told(point.plan, unit), told(point.actual, unit)
    shown_plan = _put(aside, row, MONTH_PLAN, plan, company.target if is_now else None)
    is_known = is_now or (point.month < course.month and point.actual is not None)
    due = plan if is_known and not is_now else None
    now_due = company.due if is_now and not isinstance(company.due.value, str) else None
    shown_due = _put(aside, row, MONTH_DUE, float(now_due.value) if now_due else due, now_due)
    aside.sheet.fill(row, aside.col + BEFORE, aside.col + NOW, looks.ASIDE)
    done = _put(aside, row, NOW if is_now else BEFORE, actual, company.actual if is_now else None) if is_known else None
    return MonthCells(point, shown_plan, shown_due, done)


def _put(aside: Aside, row: int, offset: int, value: float | None, live: Live | None) -> Live | None:
    """A formula where a cell says the same, else the number, else a blank."""
    style = looks.aside_style("#,##0")
    is_it = live is not None and not isinstance(live.value, str) and value is not None and math.isclose(live.value, value, rel_tol=1e-9)
    if live is not None and is_it:
        return aside.sheet.placed(row, aside.col + offset, live, style)
    aside.sheet.number_or_blank(row, aside.col + offset, value, style)
    return None if value is None else cell(aside.sheet.a1(row, aside.col + offset, fixed=True), value)


# --- the table -----------------------------------------------------------------------------------------------------------


def draw_periods(
    sheet: Canvas, top: int, aside: Aside, row: int, months: Sequence[MonthCells], course: Course, judging: Judging, until: object
) -> list[ShownPeriod]:
    """Heading, head and a row a period."""
    draw_section(sheet, top, _TITLE.format(day=until), grid.TABLE_COL, _left_out(course))
    sheet.sheet.set_row(top + 1, HEAD_HEIGHT)
    heads = {**_HEADS, DUE: _SO_FAR} if judging.is_complete else _HEADS
    for col in range(LABEL, grid.TABLE_COL + 1):
        style = looks.HEAD_LEFT if col < PLAN else looks.HEAD_CENTRE if col == SIGN else looks.HEAD
        sheet.text(top + 1, col, heads.get(col, ""), style)
    first = top + 2
    shown = [
        _draw_period(sheet, at, period, aside, row, months, judging) for at, period in enumerate(course.periods, start=first)
    ]
    last = first + len(shown) - 1
    colour_signs(sheet, first, SIGN, last)
    mute_dashes(sheet, first, PLAN, last, SIGN)
    return shown


def _draw_period(
    sheet: Canvas, at: int, period: PeriodToDate, aside: Aside, row: int, months: Sequence[MonthCells], judging: Judging
) -> ShownPeriod:
    places = [place for place, each in enumerate(months) if each.point.month in period.months]
    span = places[0], places[-1]
    sheet.fill(at, LABEL, grid.TABLE_COL, looks.LINE)
    sheet.text(at, LABEL, _label(period), looks.LABEL.but(shrink=False))
    plain, muted = looks.number_style(_FORMAT), looks.number_style(_FORMAT, muted=True)
    sheet.live(at, PLAN, _sum(aside, row, MONTH_PLAN, span, [each.plan for each in months]), plain)
    due = sheet.placed(at, DUE, _sum(aside, row, MONTH_DUE, span, [each.due for each in months]), muted)
    done = _sum_done(aside, row, span, [each.actual for each in months])
    actual = sheet.placed(at, ACTUAL, done, looks.number_style(_FORMAT, bold=True))
    gap = sheet.placed(at, GAP, attainment.if_both(due, actual, difference(actual, due)), looks.number_style(looks.gap_format(Unit.YEN, _FORMAT)))
    pace = sheet.placed(at, PACE, pace_of(actual, due), looks.RATE)
    return ShownPeriod(due, actual, gap, pace, sheet.placed(at, SIGN, attainment.sign(pace, judging.limits), looks.SIGN))


def _label(period: PeriodToDate) -> Text:
    """Marked where nothing is known of some of its months."""
    return _MARKED.format(period=period.label) if period.unknown else period.label


def _left_out(course: Course) -> Text | str:
    """The months of which nothing is known: neither their plan nor what was done counts."""
    unknown = course.periods[-1].unknown
    if not unknown:
        return ""
    return _WITHOUT.format(months=_span(unknown) if len(unknown) > 1 else unknown[0].short_label)


def _span(months: Sequence[Month]) -> Text:
    first, last = months[0], months[-1]
    return Text(f"{first.month}〜{last.month}月", f"{first.short_label.en} to {last.short_label.en}")


def _sum(aside: Aside, row: int, offset: int, span: tuple[int, int], cells: Sequence[Live | None]) -> Live:
    """A dash where nothing is known."""
    values = [None if each is None else each.value for each in cells[span[0] : span[1] + 1]]
    first, last = (aside.sheet.a1(row + place, aside.col + offset, fixed=True) for place in span)
    found = area(f"{first}:{last}", [value for value in values if value is not None])
    return summed(found) if any(value is not None for value in values) else DASH


def _sum_done(aside: Aside, row: int, span: tuple[int, int], cells: Sequence[Live | None]) -> Live:
    """Of both columns."""
    values = [each.value for each in cells[span[0] : span[1] + 1] if each is not None]
    first, last = aside.sheet.a1(row + span[0], aside.col + BEFORE, fixed=True), aside.sheet.a1(row + span[1], aside.col + NOW, fixed=True)
    return summed(area(f"{first}:{last}", values)) if values else DASH


# --- the chart -------------------------------------------------------------------------------------------------------------


def draw_months(sheet: Canvas, top: int, aside: Aside, row: int, months: Sequence[MonthCells], company: CompanyMonth) -> None:
    """Columns of what was done, the present one paler; the plan a dashed line."""
    title = _CHART.format(label=goal_label(company))
    unit = TEN_THOUSAND_YEN if company.unit is Unit.YEN else company.unit.label
    draw_section(sheet, top, title, grid.LAST_COL, unit, grid.CHART_COL)
    places = [aside.area(row, offset, len(months)) for offset in (MONTH, MONTH_PLAN, BEFORE, NOW)]
    known = [float(each.value) for month in months for each in (month.plan, month.actual) if each and not isinstance(each.value, str)]
    place(sheet, _chart(sheet, places, max(known, default=0.0)), Span(top + 1, grid.CHART_COL, grid.LAST_COL, CHART_ROWS), grid.WIDTHS, title)


def _chart(sheet: Canvas, places: Sequence[str], highest: float) -> Any:
    months, plan, before, now = places
    chart = new_chart(sheet.book, "column")
    for values, colour, ink in ((before, NAVY, WHITE), (now, PRESENT, INK)):
        label = labels("#,##0;#,##0;", "inside_base", ink, bold=True)
        chart.add_series(
            {"categories": f"={months}", "values": f"={values}", "gap": 45, "overlap": 100, "fill": {"color": colour}, "data_labels": label}
        )
    line = part_of_chart(sheet.book, "line")
    dashed = {"color": FAIR, "width": 1.5, "dash_type": "dash"}
    line.add_series({"categories": f"={months}", "values": f"={plan}", "line": dashed, "marker": {"type": "none"}})
    chart.combine(line)
    chart.set_x_axis(names_axis())
    chart.set_y_axis(hidden_axis(round(highest * 1.08, 4) or 1))
    return chart


_FORMAT = Unit.YEN.number_format()
_TITLE = Text("累計（{day}まで）", "To date ({day})")
_CHART = Text("月ごとの{label}：実績（棒）と計画（破線）", "{label} by month: actual (columns), plan (dashed)")
_WITHOUT = Text("※ 記録のない{months}を除く", "* without {months}: nothing on record")
_MARKED = Text("{period}※", "{period}*")
_HEADS = {
    LABEL: Text("期間", "Period"), PLAN: Text("計画", "Plan"), DUE: Text("今日まで", "Due by now"), ACTUAL: Text("実績", "Actual"),
    GAP: Text("差", "Gap"), PACE: Text("ペース比", "Pace"), SIGN: Text("判定", "Status"),
}  # fmt: skip
_SO_FAR = Text("今月まで", "So far")
_MONTH_HEADS = (
    Text("月", "Month"), Text("計画", "Plan"), Text("今日まで", "Due by now"), Text("実績", "Actual"), Text("今月", "This month"),
)  # fmt: skip
