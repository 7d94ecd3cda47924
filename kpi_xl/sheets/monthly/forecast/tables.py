"""The two tables: when the landing moved and what moved it; past landings at this point of the month against what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.record.track import Step, WonSince
from kpi_xl.language import Text, counted
from kpi_xl.periods import month_day
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area, column
from kpi_xl.sheets.live.values import Live, difference, filled, rounded
from kpi_xl.sheets.monthly.forecast import layout
from kpi_xl.sheets.monthly.forecast.figures import ShownMonths, ShownTrack
from kpi_xl.sheets.monthly.forecast.told import ToldStep, ToldTrack, whole
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.amounts import SIGNED_FORMAT, bare
from kpi_xl.sheets.monthly.parts.header import draw_section
from kpi_xl.sheets.monthly.parts.signs import colour_signs
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.styles import MUTED, MUTED_TEXT
from kpi_xl.units import WHOLE_FORMAT

MOST_NAMED = 2
"""Members whose part is told by name."""
LONGEST = 56
"""What the column of their parts takes, in half-width characters."""


@dataclass(frozen=True)
class ShownMoves:
    """The left table."""

    last: Live  #: what the landing moved since last time
    end: int  #: the row behind it


def draw_moves(sheet: Canvas, row: int, shown: ShownTrack, are_deals: bool) -> ShownMoves | None:
    """Heading, head and a row a forecast, the latest first; None where there is no earlier one."""
    draw_section(sheet, row, _MOVES, layout.WHY, "" if not shown.steps else _KEPT if _is_kept(shown) else _FROM_LOG)
    if not shown.steps:
        sheet.text(row + 1, layout.DAY, _NOT_YET, MUTED_TEXT)
        return None
    _heads(sheet, row + 1, _MOVES_HEADS, left=(layout.DAY, layout.WHY))
    form, signed = looks.number_style(str(WHOLE_FORMAT), bold=True), looks.number_style(str(SIGNED_FORMAT))
    newest = row + 2
    moved = []
    for place, step in enumerate(reversed(shown.steps)):
        at, now, before = newest + place, shown.points[-1 - place], shown.points[-2 - place]
        sheet.text(at, layout.DAY, month_day(step.told.step.now.as_of), looks.LABEL)
        landing = sheet.placed(at, layout.LANDING, now.landing, form)
        moved.append(sheet.placed(at, layout.MOVED, difference(landing, before.landing), signed))
        sheet.text(at, layout.WHY, _what_moved(step.told, shown.track, are_deals), _WHY_STYLE)
    end = newest + len(shown.steps)
    sheet.text(end, layout.DAY, _SUM_NOTE, MUTED_TEXT)
    return ShownMoves(moved[0], end + 1)


def _is_kept(shown: ShownTrack) -> bool:
    return len(shown.points) > 1 and all(point.told.point.is_kept for point in shown.points[:-1])


def _what_moved(told: ToldStep, track: ToldTrack, are_deals: bool) -> str:
    """受注1件（佐藤 花子 88万円）、新しい案件2件、延期・失注1件: with as many names as the column takes."""
    step = told.step
    orders, deals = round(exact_sum(each.orders for each in step.won)), _deals(step)
    if not orders:
        return wording.listed([str(_NOTHING.format(what=_what(0, are_deals))), *deals])
    said = (
        wording.listed([str(_WON.format(what=_what(orders, are_deals), names=_named(step.won, track, named))), *deals])
        for named in range(MOST_NAMED, -1, -1)
    )
    found = list(said)
    return next((words for words in found if wording.width(words) <= LONGEST), found[-1])


def _deals(step: Step) -> list[str]:
    """How many are new, and how many are gone, where the forecast follows open deals."""
    if not any(point.open for point in (step.before, step.now)):
        return []
    counts = ((_NEW, len(step.new_deals)), (_GONE, len(step.gone_deals)))
    return [str(words.format(count=deals, deals=counted(deals, "deal"))) for words, deals in counts if deals]


def _what(orders: int, are_deals: bool) -> str:
    """受注2件; what is not all deals won is 実績."""
    if are_deals:
        return str(Text(f"受注{orders}件" if orders else "受注", counted(orders, "deal won", "deals won") if orders else "no deal won"))
    return str(Text(f"実績{orders:,}件" if orders else "実績", counted(orders, "record") if orders else "nothing on record"))


def _named(won: Sequence[WonSince], track: ToldTrack, count: int) -> str:
    """The *count* largest parts by name, and how many people the rest is of."""
    named = [f"{wording.person(each.member, 16)} {track.said(whole(each.value, track.scale))}" for each in won[:count]]
    rest = len(won) - len(named)
    others = (_OTHERS if named else _ALL).format(people=wording.people(rest), count=rest)
    return wording.listed([*named, *([str(others)] if rest else [])])


# --- past months ---------------------------------------------------------------------------------------------------------


def draw_months(
    sheet: Canvas, row: int, shown: ShownMonths | None, title: object, why: object, unit_words: object, are_days: bool
) -> Area | None:
    """Heading, head and a row a month, or a day of a month that is over; the signs. Where there are too few: why, in one line."""
    draw_section(sheet, row, title, layout.SIGN, _PAST_NOTE if shown else "", layout.MONTH)
    if shown is None:
        sheet.text(row + 1, layout.MONTH, _SENTENCE.format(words=why), MUTED_TEXT)
        return None
    _heads(sheet, row + 1, _PAST_HEADS | ({layout.MONTH: _DAY} if are_days else {}), left=(layout.MONTH,), centred=(layout.SIGN,))
    plain, bold = looks.number_style(str(WHOLE_FORMAT)), looks.number_style(str(WHOLE_FORMAT), bold=True)
    signed, muted = looks.number_style(str(SIGNED_FORMAT)), looks.NUMBER.but(font_color=MUTED)
    signs, first = [], row + 2
    for at, month in enumerate(shown.months, start=first):
        sheet.text(at, layout.MONTH, month_day(month.judged.as_of) if are_days else month.judged.month.label, looks.LABEL)
        landing = sheet.placed(at, layout.THEN, rounded(month.landing, 0), plain)
        sheet.live(at, layout.RANGE, filled(_RANGE, low=bare(month.low), high=bare(month.high)), muted)
        came = sheet.placed(at, layout.CAME, rounded(month.came, 0), bold)
        sheet.live(at, layout.MISSED, difference(came, landing), signed)
        signs.append(sheet.placed(at, layout.SIGN, month.sign, looks.SIGN))
    last = first + len(signs) - 1
    colour_signs(sheet, first, layout.SIGN, last)
    sheet.text(last + 1, layout.MONTH, (_INSIDE_NOTE_OF_DAYS if are_days else _INSIDE_NOTE).format(unit=unit_words), MUTED_TEXT)
    return column(first, layout.SIGN, signs)


def _heads(sheet: Canvas, row: int, heads: dict[int, Text], left: Sequence[int], centred: Sequence[int] = ()) -> None:
    sheet.sheet.set_row(row, HEAD_HEIGHT)
    for col, words in heads.items():
        style = looks.HEAD_LEFT if col in left else looks.HEAD_CENTRE if col in centred else looks.HEAD
        sheet.text(row, col, words, style.but(indent=1) if col == layout.WHY else style)


_WHY_STYLE = looks.LABEL.but(indent=1, font_size=9)
_MOVES = Text("いつ、何が動いたか", "When it moved, and what happened")
_KEPT = Text("各日のレポートが記録した見込み", "As reports of those days kept it")
_FROM_LOG = Text("各日までの活動ログから計算した見込み", "Worked out from the log up to each day")
_NOT_YET = Text(
    "今月の前回の見込みがまだないため、動きは次のレポートから示します。", "No earlier forecast this month: the next report shows what moved.",
)
_MOVES_HEADS = {
    layout.DAY: Text("日", "Day"), layout.LANDING: Text("着地見込み", "Forecast"), layout.MOVED: Text("前との差", "Moved"),
    layout.WHY: Text("その間の動き", "Meanwhile"),
}  # fmt: skip
_SUM_NOTE = Text(
    "差は新しい案件、延期・失注、受注単価、進み方（件数の見込み）の合計です（端数は丸めて合わせています）",
    "It moved by the sum of new deals, slips and losses, deal size and pace (how many deals; rounded to fit)",
)
_WON, _NOTHING = Text("{what}（{names}）", "{what} ({names})"), Text("{what}なし", "{what}")
_NEW, _GONE = Text("新しい案件{count}件", "{deals} new"), Text("延期・失注{count}件", "{deals} slipped or lost")
_OTHERS, _ALL = Text("ほか{people}", "{count} more"), Text("{people}", "{people}")
PAST = Text("{days}日目の見込みと、結果", "Forecasts at working day {days}, and what came")
OWN_DAYS = Text("今月の見込みと、結果", "This month's forecasts, and what came")
_DAY = Text("日", "Day")
_PAST_NOTE = Text("差は結果−着地見込み", "Difference: came to less forecast")
_PAST_HEADS = {
    layout.MONTH: Text("月", "Month"), layout.THEN: Text("着地見込み", "Forecast"), layout.RANGE: Text("8割の幅", "80% range"),
    layout.CAME: Text("結果", "Came to"), layout.MISSED: Text("差", "Difference"), layout.SIGN: Text("幅の中", "Inside"),
}  # fmt: skip
_RANGE = Text("{low}〜{high}", "{low} to {high}")
_INSIDE_NOTE = Text("○ 結果が8割の幅に入った月（端数を丸める前の{unit}で判定）", "○ came inside the 80% range (judged in {unit}, before rounding)")
_INSIDE_NOTE_OF_DAYS = Text(
    "○ 結果が8割の幅に入った日の見込み（端数を丸める前の{unit}で判定）", "○ came inside that day's 80% range (judged in {unit}, before rounding)",
)
_SENTENCE = Text("{words}。", "{words}.")
