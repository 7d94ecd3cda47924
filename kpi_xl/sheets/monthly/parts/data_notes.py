"""データについて: what a reader must know of the log before he believes the figures; at the foot of the first sheet."""

from __future__ import annotations

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.header import SECTION_HEIGHT, draw_section

NOTE_HEIGHT = 24


def data_notes_height(log: ReadSummary) -> int:
    """Points that the box takes; 0 where there is nothing to say."""
    return SECTION_HEIGHT + NOTE_HEIGHT * len(log.notes) if log.notes else 0


def draw_data_notes(sheet: Canvas, row: int, log: ReadSummary, last_col: int) -> int:
    """The box, from *row* on, and the row behind it; nothing where there is nothing to say."""
    if not log.notes:
        return row
    draw_section(sheet, row, TITLE, last_col)
    for place, note in enumerate(log.notes, row + 1):
        sheet.sheet.set_row(place, NOTE_HEIGHT)
        sheet.merged(place, looks.NAME_COL, last_col, _LINE.format(note=note.text), looks.FINE)
    return row + 1 + len(log.notes)


TITLE = Text("データについて", "About the data")
_LINE = Text("・{note}。", "• {note}.")
