"""The heatmap: who stands where in which KPI, every cell a reference to the sheet it comes from.

A tint and a sign per cell, so that it survives a black-and-white printer; the last column is the mean of the
row, each KPI counted at most 100%.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.model import RoleBlock
from kpi_xl.attainment.report.rates import DUST, Status
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area, area
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.signs import mute_dashes
from kpi_xl.sheets.monthly.table.head_lines import head_lines
from kpi_xl.sheets.monthly.table.kpi_table import RATE, KpiTable
from kpi_xl.sheets.styles import Style
from kpi_xl.targets import Thresholds


@dataclass(frozen=True)
class HeatRow:
    """One member (or team): where its sheet is, and its attainment per KPI."""

    name: str
    sheet_title: str  #: blank where it has none
    rates: Mapping[str, Live]  #: KPI id -> attainment, of what is due by now; KPIs that it does not follow are missing
    overall: float | None
    tag: Text | None = None  #: why there is nothing to compare with


@dataclass(frozen=True)
class Heatmap:
    """Where a drawn heatmap stands."""

    sheet: Canvas
    head_row: int
    rows: tuple[HeatRow, ...]
    kpis: tuple[Kpi, ...]

    @property
    def first_row(self) -> int:
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        return self.head_row + len(self.rows)

    @property
    def overall_col(self) -> int:
        return looks.NAME_COL + 1 + len(self.kpis)

    def column(self, place: int) -> Area:
        """The attainment of the KPI at *place*, a cell a row, on the heatmap's own sheet."""
        kpi = self.kpis[place].id
        return self._area(looks.NAME_COL + 1 + place, [row.rates[kpi].value if kpi in row.rates else None for row in self.rows])

    def overall_cell(self, place: int) -> Live:
        return cell(self.sheet.a1(self.first_row + place, self.overall_col, fixed=True), self.rows[place].overall)

    @property
    def overall(self) -> Area:
        return self._area(self.overall_col, [row.overall for row in self.rows])

    def _area(self, col: int, values: Sequence[float | str | None]) -> Area:
        first, last = (self.sheet.a1(row, col, fixed=True) for row in (self.first_row, self.last_row))
        return area(f"{first}:{last}", values)


def draw_heatmap(
    sheet: Canvas,
    top: int,
    kpis: Sequence[Kpi],
    rows: Sequence[HeatRow],
    limits: Limits,
    thresholds: Thresholds,
    who: Text,
    overall: Text = wording.OVERALL,
) -> Heatmap:
    """Draw head and rows from row *top* on; *who* heads the names, *overall* the last column."""
    heatmap = Heatmap(sheet, top, tuple(rows), tuple(kpis))
    _draw_head(heatmap, who, overall)
    heat = looks.heat_style(thresholds)
    for row, each in enumerate(rows, start=heatmap.first_row):
        _draw_row(heatmap, row, each, heat)
    tint(sheet, heatmap.first_row, looks.NAME_COL + 1, heatmap.last_row, heatmap.overall_col - 1, limits)
    mute_dashes(sheet, heatmap.first_row, looks.NAME_COL + 1, heatmap.last_row, heatmap.overall_col)
    return heatmap


def head_height(kpis: Sequence[Kpi]) -> int:
    """Room for the lines that the longest name takes, at least two."""
    return 12 + 10 * max([2, *(len(head_lines(str(kpi.label))) for kpi in kpis)])


def _draw_head(heatmap: Heatmap, who: Text, overall: Text) -> None:
    sheet, row = heatmap.sheet, heatmap.head_row
    sheet.sheet.set_row(row, head_height(heatmap.kpis))
    sheet.text(row, looks.NAME_COL, who, looks.HEAD_LEFT)
    for col, kpi in enumerate(heatmap.kpis, start=looks.NAME_COL + 1):
        sheet.text(row, col, "\n".join(head_lines(str(kpi.label))), looks.HEAD_WRAPPED)
    sheet.text(row, heatmap.overall_col, overall, looks.HEAD_WRAPPED)


def _draw_row(heatmap: Heatmap, row: int, each: HeatRow, heat: Style) -> None:
    sheet = heatmap.sheet
    if each.sheet_title:
        sheet.link(row, looks.NAME_COL, each.sheet_title, each.name, looks.LINK)
    else:
        sheet.text(row, looks.NAME_COL, each.name, looks.LABEL)
    for col, kpi in enumerate(heatmap.kpis, start=looks.NAME_COL + 1):
        linked = each.rates.get(kpi.id)
        if linked is None:
            sheet.blank(row, col, looks.NOT_FOLLOWED)
        else:
            sheet.live(row, col, linked, heat)
    if each.overall is None and each.tag:
        sheet.text(row, heatmap.overall_col, each.tag, looks.MEAN_TAG)
    else:
        rates = [each.rates[kpi.id].value if kpi.id in each.rates else None for kpi in heatmap.kpis]
        sheet.live(row, heatmap.overall_col, formulas.overall(_across(heatmap, row, rates)), looks.MEAN)


def _across(heatmap: Heatmap, row: int, rates: Sequence[float | str | None]) -> Area:
    """A row's cells of all KPIs."""
    first, last = (heatmap.sheet.a1(row, col) for col in (looks.NAME_COL + 1, heatmap.overall_col - 1))
    return area(f"{first}:{last}", rates)


def tint(sheet: Canvas, first_row: int, first_col: int, last_row: int, last_col: int, limits: Limits) -> None:
    """Ground and sign by the thresholds on the sheet; a text has no rounded value and stays plain."""
    cell = sheet.a1(first_row, first_col)
    first = f"ROUND({cell},{DUST})"
    tests = {
        Status.GOOD: f"{first}>={limits.good}",
        Status.FAIR: f"AND({first}<{limits.good},{first}>={limits.fair})",
        Status.POOR: f"AND({first}<{limits.good},{first}<{limits.fair})",
    }
    forms = looks.status_formats(sheet.book, "tint")
    for status, test in tests.items():
        # a blank cell would round to 0
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{test})", "format": forms[status]}
        sheet.sheet.conditional_format(first_row, first_col, last_row, last_col, rule)


def draw_sums(heatmap: Heatmap, block: RoleBlock, table: KpiTable, limits: Limits, thresholds: Thresholds) -> int:
    """The team's own attainment, and the share of members within reach, under the members; the next free row."""
    sheet, row, last_col = heatmap.sheet, heatmap.last_row + 1, heatmap.overall_col
    sheet.text(row, looks.NAME_COL, wording.TEAM_TOTAL, looks.SUM_LABEL)
    sheet.text(row + 1, looks.NAME_COL, wording.share_label(thresholds), looks.SHARE_LABEL)
    heat = looks.heat_style(thresholds, base=looks.SUM_HEAT)
    for place in range(len(block.total.rows)):
        sheet.live(row, looks.NAME_COL + 1 + place, table.cell(RATE, place), heat)
    tint(sheet, row, looks.NAME_COL + 1, row, last_col - 1, limits)
    rates = _across(heatmap, row, [total.pace for total in block.total.rows])
    sheet.live(row, last_col, formulas.overall(rates), looks.SUM_MEAN)
    columns = [*map(heatmap.column, range(len(heatmap.kpis))), heatmap.overall]
    for col, column in enumerate(columns, start=looks.NAME_COL + 1):
        style = looks.SHARE_OVERALL if col == last_col else looks.SHARE
        sheet.live(row + 1, col, formulas.share_from([column], limits.fair), style)
    return row + 2
