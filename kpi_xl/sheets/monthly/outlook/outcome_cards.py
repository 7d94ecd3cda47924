"""Cards that need an insight: the day on which the goal was made, and the bottleneck in yen."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.cases import are_few, cases_of
from kpi_xl.attainment.report.history import counted_rate
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.attainment.report.rates import DUST, Status
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
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.formulas import kpi_text, shown
from kpi_xl.sheets.monthly.parts.table import ACTUAL, RATE, SIGN, TARGET, KpiTable
from kpi_xl.units import Unit


def day_card(aside: Aside, insight: Insight, table: KpiTable, report: MonthlyReport) -> Card:
    """The day on which the KGI's target was reached; or how much is missing."""
    row, kpi, day = aside.take(2), insight.result.kgi.kpi, insight.day_made
    made = _write_words(aside, row, _DAY, month_day(day) if day else _MADE)
    note = _write_words(aside, row + 1, _WORKING_DAY, wording.working_day(day, report) if day else NOTHING)
    rate, missing = table.cell(RATE), difference(table.cell(TARGET), table.cell(ACTUAL))
    is_made = compared(rounded(rate, DUST), ">=", number(1))
    value, below = choice(is_made, made, _NOT_MADE), choice(is_made, note, joined(_MISSING, kpi_text(kpi, missing)))
    is_known = is_number(rate)
    return Card(_DAY, choice(is_known, value, DASH), choice(is_known, below, DASH), sign=table.cell(SIGN))


def _write_words(aside: Aside, row: int, label: Text, words: object) -> Live:
    """Words that cards read, in a cell of the aside."""
    aside.sheet.text(row, aside.col, label, looks.ASIDE)
    aside.sheet.text(row, aside.col + 1, words, looks.ASIDE)
    return cell(aside.sheet.a1(row, aside.col + 1, fixed=True), str(words))


def bottleneck_card(aside: Aside, result: Result, gaps: Mapping[str, int]) -> Card:
    """The KPI whose gap costs most yen; figures as they were at the time of drawing."""
    row = aside.take(1)
    kpi_id = min(gaps, key=lambda each: gaps[each])
    is_lost = gaps[kpi_id] < 0
    sign = Status.POOR if is_lost else Status.GOOD
    _write_words(aside, row, _BOTTLENECK, kpi_id if is_lost else NOTHING)
    sign_cell = aside.sheet.placed(row, aside.col + 2, text(sign.value), looks.ASIDE_CENTRE)
    if not is_lost:
        return Card(_BOTTLENECK, text(_NO_LOSS), text(_NO_STAGE), sign=sign_cell, small=True)
    value = text(f"{gap_label(result, kpi_id)} {yen(gaps[kpi_id])}")
    return Card(_BOTTLENECK, value, text(_against_target(result, kpi_id)), sign=sign_cell, small=True)


def gap_label(result: Result, kpi_id: str) -> str:
    """What a part of the gap is called: a stage below the first stands for the step into it, not for its count."""
    kpi, stages = result.row(kpi_id).kpi, result.funnel
    for above, stage in pairwise(stages):
        if stage.stage.kpi == kpi_id and counted_rate(kpi) is None:
            return f"{above.stage.label}→{stage.stage.label}"
    return str(kpi.label)


def yen(amount: float) -> str:
    """▲123.4万円: a gap in yen, rounded to thousands."""
    return Unit.YEN.show(formulas.rounded_to(amount, -3))


def _against_target(result: Result, kpi_id: str) -> str:
    row = result.row(kpi_id)
    cases = cases_of(result, kpi_id)
    words = Text("実績 {actual} ・ 目標 {target}", "Actual {actual}, target {target}").format(
        actual=shown(row.kpi, row.actual), target=shown(row.kpi, row.target)
    )
    if cases is None or (counted_rate(row.kpi) is None and not are_few(cases)):
        return str(words)
    return str((_FEW if are_few(cases) else _CASES).format(words=words, count=f"{cases:,}"))


_DAY, _WORKING_DAY = Text("目標達成日", "Target hit on"), Text("稼働日", "Working day")
_MADE, _NOT_MADE = Text("達成", "Hit"), Text("未達", "Not hit")
_MISSING = Text("目標まであと", "Short by ")
_BOTTLENECK = Text("ボトルネック（売上への影響）", "Bottleneck (effect on revenue)")
_CASES = Text("{words}（n={count}）", "{words} (n={count})")
_FEW = Text("{words}（n={count}、参考値）", "{words} (n={count}, few)")
_NO_LOSS, _NO_STAGE = Text("なし", "None"), Text("売上への影響がマイナスのKPIはありません", "No KPI is costing revenue")
