"""The page 見込みの推移と精度, one A4 landscape page behind that of the team or the company whose goal it follows."""

from __future__ import annotations

from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.style import Span, place
from kpi_xl.sheets.monthly.forecast import layout
from kpi_xl.sheets.monthly.forecast.cards import accuracy_card, closed_cards, track_cards
from kpi_xl.sheets.monthly.forecast.figures import ShownMonths, ShownTrack, write_months, write_track
from kpi_xl.sheets.monthly.forecast.landing_chart import landing_panel
from kpi_xl.sheets.monthly.forecast.moves_chart import moves_panel
from kpi_xl.sheets.monthly.forecast.people import parts_lines
from kpi_xl.sheets.monthly.forecast.points import closed_points, forecast_points
from kpi_xl.sheets.monthly.forecast.tables import OWN_DAYS, PAST, draw_months, draw_moves
from kpi_xl.sheets.monthly.forecast.told import ToldTrack
from kpi_xl.sheets.monthly.forecast.whose import TITLE, Followed
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import draw_cards
from kpi_xl.sheets.monthly.parts.header import (
    BODY_ROW,
    CARDS_ROW,
    GAP_HEIGHT,
    TITLE_ROW,
    draw_header,
    draw_points,
    draw_section,
)
from kpi_xl.sheets.styles import PLAN
from kpi_xl.units import Unit


def draw_forecast(sheet: Canvas, followed: Followed, report: MonthlyReport, back: str) -> None:
    """Draw the page; a link leads back to the sheet *back*."""
    record = followed.record
    track = ToldTrack.of(record.track, record.kpi)
    looks.set_widths(sheet, layout.WIDTHS)
    title = _TITLE.format(month=report.month.label, name=followed.name, title=TITLE)
    amounts = wording.AMOUNTS if record.kpi.unit is Unit.YEN else ""
    draw_header(sheet, title, followed.about, report, layout.LAST_COL, amounts)
    sheet.link(TITLE_ROW, layout.ASIDE_COL, back, f"← {back}", looks.BACK)
    points = closed_points if followed.is_closed else forecast_points
    draw_points(sheet, points(track, record.accuracy, report), layout.LAST_COL, wording.IN_SHORT)
    aside = Aside(sheet, layout.ASIDE_COL, BODY_ROW + 1)
    aside.open(BODY_ROW)
    shown = write_track(aside, track)
    months = write_months(aside, record.accuracy.months, track.scale) if isinstance(record.accuracy, Accuracy) else None
    top = _draw_charts(aside, shown, followed.is_closed)
    _draw_tables(sheet, top, followed, shown, months, report)


def _draw_charts(aside: Aside, shown: ShownTrack, is_closed: bool) -> int:
    """The row of the tables; without an earlier forecast there is nothing to draw."""
    if not shown.steps:
        return layout.CHARTS_ROW
    for panel, (first, last) in zip((landing_panel(aside, shown), moves_panel(aside, shown, is_closed)), (layout.LEFT, layout.RIGHT), strict=True):
        _place(aside.sheet, panel, first, last)
    aside.sheet.sheet.set_row(layout.TABLES_ROW - 1, GAP_HEIGHT)
    return layout.TABLES_ROW


def _place(sheet: Canvas, panel: Panel, first: int, last: int) -> None:
    draw_section(sheet, layout.CHARTS_ROW, panel.title, last, panel.note, first)
    place(sheet, panel.chart, Span(layout.CHARTS_ROW + 1, first, last, layout.CHART_ROWS), layout.WIDTHS, panel.title)


def _draw_tables(
    sheet: Canvas, row: int, followed: Followed, shown: ShownTrack, months: ShownMonths | None, report: MonthlyReport
) -> None:
    """The tables, the cards that read them, and the line by person below."""
    accuracy = followed.record.accuracy
    moves = draw_moves(sheet, row, shown, followed.are_deals)
    why = "" if isinstance(accuracy, Accuracy) else accuracy.reason
    is_closed, elapsed = followed.is_closed, report.elapsed_days
    title = OWN_DAYS if is_closed else PAST.format(days=elapsed)
    signs = draw_months(sheet, row, months, title, why, followed.record.kpi.unit.label, is_closed)
    cards = closed_cards(shown, moves) if is_closed else track_cards(shown, moves, followed.are_deals)
    draw_cards(sheet, CARDS_ROW, [*cards, accuracy_card(months, signs, elapsed, is_closed)], layout.PLACES)
    last = row + 3 + max(len(shown.steps), len(months.months) if months else 0)
    for line in parts_lines(followed):
        sheet.merged(last, layout.DAY, layout.LAST_COL, line, looks.FOOT)
        last += 1
    sheet.page(last - 1, layout.LAST_COL)
    sheet.sheet.set_tab_color(PLAN)


_TITLE = Text("{month}　{name}　{title}", "{month}   {name}   {title}")
