"""Where everything stands on ①: boxes of two columns with an arrow between them, the tables above on the same columns."""

from __future__ import annotations

from kpi_xl.sheets.role.parts.page import FIRST_ROW

BOX, ARROW, DAY = (14.6, 9.5), 5, (11, 10.5)
WIDTHS = (2, 21, *(*BOX, ARROW) * 5, *DAY)
LABEL = 1
LAST_COL = len(WIDTHS) - 1
DAY_COL = LAST_COL - 1


def box_col(place: int) -> int:
    """The first column of a box, counted from 1 on."""
    return 2 + 3 * (place - 1)


SENTENCE_ROW = FIRST_ROW + 1
SIGNS_COL = box_col(5) - 1
TABLES = SENTENCE_ROW + 3
"""The heading of the tables."""
TABLE_ROWS = 7
CHAIN = TABLES + TABLE_ROWS + 2
LANES = CHAIN + 2
LANE_ROWS = 4
"""Caption, figure, note, and air."""
