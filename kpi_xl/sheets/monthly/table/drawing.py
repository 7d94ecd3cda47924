"""Drawing a KPI table: one KPI a row; what is due by now, 差, ペース比 and 判定 are live formulas of target and actual.

A person may correct an actual (or a threshold in the legend) and everything follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Direction, Level
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import DASH, Live, choice, is_number, number, quotient
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.signs import colour_signs, draw_bars, mute_dashes
from kpi_xl.sheets.monthly.table.kpi_table import (
    A_DAY,
    ACTUAL,
    BAR,
    DUE,
    GAP,
    GUTTERS,
    NAME,
    RATE,
    SIGN,
    TARGET,
    UNIT,
    KpiTable,
    Running,
)
from kpi_xl.sheets.monthly.table.month_columns import draw_month
from kpi_xl.units import Unit

HEADS = {
    NAME: Text("KPI", "KPI"), UNIT: Text("単位", "Unit"), DUE: Text("目標", "Target"), ACTUAL: Text("実績", "Actual"),
    GAP: Text("差", "Gap"), RATE: Text("達成率", "Attainment"), BAR: Text("", ""), SIGN: Text("判定", "Status"),
}  # fmt: skip
HEADS_BY_NOW = {**HEADS, DUE: Text("今日まで", "Due by now"), RATE: Text("ペース比", "Pace")}
HEAD_HEIGHT = 19
Sums = Mapping[tuple[str, int], Live]
"""(KPI id, TARGET or ACTUAL) -> the formula of that figure, in the KPI's own unit."""


def draw_table(
    sheet: Canvas, top: int, result: Result, limits: Limits, running: Running | None = None, sums: Sums = MappingProxyType({}),
    per_yen: float = 1,
) -> KpiTable:  # fmt: skip
    """Draw head and rows from row *top* on.

    Args:
        running: of a month that is not over.
        per_yen: in how many yen amounts are told.
    """
    table = KpiTable(sheet, top + 1, result.rows, running, per_yen)
    _draw_head(sheet, top, HEADS_BY_NOW if running else HEADS)
    for place in range(len(result.rows)):
        _draw_row(table, place, limits, sums)
    draw_month(table, top)
    colour_signs(sheet, table.first_row, SIGN, table.last_row)
    for first_col, last_col in ((DUE, RATE), (SIGN, A_DAY)):
        mute_dashes(sheet, table.first_row, first_col, table.last_row, last_col)
    draw_bars(sheet, table.first_row, BAR, table.last_row)
    return table


def _draw_head(sheet: Canvas, top: int, heads: Mapping[int, Text]) -> None:
    sheet.sheet.set_row(top, HEAD_HEIGHT)
    styles = {NAME: looks.HEAD_LEFT, UNIT: looks.HEAD_LEFT, SIGN: looks.HEAD_CENTRE}
    for col, words in heads.items():
        sheet.text(top, col, words, styles.get(col, looks.HEAD))
    for col in GUTTERS:
        sheet.blank(top, col, looks.HEAD)


def _draw_row(table: KpiTable, place: int, limits: Limits, sums: Sums) -> None:
    sheet, at, kpi = table.sheet, table.first_row + place, table.rows[place].kpi
    is_kgi = kpi.level is Level.KGI
    sheet.text(at, NAME, kpi.label, looks.LABEL_BOLD if is_kgi else looks.LABEL if kpi.is_additive else looks.LABEL_BELOW)
    sheet.text(at, UNIT, unit_text(table.rows[place], table.scales[place]), looks.SMALL)
    _draw_figures(table, place, sums)
    rate, actual, due = (table.cell(col, place) for col in (RATE, ACTUAL, DUE))
    exact = looks.table_format(kpi, table.scales[place], is_part=table.running is not None)
    is_unjudged = table.rows[place].is_unjudged
    gap = DASH if is_unjudged else formulas.gap(due, actual, kpi)
    sheet.live(at, GAP, gap, looks.number_style(looks.gap_format(kpi.unit, exact)))
    sheet.live(at, RATE, DASH if is_unjudged else _rate(table, place), looks.RATE)
    sheet.live(at, BAR, rate, looks.BAR)
    sheet.live(at, SIGN, DASH if is_unjudged else attainment.sign(rate, limits), looks.SIGN)
    for col in GUTTERS:
        sheet.blank(at, col, looks.LINE)


def _draw_figures(table: KpiTable, place: int, sums: Sums) -> None:
    """Target and actual, by their formulas where there are such; of a month that is not over what is due by now."""
    row, at = table.rows[place], table.first_row + place
    kpi, scale = row.kpi, table.scales[place]
    plain = looks.table_format(kpi, scale)
    is_kgi = kpi.level is Level.KGI
    muted, bold = looks.number_style(plain, muted=not is_kgi), looks.number_style(plain, bold=True)
    target = looks.number_style(plain) if table.running else muted
    for key, col, value, style in ((TARGET, table.target_col, row.target, target), (ACTUAL, ACTUAL, row.actual, bold)):
        if (kpi.id, key) in sums:
            found = sums[kpi.id, key]
            table.sheet.live(at, col, found if scale == 1 else quotient(found, number(scale)), style)
        else:
            table.sheet.number(at, col, table.scaled(place, value), style)
    if table.running:
        exact = looks.number_style(looks.table_format(kpi, scale, is_part=True), muted=True)
        table.sheet.live(at, DUE, _due(table, place, table.running), exact)


def _due(table: KpiTable, place: int, running: Running) -> Live:
    target = table.cell(TARGET, place)
    if not table.rows[place].is_due_in_part and not grows(table.rows[place].kpi):
        return target
    return choice(is_number(target), formulas.due(target, table.share(place, running)), DASH)


def _rate(table: KpiTable, place: int) -> Live:
    """What the sign judges: ペース比 of a month that is not over."""
    kpi = table.rows[place].kpi
    due, actual = table.cell(DUE, place), table.cell(ACTUAL, place)
    if table.running and (grows(kpi) or table.rows[place].is_due_in_part):
        return formulas.pace(table.cell(TARGET, place), actual, due)
    return attainment.rate(due, actual, kpi.direction)


def unit_text(row: AttainmentRow, scale: float = 1) -> str:
    """The unit (万円 where amounts are told so), of a rate its cases instead, of an average both; and which side is good where it is the lower."""
    kpi = row.kpi
    if row.is_unjudged and row.events is not None:
        return str(_LOST.format(count=row.events, n=row.cases))
    unit = Text("{unit}", "{unit}") if kpi.period is Period.MONTH else Text("{unit}/{period}", "{unit}/{period}")
    told = unit.format(unit=_TOLD.get(scale, kpi.unit.label), period=kpi.period.label)
    parts: list[object] = [] if kpi.unit is Unit.RATE and row.cases is not None else [told]
    parts += [f"n={row.cases:,}"] if row.cases is not None else []
    parts += [_AT_MOST] if kpi.direction is Direction.LOWER else []
    return str(Text("・", ", ")).join(map(str, parts))


_TOLD: dict[float, Text] = {10_000: Text("万円", "¥10,000"), 1_000: Text("千円", "¥ thousand")}
_LOST = Text("{count}社解約・n={n}", "{count} lost, n={n}")
_AT_MOST = Text("以下", "at most")
