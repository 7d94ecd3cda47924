"""A member's sheet: cards, what to do, the attainment table, charts. One A4 landscape page."""

from __future__ import annotations

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.member.cards import member_cards, write_key_figures
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.outlook.basis import basis_line, next_month_line
from kpi_xl.sheets.monthly.outlook.running_month import begin_outlook, write_outlook
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside, TrendArea, write_trend
from kpi_xl.sheets.monthly.parts.cards import draw_cards
from kpi_xl.sheets.monthly.parts.header import BODY_ROW, CARDS_ROW, POINTS_ROW, TITLE_ROW, draw_header, draw_points
from kpi_xl.sheets.monthly.parts.notes import draw_notes
from kpi_xl.sheets.monthly.parts.panels import funnel_panel, kpis_panel, place_panels, trend_panel
from kpi_xl.sheets.monthly.parts.table import KpiTable, draw_legend, draw_table, limits_at

ASIDE_COL = looks.LAST_COL + 2
CHART_ROWS = 10


def draw_member(
    sheet: Canvas, team_sheet: str | None, result: Result, insight: Insight | None, month: MeasuredMonth
) -> KpiTable:
    """Draw the sheet and say where its table stands; a link leads back to *team_sheet* where there is one."""
    report = month.report
    looks.set_widths(sheet, looks.MEMBER_WIDTHS)
    draw_header(sheet, wording.member_title(result, report), wording.member_subtitle(result), report, looks.LAST_COL)
    draw_points(sheet, member_points(result, insight, report), looks.LAST_COL)
    legend_row = BODY_ROW + 1 + len(result.rows)
    charts_row = legend_row + (3 if insight else 2)
    limits = limits_at(sheet, legend_row, report.thresholds)
    aside = Aside(sheet, ASIDE_COL, charts_row)
    aside.open(POINTS_ROW - 2)
    outlook = begin_outlook(aside, insight, report)
    table = draw_table(sheet, BODY_ROW, result.rows, limits, further=outlook.further if outlook else None)
    draw_notes(table, result.role)
    draw_legend(sheet, legend_row, report.thresholds)
    if insight:
        sheet.merged(legend_row + 1, looks.NAME_COL, looks.LAST_COL, next_month_line(insight), looks.POINT)
    sheet.sheet.set_row(charts_row - 1, looks.SPACE)
    foreseen = write_outlook(outlook, table, limits) if outlook else None
    if team_sheet is not None:
        sheet.link(TITLE_ROW, ASIDE_COL, team_sheet, f"← {team_sheet}", looks.BACK)
    trend = write_trend(aside, result, table)
    figures = write_key_figures(aside, POINTS_ROW, result, table, limits, trend)
    draw_cards(sheet, CARDS_ROW, member_cards(aside, result, insight, table, figures, foreseen, report))
    last_row = _draw_panels(aside, charts_row, result, insight, table, trend)
    if insight:
        last_row += 1
        sheet.merged(last_row, looks.NAME_COL, looks.LAST_COL, basis_line(insight, month), looks.FOOT)
    sheet.page(last_row, looks.LAST_COL)
    return table


def _draw_panels(
    aside: Aside, row: int, result: Result, insight: Insight | None, table: KpiTable, trend: TrendArea
) -> int:
    """Attainment (where no insight says more), funnel, six months; the last row they take."""
    rows = max(CHART_ROWS, len(result.rows))
    panels = []
    if result.overall is not None and insight is None:
        panels.append(kpis_panel(aside, BODY_ROW, result.rows, table))
    if result.funnel:
        panels.append(funnel_panel(aside, result))
    panels.append(trend_panel(aside.sheet, result, trend))
    place_panels(aside.sheet, row, rows, panels, looks.MEMBER_WIDTHS)
    return row + rows - 1
