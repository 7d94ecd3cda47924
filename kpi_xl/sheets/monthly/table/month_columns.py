"""The columns behind the gutter: of a month that is not over its targets and where it is heading, else the months before."""

from __future__ import annotations

from kpi_xl.attainment.report.pacing import grows
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import DASH, Live, choice, compared, is_number, number, quotient
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.table.kpi_table import (
    A_DAY,
    ACTUAL,
    BEFORE,
    LANDING,
    TARGET,
    YEAR_BEFORE,
    KpiTable,
    Running,
    is_told_by_day,
)

RUNNING_HEADS = {
    TARGET: Text("月の目標", "Month's target"), LANDING: Text("着地見込み", "Forecast"), A_DAY: Text("残り1日あたり", "Per day left"),
}  # fmt: skip
PAST_HEADS = {BEFORE: Text("前月", "Last month"), YEAR_BEFORE: Text("前年同月", "A year ago"), A_DAY: Text("", "")}


def draw_month(table: KpiTable, top: int) -> None:
    """Heads and rows of the three columns; the month's targets stand there already."""
    for col, words in (RUNNING_HEADS if table.running else PAST_HEADS).items():
        table.sheet.text(top, col, words, looks.HEAD)
    for place in range(len(table.rows)):
        if table.running:
            _draw_course(table, place, table.running)
        else:
            _draw_past(table, place)


def _draw_past(table: KpiTable, place: int) -> None:
    row, at = table.rows[place], table.first_row + place
    style = looks.number_style(looks.table_format(row.kpi, table.scales[place]), muted=True)
    for col, value in ((BEFORE, row.before), (YEAR_BEFORE, row.year_before)):
        table.sheet.number(at, col, table.scaled(place, value), style)
    table.sheet.blank(at, A_DAY, looks.LINE)


def _draw_course(table: KpiTable, place: int, running: Running) -> None:
    kpi, at, scale = table.rows[place].kpi, table.first_row + place, table.scales[place]
    style = looks.number_style(looks.table_format(kpi, scale))
    table.sheet.live(at, LANDING, _landing(table, place, running), style)
    a_day = looks.number_style(looks.table_format(kpi, scale, is_part=True, is_small=True))
    table.sheet.live(at, A_DAY, _needed(table, place, running), a_day)


def _landing(table: KpiTable, place: int, running: Running) -> Live:
    """Of the KGI what was forecast; of what adds up else, the month so far gone on with."""
    kpi, scale = table.rows[place].kpi, table.scales[place]
    if place == 0:
        landing = running.landing
        return landing if scale == 1 else choice(is_number(landing), quotient(landing, number(scale)), DASH)
    if not grows(kpi):
        return DASH
    actual = table.cell(ACTUAL, place)
    share = table.share(place, running)
    goes_on = choice(compared(share, ">", formulas.ZERO), quotient(actual, share), DASH)
    return choice(is_number(actual), goes_on, DASH)


def _needed(table: KpiTable, place: int, running: Running) -> Live:
    if not is_told_by_day(table.rows[place].kpi):
        return DASH
    return formulas.needed(table.cell(TARGET, place), table.cell(ACTUAL, place), running.left)
