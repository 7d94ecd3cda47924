"""The aside: figures that cards and charts read, right of the print area.

Formulas where the table has the figure, so that charts follow a corrected actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.model import Result, StageRow, TrendPoint
from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import Area, area
from kpi_xl.sheets.live.values import Live, cell, choice, compared, number, text
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.monthly.parts.table import ACTUAL, TARGET, KpiTable

WIDTHS = (24, 150, *[110] * 6)
"""The gap to the print area, a label and figures; those of a waterfall are six."""

_TREND_HEADS = (Text("月", "Month"), Text("目標", "Target"), Text("実績", "Actual"), Text("達成率", "Attainment"))
_FUNNEL_HEADS = (Text("段階", "Stage"), Text("目標", "Target"), Text("実績", "Actual"))
NEARLY_NOTHING = number(0.0001)
"""Drawn for a rate of 0: the label of a true 0 is hidden, because other signs' columns hold 0."""


@dataclass
class Aside:
    """The columns of the aside, from *col* (its labels) on."""

    sheet: Canvas
    col: int
    row: int  #: the next free row

    def open(self, row: int) -> None:
        """Set the columns' widths and write the caption."""
        for offset, width in enumerate(WIDTHS):
            self.sheet.sheet.set_column_pixels(self.col - 1 + offset, self.col - 1 + offset, width)
        self.sheet.text(row, self.col, wording.ASIDE, looks.ASIDE)

    def take(self, rows: int) -> int:
        """The first of *rows* free rows; a white one follows them."""
        first = self.row
        self.row += rows + 1
        return first

    def heads(self, row: int, words: Sequence[object]) -> None:
        for offset, word in enumerate(words):
            self.sheet.text(row, self.col + offset, word, looks.ASIDE_HEAD)

    def area(self, first_row: int, offset: int, count: int) -> str:
        """A column of figures for a chart."""
        return self.sheet.reference(first_row, self.col + offset, first_row + count - 1, self.col + offset)

    def span(self, cells: Sequence[Live]) -> Area:
        """Cells of a column, one below the other, for a formula of the same sheet."""
        return area(f"{cells[0]}:{cells[-1]}", [each.value for each in cells])


@dataclass(frozen=True)
class TrendArea:
    """Where the six months stand."""

    months: str
    actuals: str
    rates: str
    before: Live  #: last month's actual


def write_trend(aside: Aside, result: Result, table: KpiTable | None) -> TrendArea:
    """Month, target, actual, attainment; the present month reads the KGI's row of *table* where that says the same."""
    row = aside.take(1 + len(result.trend))
    aside.heads(row, _TREND_HEADS)
    present = result.trend[-1] if result.trend else None
    for offset, point in enumerate(result.trend):
        is_shown = point is present and (point.target, point.actual) == (result.kgi.target, result.kgi.actual)
        _write_month(aside, row + 1 + offset, point, result.kgi.kpi, table if is_shown else None)
    count = len(result.trend)
    last_month = result.trend[-2].actual if count > 1 else None
    before = cell(aside.sheet.a1(row + max(count - 1, 1), aside.col + 2, fixed=True), last_month)
    months, actuals, rates = (aside.area(row + 1, offset, count) for offset in (0, 2, 3))
    return TrendArea(months, actuals, rates, before)


def _write_month(aside: Aside, row: int, point: TrendPoint, kgi: Kpi, table: KpiTable | None) -> None:
    sheet, col = aside.sheet, aside.col
    style = looks.aside_style(kgi.number_format)
    sheet.text(row, col, point.month.short_label, looks.ASIDE)
    for offset, source, value in ((1, TARGET, point.target), (2, ACTUAL, point.actual)):
        if value is None:
            sheet.blank(row, col + offset, style)
        elif table:
            sheet.live(row, col + offset, table.cell(source), style)
        else:
            sheet.number(row, col + offset, value, style)
    rate_style = looks.aside_style(looks.RATE_FORMAT)
    if point.rate is None:  # no formula: a chart draws a text as a column of 0
        sheet.blank(row, col + 3, rate_style)
    else:
        target, actual = cell(sheet.a1(row, col + 1), point.target), cell(sheet.a1(row, col + 2), point.actual)
        sheet.live(row, col + 3, attainment.rate(target, actual, kgi.direction), rate_style)


@dataclass(frozen=True)
class FunnelArea:
    stages: str
    planned: str | None  #: None where no stage has a target
    done: str


def write_funnel(aside: Aside, stages: Sequence[StageRow]) -> FunnelArea:
    """Stage, target, actual; a stage without a target keeps its cell empty, and so has no bar."""
    sheet, col, row = aside.sheet, aside.col, aside.take(1 + len(stages))
    aside.heads(row, _FUNNEL_HEADS)
    style = looks.aside_style("#,##0")
    for place, stage in enumerate(stages, start=row + 1):
        sheet.text(place, col, stage.stage.label, looks.ASIDE)
        sheet.number(place, col + 2, stage.actual, style)
        sheet.number_or_blank(place, col + 1, stage.target, style)
    areas = [aside.area(row + 1, offset, len(stages)) for offset in range(3)]
    has_targets = any(stage.target is not None for stage in stages)
    return FunnelArea(areas[0], areas[1] if has_targets else None, areas[2])


@dataclass(frozen=True)
class Bar:
    """A rate that a bar is drawn for."""

    rate: Live
    sign: Live


def write_bars(aside: Aside, row: int, bars: Sequence[Bar]) -> list[str]:
    """Each rate in the column of its sign, 0 in the others; the columns of ○, △ and ×."""
    aside.heads(row, ["", *(status.value for status in Status)])
    style = looks.aside_style(looks.RATE_FORMAT)
    for place, bar in enumerate(bars, start=row + 1):
        drawn = choice(compared(bar.rate, "=", ZERO), NEARLY_NOTHING, bar.rate)
        for offset, status in enumerate(Status, start=1):
            height = choice(compared(bar.sign, "=", text(status.value)), drawn, ZERO)
            aside.sheet.live(place, aside.col + offset, height, style)
    return [aside.area(row + 1, offset, len(bars)) for offset in (1, 2, 3)]
