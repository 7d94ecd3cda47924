"""Panels: a chart under a heading that says what it shows and how to read it, one or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.charts.style import Span, place
from kpi_xl.sheets.monthly.parts.header import draw_section
from kpi_xl.sheets.monthly.parts.wording import width

SPANS = {1: ((1, 14),), 2: ((1, 7), (10, 14))}
"""First and last column of each panel, by how many there are."""


@dataclass(frozen=True)
class Panel:
    chart: Any
    title: Text
    note: Text  #: unit and legend


_TITLE_PIXELS, _NOTE_PIXELS = 8.0, 5.8
"""What a half-width character takes of a heading, bold, and of the note at its right."""


def fitting_note(panel: Panel, pixels: int) -> str:
    """The note, without its first parts where the heading leaves no room for them: the unit stays."""
    gap, room = str(_GAP), pixels - _TITLE_PIXELS * width(str(panel.title))
    parts = str(panel.note).split(gap)
    while len(parts) > 1 and _NOTE_PIXELS * width(gap.join(parts)) > room:
        del parts[0]
    return gap.join(parts)


_GAP = Text("　", "   ")


def place_panels(sheet: Canvas, row: int, rows: int, panels: Sequence[Panel], widths: Sequence[int]) -> None:
    """Put the charts side by side, their headings in *row*, over *rows* rows below it."""
    spans = SPANS[len(panels)] if panels else ()
    for panel, (first, last) in zip(panels, spans, strict=True):
        draw_section(sheet, row, panel.title, last, fitting_note(panel, sum(widths[first : last + 1])), first)
        place(sheet, panel.chart, Span(row + 1, first, last, rows), widths, panel.title)
