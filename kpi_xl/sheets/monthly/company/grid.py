"""The grid of the company's page: six boxes of two columns, an arrow's column between each two, in which all tables stand.

Figures that stand in boxes are texts, centred across two cells: a number does not reach into the next cell, and no formula may
stand in merged ones.
"""

from __future__ import annotations

from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.values import Live
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.styles import BAD, BAD_TINT, INK, MUTED_TEXT, NAVY, PANEL, Style

BOX_WIDTHS, ARROW_WIDTH = (82, 86), 90
BOXES = 6
WIDTHS = (looks.MARGIN, *[*BOX_WIDTHS, ARROW_WIDTH] * (BOXES - 1), *BOX_WIDTHS)
LAST_COL = len(WIDTHS) - 1
PLACES = ((1, 3), (5, 7), (9, 10), (13, None))
"""Of the headline figures: value and sign."""
POINTS_COL, DATA_COL = 11, 13
"""The sentences end, and what is said of the data begins."""
TABLE_COL, CHART_COL = 8, 10
"""The table of the year ends, and the months' chart begins."""


def box_col(place: int) -> int:
    """The first column of a box, counted from 0."""
    return 1 + 3 * place


def arrow_col(place: int) -> int:
    """The arrow behind a box."""
    return box_col(place) + 2


def across(sheet: Canvas, row: int, col: int, live: Live, style: Style) -> None:
    """A text in the middle of a box."""
    sheet.live(row, col, live, style)
    sheet.blank(row, col + 1, style)


_BOX = MUTED_TEXT.but(bg_color=PANEL, align="center_across")
TOP = {"top": 2, "top_color": NAVY}
BOX_LABEL = _BOX.but(**TOP)
BOX_FIGURE = _BOX.but(font_size=17, bold=True, font_color=INK)
BOX_PLAN = _BOX
BOX_SIGN = _BOX.but(font_size=10, bold=True, font_color=INK)
LANE_LABEL = MUTED_TEXT.but(bg_color=PANEL, align="left", indent=1)
LANE_FIGURE = LANE_LABEL.but(font_size=13, bold=True, font_color=INK)
LANE_PLAN = MUTED_TEXT.but(bg_color=PANEL, align="right")
LANE_SIGN = LANE_PLAN.but(bold=True, font_color=INK)

ARROW = MUTED_TEXT.but(align="center", shrink=True)
ARROW_EFFECT = ARROW.but(font_size=11, bold=True, font_color=INK)
_CUT = {"bg_color": BAD_TINT, "font_color": BAD, "bold": True}
CUT_TOP = ARROW.but(**{**_CUT, "bold": False}, top=5, top_color=BAD)
CUT_EFFECT = ARROW.but(font_size=14, **_CUT)
CUT_RATE = ARROW.but(**{**_CUT, "bold": False})
CUT_HERE = ARROW.but(**_CUT, bottom=5, bottom_color=BAD)
SUM = MUTED_TEXT.but(align="left")
