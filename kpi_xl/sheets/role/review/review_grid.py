"""The grid of ⑤: twelve months down, four columns a KPI; where a KPI's cells stand, for the formulas that read them."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.sheets.canvas import Canvas

MONTHS = 12
FIELDS = 4
TARGET, ACTUAL, RATE, SIGN = range(FIELDS)


@dataclass(frozen=True)
class Block:
    """One KPI's columns."""

    canvas: Canvas
    first_row: int  #: the first month's
    first_col: int

    def cell(self, field: int, month: int) -> str:
        return self.canvas.a1(self.first_row + month, self.first_col + field)

    def column(self, field: int) -> str:
        """The twelve months of a field."""
        col = self.first_col + field
        return f"{self.canvas.a1(self.first_row, col, True)}:{self.canvas.a1(self.first_row + MONTHS - 1, col, True)}"


def spans(widths: list[float], first: int, last: int, least: float) -> list[tuple[int, int]]:
    """Neighbouring columns from *first* to *last* joined until each is *least* wide.

    >>> spans([2, 15, 13.5, 13.5, 11.5, 6, 13.5], 2, 6, 13)
    [(2, 2), (3, 3), (4, 5), (6, 6)]
    """
    found, begin, width = [], first, 0.0
    for col in range(first, last + 1):
        width += widths[col]
        if width >= least:
            found.append((begin, col))
            begin, width = col + 1, 0.0
    return found
