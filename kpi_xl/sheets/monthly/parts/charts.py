"""Charts: title top left in words, values on the bars, no gridlines but the one at 100%.

The only gridline is the line at 100%: an attainment axis has a unit of 1 and ends below 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.styles import BAD, FONT, HAIRLINE, INK, MUTED, NAVY, PLAN, WHITE
from kpi_xl.units import WHOLE_FORMAT, Unit, signed

LINE = "#9AA5B4"
"""The line at 100%: pale enough for a label to be read across it."""

LOWEST_TOP, HIGHEST_TOP = 1.3, 1.95
"""The end of an attainment axis: room for labels above 100%, and no second gridline."""


@dataclass(frozen=True)
class Span:
    """Where a chart stands: from its first to its last column, *rows* rows high."""

    row: int
    first_col: int
    last_col: int
    rows: int
    gap: int = 0  #: white at its left, in pixels


def place(sheet: Canvas, chart: Any, span: Span, widths: Sequence[int], words: object) -> None:
    """Put a chart over whole cells: its right edge is a column's edge, however wide a font makes the columns."""
    width = sum(widths[span.first_col : span.last_col + 1]) - span.gap
    chart.set_size({"width": width, "height": span.rows * looks.PIXELS_PER_ROW - 2})
    options = {"x_offset": span.gap, "object_position": 1, "description": str(words)}
    sheet.sheet.insert_chart(span.row, span.first_col, chart, options)


def attainment_bars(book: Book, title: object, names: str, by_sign: Sequence[str], rates: Sequence[float]) -> Any:
    """A bar per name; *by_sign* are the columns of ○, △ and × rates, 0 where a name has another sign."""
    chart = _chart(book, "bar", title)
    for status, values in zip(Status, by_sign, strict=True):
        label = str(signed(f'"{status.value} "0.0%;"{status.value} ▲"0.0%;""'))
        chart.add_series(
            {
                "name": status.value, "categories": f"={names}", "values": f"={values}", "gap": 45, "overlap": 100,
                "fill": {"color": BAD if status is Status.POOR else NAVY}, "data_labels": _labels(label),
            }
        )  # fmt: skip
    chart.set_y_axis(_names_axis(reverse=True))
    chart.set_x_axis(_rate_axis(rates))
    if max(rates, default=0) > HIGHEST_TOP:  # bars that end at the edge: their labels need room beside them
        chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.25, "y": 0.14, "width": 0.55, "height": 0.82}})
    chart.set_legend({"none": True})
    return chart


def funnel(book: Book, title: object, names: str, planned: str | None, done: str, largest: float) -> Any:
    """Target and actual of each stage, one above the other; *planned* is None where no stage has a target."""
    chart = _chart(book, "bar", title)
    series = [(_PLANNED, planned, PLAN), (_DONE, done, NAVY)]
    for words, values, colour in series:
        if values:
            chart.add_series(
                {
                    "name": str(words), "categories": f"={names}", "values": f"={values}", "gap": 40, "overlap": 0,
                    "fill": {"color": colour}, "data_labels": _labels(str(WHOLE_FORMAT)),
                }
            )  # fmt: skip
    chart.set_y_axis(_names_axis(reverse=True))
    chart.set_x_axis({"visible": False, "min": 0, "max": max(largest, 1) * 1.15, "major_gridlines": {"visible": False}})
    if planned:
        layout = {"x": 0.62, "y": 0.03, "width": 0.36, "height": 0.1}
        chart.set_legend({"position": "top", "font": _font(8), "layout": layout})
    else:
        chart.set_legend({"none": True})
    return chart


def attainment_columns(book: Book, title: object, months: str, values: str, rates: Sequence[float | None]) -> Any:
    """A column per month, the present one navy, against the line at 100%."""
    chart = _columns(book, title, months, values, len(rates), Unit.RATE.number_format())
    known = [rate for rate in rates if rate is not None]
    chart.set_y_axis(_rate_axis(known))
    if max(known, default=0) > HIGHEST_TOP:  # columns that end at the top: their labels need room below the title
        chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.04, "y": 0.27, "width": 0.92, "height": 0.58}})
    return chart


