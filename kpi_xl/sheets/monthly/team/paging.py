"""Page breaks of a team's sheet: tables stay whole, and small ones share a page.

Heights are points of the sheet as drawn; the print is scaled to one page wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpi_xl.definitions import Kpi
from kpi_xl.sheets.monthly.parts.header import SECTION_HEIGHT, SUBTITLE_HEIGHT, TITLE_HEIGHT
from kpi_xl.sheets.monthly.parts.looks import SPACE
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.monthly.table.heatmap import head_height
from kpi_xl.sheets.styles import ROW_HEIGHT

CAPACITY = 670
"""What an A4 page takes in landscape, when as wide as `looks.TEAM_WIDTHS`."""

REPEATED = TITLE_HEIGHT + SUBTITLE_HEIGHT + SPACE
"""What the repeated title takes of every further page."""


def table_height(kpis: int) -> int:
    """Heading, head, rows, the legend or white under them."""
    return SECTION_HEIGHT + HEAD_HEIGHT + (kpis + 1) * ROW_HEIGHT


def heatmap_height(members: int, kpis: Sequence[Kpi]) -> int:
    """Heading, head, members, the two rows under them, white."""
    return rows_height(members + 2, kpis)


def rows_height(rows: int, kpis: Sequence[Kpi]) -> int:
    """Heading, head, rows, white: of a heatmap with nothing under it."""
    return SECTION_HEIGHT + head_height(kpis) + (rows + 1) * ROW_HEIGHT


@dataclass
class PageBreaks:
    """The breaks so far."""

    used: int  #: points of the page that is being filled
    rows: list[int] = field(default_factory=list)

    def keep(self, row: int, height: int) -> None:
        """What starts at *row* goes to the next page where this one has no room for it."""
        if self.used + height > CAPACITY:
            self.rows.append(row)
            self.used = REPEATED
        self.used = min(self.used + height, CAPACITY)

    def keep_or_flow(self, row: int, height: int) -> None:
        """`keep`; what takes several pages anyway begins on this one."""
        if height > CAPACITY - REPEATED:
            self.used = CAPACITY
        else:
            self.keep(row, height)
