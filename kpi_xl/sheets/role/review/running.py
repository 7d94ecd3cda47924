"""The planned month on ⑤: what is due by now, what was done, where the month ends.

Due by now is the target's share of the month's working days that are over, as in the monthly report; in a company's workbook
who joins or leaves within the month counts by the own days, as the targets do. What does not grow with the month, such as a
rate, is due whole on every day. The month's end is told by pace: what was done so far, gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Kpi, Level
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import area, item
from kpi_xl.sheets.live.values import DASH, Live, all_of, choice, compared, is_blank, is_number, quotient
from kpi_xl.sheets.marks import colour_signs, draw_bars, mute_dashes
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.wording import in_brackets
from kpi_xl.sheets.role.review.as_of import ZERO, AsOf
from kpi_xl.sheets.role.review.review_grid import MONTHS
from kpi_xl.sheets.styles import MUTED, NAVY
from kpi_xl.units import Unit, gap_format

KPI, DUE, ACTUAL, GAP, GAP_END, RATE, BAR, SIGN, GUTTER, TARGET, LANDING, A_DAY, A_DAY_END, CHECK = range(1, 15)


@dataclass(frozen=True)
class MonthRow:
    """One KPI's row, as other formulas read it."""

    kpi: Kpi
    due: Live
    actual: Live
    rate: Live
    sign: Live
    target: Live
    landing: Live


Part = tuple[Page, Sequence[Kpi], AsOf]
"""The page of a role, its KPIs, and what is due of them."""


def height(parts: Sequence[Sequence[Kpi]]) -> int:
    """The rows of the table, with its head, its note and the space below."""
    return 2 + sum(map(len, parts)) + (len(parts) if len(parts) > 1 else 0) + 2


def draw_month(page: Page, row: int, last_col: int, parts: Sequence[Part], as_of: AsOf) -> list[list[MonthRow]]:
    """The table from *row* on; its rows, role by role. Several roles have a line with their name each."""
    page.heading(row, KPI, last_col, TITLE, BAR_NOTE)
    _head(page, row + 1, last_col, as_of)
    first, found = row + 2, []
    at = first
    for part, kpis, own in parts:
        if len(parts) > 1:
            page.canvas.fill(at, KPI, last_col, ROLE)
            page.canvas.text(at, KPI, part.draft.role.label, ROLE)
            at += 1
        found.append([_row(part, at + place, last_col, kpi, own) for place, kpi in enumerate(kpis)])
        at += len(kpis)
    colour_signs(page.canvas, first, SIGN, at - 1)
    mute_dashes(page.canvas, first, DUE, at - 1, RATE)
    mute_dashes(page.canvas, first, TARGET, at - 1, CHECK)
    draw_bars(page.canvas, first, BAR, at - 1)
    page.canvas.text(at, KPI, NOTE, looks.NOTE)
    return found


def _head(page: Page, row: int, last_col: int, as_of: AsOf) -> None:
    canvas = page.canvas
    canvas.sheet.set_row(row, HEAD_HEIGHT)
    canvas.fill(row, KPI, last_col, HEAD)
    canvas.text(row, KPI, "KPI", looks.HEAD_LEFT)
    for col, by_now, whole in ((DUE, DUE_WORDS, TARGET_WORDS), (RATE, PACE_WORDS, RATE_WORDS)):
        canvas.live(row, col, choice(as_of.is_running, by_now, whole), looks.HEAD if col == RATE else HEAD)
    for col, words in {ACTUAL: ACTUAL_WORDS, TARGET: MONTH_WORDS, LANDING: LANDING_HEAD}.items():
        canvas.text(row, col, words, HEAD)
    for first, last, words in ((GAP, GAP_END, GAP_WORDS), (A_DAY, A_DAY_END, A_DAY_WORDS)):
        canvas.merged(row, first, last, words, HEAD)
    canvas.text(row, SIGN, SIGN_WORDS, looks.HEAD_CENTRE)
    canvas.text(row, CHECK, CHECK_WORDS, looks.HEAD_TEXT)


