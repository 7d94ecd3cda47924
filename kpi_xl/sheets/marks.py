"""What a table's cells look like by what they show: signs in their colours, pale dashes, bars."""

from __future__ import annotations

from kpi_xl.sheets.canvas import NOTHING, Canvas
from kpi_xl.sheets.styles import BAD, DATA_BAR, FAIR, GOOD, MUTED, Style

_INKS = {"○": GOOD, "△": FAIR, "×": BAD}


def colour_signs(sheet: Canvas, first_row: int, col: int, last_row: int) -> None:
    """○, △ and × in their colours, and a pale dash."""
    for shown, ink in _INKS.items():
        _look(sheet, first_row, col, last_row, col, shown, Style({"font_color": ink}))
    mute_dashes(sheet, first_row, col, last_row, col)


def mute_dashes(sheet: Canvas, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
    """Pale dashes, so that figures stand out."""
    _look(sheet, first_row, first_col, last_row, last_col, NOTHING, Style({"font_color": MUTED, "bold": False}))


def draw_bars(sheet: Canvas, first_row: int, col: int, last_row: int) -> None:
    """Bars from 0 to 100% in a column of their own, whose right edge is the goal."""
    sheet.sheet.conditional_format(
        first_row, col, last_row, col,
        {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": DATA_BAR, "bar_only": True,
            "bar_no_border": True, "bar_negative_color": DATA_BAR,
            "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
        },
    )  # fmt: skip


def _look(sheet: Canvas, row: int, col: int, last_row: int, last_col: int, shown: str, look: Style) -> None:
    rule = {"type": "cell", "criteria": "==", "value": f'"{shown}"', "format": sheet.book.format(look)}
    sheet.sheet.conditional_format(row, col, last_row, last_col, rule)
