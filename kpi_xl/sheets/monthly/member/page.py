"""A member's sheet: headline figures, what to do, the KPI table, charts. One A4 landscape page."""

from __future__ import annotations

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.charts.course import course_panel
from kpi_xl.sheets.monthly.charts.funnel import funnel_panel
from kpi_xl.sheets.monthly.charts.months import MonthsArea, months_panel, write_months
from kpi_xl.sheets.monthly.charts.panels import place_panels
from kpi_xl.sheets.monthly.member.cards import member_cards, write_key_figures
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.outlook.basis import basis_line, next_month_line
from kpi_xl.sheets.monthly.outlook.running_month import begin_outlook, course_of, write_outlook
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import draw_cards
from kpi_xl.sheets.monthly.parts.header import (
    BODY_ROW,
    CARDS_ROW,
    GAP_HEIGHT,
    POINTS_ROW,
    TITLE_ROW,
    draw_header,
    draw_points,
    draw_section,
)
from kpi_xl.sheets.monthly.table.drawing import draw_table
from kpi_xl.sheets.monthly.table.kpi_table import NOTE, KpiTable
from kpi_xl.sheets.monthly.table.legend import draw_legend
from kpi_xl.sheets.monthly.table.notes import draw_notes

ASIDE_COL = looks.LAST_COL + 2
CHART_ROWS = 9


def draw_member(
    sheet: Canvas, team_sheet: str | None, result: Result, insight: Insight | None, month: MeasuredMonth
) -> KpiTable:
    """Draw the sheet and say where its table stands; a link leads back to *team_sheet* where there is one."""
    report = month.report
    widths = looks.COMPLETE_WIDTHS if report.is_complete else looks.RUNNING_WIDTHS
    looks.set_widths(sheet, widths)
    draw_header(sheet, wording.member_title(result, report), wording.member_subtitle(result), report, looks.LAST_COL)
    draw_points(sheet, member_points(result, insight, report), looks.LAST_COL)
    aside = Aside(sheet, ASIDE_COL, BODY_ROW)
    aside.open(POINTS_ROW - 2)
    outlook = begin_outlook(aside, result, insight, report)
    draw_section(sheet, BODY_ROW, wording.FIGURES, looks.LAST_COL)
    poor_col = NOTE if report.is_complete else None
    limits = draw_legend(sheet, BODY_ROW, report.thresholds, wording.judged_by(report), poor_col=poor_col)
    table = draw_table(sheet, BODY_ROW + 1, result, limits, outlook.running if outlook else None)
    draw_notes(table, result.role)
    foreseen = write_outlook(outlook, table, limits) if outlook else None
    if team_sheet is not None:
        sheet.link(TITLE_ROW, ASIDE_COL, team_sheet, f"← {team_sheet}", looks.BACK)
    months = write_months(aside, result, table)
    figures = write_key_figures(aside, POINTS_ROW, result, table, limits, months.before)
    draw_cards(sheet, CARDS_ROW, member_cards(aside, result, insight, table, figures, foreseen, report))
    last_row = _draw_panels(aside, table.last_row + 1, result, insight, month, months, widths)
    for line in (basis_line(insight, month), next_month_line(insight)) if insight else ():
        last_row += 1
        sheet.merged(last_row, looks.NAME_COL, looks.LAST_COL, line, looks.FOOT)
    sheet.page(last_row, looks.LAST_COL)
    return table


def _draw_panels(
    aside: Aside, row: int, result: Result, insight: Insight | None, month: MeasuredMonth, area: MonthsArea, widths: tuple[int, ...]
) -> int:
    """How the month went (the funnel where that is not known), and six months; the last row they take."""
    aside.sheet.sheet.set_row(row, GAP_HEIGHT)
    course = course_of(insight, month.report) if insight else None
    panels = [course_panel(aside, course)] if course else [funnel_panel(aside, result)] if result.funnel else []
    place_panels(aside.sheet, row + 1, CHART_ROWS, [*panels, months_panel(aside, result, area)], widths)
    return row + 1 + CHART_ROWS
