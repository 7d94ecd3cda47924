"""The outlook of a month that is not over: where its KGI is heading, in the aside and on two cards.

Forecasts are numbers, not formulas: none that a spreadsheet could follow would give them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.attainment.report.rates import Status, attainment_of
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.monthly.outlook.further import Course, RunningMonth, needed_per_day
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card, Shown, figure
from kpi_xl.sheets.monthly.parts.figures import FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import shown, value_text
from kpi_xl.sheets.monthly.parts.table import FURTHER, TARGET, KpiTable, Limits
from kpi_xl.sheets.styles import Style
from kpi_xl.units import Unit

LIKELY, EVEN = 0.8, 0.5
"""From these probabilities on the goal counts as ○ and △."""
PROBABILITY_FORMAT = Text('[>0.99]"99%以上";[<0.01]"1%未満";0%', '[>0.99]"over 99%";[<0.01]"under 1%";0%')
ROWS = 7


@dataclass(frozen=True)
class Outlook:
    """The aside's figures, from *row* on."""

    aside: Aside
    row: int
    insight: Insight
    course: Course
    landing: tuple[float, float, float] | None  #: middle, low, high

    @property
    def further(self) -> RunningMonth:
        """What the table's two columns beside the attainment say."""
        return RunningMonth(self.course, {row.kpi.id: row.rate for row in self.insight.paced.rows})

    def cell(self, place: int, offset: int = 1) -> str:
        return self.aside.sheet.a1(self.row + place, self.aside.col + offset, fixed=True)


MIDDLE, LOW, HIGH, REACHED, PROBABILITY, SHARE, LEFT = range(ROWS)
_LABELS = (
    Text("着地見込み", "Month-end forecast"), Text("10か月に1か月はこれを下回る", "Below this in 1 month of 10"),
    Text("10か月に1か月はこれを上回る", "Above this in 1 month of 10"), Text("着地見込みの達成率", "Forecast against target"),
    Text("達成確率", "Chance of hitting target"), Text("通常ここまでに進む割合", "Usually done by now"),
    Text("残り稼働日", "Working days left"),
)  # fmt: skip
_RANGE = Text("80%の確率で", "80% range: "), Text("〜", " to ")
_NOT_FORETOLD = Text("算出できません（理由は下の注記）", "No forecast (see the note below)")
_LEFT = Text("残り", ""), Text("稼働日", " working days left"), Text("稼働日", " working day left"), Text(" ・ 1日あたり", ", per day: ")


def begin_outlook(aside: Aside, insight: Insight | None, report: MonthlyReport) -> Outlook | None:
    """Take the rows of the figures; None for a month that is over, or that nothing is foretold of."""
    if insight is None or report.is_complete:
        return None
    row = aside.take(ROWS)
    share_cell, left_cell = (aside.sheet.a1(row + place, aside.col + 1, fixed=True) for place in (SHARE, LEFT))
    left = report.working_days - report.elapsed_days
    found = insight.landing
    landing = None
    if isinstance(found, Landing):  # to the thousand yen, as sentences say it: no forecast knows the single yen
        places = -3 if insight.result.kgi.kpi.unit is Unit.YEN and found.middle > 1e5 else 2
        middle, low, high = (formulas.rounded(float(value), places) for value in (found.middle, found.low, found.high))
        landing = middle, low, high
    return Outlook(aside, row, insight, Course(share_cell, left_cell, insight.share_done, left), landing)


