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
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card, Shown
from kpi_xl.sheets.monthly.parts.formulas import shown, value_text
from kpi_xl.sheets.monthly.parts.table import ACTUAL, RATE, SIGN, TARGET, KpiTable
from kpi_xl.units import Unit


def day_card(aside: Aside, insight: Insight, table: KpiTable, report: MonthlyReport) -> Card:
    """The day on which the KGI's target was reached; or how much is missing."""
    kgi, day = insight.result.kgi, insight.day_made
    row, kpi, sheet = aside.take(2), kgi.kpi, aside.sheet
    made = month_day(day) if day else _MADE
    note = wording.working_day(day, report) if day else Text(NOTHING, NOTHING)
    for place, (label, words) in enumerate(((_DAY, made), (_WORKING_DAY, note)), start=row):
        sheet.text(place, aside.col, label, looks.ASIDE)
        sheet.text(place, aside.col + 1, words, looks.ASIDE)
    made_cell, note_cell = (sheet.a1(row + place, aside.col + 1, fixed=True) for place in range(2))
    rate, missing = table.cell(RATE), f"({table.cell(TARGET)}-{table.cell(ACTUAL)})"
    is_made = f"IF(ISNUMBER({rate}),IF(ROUND({rate},{DUST})>=1,{{}},{{}}),\"{NOTHING}\")"
    value, below = NOTHING, NOTHING
    if kgi.rate is not None:
        reached = formulas.rounded(kgi.rate, DUST) >= 1
        value = str(made if reached else _NOT_MADE)
        below = str(note) if reached else f"{_MISSING}{shown(kpi, (kgi.target or 0) - (kgi.actual or 0))}"
    return Card(
        _DAY, Shown(value, "=" + is_made.format(made_cell, literal(str(_NOT_MADE)))),
        Shown(below, "=" + is_made.format(note_cell, f"{literal(str(_MISSING))}&{value_text(missing, kpi)}")),
        sign_cell=table.cell(SIGN),
    )  # fmt: skip


def bottleneck_card(aside: Aside, result: Result, gaps: Mapping[str, int]) -> Card:
    """The KPI whose gap costs most yen; figures as they were at the time of drawing."""
    row = aside.take(1)
    kpi_id = min(gaps, key=lambda each: gaps[each])
    is_lost = gaps[kpi_id] < 0
    sign = Status.POOR if is_lost else Status.GOOD
    aside.sheet.text(row, aside.col, _BOTTLENECK, looks.ASIDE)
    aside.sheet.text(row, aside.col + 1, kpi_id if is_lost else NOTHING, looks.ASIDE)
    aside.sheet.text(row, aside.col + 2, sign.value, looks.ASIDE_CENTRE)
    sign_cell = aside.sheet.a1(row, aside.col + 2, fixed=True)
    value, note = str(_NO_LOSS), str(_NO_STAGE)
    if is_lost:
        value = f"{gap_label(result, kpi_id)} {yen(gaps[kpi_id])}"
        note = _against_target(result, kpi_id)
    return Card(_BOTTLENECK, Shown(value), Shown(note), sign_cell=sign_cell, small=True)


def gap_label(result: Result, kpi_id: str) -> str:
    """What a part of the gap is called: a stage below the first stands for the step into it, not for its count."""
    kpi, stages = result.row(kpi_id).kpi, result.funnel
    for above, stage in pairwise(stages):
        if stage.stage.kpi == kpi_id and counted_rate(kpi) is None:
            return f"{above.stage.label}→{stage.stage.label}"
    return str(kpi.label)


def yen(amount: float) -> str:
    """▲123.4万円: a gap in yen, rounded to thousands."""
    return Unit.YEN.show(formulas.rounded(amount, -3))


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
