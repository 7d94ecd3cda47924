"""Where things stand on the page: two halves of equal width, in which charts stand above tables."""

from __future__ import annotations

from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.header import BODY_ROW

DAY, LANDING, MOVED, WHY = 1, 2, 3, 4
"""The left table."""
MONTH, THEN, RANGE, CAME, MISSED, SIGN = 6, 7, 8, 9, 10, 11
"""The right one."""
LEFT, RIGHT = (DAY, WHY), (MONTH, SIGN)
WIDTHS = (looks.MARGIN, 92, 96, 96, 346, 32, 104, 110, 158, 104, 90, 64)
LAST_COL = SIGN
PLACES = ((DAY, None), (WHY, None), (MONTH, None), (CAME, None))
"""Of the headline figures."""
ASIDE_COL = LAST_COL + 2

CHARTS_ROW, CHART_ROWS = BODY_ROW, 11
TABLES_ROW = CHARTS_ROW + 1 + CHART_ROWS + 1