def amount_columns(book: Book, title: object, months: str, values: str, count: int, number_format: str) -> Any:
    """A column per month of plain amounts, where there is no target to compare with."""
    chart = _columns(book, title, months, values, count, number_format)
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return chart


def counts_columns(book: Book, title: object, names: str, values: str, number_format: str) -> Any:
    """A column per class, all navy."""
    chart = _columns(book, title, names, values, 0, number_format)
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return chart


def waterfall(book: Book, title: object, names: str, areas: Sequence[str]) -> Any:
    """From target to actual; *areas* are what carries a bar unseen, the two ends, the losses, the gains.

    The amounts stand beside the names: a label is wider than the bar of a step, and two of them would cover a third.
    """
    chart = book.writer.add_chart({"type": "bar", "subtype": "stacked"})
    _dress(chart, title)
    carrier, ends, losses, gains = areas
    chart.add_series({"categories": f"={names}", "values": f"={carrier}", "gap": 30, "fill": {"none": True}})
    for values, colour in ((ends, NAVY), (losses, BAD), (gains, PLAN)):
        chart.add_series({"categories": f"={names}", "values": f"={values}", "fill": {"color": colour}})
    chart.set_y_axis(_names_axis(reverse=True))
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    return chart


_PLANNED, _DONE = Text("目標", "Target"), Text("実績", "Actual")


def _columns(book: Book, title: object, names: str, values: str, paled: int, number_format: str) -> Any:
    """Columns of which all but the last of *paled* are pale; white labels, so that the line does not cross them."""
    chart = _chart(book, "column", title)
    points = [{"fill": {"color": PLAN}} for _ in range(paled - 1)] + [{"fill": {"color": NAVY}}] * bool(paled)
    chart.add_series(
        {
            "categories": f"={names}", "values": f"={values}", "gap": 60, "fill": {"color": NAVY},
            "data_labels": {**_labels(number_format), "fill": {"color": WHITE}},
            **({"points": points} if points else {}),
        }
    )  # fmt: skip
    chart.set_x_axis(_names_axis())
    chart.set_legend({"none": True})
    return chart


def _chart(book: Book, kind: str, title: object) -> Any:
    chart = book.writer.add_chart({"type": kind})
    _dress(chart, title)
    return chart


def _dress(chart: Any, title: object) -> None:
    """Title top left, a hairline around, no ground; each text names its font for Japanese letters, too."""
    chart._write_a_latin = partial(_write_fonts, chart)
    font = {**_font(10), "bold": True, "color": NAVY}
    chart.set_title({"name": str(title), "name_font": font, "layout": {"x": 0.02, "y": 0.025}})
    chart.set_chartarea({"border": {"color": HAIRLINE}, "fill": {"color": WHITE}})
    chart.set_plotarea({"fill": {"none": True}})


def _write_fonts(chart: Any, attributes: Sequence[tuple[str, Any]]) -> None:
    """XlsxWriter names a font for Latin letters alone; Excel then takes another one for kana and kanji."""
    for script in ("a:latin", "a:ea"):
        chart._xml_empty_tag(script, attributes)


def _names_axis(reverse: bool = False) -> dict[str, Any]:
    return {
        "reverse": reverse, "num_font": _font(8.5), "line": {"color": LINE, "width": 1}, "major_tick_mark": "none",
        "minor_tick_mark": "none", "major_gridlines": {"visible": False}, "label_position": "low",
    }  # fmt: skip


def _rate_axis(rates: Sequence[float]) -> dict[str, Any]:
    top = min(HIGHEST_TOP, max([LOWEST_TOP, *(rate * 1.2 for rate in rates)]))
    line = {"color": LINE, "width": 1, "dash_type": "dash"}
    return {
        "visible": False, "min": 0, "max": round(top, 2), "major_unit": 1,
        "major_gridlines": {"visible": True, "line": line},
    }  # fmt: skip


def _labels(number_format: str) -> dict[str, Any]:
    return {"value": True, "position": "outside_end", "num_format": number_format, "font": {**_font(8), "color": INK}}


def _font(size: float) -> dict[str, Any]:
    return {"name": str(FONT), "size": size, "color": MUTED}
