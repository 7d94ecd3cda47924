"""What all charts have in common: no title, no border, no value axis, and fonts that are named for Japanese letters, too.

Title, unit and legend stand in the cells above a chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.charts import with_fonts
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.styles import FONT, HAIRLINE, INK, MUTED

SIZE = 9
PLOT = {"x": 0.01, "y": 0.05, "width": 0.98, "height": 0.79}


@dataclass(frozen=True)
class Span:
    """Where a chart stands: from its first to its last column, *rows* rows high."""

    row: int
    first_col: int
    last_col: int
    rows: int


def place(sheet: Canvas, chart: Any, span: Span, widths: Sequence[int], words: object) -> None:
    """Put a chart over whole cells: its right edge is a column's edge, however wide a font makes the columns."""
    width = exact_sum(widths[span.first_col : span.last_col + 1])
    chart.set_size({"width": width, "height": span.rows * looks.PIXELS_PER_ROW - 2})
    sheet.sheet.insert_chart(span.row, span.first_col, chart, {"object_position": 1, "description": str(words)})


def new_chart(book: Book, kind: str, subtype: str = "") -> Any:
    """A chart without title, legend, border or ground."""
    chart = part_of_chart(book, kind, subtype)
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}, "layout": PLOT})
    chart.set_y_axis(hidden_axis())
    chart.show_blanks_as("span")
    return chart


def part_of_chart(book: Book, kind: str, subtype: str = "") -> Any:
    """Series of another kind, for `combine`."""
    return with_fonts(book.writer.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})}))


def hidden_axis(top: float | None = None) -> dict[str, Any]:
    """A value axis from 0 on that nobody sees: the values stand beside what is drawn."""
    return {"visible": False, "min": 0, "major_gridlines": {"visible": False}, **({} if top is None else {"max": top})}


def names_axis(reverse: bool = False) -> dict[str, Any]:
    return {
        "reverse": reverse, "num_font": font(), "line": {"color": HAIRLINE, "width": 1}, "major_tick_mark": "none",
        "minor_tick_mark": "none", "major_gridlines": {"visible": False}, "label_position": "low",
    }  # fmt: skip


class _Labels(dict[str, Any]):
    """XlsxWriter copies labels down to the last colour before it changes them; it changes the first level alone."""

    def __deepcopy__(self, _: object) -> dict[str, Any]:
        return dict(self)


def labels(number_format: str, position: str, colour: str = INK, bold: bool = False) -> dict[str, Any]:
    return _Labels(value=True, position=position, num_format=number_format, font={**font(colour), "bold": bold})


def font(colour: str = MUTED) -> dict[str, Any]:
    return {"name": str(FONT), "size": SIZE, "color": colour}
