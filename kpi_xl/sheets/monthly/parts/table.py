"""The attainment table: one KPI a row, 達成率, 判定 and 差 as live formulas of target and actual.

A person may correct an actual (or a threshold in the legend) and everything follows. Columns are the same on
every sheet: from the KPI's name in B to the gap in J; K says more (see further.py); the notes in L are drawn by notes.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Protocol

from kpi_xl.attainment.report.model import AttainmentRow
from kpi_xl.definitions import Kpi, Level
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING, Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import Area, area
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.styles import DATA_BAR
from kpi_xl.targets import Thresholds

NAME, LEVEL, UNIT, DIRECTION, TARGET, ACTUAL, RATE, SIGN, GAP, FURTHER, NOTE = range(1, 12)
HEADS = {
    NAME: Text("KPI", "KPI"), LEVEL: Text("区分", "Level"), UNIT: Text("単位", "Unit"),
    DIRECTION: Text("達成条件", "Target is"), TARGET: Text("目標", "Target"), ACTUAL: Text("実績", "Actual"),
    RATE: Text("達成率", "Attainment"), SIGN: Text("判定", "Status"),
}  # fmt: skip
HEAD_HEIGHT = 22
BAR_FULL = 1.5
"""The rate at which a data bar fills its cell."""


@dataclass(frozen=True)
class KpiTable:
    """Where a drawn table stands."""

    sheet: Canvas
    first_row: int
    rows: tuple[AttainmentRow, ...]
    judged: int = RATE  #: the column that signs judge: attainment; of a month that is not over the pace, in GAP

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        return tuple(row.kpi for row in self.rows)

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    def place_of(self, kpi_id: str) -> int | None:
        """Which of the table's KPIs that is; None where it does not list it."""
        return next((place for place, kpi in enumerate(self.kpis) if kpi.id == kpi_id), None)

    def cell(self, col: int, place: int = 0) -> Live:
        """A cell of the KPI at *place*, on its own sheet."""
        return cell(self.address(col, place), _shown(self.rows[place], col))

    def address(self, col: int, place: int = 0) -> str:
        return self.sheet.a1(self.first_row + place, col, fixed=True)

    def column(self, col: int, skip: int = 0) -> Area:
        """A column, *skip* KPIs left out on top."""
        first, last = (self.address(col, place) for place in (skip, len(self.rows) - 1))
        return area(f"{first}:{last}", [_shown(row, col) for row in self.rows[skip:]])

    def far(self, col: int, place: int = 0) -> Live:
        """`cell`, from another sheet."""
        return cell(self.sheet.reference(self.first_row + place, col), _shown(self.rows[place], col))

    @property
    def far_judged(self) -> dict[str, Live]:
        """KPI id -> what its sign judges, from another sheet."""
        return {kpi.id: self.far(self.judged, place) for place, kpi in enumerate(self.kpis)}

    def far_column(self, col: int) -> str:
        return self.sheet.reference(self.first_row, col, self.last_row, col)


def _shown(row: AttainmentRow, col: int) -> float | str | None:
    """What a column shows of a row."""
    if col == NAME:
        return str(row.kpi.label)
    if col == SIGN:
        return row.status.value if row.status else None
    return {TARGET: row.target, ACTUAL: row.actual, RATE: row.rate, GAP: row.pace}[col]


class Further(Protocol):
    """What the columns GAP and FURTHER say."""

    judged: int  #: the column that signs judge

    @property
    def heads(self) -> dict[int, Text]: ...

    def draw(self, table: KpiTable, place: int, row: AttainmentRow) -> None:
        """Write both cells of the KPI at *place*."""


class PastMonth:
    """The gap, and last month's actual."""

    judged = RATE
    heads: ClassVar = {GAP: Text("差", "Gap"), FURTHER: Text("前月", "Last month")}

    def draw(self, table: KpiTable, place: int, row: AttainmentRow) -> None:
        draw_gap(table, place, row)
        style = looks.number_style(row.kpi.number_format)
        table.sheet.number(table.first_row + place, FURTHER, row.before, style)


def draw_gap(table: KpiTable, place: int, row: AttainmentRow) -> None:
    """How far on the good side of the target."""
    kpi = row.kpi
    style = looks.number_style(looks.gap_format(kpi.unit, kpi.decimals))
    gap = formulas.gap(table.cell(TARGET, place), table.cell(ACTUAL, place), kpi)
    table.sheet.live(table.first_row + place, GAP, gap, style)


