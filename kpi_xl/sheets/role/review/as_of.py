"""The day of ⑤: up to which the planned month, and a month that is not over, is held against its targets.

Typed, or written with the results of a month that is not over. Where the cell is blank, or holds no day of the planned month,
it is today; a workbook without results asks for the whole month, as does a month that has not begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import Area, area, count
from kpi_xl.sheets.live.days import day_text, end_of_month, place_in_year, start_of_month, today
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    all_of,
    any_of,
    cell,
    choice,
    compared,
    difference,
    entered,
    filled,
    greater,
    is_blank,
    is_number,
    number,
    quotient,
    total,
)
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import DATE_RULE, Hint, Page
from kpi_xl.sheets.role.review.review_grid import MONTHS

LABEL, INPUT, WORDS = 1, 2, 3
ROWS = 2
"""With the space below."""
ZERO, ONE = number(0), number(1)


@dataclass(frozen=True)
class AsOf:
    """What the day means, in cells that every formula of ⑤ reads by name."""

    day: Live
    over: Live
    days: Live
    share: Live  #: of the planned month
    left: Live
    place: Live  #: of the planned month in the fiscal year
    month: Live  #: the planned month's first day
    own: Live | None = None  #: what part of a role's targets is due, where people who join or leave have days of their own

    @property
    def part(self) -> Live:
        """What part of the planned month's targets is due."""
        return self.own or self.share

    @property
    def is_running(self) -> Live:
        """True of a planned month that is not over."""
        return compared(self.share, "<", ONE)

    def share_of(self, start: Live) -> Live:
        """Of the month that begins at *start*: the part that counts. Only the day's own month is in progress; one to come counts whole."""
        is_running = all_of(compared(self.day, ">=", start), compared(self.day, "<", end_of_month(start)))
        of_days = choice(is_running, quotient(self.over, greater(ONE, self.days)), ONE)
        return of_days if self.own is None else choice(compared(start, "=", self.month), self.own, of_days)


def draw_as_of(page: Page, row: int, aside: int, kpis: Sequence[Kpi]) -> AsOf:
    """The input with what it means, and right of the printed area, from column *aside* on, the working out."""
    page.canvas.text(row, LABEL, AS_OF_WORDS, looks.CAPTION)
    page.canvas.date(row, INPUT, None, looks.INPUT_CENTRE.but(num_format=str(looks.DATE)))
    page.validate(row, INPUT, DATE_RULE, HINT)
    page.name(names.AS_OF, row, INPUT)
    results = [area(names.actual_name(kpi.id), [""] * MONTHS) for kpi in kpis]
    found = _worked_out(page, row, aside, results)
    page.canvas.live(row, WORDS, _words(page, found, results), looks.NOTE.but(indent=1))
    page.canvas.sheet.set_row(row + 1, 8)
    return found


def _worked_out(page: Page, row: int, aside: int, results: Sequence[Area]) -> AsOf:
    typed = entered(names.AS_OF)
    otherwise = choice(compared(count(*results), "=", ZERO), end_of_month(page.month), today())
    day = _kept(page, row, aside, names.AS_OF_DAY, choice(_is_of_month(page), typed, otherwise))
    over = _kept(page, row, aside + 1, names.AS_OF_OVER, page.called("KPI_WORKING_DAYS", start_of_month(day), day))
    days = _kept(page, row, aside + 2, names.AS_OF_DAYS, page.called("KPI_WORKING_DAYS", start_of_month(day), end_of_month(day)))
    first = cell(names.FISCAL_FIRST_MONTH, float(page.draft.settings.first_month))
    place = _kept(page, row, aside + 5, names.AS_OF_PLACE, place_in_year(page.month, first))
    month = start_of_month(page.month)
    found = AsOf(day, over, days, ONE, ZERO, place, month)
    share = _kept(page, row, aside + 3, names.AS_OF_SHARE, found.share_of(month))
    still = choice(compared(share, "<", ONE), difference(days, over), ZERO)
    left = _kept(page, row, aside + 4, names.AS_OF_LEFT, choice(compared(day, "<", start_of_month(page.month)), DASH, still))
    return AsOf(day, over, days, share, left, place, month)


def _kept(page: Page, row: int, col: int, name: str, live: Live) -> Live:
    page.canvas.text(row + 1, col, name, looks.HELPER_HEAD)
    style = looks.HELPER.but(num_format=str(looks.DATE)) if name == names.AS_OF_DAY else looks.HELPER
    return page.placed(name, row, col, live, style)


def _is_of_month(page: Page) -> Live:
    typed, month = entered(names.AS_OF), page.month
    return all_of(is_number(typed), compared(typed, ">=", start_of_month(month)), compared(typed, "<", total(end_of_month(month), ONE)))


def _words(page: Page, as_of: AsOf, results: Sequence[Area]) -> Live:
    """How far the month is; that a day of another month is typed; or what is missing."""
    running = filled(RUNNING, day=day_text(as_of.day), over=as_of.over, days=as_of.days)
    told = choice(is_number(as_of.left), choice(as_of.is_running, running, WHOLE), NOT_BEGUN)
    known = choice(compared(count(*results), "=", ZERO), NO_RESULT, told)
    return choice(any_of(is_blank(entered(names.AS_OF)), _is_of_month(page)), known, OTHER_MONTH)


AS_OF_WORDS = Text("基準日", "As of")
RUNNING = Text("{day}まで：稼働日{days}日のうち{over}日。空欄のときは今日まで", "up to {day}: working day {over} of {days}. Blank: today")
NOT_BEGUN = Text("対象月はまだ始まっていません。月全体で比べます", "the planned month has not begun: the whole month")
WHOLE = Text("月全体を判定しています（途中の月は、基準日までの目標と比べます）", "the whole month (in a month in progress, what is due by this day)")
NO_RESULT = Text("実績を入れると、基準日までの目標と比べます。空欄のときは今日まで", "with actuals: what is due by this day. Blank: today")
OTHER_MONTH = Text("⚠ 対象月の日付ではないため、使っていません", "⚠ not a day of the planned month, so it is not used")
HINT = Hint(
    Text("基準日", "As of"),
    Text(
        "実績がいつまでの分かを入力します（例 2026/11/16）。「実績を取込」では、活動ログの最後の日が入ります。空欄のときは今日です",
        "The last day that the actuals cover, such as 2026-11-16. Import actuals writes the log's last day. Blank: today",
    ),
)
