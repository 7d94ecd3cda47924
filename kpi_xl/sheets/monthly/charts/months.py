"""The KGI of six months against its plan: a column a month, the present one dark, the plan a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.model import Result, TrendPoint
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import Live, cell, choice, compared, greater, number, product, quotient
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.scale import Scale, scale_of
from kpi_xl.sheets.monthly.charts.style import hidden_axis, labels, names_axis, new_chart, part_of_chart
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.monthly.table.kpi_table import ACTUAL, KpiTable
from kpi_xl.sheets.styles import INK, MUTED, NAVY, PLAN, WHITE

MONTH, BEFORE, HIGH, LOW, TARGET, LIMIT = range(6)
"""The columns: the months before, the present one where its column is high enough for a label in it, and where it is not."""
_HEADS = (Text("月", "Month"), Text("実績", "Actual"), Text("今月", "This month"), Text("今月", "This month"), Text("目標", "Target"))
LEAST = 0.18
"""Of the highest column: what a label takes."""
NEARLY_NOTHING = number(0.0001)
"""Drawn for a month of 0, whose label says so; the label of a true 0 is hidden."""


@dataclass(frozen=True)
class MonthsArea:
    """Where the six months stand."""

    columns: Sequence[str]
    scale: Scale
    highest: float
    before: Live  #: last month's actual, in the KGI's unit


def write_months(aside: Aside, result: Result, table: KpiTable | None) -> MonthsArea:
    """A row a month; the present one reads the KGI's row of *table* where that says the same."""
    points, scale = result.trend, scale_of(result.kgi.kpi)
    row = aside.take(1 + len(points)) + 1
    aside.heads(row - 1, _HEADS)
    told = [value / scale.per for point in points for value in (point.target, point.actual) if value is not None]
    highest = max([*told, 0.0])
    limit = aside.sheet.placed(row - 1, aside.col + LIMIT, number(LEAST * highest), looks.aside_style("0.0"))
    for at, point in enumerate(points[:-1], start=row):
        _write_before(aside, at, point, scale)
    if points:
        is_shown = (points[-1].target, points[-1].actual) == (result.kgi.target, result.kgi.actual)
        _write_present(aside, row + len(points) - 1, points[-1], scale, limit, table if is_shown else None)
    columns = [aside.area(row, col, max(1, len(points))) for col in range(len(_HEADS))]
    return MonthsArea(columns, scale, highest, _last_month(aside, row, points, scale))


def _last_month(aside: Aside, row: int, points: Sequence[TrendPoint], scale: Scale) -> Live:
    value = points[-2].actual if len(points) > 1 else None
    told = cell(aside.sheet.a1(row + max(len(points) - 2, 0), aside.col + BEFORE, fixed=True), scale.told(value))
    return told if scale.per == 1 else product(told, number(scale.per))


def _write_before(aside: Aside, row: int, point: TrendPoint, scale: Scale) -> None:
    style = looks.aside_style(scale.number_format)
    aside.sheet.text(row, aside.col, point.month.short_label, looks.ASIDE)
    for col, value in ((BEFORE, point.actual), (TARGET, point.target)):
        aside.sheet.number_or_blank(row, aside.col + col, scale.told(value), style)


def _write_present(aside: Aside, row: int, point: TrendPoint, scale: Scale, limit: Live, table: KpiTable | None) -> None:
    """The present month, in the column of high or of low ones."""
    sheet, col, style = aside.sheet, aside.col, looks.aside_style(scale.number_format)
    sheet.text(row, col, point.month.short_label, looks.ASIDE)
    actual, target = (table.value(ACTUAL), table.target()) if table else map(_plain, (point.actual, point.target))
    if point.target is None:
        sheet.blank(row, col + TARGET, style)
    else:
        sheet.live(row, col + TARGET, quotient(target, number(scale.per)), style)
    if point.actual is None:
        sheet.fill(row, col + HIGH, col + LOW, style)
        return
    told = greater(quotient(actual, number(scale.per)), NEARLY_NOTHING)
    is_high = compared(told, ">=", limit)
    sheet.live(row, col + HIGH, choice(is_high, told, ZERO), style)
    sheet.live(row, col + LOW, choice(is_high, ZERO, told), style)


def _plain(value: float | None) -> Live:
    return number(value or 0.0)


def months_panel(aside: Aside, result: Result, area: MonthsArea, whose: object = "") -> Panel:
    """The chart with its heading."""
    kgi, scale = result.kgi.kpi.label, area.scale
    title = (_TITLE_OF if whose else _TITLE).format(kgi=kgi, whose=whose, count=len(result.trend))
    months, before, high, low, target = area.columns
    chart = new_chart(aside.sheet.book, "column")
    hidden_zero = f"{scale.number_format};{scale.number_format};"
    for values, colour, label in (
        (before, PLAN, labels(scale.number_format, "inside_base")),
        (high, NAVY, labels(hidden_zero, "inside_base", WHITE, bold=True)),
        (low, NAVY, labels(hidden_zero, "outside_end", INK, bold=True)),
    ):
        named = {"categories": f"={months}", "gap": 60, "overlap": 100} if values == before else {}
        chart.add_series({**named, "values": f"={values}", "fill": {"color": colour}, "data_labels": label})
    plan = part_of_chart(aside.sheet.book, "line")
    line = {"color": MUTED, "width": 1, "dash_type": "dash"}
    plan.add_series({"categories": f"={months}", "values": f"={target}", "line": line})
    chart.combine(plan)
    chart.set_x_axis(names_axis())
    chart.set_y_axis(hidden_axis(round(area.highest * 1.12, 4) or 1))
    return Panel(chart, title, wording_of(scale))


def wording_of(scale: Scale) -> Text:
    return _NOTE.format(unit=scale.unit) if str(scale.unit) else _PLAIN


_TITLE = Text("{kgi}：直近{count}か月", "{kgi}: last {count} months")
_TITLE_OF = Text("{kgi}（{whose}）：直近{count}か月", "{kgi} ({whose}): last {count} months")
_PLAIN = Text("棒 実績　破線 目標", "Columns: actual   Dashed: target")
_NOTE = Text("棒 実績　破線 目標　{unit}", "Columns: actual   Dashed: target   {unit}")
