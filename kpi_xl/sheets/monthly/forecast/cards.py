"""The four headline figures: where it is heading, what moved it, what it is made of, how good past ones were."""

from __future__ import annotations

from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text, counted
from kpi_xl.periods import month_day
from kpi_xl.sheets.live.areas import Area
from kpi_xl.sheets.live.figures import digits, percent
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    difference,
    filled,
    is_number,
    joined,
    quotient,
    text,
)
from kpi_xl.sheets.monthly.forecast.figures import ShownMonths, ShownTrack
from kpi_xl.sheets.monthly.forecast.tables import ShownMoves
from kpi_xl.sheets.monthly.forecast.told import ToldTrack, in_sentence
from kpi_xl.sheets.monthly.parts.amounts import MONEY, SIGNED_FORMAT, SIGNED_MONEY, bare, with_sign
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.units import CHANGE_TEXT_FORMAT, WHOLE_FORMAT, Unit


def track_cards(shown: ShownTrack, moves: ShownMoves | None, are_deals: bool) -> list[Card]:
    return [_landing(shown), _moved(shown, moves), _parts(shown, _WON if are_deals else _DONE)]


def closed_cards(shown: ShownTrack, moves: ShownMoves | None) -> list[Card]:
    """Of a month that is over: what came, by how much the last forecast missed it, and what the first one was."""
    return [_result(shown), _moved(shown, moves), _first(shown)]


def _result(shown: ShownTrack) -> Card:
    now, track = shown.now, shown.track
    if now.told.target is None:
        return Card(text(_CAME), amount(now.landing, track), text(""))
    target = cell(shown.target, now.told.target)
    rate = choice(compared(target, ">", ZERO), joined(_ATTAINED, percent(quotient(now.landing, target))), "")
    return Card(filled(_CAME_OF, target=amount(target, track)), amount(now.landing, track), rate)


def _first(shown: ShownTrack) -> Card:
    first, track = shown.points[0], shown.track
    caption = text(_FIRST.format(day=month_day(first.told.point.as_of)))
    missed = with_sign(difference(shown.now.landing, first.landing))
    return Card(caption, amount(first.landing, track), filled(_FIRST_NOTE, low=bare(first.low), high=bare(first.high), missed=missed))


def _landing(shown: ShownTrack) -> Card:
    """With the goal, the range, the chance."""
    now, track = shown.now, shown.track
    is_pace = now.told.point.is_pace
    if now.told.target is None:
        caption = text(_LANDING_BY_PACE if is_pace else _LANDING)
    else:
        target = amount(cell(shown.target, now.told.target), track)
        caption = filled(_OF_GOAL_BY_PACE if is_pace else _OF_GOAL, target=target)
    note = filled(_RANGE, low=bare(now.low), high=bare(now.high))
    chance = _CHANCE.format(chance=shown.chance) if shown.chance else ""
    return Card(caption, amount(now.landing, track), joined(note, str(chance)))


def _moved(shown: ShownTrack, moves: ShownMoves | None) -> Card:
    """Since last time, and what did most."""
    if moves is None:
        return Card(text(_SINCE_LAST), DASH, text(_NO_EARLIER))
    track, step = shown.track, shown.steps[-1]
    caption = text(_SINCE.format(day=month_day(step.told.step.before.as_of)))
    way = filled(_WAY, before=bare(shown.points[-2].landing), now=bare(shown.now.landing))
    most = step.told.largest
    said = filled(_MOST, cause=str(in_sentence(most)), by=with_sign(step.causes[most])) if most else ""
    return Card(caption, amount(moves.last, track, sign=True), joined(way, said))


def _parts(shown: ShownTrack, won: Text) -> Card:
    """Won, open and still to come; two of them where open deals are no part of the forecast."""
    now, track = shown.now, shown.track
    has_open = any(point.told.open for point in shown.points)
    parts = [now.won, *([now.open] if has_open else []), now.to_come]
    words = _THREE_PARTS if has_open else _TWO_PARTS
    first, *others = (bare(part) for part in parts)
    value = joined(first, *(piece for each in others for piece in (" + ", each)))
    return Card(filled(_MADE_OF, amount=amount(now.landing, track)), value, text(words.format(won=won)))


