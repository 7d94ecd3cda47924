"""The page's figures right of the print area: a row a forecast, what moved it, a row a past month. Cards, tables and charts read them.

Forecasts are numbers, for no spreadsheet could work them out; their sums and differences are formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.record.accuracy import JudgedMonth
from kpi_xl.attainment.forecast.record.moves import CAUSES
from kpi_xl.attainment.month.insight import shown_probability
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.sheets.live.areas import summed
from kpi_xl.sheets.live.values import DASH, Live, all_of, cell, choice, compared, difference, number, quotient, total
from kpi_xl.sheets.monthly.charts.scale import Scale
from kpi_xl.sheets.monthly.forecast.told import CAUSE_LABELS, ToldPoint, ToldStep, ToldTrack
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.units import WHOLE_FORMAT

PLACES = 2
"""Of a unit of the goal: what a range that is searched for has beyond them differs from one numpy to the next."""
HALF_A_UNIT = 0.5
"""By which a past month may lie outside and count as inside: figures are told in whole units of the goal."""


@dataclass(frozen=True)
class ShownPoint:
    """A forecast in its cells."""

    told: ToldPoint
    won: Live
    open: Live
    to_come: Live
    landing: Live
    low: Live
    high: Live


@dataclass(frozen=True)
class ShownStep:
    """What moved it, in its cells."""

    told: ToldStep
    causes: dict[str, Live]


@dataclass(frozen=True)
class ShownMonth:
    """A past month in its cells, exact."""

    judged: JudgedMonth
    landing: Live
    low: Live
    high: Live
    came: Live
    sign: Live


@dataclass(frozen=True)
class ShownTrack:
    """The month's forecasts, first to last, and the steps between them."""

    track: ToldTrack
    first_row: int
    points: tuple[ShownPoint, ...]
    steps: tuple[ShownStep, ...]
    target: str  #: the address of the target's cell beside the last point
    chance: str  #: of making it; "" without one

    @property
    def now(self) -> ShownPoint:
        return self.points[-1]


DAY, WON, OPEN, TO_COME, LANDING, LOW, HIGH, BAND, TARGET, NOW_LABEL, TARGET_LABEL = range(11)
_HEADS = (
    Text("日", "Day"), Text("受注済み", "Won"), Text("進行中の案件", "Open deals"), Text("これから", "Still to come"),
    Text("着地見込み", "Forecast"), Text("8割の幅の下", "80% range from"), Text("8割の幅の上", "80% range to"), Text("8割の幅", "80% range"),
    Text("目標", "Target"), Text("ラベル", "Labels"),
)  # fmt: skip


def write_track(aside: Aside, track: ToldTrack) -> ShownTrack:
    """A row a day, then a row a step."""
    row = aside.take(1 + len(track.points)) + 1
    aside.heads(row - 1, _HEADS)
    points = tuple(_write_point(aside, at, point, point is track.now) for at, point in enumerate(track.points, start=row))
    chance = track.now.point.chance
    target = aside.sheet.a1(row + len(points) - 1, aside.col + TARGET, fixed=True)
    return ShownTrack(track, row, points, _write_steps(aside, track), target, "" if chance is None else str(shown_probability(chance)))


def _write_point(aside: Aside, row: int, told: ToldPoint, is_now: bool) -> ShownPoint:
    sheet, style = aside.sheet, looks.aside_style(str(WHOLE_FORMAT))

    def put(offset: int, live: Live) -> Live:
        return sheet.placed(row, aside.col + offset, live, style)

    sheet.text(row, aside.col + DAY, _DAY.format(day=told.point.as_of.day, month=f"{told.point.as_of:%b}"), looks.ASIDE)
    won, in_open, to_come, low, high = (
        put(offset, number(value))
        for offset, value in ((WON, told.won), (OPEN, told.open), (TO_COME, told.to_come), (LOW, told.low), (HIGH, told.high))
    )
    landing = put(LANDING, total(won, in_open, to_come))
    put(BAND, difference(high, low))
    sheet.number_or_blank(row, aside.col + TARGET, told.target, style)
    if is_now:
        put(NOW_LABEL, landing)
        if told.target is not None:
            put(TARGET_LABEL, cell(sheet.a1(row, aside.col + TARGET, fixed=True), told.target))
    return ShownPoint(told, won, in_open, to_come, landing, low, high)


def _write_steps(aside: Aside, track: ToldTrack) -> tuple[ShownStep, ...]:
    if not track.steps:
        return ()
    row = aside.take(1 + len(track.steps)) + 1
    aside.heads(row - 1, [_UNTIL, *(CAUSE_LABELS[cause] for cause in CAUSES)])
    return tuple(_write_step(aside, at, step) for at, step in enumerate(track.steps, start=row))


def _write_step(aside: Aside, row: int, told: ToldStep) -> ShownStep:
    style = looks.aside_style(str(WHOLE_FORMAT))
    aside.sheet.text(row, aside.col, month_day(told.step.now.as_of), looks.ASIDE)
    causes = {
        cause: aside.sheet.placed(row, aside.col + offset, number(told.causes[cause]), style) for offset, cause in enumerate(CAUSES, start=1)
    }
    return ShownStep(told, causes)


# --- past months ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownMonths:
    """Past months, the latest first."""

    months: tuple[ShownMonth, ...]
    bias: Live


def write_months(aside: Aside, months: Sequence[JudgedMonth], scale: Scale) -> ShownMonths:
    """A row each: what was forecast, its range, what came, whether that lies inside."""
    row = aside.take(1 + len(months)) + 1
    aside.heads(row - 1, _MONTH_HEADS)
    shown = tuple(_write_month(aside, at, month, scale) for at, month in enumerate(months, start=row))
    landings, came = (summed(aside.span(cells)) for cells in ([each.landing for each in shown], [each.came for each in shown]))
    at = aside.take(1)
    aside.sheet.text(at, aside.col, _BIAS, looks.ASIDE)
    bias = choice(compared(landings, ">", number(0)), quotient(difference(came, landings), landings), DASH)
    return ShownMonths(shown, aside.sheet.placed(at, aside.col + 1, bias, looks.aside_style(looks.RATE_FORMAT)))


def _write_month(aside: Aside, row: int, judged: JudgedMonth, scale: Scale) -> ShownMonth:
    sheet, style = aside.sheet, looks.aside_style("#,##0.0")
    sheet.text(row, aside.col, judged.month.label, looks.ASIDE)
    landing, low, high, came = (
        sheet.placed(row, aside.col + offset, number(round(value, PLACES) / scale.per), style)
        for offset, value in enumerate((judged.landing, judged.low, judged.high, judged.came), start=1)
    )
    give = number(HALF_A_UNIT / scale.per)
    is_inside = all_of(compared(came, ">=", difference(low, give)), compared(came, "<=", total(high, give)))
    sign = choice(is_inside, Status.GOOD.value, Status.POOR.value)
    return ShownMonth(judged, landing, low, high, came, sheet.placed(row, aside.col + 5, sign, looks.ASIDE_CENTRE))


_UNTIL = Text("動かしたもの（この日まで）", "What moved it, up to")
_DAY = Text("{day}日", "{month} {day}")
_BIAS = Text("偏り", "Bias")
_MONTH_HEADS = (
    Text("月", "Month"), Text("着地見込み", "Forecast"), Text("8割の幅の下", "80% range from"), Text("8割の幅の上", "80% range to"),
    Text("結果", "Came to"), Text("幅の中", "Inside"),
)  # fmt: skip