def draw_table(
    sheet: Canvas,
    top: int,
    rows: Sequence[AttainmentRow],
    limits: Limits,
    sums: Mapping[tuple[str, int], Live] = MappingProxyType({}),
    bar_full: float = BAR_FULL,
    further: Further | None = None,
) -> KpiTable:
    """Draw head and rows from row *top* on; *sums* gives formulas for (KPI id, TARGET or ACTUAL) cells.

    Args:
        further: draws the columns GAP and FURTHER; without it they hold the gap and last month's actual.
    """
    draw_further = further or PastMonth()
    _draw_head(sheet, top, draw_further)
    table = KpiTable(sheet, top + 1, tuple(rows), draw_further.judged)
    for place, row in enumerate(rows):
        _draw_row(table, place, row, limits, sums)
        draw_further.draw(table, place, row)
    colour_signs(sheet, table.first_row, SIGN, table.last_row)
    for first_col, last_col in ((TARGET, RATE), (SIGN, SIGN), (GAP, FURTHER)):
        mute_dashes(sheet, table.first_row, first_col, table.last_row, last_col)
    draw_data_bar(sheet, table.first_row, RATE, table.last_row, bar_full)
    return table


def _draw_head(sheet: Canvas, top: int, further: Further) -> None:
    sheet.sheet.set_row(top, HEAD_HEIGHT)
    for col, words in (HEADS | further.heads).items():
        sheet.text(top, col, words, looks.HEAD_LEFT if col == NAME else looks.HEAD)


def _draw_row(
    table: KpiTable, place: int, row: AttainmentRow, limits: Limits, sums: Mapping[tuple[str, int], Live]
) -> None:
    sheet, at, kpi = table.sheet, table.first_row + place, row.kpi
    is_kgi = kpi.level is Level.KGI
    sheet.text(at, NAME, kpi.label, looks.LABEL_BOLD if is_kgi else looks.LABEL)
    sheet.text(at, LEVEL, kpi.level.label, looks.SMALL)
    sheet.text(at, UNIT, wording.unit_of(kpi), looks.SMALL)
    sheet.text(at, DIRECTION, kpi.direction.label, looks.SMALL)
    for col, value in ((TARGET, row.target), (ACTUAL, row.actual)):
        style = looks.number_style(kpi.number_format, is_kgi or col == ACTUAL)
        if (kpi.id, col) in sums:
            sheet.live(at, col, sums[kpi.id, col], style)
        else:
            sheet.number(at, col, value, style)
    target, actual, judged = (cell(sheet.a1(at, col), _shown(row, col)) for col in (TARGET, ACTUAL, table.judged))
    if row.is_unjudged:
        sheet.number(at, RATE, None, looks.RATE)
        sheet.text(at, SIGN, NOTHING, looks.SIGN)
        return
    sheet.live(at, RATE, attainment.rate(target, actual, kpi.direction), looks.RATE)
    sheet.live(at, SIGN, attainment.sign(judged, limits), looks.SIGN)


def colour_signs(sheet: Canvas, first_row: int, col: int, last_row: int) -> None:
    """Colour ○, △ and × by what the cell says."""
    for status, form in looks.status_formats(sheet.book, "font_color").items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{status.value}"', "format": form}
        sheet.sheet.conditional_format(first_row, col, last_row, col, rule)


def mute_dashes(sheet: Canvas, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
    """Pale dashes, so that figures stand out."""
    form = sheet.book.format(looks.MUTED_DASH)
    rule = {"type": "cell", "criteria": "==", "value": f'"{NOTHING}"', "format": form}
    sheet.sheet.conditional_format(first_row, first_col, last_row, last_col, rule)


def draw_data_bar(sheet: Canvas, first_row: int, col: int, last_row: int, full: float) -> None:
    """Bars from 0 to *full* behind the numbers of a column."""
    sheet.sheet.conditional_format(
        first_row, col, last_row, col,
        {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": DATA_BAR,
            "bar_no_border": True, "bar_negative_color": DATA_BAR, "bar_axis_position": "none",
            "min_type": "num", "max_type": "num", "min_value": 0, "max_value": full,
        },
    )  # fmt: skip


def draw_legend(sheet: Canvas, row: int, thresholds: Thresholds) -> None:
    """The thresholds under the table, in cells that the formulas read (`limits`)."""
    good, fair, poor = (looks.LEGEND_CELL.but(num_format=str(form)) for form in wording.LEGEND_FORMATS)
    sheet.text(row, TARGET, wording.LEGEND, looks.LEGEND)
    sheet.number(row, ACTUAL, thresholds.good, good)
    sheet.number(row, RATE, thresholds.fair, fair)
    sheet.merged(row, SIGN, GAP, "", poor)
    sheet.live(row, SIGN, cell(sheet.a1(row, RATE), thresholds.fair), poor)
    sheet.sheet.data_validation(
        row, ACTUAL, row, RATE,
        {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10,
            "input_title": str(wording.LEGEND_TITLE), "input_message": str(wording.LEGEND_HINT),
            "error_message": str(wording.LEGEND_ERROR),
        },
    )  # fmt: skip


def limits_at(sheet: Canvas, row: int, thresholds: Thresholds) -> Limits:
    """The thresholds' cells of a legend in *row*."""
    good, fair = (sheet.a1(row, col, fixed=True) for col in (ACTUAL, RATE))
    return Limits(cell(good, thresholds.good), cell(fair, thresholds.fair))