def accuracy_card(shown: ShownMonths | None, signs: Area | None, elapsed: int, is_closed: bool) -> Card:
    """How many past months (of one that is over: days) came within their ranges, and by how much they were missed together."""
    if shown is None or signs is None:
        return Card(text(_PAST), DASH, text(_FEW_MONTHS))
    months = len(shown.months)
    inside = Live(f'COUNTIF({signs.address},"{Status.GOOD.value}")', float(sum(value == Status.GOOD.value for value in signs.values)))
    value = filled(_INSIDE, inside=digits(inside, 0, str(WHOLE_FORMAT)), months=str(months))
    bias = choice(is_number(shown.bias), joined(_BIAS, digits(shown.bias, 3, str(CHANGE_TEXT_FORMAT))), "")
    caption = _OWN_DAYS if is_closed else _PAST_MONTHS.format(months=months, counted=counted(months, "month"), days=elapsed)
    return Card(text(caption), value, joined(_WITHIN, bias))


def amount(value: Live, track: ToldTrack, sign: bool = False) -> Live:
    """640万円, ▲22万円, 43件."""
    if track.kpi.unit is Unit.YEN:
        form = str(SIGNED_MONEY if sign else MONEY)
    else:
        suffix = str(Text('"件"', "")) if track.kpi.unit is Unit.COUNT else ""
        form = ";".join(section + suffix for section in str(SIGNED_FORMAT if sign else WHOLE_FORMAT).split(";"))
    return choice(is_number(value), digits(value, 0, form), DASH)


_LANDING, _LANDING_BY_PACE = Text("着地見込み", "Month-end forecast"), Text("着地見込み（ペース換算）", "Forecast (at this pace)")
_OF_GOAL = Text("着地見込み（目標{target}）", "Month-end forecast (target {target})")
_OF_GOAL_BY_PACE = Text("着地見込み：ペース換算（目標{target}）", "Forecast at this pace (target {target})")
_RANGE = Text("8割の幅 {low}〜{high}", "80% range {low} to {high}")
_CHANCE = Text("　達成確率 {chance}", "   chance {chance}")
_SINCE, _SINCE_LAST = Text("前回（{day}）から", "Since {day}"), Text("前回から", "Since last time")
_NO_EARLIER = Text("今月の前回の見込みなし", "No earlier forecast this month")
_WAY = Text("{before} → {now}", "{before} → {now}")
_MOST = Text("　{cause} {by}が最大", "   mostly {cause} {by}")
_MADE_OF = Text("{amount}の内訳", "{amount} is made of")
_WON, _DONE = Text("受注済み", "won"), Text("実績", "done")
_THREE_PARTS = Text("{won} + 進行中の案件 + これから", "{won} + open deals + still to come")
_TWO_PARTS = Text("{won} + これから", "{won} + still to come")
_CAME, _CAME_OF = Text("結果", "Result"), Text("結果（目標{target}）", "Result (target {target})")
_ATTAINED = Text("達成率 ", "attainment ")
_FIRST = Text("最初の見込み（{day}）", "First forecast ({day})")
_FIRST_NOTE = Text("8割の幅 {low}〜{high}　結果との差 {missed}", "80% range {low} to {high}   result {missed}")
_OWN_DAYS = Text("今月の見込みの精度", "This month's forecasts")
_PAST = Text("過去の見込みの精度", "How past forecasts held")
_PAST_MONTHS = Text("過去{months}か月の精度（{days}日目の見込み）", "Past {counted}, at working day {days}")
_FEW_MONTHS = Text("過去の見込みが3か月分に満たない", "Fewer than 3 past months")
_INSIDE = Text("{months}回中{inside}回", "{inside} of {months}")
_WITHIN = Text("結果が8割の幅の中", "came inside the 80% range")
_BIAS = Text("　偏り ", "   bias ")
