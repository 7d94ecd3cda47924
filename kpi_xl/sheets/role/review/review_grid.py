"""The grid of ⑤: twelve months down, four columns a KPI; where a KPI's cells stand, for the formulas that read them."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.sheets.live.areas import Area, at, column
from kpi_xl.sheets.live.values import Live

MONTHS = 12
FIELDS = 4
TARGET, ACTUAL, RATE, SIGN = range(FIELDS)
MONTH, FIRST_KPI = 1, 2


@dataclass(frozen=True)
class Block:
    """One KPI's columns: what each month aims at, and nothing yet that was reached."""

    first_row: int  #: the first month's
    first_col: int
    wanted: tuple[Live, ...]  #: each month's target
    share_col: int  #: where it stands what part of each month is over
    over: tuple[Live, ...]  #: that part

    def target(self, month: int) -> Live:
        return at(self.first_row + month, self.first_col + TARGET, self.wanted[month].value)

    def actual(self, month: int) -> Live:
        return at(self.first_row + month, self.first_col + ACTUAL, "")

    def share(self, month: int) -> Live:
        """What part of the month is over."""
        return at(self.first_row + month, self.share_col, self.over[month].value)

    @property
    def targets(self) -> Area:
        return column(self.first_row, self.first_col + TARGET, self.wanted)

    @property
    def actuals(self) -> Area:
        return column(self.first_row, self.first_col + ACTUAL, [self.actual(month) for month in range(MONTHS)])

    @property
    def shares(self) -> Area:
        return column(self.first_row, self.share_col, self.over)


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
