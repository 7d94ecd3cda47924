"""The funnel: target and actual of each stage, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.model import Result, StageRow
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.style import hidden_axis, labels, names_axis, new_chart
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.styles import INK, NAVY, PLAN
from kpi_xl.units import WHOLE_FORMAT

_HEADS = (Text("段階", "Stage"), Text("目標", "Target"), Text("実績", "Actual"))


@dataclass(frozen=True)
class FunnelArea:
    stages: str
    planned: str | None  #: None where no stage has a target
    done: str


def write_funnel(aside: Aside, stages: Sequence[StageRow]) -> FunnelArea:
    """Stage, target, actual; a stage without a target keeps its cell empty, and so has no bar."""
    sheet, col, row = aside.sheet, aside.col, aside.take(1 + len(stages))
    aside.heads(row, _HEADS)
    style = looks.aside_style("#,##0")
    for place, stage in enumerate(stages, start=row + 1):
        sheet.text(place, col, stage.stage.label, looks.ASIDE)
        sheet.number(place, col + 2, stage.actual, style)
        sheet.number_or_blank(place, col + 1, stage.target, style)
    areas = [aside.area(row + 1, offset, len(stages)) for offset in range(3)]
    has_targets = any(stage.target is not None for stage in stages)
    return FunnelArea(areas[0], areas[1] if has_targets else None, areas[2])


def funnel_panel(aside: Aside, result: Result) -> Panel:
    area = write_funnel(aside, result.funnel)
    chart = new_chart(aside.sheet.book, "bar")
    for values, colour in ((area.planned, PLAN), (area.done, NAVY)):
        if values:
            chart.add_series(
                {
                    "categories": f"={area.stages}", "values": f"={values}", "gap": 40, "overlap": 0, "fill": {"color": colour},
                    "data_labels": labels(str(WHOLE_FORMAT), "outside_end", INK),
                }
            )  # fmt: skip
    largest = max(max(stage.actual, stage.target or 0) for stage in result.funnel)
    chart.set_y_axis(names_axis(reverse=True))
    chart.set_x_axis(hidden_axis(max(largest, 1) * 1.15))
    chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.2, "y": 0.02, "width": 0.78, "height": 0.96}})
    return Panel(chart, _TITLE, _BOTH if area.planned else _DONE)


_TITLE = Text("ファネル", "Funnel")
_BOTH, _DONE = Text("濃 実績　淡 目標　件", "Dark: actual   Pale: target"), Text("実績　件", "Actual")
