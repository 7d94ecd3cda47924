"""Panels: a chart together with the figures it reads, three side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.parts import charts, looks
from kpi_xl.sheets.monthly.parts.aside import Aside, Bar, TrendArea, write_bars, write_funnel
from kpi_xl.sheets.monthly.parts.charts import Span
from kpi_xl.sheets.monthly.parts.table import NAME, RATE, SIGN, KpiTable

SPANS = {1: ((1, 11, 0),), 2: ((1, 5, 0), (6, 11, 10)), 3: ((1, 3, 0), (4, 7, 10), (8, 11, 10))}
"""First column, last column and white before each panel, by how many there are."""


@dataclass(frozen=True)
class Panel:
    chart: Any
    title: str


def place_panels(sheet: Canvas, row: int, rows: int, panels: Sequence[Panel], widths: Sequence[int]) -> None:
    """Put the charts side by side over *rows* rows."""
    for panel, (first, last, gap) in zip(panels, SPANS[len(panels)], strict=True):
        charts.place(sheet, panel.chart, Span(row, first, last, rows, gap), widths, panel.title)


def kpis_panel(aside: Aside, row: int, rows: Sequence[AttainmentRow], table: KpiTable) -> Panel:
    """A bar for each KPI of a table."""
    title = str(Text("KPI別の達成率（点線は100%）", "Attainment by KPI (dashed: 100%)"))
    bars = [Bar(table.cell(RATE, place), table.cell(SIGN, place)) for place in range(len(rows))]
    rates = [each.rate for each in rows if each.rate is not None]
    chart = charts.attainment_bars(aside.sheet.book, title, table.far_column(NAME), write_bars(aside, row, bars), rates)
    return Panel(chart, title)


def funnel_panel(aside: Aside, result: Result) -> Panel:
    area = write_funnel(aside, result.funnel)
    both, done = Text("ファネル：目標と実績", "Funnel: target and actual"), Text("ファネル：実績", "Funnel: actual")
    title = str(both if area.planned else done)
    largest = max(max(stage.actual, stage.target or 0) for stage in result.funnel)
    return Panel(charts.funnel(aside.sheet.book, title, area.stages, area.planned, area.done, largest), title)


_RATES = Text("{kgi}の達成率：直近{count}か月", "{kgi}: attainment, last {count} months")
_RATES_OF = Text("{owner}：{kgi}の達成率", "{owner}: {kgi} attainment")
_AMOUNTS = Text("{kgi}の実績：直近{count}か月", "{kgi}: actual, last {count} months")
_AMOUNTS_OF = Text("{owner}：{kgi}の実績", "{owner}: {kgi} actual")


def trend_panel(sheet: Canvas, result: Result, area: TrendArea, owner: object = "") -> Panel:
    """The KGI's attainment of six months; its amounts where no month had a target."""
    kpi, count = result.kgi.kpi, len(result.trend)
    parts = {"kgi": kpi.label, "count": count, "owner": owner}
    if any(point.rate is not None for point in result.trend):
        words = (_RATES_OF if owner else _RATES).format(**parts)
        rates = [point.rate for point in result.trend]
        return Panel(charts.attainment_columns(sheet.book, words, area.months, area.rates, rates), str(words))
    words = (_AMOUNTS_OF if owner else _AMOUNTS).format(**parts)
    form = looks.card_format(kpi, [point.actual for point in result.trend])
    chart = charts.amount_columns(sheet.book, words, area.months, area.actuals, count, form)
    return Panel(chart, str(words))
