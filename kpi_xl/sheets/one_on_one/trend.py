"""Six months of a figure as small columns, the present one navy. The months stand beside the page."""

from __future__ import annotations

from typing import Any

from kpi_xl.attainment.conversation.key_figures import KeyFigure
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.charts import with_fonts
from kpi_xl.sheets.one_on_one import looks
from kpi_xl.sheets.styles import FONT, HAIRLINE, INK, MUTED, NAVY, PLAN
from kpi_xl.units import Unit

ROW_PIXELS = 27


def draw_trend(sheet: Canvas, figure: KeyFigure, row: int, cols: tuple[int, int], rows: int, aside_col: int) -> None:
    """Draw it over *rows* rows and the columns of its panel; its data begin at *aside_col*, below the page's first rows."""
    top = row
    for place, month in enumerate(figure.months):
        sheet.text(top + place, aside_col, month.month.short_label, looks.HIDDEN)
        sheet.number_or_blank(top + place, aside_col + 1, _charted(figure, month.value), looks.HIDDEN)
    last = top + len(figure.months) - 1
    chart: Any = with_fonts(sheet.book.writer.add_chart({"type": "column"}))
    points = [{"fill": {"color": PLAN}} for _ in figure.months[:-1]] + [{"fill": {"color": NAVY}}]
    chart.add_series(
        {
            "categories": f"={sheet.reference(top, aside_col, last, aside_col)}",
            "values": f"={sheet.reference(top, aside_col + 1, last, aside_col + 1)}",
            "gap": 60, "points": points, "fill": {"color": PLAN},
            "data_labels": {"value": True, "position": "outside_end", "num_format": _label_format(figure), "font": _font(INK)},
        }
    )  # fmt: skip
    highest = max([abs(value) for each in figure.months if (value := _charted(figure, each.value)) is not None], default=0.0)
    chart.set_y_axis({"visible": False, "min": 0, "max": highest * 1.25 or 1, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": _font(MUTED), "line": {"color": HAIRLINE}, "major_tick_mark": "none", "minor_tick_mark": "none"})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.0, "y": 0.04, "width": 1.0, "height": 0.8}})
    left, right = cols
    chart.set_size({"width": sum(looks.WIDTHS[left : right + 1]), "height": rows * ROW_PIXELS})
    sheet.sheet.insert_chart(row, left, chart, {"object_position": 1, "description": str(figure.kpi.label)})


def _charted(figure: KeyFigure, value: float | None) -> float | None:
    """Yen in 万円, as their labels say."""
    return value / 10_000 if value is not None and figure.kpi.unit is Unit.YEN else value


def _label_format(figure: KeyFigure) -> str:
    kpi = figure.kpi
    if kpi.unit is Unit.YEN:
        return "#,##0"
    return "0%" if kpi.unit is Unit.RATE else kpi.number_format


def _font(colour: str) -> dict[str, Any]:
    return {"name": str(FONT), "size": 8.5, "color": colour}
