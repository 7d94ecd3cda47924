"""Books that take down the live values drawn into them, for engines to recompute."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from openpyxl.utils.datetime import to_excel

from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.live.values import Live
from kpi_xl.sheets.styles import BODY, Style


class Drawn(NamedTuple):
    sheet: str
    place: str
    live: Live


class _Collecting(Canvas):
    taken: list[Drawn]

    def live(self, row: int, col: int, live: Live, style: Style = BODY) -> None:
        self.taken.append(Drawn(self.title, self.a1(row, col), live))
        super().live(row, col, live, style)


class CollectingBook(Book):
    def sheet(self, wanted_title: str) -> Canvas:
        sheet = _Collecting(self, self._new_title(wanted_title))
        sheet.taken = self.taken
        return sheet

    @property
    def taken(self) -> list[Drawn]:
        taken: list[Drawn] = self.__dict__.setdefault("taken here", [])
        return taken


def plain(live: Live) -> object:
    """The value as engines give it."""
    return live.value if isinstance(live.value, str) else float(live.value)


def as_number(shown: object) -> object:
    """A day as its number: LibreOffice gives what DATE and EOMONTH compute the format of a date."""
    return to_excel(shown) if isinstance(shown, datetime) else shown
