"""Signs: ○, △ and × in their colours, by what the cells say."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.canvas import NOTHING, Canvas
from kpi_xl.sheets.marks import draw_bars as draw_bars
from kpi_xl.sheets.monthly.parts import looks


def colour_signs(sheet: Canvas, first_row: int, col: int, last_row: int) -> None:
    """Colour a column of signs."""
    for rule in _rules(sheet):
        sheet.sheet.conditional_format(first_row, col, last_row, col, rule)


def colour_cells(sheet: Canvas, cells: Sequence[tuple[int, int]]) -> None:
    """Colour single signs, by row and column; a dash is not seen."""
    if not cells:
        return
    places = " ".join(sheet.a1(row, col) for row, col in cells)
    unseen = {"type": "cell", "criteria": "==", "value": f'"{NOTHING}"', "format": sheet.book.format(looks.UNSEEN)}
    for rule in [*_rules(sheet), unseen]:
        sheet.sheet.conditional_format(*cells[0], *cells[0], {**rule, "multi_range": places})


def colour_begins(sheet: Canvas, cells: Sequence[tuple[int, int]]) -> None:
    """Colour single texts that begin with a sign, such as ○ 105.0%."""
    if not cells:
        return
    places = " ".join(sheet.a1(row, col) for row, col in cells)
    for status, form in looks.status_formats(sheet.book, "font_color").items():
        rule = {"type": "text", "criteria": "begins with", "value": status.value, "format": form, "multi_range": places}
        sheet.sheet.conditional_format(*cells[0], *cells[0], rule)


def _rules(sheet: Canvas) -> list[dict[str, object]]:
    return [
        {"type": "cell", "criteria": "==", "value": f'"{status.value}"', "format": form}
        for status, form in looks.status_formats(sheet.book, "font_color").items()
    ]


def mute_dashes(sheet: Canvas, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
    """Pale dashes, so that figures stand out."""
    form = sheet.book.format(looks.MUTED_DASH)
    rule = {"type": "cell", "criteria": "==", "value": f'"{NOTHING}"', "format": form}
    sheet.sheet.conditional_format(first_row, first_col, last_row, last_col, rule)
