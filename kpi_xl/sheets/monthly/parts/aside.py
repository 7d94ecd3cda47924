"""The aside: figures that cards and charts read, right of the print area.

Formulas where the table has the figure, so that charts follow a corrected actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area, area
from kpi_xl.sheets.live.values import Live
from kpi_xl.sheets.monthly.parts import looks, wording

WIDTHS = (24, 150, *[110] * 11)
"""The gap to the print area, a label and figures; those of a month's course are eleven."""


@dataclass
class Aside:
    """The columns of the aside, from *col* (its labels) on."""

    sheet: Canvas
    col: int
    row: int  #: the next free row

    def open(self, row: int) -> None:
        """Set the columns' widths and write the caption."""
        for offset, width in enumerate(WIDTHS):
            self.sheet.sheet.set_column_pixels(self.col - 1 + offset, self.col - 1 + offset, width)
        self.sheet.text(row, self.col, wording.ASIDE, looks.ASIDE)

    def take(self, rows: int) -> int:
        """The first of *rows* free rows; a white one follows them."""
        first = self.row
        self.row += rows + 1
        return first

    def heads(self, row: int, words: Sequence[object]) -> None:
        for offset, word in enumerate(words):
            self.sheet.text(row, self.col + offset, word, looks.ASIDE_HEAD)

    def area(self, first_row: int, offset: int, count: int) -> str:
        """A column of figures for a chart."""
        return self.sheet.reference(first_row, self.col + offset, first_row + count - 1, self.col + offset)

    def span(self, cells: Sequence[Live]) -> Area:
        """Cells of a column, one below the other, for a formula of the same sheet."""
        return area(f"{cells[0]}:{cells[-1]}", [each.value for each in cells])
