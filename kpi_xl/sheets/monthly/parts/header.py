"""What stands on top of every monthly sheet: title, subtitle, as-of lines; the sentences under the cards; section heads."""

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

TITLE_HEIGHT, SUBTITLE_HEIGHT, SECTION_HEIGHT, GAP_HEIGHT = 30, 17, 20, 14


def draw_header(sheet: Canvas, title: Text, subtitle: object, report: MonthlyReport, last_col: int, note: object = "") -> None:
    """Title, and under it who this is about; at the right until when, and *note*; the sheet is marked as one of the month's."""
    sheet.name_here(report_name(report.month), TITLE_ROW, looks.NAME_COL, TITLE_ROW, looks.NAME_COL)
    sheet.sheet.set_row(TITLE_ROW, TITLE_HEIGHT)
    sheet.text(TITLE_ROW, looks.NAME_COL, title, looks.HEADLINE)
    sheet.text(TITLE_ROW, last_col, wording.as_of(report), looks.AS_OF)
    sheet.text(SUBTITLE_ROW, looks.NAME_COL, subtitle, looks.SUBTITLE)
    sheet.text(SUBTITLE_ROW, last_col, wording.spaced([wording.working_days(report), note]), looks.DAYS)
    sheet.sheet.set_row(SUBTITLE_ROW, SUBTITLE_HEIGHT)
    sheet.sheet.set_row(SUBTITLE_ROW + 1, looks.SPACE)


def draw_points(sheet: Canvas, points: Sequence[Text], last_col: int, title: Text = wording.POINTS, note: object = "") -> None:
    """今月のポイント, or what to do: numbered lines."""
    sheet.sheet.set_row(POINTS_ROW - 1, GAP_HEIGHT)
    draw_section(sheet, POINTS_ROW, title, last_col, note)
    for place in range(POINT_COUNT):  # a row that says nothing is there, too: sheets keep one shape
        words = f"{place + 1}{_AFTER_NUMBER}{points[place]}" if place < len(points) else ""
        sheet.merged(POINTS_ROW + 1 + place, looks.NAME_COL, last_col, words, looks.POINT)
    sheet.sheet.set_row(BODY_ROW - 1, GAP_HEIGHT)


_AFTER_NUMBER = Text("　", "   ")


def draw_section(
    sheet: Canvas, row: int, words: object, last_col: int, note: object = "", first_col: int = looks.NAME_COL
) -> None:
    """A heading over a rule from *first_col* to *last_col*, with a note at its right: how to read what follows."""
    sheet.sheet.set_row(row, SECTION_HEIGHT)
    sheet.fill(row, first_col, last_col, looks.SECTION)
    sheet.text(row, first_col, words, looks.SECTION)
    if note:
        sheet.text(row, last_col, note, looks.SECTION_NOTE)
