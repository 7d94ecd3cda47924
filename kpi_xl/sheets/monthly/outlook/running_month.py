"""The outlook of a month that is not over: where its KGI is heading, in the aside and on two cards.

Forecasts are numbers, not formulas: none that a spreadsheet could follow would give them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.figures import formatted
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, compared, filled, is_number, joined, number, text
from kpi_xl.sheets.monthly.charts.course import Course
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.figures import Figure, FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import kpi_text
from kpi_xl.sheets.monthly.table.kpi_table import A_DAY, KpiTable, Running
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
    insight: Insight | None  #: None: nothing is foretold, but what is due by now is known
    running: Running
    landing: tuple[float, float, float] | None  #: middle, low, high
    days_left: int


@dataclass(frozen=True)
class OutlookFigures:
    """What the cards read, in its cells."""

    middle: Live
    low: Live
    high: Live
    reached: Figure  #: the middle against the target
    probability: Figure
    days_left: Live
    is_pace: bool = False  #: the forecast is the month so far, gone on with


MIDDLE, LOW, HIGH, REACHED, PROBABILITY, SHARE, LEFT = range(ROWS)
_LABELS = (
    Text("着地見込み", "Month-end forecast"), Text("10か月に1か月はこれを下回る", "Below this in 1 month of 10"),
    Text("10か月に1か月はこれを上回る", "Above this in 1 month of 10"), Text("着地見込みの達成率", "Forecast against target"),
    Text("達成確率", "Chance of hitting target"), Text("終わった稼働日の割合", "Share of working days over"),
    Text("残り稼働日", "Working days left"),
)  # fmt: skip
_BY_PACE = Text("着地見込み（ペース換算）", "Forecast (at this pace)")
_RANGE = Text("80%の確率で{low}〜{high}", "80% range: {low} to {high}")
_NOT_FORETOLD = Text("算出できません（理由は下の注記）", "No forecast (see the note below)")


def begin_outlook(aside: Aside, result: Result, insight: Insight | None, report: MonthlyReport) -> Outlook | None:
    """Take the rows of the figures; None for a month that is over."""
    if report.is_complete:
        return None
    row = aside.take(ROWS)
    days_left = report.days_left_of(result)
    landing = _landing(insight) if insight else None
    share, left, middle = (
        cell(aside.sheet.a1(row + place, aside.col + 1, fixed=True), value)
        for place, value in ((SHARE, report.share_due_of(result)), (LEFT, days_left), (MIDDLE, landing[0] if landing else None))
    )
    return Outlook(aside, row, insight, Running(share, left, middle), landing, days_left)


def _landing(insight: Insight) -> tuple[float, float, float] | None:
    """Middle, low and high, yen to the thousand, as sentences say it: no forecast knows the single yen."""
    found = insight.landing
    if not isinstance(found, Landing):
        return None
    places = -3 if insight.result.kgi.kpi.unit is Unit.YEN and found.middle > 1e5 else 2
    middle, low, high = (formulas.rounded_to(float(value), places) for value in (found.middle, found.low, found.high))
    return middle, low, high


def course_of(insight: Insight, report: MonthlyReport) -> Course | None:
    """How the month went so far; None of a goal that does not add up over the month."""
    if insight.line is None:
        return None
    kgi = insight.result.kgi
    return Course(kgi.kpi, insight.line, kgi.target, None if report.is_complete else _landing(insight), not report.is_complete)


def write_outlook(outlook: Outlook, table: KpiTable, limits: Limits) -> OutlookFigures | None:
    """Label and figure of each row; the sign beside what has one. None where nothing is foretold."""
    kpi, running, aside = table.kpis[0], outlook.running, outlook.aside
    _write(outlook, SHARE, float(running.share.value), looks.aside_style(looks.RATE_FORMAT))
    _write(outlook, LEFT, outlook.days_left, looks.aside_style("0"))
    if outlook.insight is None:
        _write(outlook, MIDDLE, None, looks.ASIDE)
        return None
    known = outlook.landing or (None, None, None)
    style = looks.aside_style(looks.card_format(kpi, known))
    middle, low, high = (_write(outlook, place, value, style) for place, value in zip((MIDDLE, LOW, HIGH), known, strict=True))
    against_target = attainment.rate(table.target(), middle, kpi.direction)
    reached = FigureWriter(aside, limits).rate(outlook.row + REACHED, _LABELS[REACHED], against_target)
    form = looks.aside_style(str(PROBABILITY_FORMAT))
    chance = outlook.insight.probability
    probability = _write(outlook, PROBABILITY, None if chance is None else round(chance, CHANCE_PLACES), form)
    sign = aside.sheet.placed(outlook.row + PROBABILITY, aside.col + 2, likelihood(probability), looks.ASIDE_CENTRE)
    found = outlook.insight.landing
    is_pace = isinstance(found, Landing) and found.is_pace
    return OutlookFigures(middle, low, high, reached, Figure(probability, sign), running.left, is_pace)


CHANCE_PLACES = 9
"""Digits of a chance that every release of numpy works out alike; its exponentials differ in the fifteenth."""


def _write(outlook: Outlook, place: int, value: float | None, style: Style) -> Live:
    """A figure that only the forecast can work out; its cell."""
    sheet, row, col = outlook.aside.sheet, outlook.row + place, outlook.aside.col
    sheet.text(row, col, _LABELS[place], looks.ASIDE)
    sheet.number(row, col + 1, value, style)
    return cell(sheet.a1(row, col + 1, fixed=True), value)


def likelihood(probability: Live) -> Live:
    good, fair, poor = (text(status.value) for status in Status)
    judged = choice(compared(probability, ">=", number(EVEN)), fair, poor)
    judged = choice(compared(probability, ">=", number(LIKELY)), good, judged)
    return choice(is_number(probability), judged, DASH)


def landing_card(figures: OutlookFigures, table: KpiTable) -> Card:
    """着地見込み with its range; where it is unknown, where the reason stands."""
    kpi = table.kpis[0]
    between = filled(_RANGE, low=kpi_text(kpi, figures.low), high=kpi_text(kpi, figures.high))
    note = choice(is_number(figures.middle), between, _NOT_FORETOLD)
    caption = _BY_PACE if figures.is_pace else _LABELS[MIDDLE]
    return Card(text(caption), kpi_text(kpi, figures.middle), note, figures.reached.sign)


def probability_card(figures: OutlookFigures, table: KpiTable) -> Card:
    """達成確率, and what each remaining day must bring. No sign: signs judge what is due by now, and 47% of who is ahead is no ×."""
    kpi, left, needed = table.kpis[0], figures.days_left, table.value(A_DAY)
    a_day = kpi_text(replace(kpi, decimals=1) if kpi.unit is Unit.COUNT else kpi, needed)
    days = choice(compared(left, "=", number(1)), Text("稼働日", " working day left"), Text("稼働日", " working days left"))
    more = choice(compared(needed, ">", number(0)), joined(Text("、1日あたり", ", per day: "), a_day), Text("、目標は達成済み", ", target made"))
    per_day = choice(is_number(needed), more, "")
    note = joined(Text("残り", ""), left, days, per_day)
    chance = figures.probability
    return Card(text(_LABELS[PROBABILITY]), chance_text(chance.value), note)


def chance_text(chance: Live) -> Live:
    """Never certain: 99%以上, 1%未満."""
    nearly, hardly = Text("99%以上", "over 99%"), Text("1%未満", "under 1%")
    told = choice(compared(chance, "<", number(0.01)), hardly, formatted(chance, 2, "0%"))
    return choice(is_number(chance), choice(compared(chance, ">", number(0.99)), nearly, told), DASH)
