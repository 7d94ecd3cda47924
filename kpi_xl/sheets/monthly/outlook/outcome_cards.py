"""Cards that need an insight: the day on which the goal was made, and the bottleneck in yen."""

from __future__ import annotations

from kpi_xl.attainment.diagnosis.split import GapSplit
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.attainment.report.rates import DUST
from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    difference,
    is_number,
    joined,
    number,
    rounded,
    text,
)  # fmt: skip
from kpi_xl.sheets.monthly.outlook.split_words import split_headline
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.formulas import kpi_text
from kpi_xl.sheets.monthly.table.kpi_table import ACTUAL, RATE, SIGN, KpiTable


def day_card(aside: Aside, insight: Insight, table: KpiTable, report: MonthlyReport) -> Card:
    """The day on which the KGI's target was reached; or how much is missing."""
    row, kpi, day = aside.take(2), insight.result.kgi.kpi, insight.day_made
    made = _write_words(aside, row, _DAY, month_day(day) if day else _MADE)
    note = _write_words(aside, row + 1, _WORKING_DAY, wording.working_day(day, report) if day else NOTHING)
    rate, missing = table.cell(RATE), difference(table.target(), table.value(ACTUAL))
    is_made = compared(rounded(rate, DUST), ">=", number(1))
    value, below = choice(is_made, made, _NOT_MADE), choice(is_made, note, joined(_MISSING, kpi_text(kpi, missing)))
    is_known = is_number(rate)
    return Card(text(_DAY), choice(is_known, value, DASH), choice(is_known, below, DASH), table.cell(SIGN))


def _write_words(aside: Aside, row: int, label: Text, words: object) -> Live:
    """Words that cards read, in a cell of the aside."""
    aside.sheet.text(row, aside.col, label, looks.ASIDE)
    aside.sheet.text(row, aside.col + 1, words, looks.ASIDE)
    return cell(aside.sheet.a1(row, aside.col + 1, fixed=True), str(words))


def split_card(aside: Aside, split: GapSplit, warns: bool = False, whose: object = "") -> Card:
    """What costs most of a shortfall, or what carries whoever has none; figures as they were at the time of drawing.

    Args:
        warns: a shortfall is set in red.
        whose: the role that it is of, on a page of several.
    """
    row, told = aside.take(1), split_headline(split, whose)
    _write_words(aside, row, told.caption, split.bottleneck.id if split.bottleneck else NOTHING)
    return Card(text(told.caption), text(told.value), text(told.note), warns=warns and split.is_short)


_DAY, _WORKING_DAY = Text("目標達成日", "Target hit on"), Text("稼働日", "Working day")
_MADE, _NOT_MADE = Text("達成", "Hit"), Text("未達", "Not hit")
_MISSING = Text("目標に不足 ", "Short by ")
