"""What stands on top of every monthly sheet: title, subtitle, as-of line; and the sentences under the cards."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.cards import ROWS as CARD_ROWS
from kpi_xl.sheets.monthly.parts.names import report_name

TITLE_ROW, SUBTITLE_ROW = 0, 1
CARDS_ROW = SUBTITLE_ROW + 2
POINTS_ROW = CARDS_ROW + CARD_ROWS + 1
POINT_COUNT = 3
BODY_ROW = POINTS_ROW + 1 + POINT_COUNT + 1
"""The first row under the sentences; rows are the same on every sheet."""

TITLE_HEIGHT, SECTION_HEIGHT = 32, 22


def draw_header(sheet: Canvas, title: Text, subtitle: object, report: MonthlyReport, last_col: int) -> None:
    """Title, and under it who this is about and until when; the sheet is marked as one of the month's."""
    sheet.name_here(report_name(report.month), TITLE_ROW, looks.NAME_COL, TITLE_ROW, looks.NAME_COL)
    sheet.sheet.set_row(TITLE_ROW, TITLE_HEIGHT)
    sheet.text(TITLE_ROW, looks.NAME_COL, title, looks.HEADLINE)
    sheet.text(SUBTITLE_ROW, looks.NAME_COL, subtitle, looks.SUBTITLE)
    sheet.text(SUBTITLE_ROW, last_col, wording.as_of(report), looks.AS_OF)
    sheet.sheet.set_row(SUBTITLE_ROW + 1, looks.SPACE)


def draw_points(sheet: Canvas, points: Sequence[Text], last_col: int, title: Text = wording.POINTS) -> None:
    """今月のポイント, or what to do."""
    sheet.sheet.set_row(POINTS_ROW - 1, looks.SPACE)
    draw_section(sheet, POINTS_ROW, title, last_col, wording.POINTS_NOTE)
    for place in range(POINT_COUNT):  # a row that says nothing is there, too: sheets keep one shape
        words = f"{_BULLET} {points[place]}" if place < len(points) else ""
        sheet.merged(POINTS_ROW + 1 + place, looks.NAME_COL, last_col, words, looks.POINT)
    sheet.sheet.set_row(BODY_ROW - 1, looks.SPACE)


_BULLET = Text("・", "•")


def draw_section(sheet: Canvas, row: int, words: object, last_col: int, note: object = "") -> None:
    """A heading over the whole width, with a note at its right."""
    sheet.sheet.set_row(row, SECTION_HEIGHT)
    sheet.fill(row, looks.NAME_COL, last_col, looks.SECTION)
    sheet.text(row, looks.NAME_COL, words, looks.SECTION)
    if note:
        sheet.text(row, last_col, note, looks.SECTION_NOTE)