def write_outlook(outlook: Outlook, table: KpiTable, limits: Limits, report: MonthlyReport) -> None:
    """Label and figure of each row; the sign beside what has one."""
    kpi, known = table.kpis[0], outlook.landing
    style = looks.aside_style(looks.card_format(kpi))
    for place, value in zip((MIDDLE, LOW, HIGH), known or [None] * 3, strict=True):
        _write(outlook, place, value, style)
    target = outlook.insight.result.kgi.target
    rate = attainment_of(known[0], target) if known and target is not None else None
    write = FigureWriter(outlook.aside, limits, report.thresholds)
    formula = formulas.rate(table.cell(TARGET), outlook.cell(MIDDLE), kpi.direction)
    write.rate(outlook.row + REACHED, _LABELS[REACHED], formula, rate)
    _write(outlook, PROBABILITY, outlook.insight.probability, looks.aside_style(str(PROBABILITY_FORMAT)))
    sign = f'=IF(ISNUMBER({outlook.cell(PROBABILITY)}),IF({outlook.cell(PROBABILITY)}>={LIKELY},"{Status.GOOD.value}",'
    sign += f'IF({outlook.cell(PROBABILITY)}>={EVEN},"{Status.FAIR.value}","{Status.POOR.value}")),"{NOTHING}")'
    sheet, col = outlook.aside.sheet, outlook.aside.col
    sheet.formula(outlook.row + PROBABILITY, col + 2, sign, _likelihood(outlook.insight), looks.ASIDE_CENTRE)
    _write(outlook, SHARE, outlook.course.share, looks.aside_style(looks.RATE_FORMAT))
    _write(outlook, LEFT, outlook.course.left, looks.aside_style("0"))


def _write(outlook: Outlook, place: int, value: float | None, style: Style) -> None:
    outlook.aside.sheet.text(outlook.row + place, outlook.aside.col, _LABELS[place], looks.ASIDE)
    outlook.aside.sheet.number(outlook.row + place, outlook.aside.col + 1, value, style)


def _likelihood(insight: Insight) -> str:
    if insight.probability is None:
        return NOTHING
    if insight.probability >= LIKELY:
        return Status.GOOD.value
    return Status.FAIR.value if insight.probability >= EVEN else Status.POOR.value


def landing_card(outlook: Outlook, table: KpiTable) -> Card:
    """着地見込み with its range; where it is unknown, where the reason stands."""
    kpi = table.kpis[0]
    middle, low, high = (outlook.cell(place) for place in (MIDDLE, LOW, HIGH))
    before, between = (literal(str(words)) for words in _RANGE)
    formula = (
        f"=IF(ISNUMBER({middle}),{before}&{value_text(low, kpi)}&{between}&{value_text(high, kpi)},{literal(str(_NOT_FORETOLD))})"
    )
    known, note = None, str(_NOT_FORETOLD)
    if outlook.landing:
        known, least, most = outlook.landing
        note = f"{_RANGE[0]}{shown(kpi, least)}{_RANGE[1]}{shown(kpi, most)}"
    value, form = figure(kpi, known, middle)
    return Card(Text("着地見込み", "Month-end forecast"), value, Shown(note, formula), form, outlook.cell(REACHED, 2))


def probability_card(outlook: Outlook, table: KpiTable) -> Card:
    """達成確率, and what each remaining day must bring."""
    kpi, row = table.kpis[0], outlook.insight.result.kgi
    needed, left = needed_per_day(row, outlook.course.left), outlook.course.left
    cell, a_day = table.cell(FURTHER), replace(kpi, decimals=1) if kpi.unit is Unit.COUNT else kpi
    words = tuple(map(str, _LEFT))
    formula = (
        f"={literal(words[0])}&{outlook.course.left_cell}&IF({outlook.course.left_cell}=1,{literal(words[2])},{literal(words[1])})"
        f"&IF(ISNUMBER({cell}),{literal(words[3])}&{value_text(cell, a_day)},\"\")"
    )
    note = f"{words[0]}{left}{words[2] if left == 1 else words[1]}"
    if needed is not None:
        note += f"{words[3]}{shown(a_day, needed)}"
    return Card(
        Text("達成確率", "Chance of hitting target"), Shown(outlook.insight.probability, f"={outlook.cell(PROBABILITY)}"),
        Shown(note, formula), str(PROBABILITY_FORMAT), outlook.cell(PROBABILITY, 2),
    )  # fmt: skip