def _row(page: Page, row: int, last_col: int, kpi: Kpi, as_of: AsOf) -> MonthRow:
    canvas = page.canvas
    number = looks.PLAIN_VALUE.but(num_format=kpi.number_format)
    day = looks.PLAIN_VALUE.but(num_format=part_format(kpi))
    canvas.fill(row, KPI, last_col, looks.LABEL)
    canvas.text(row, KPI, in_brackets(kpi.label, kpi.unit.label), looks.KPI_LABEL.but(bold=kpi.level is Level.KGI))
    target = canvas.placed(row, TARGET, page.target(kpi), number, fixed=False)
    due = canvas.placed(row, DUE, due_of(kpi, target, as_of.part), number.but(font_color=MUTED), fixed=False)
    actual = canvas.placed(row, ACTUAL, actual_of(kpi, as_of), number.but(bold=True), fixed=False)
    gap = attainment.gap(due, actual, kpi)
    for (first, last), live, style in (
        ((GAP, GAP_END), gap, number.but(num_format=gap_format(kpi.unit, kpi.number_format))),
        ((A_DAY, A_DAY_END), _a_day(kpi, target, actual, as_of), day),
    ):
        canvas.merged(row, first, last, "", style)
        canvas.live(row, first, live, style)
    rate = canvas.placed(row, RATE, rate_of(kpi, target, actual, due), looks.RATE, fixed=False)
    canvas.live(row, BAR, rate, looks.BAR)
    sign = canvas.placed(row, SIGN, attainment.sign(rate, page.limits), looks.SIGN, fixed=False)
    landing = canvas.placed(row, LANDING, landing_of(kpi, actual, as_of), number, fixed=False)
    _show_parts(page, row, kpi, as_of)
    is_behind = all_of(is_number(rate), compared(rate, "<", page.limits.good))
    canvas.live(row, CHECK, choice(is_behind, kpi.problem, DASH), looks.LABEL_NOTE.but(indent=1, shrink=True))
    return MonthRow(kpi, due, actual, rate, sign, target, landing)


def _show_parts(page: Page, row: int, kpi: Kpi, as_of: AsOf) -> None:
    """While the month runs, parts of counts have a decimal."""
    part = part_format(kpi)
    if part != kpi.number_format:
        page.marked(row, DUE, row, DUE, {as_of.is_running: {"num_format": part}})
        page.marked(row, GAP, row, GAP, {as_of.is_running: {"num_format": gap_format(kpi.unit, part)}})


# --- one KPI's figures -------------------------------------------------------------------------------------------------


def actual_of(kpi: Kpi, as_of: AsOf) -> Live:
    """What is typed for the planned month; a dash where nothing is."""
    typed = item(area(names.actual_name(kpi.id), [""] * MONTHS), as_of.place)
    return choice(is_blank(typed), DASH, typed)


def due_of(kpi: Kpi, target: Live, share: Live) -> Live:
    """What of the target is due where *share* of the month is over."""
    return attainment.due(target, share) if grows(kpi) else target


def rate_of(kpi: Kpi, target: Live, actual: Live, due: Live) -> Live:
    """What the sign judges: ペース比 of what grows with the month, else the attainment."""
    return attainment.pace(target, actual, due) if grows(kpi) else attainment.rate(target, actual, kpi.direction)


def landing_of(kpi: Kpi, actual: Live, as_of: AsOf) -> Live:
    """Where the month ends if it goes on like this; of what does not grow with the month a dash."""
    if not grows(kpi):
        return DASH
    is_known = all_of(is_number(actual), compared(as_of.part, ">", ZERO))
    return choice(is_known, quotient(actual, as_of.part), DASH)


def _a_day(kpi: Kpi, target: Live, actual: Live, as_of: AsOf) -> Live:
    """What each remaining working day must bring; of counts and yen alone."""
    if not grows(kpi) or kpi.unit not in (Unit.COUNT, Unit.YEN):
        return DASH
    return choice(is_number(as_of.left), attainment.needed(target, actual, as_of.left), DASH)


def part_format(kpi: Kpi) -> str:
    """A part of a count has a decimal: 13.3 are due by now."""
    return kpi.unit.number_format(max(1, kpi.decimals)) if kpi.unit is Unit.COUNT and grows(kpi) else kpi.number_format


HEAD, HEAD_HEIGHT = looks.PLAIN_HEAD_WRAPPED, 30
ROLE = looks.LABEL.but(font_size=9, bold=True, font_color=NAVY)
TITLE = Text("今月：基準日までの目標と比べる", "This month, held against what is due by the day")
BAR_NOTE = Text("棒は0〜100%、右端が目標　○△×は設定の基準", "bar: 0 to 100%, its right edge is the target; ○△× by Settings")
DUE_WORDS, TARGET_WORDS = Text("今日まで", "Due by now"), Text("目標", "Target")
ACTUAL_WORDS, GAP_WORDS = Text("実績", "Actual"), Text("差", "Gap")
PACE_WORDS, RATE_WORDS = Text("ペース比", "Pace"), Text("達成率", "Attainment")
SIGN_WORDS, MONTH_WORDS = Text("判定", "Status"), Text("月の目標", "Month's target")
LANDING_WORDS, A_DAY_WORDS = Text("着地（ペース換算）", "Month-end by pace"), Text("残り1日\nあたり", "Per day\nleft")
LANDING_HEAD = Text("着地\n（ペース換算）", "Month-end\nby pace")
CHECK_WORDS = Text("確認したい点", "Worth checking")
NOTE = Text(
    "実績は「毎月の実績」の対象月の行です。月とともに増えるもの（件数・金額・契約中のお客様に対する率）は、稼働日で数えた今日までの分と比べます。"
    "成約率と単価は、いつも目標そのものと比べます",
    "Actuals are those of the planned month below. What grows with the month (counts, amounts, shares of all customers) is held against"
    " what is due by working days, win rates and prices against the whole target",
)
