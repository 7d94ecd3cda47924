"""Proposals on ⑤: where each KPI stands, and what next month should aim at.

What adds up: the plan of next month and an equal part of what is missing so far, but no more than a fifth above the best
month (or the plan, where that is more). Any other KPI: the plan, or half way to it from the last three months. Of a month that
is not over only what is due counts as missing, and it is neither the latest month nor one of the three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import (
    area,
    at,
    between,
    count,
    highest,
    item,
    last_known,
    last_known_whole,
    mean,
    summed,
    summed_share_where_known,
    summed_where_known,
)
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    any_of,
    choice,
    compared,
    difference,
    greater,
    is_number,
    joined,
    lesser,
    number,
    product,
    quotient,
    rounded,
    stepped_down,
    stepped_up,
    total,
)
from kpi_xl.sheets.marks import mute_dashes
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.role.review.comparisons import change, change_format
from kpi_xl.sheets.role.review.results import adds_up
from kpi_xl.sheets.role.review.review_grid import MONTHS, Block, spans
from kpi_xl.sheets.styles import TABLE_TEXT, Style
from kpi_xl.units import Unit

KPI = 1
FIGURES = 7
"""Latest, on last month, on last year, three months, needed a month, proposed, and the mark that takes the proposal."""
TAKEN = "○"
LEAST_WIDTH = 13.0
MOST_OVER_BEST = 1.2
"""Of the best month: the published rule of thumb for a stretch that is still believed."""
STEPS = {Unit.YEN: 1_000, Unit.COUNT: 1, Unit.DAYS: 1, Unit.RATE: 0.001, Unit.SCORE: 0.01, Unit.RATIO: 0.01}
"""What a proposal is rounded to."""
HELPERS = ("n", "done", "short", "left", "proposed")
"""Right of the printed area: the last month with a result, the last of them that is over, what is missing so far, months left, the
unrounded proposal."""
ROW_HEIGHT = 24


def height(kpis: Sequence[Kpi]) -> int:
    """The rows of the table, with its heads, its note and the space below."""
    return 2 + len(kpis) + 2


def draw(page: Page, row: int, kpis: Sequence[Kpi], blocks: Mapping[str, Block], last_col: int, log: Text) -> int:
    """Draw the table from *row* on; the row after the space under it. *log*: where the revision log is, as the note says it."""
    cols = spans(list(page.widths), KPI + 1, last_col - 1, LEAST_WIDTH)[:FIGURES]
    page.heading(row, KPI, last_col, TITLE)
    page.canvas.fill(row + 1, KPI, last_col, looks.PLAIN_HEAD)
    page.canvas.text(row + 1, KPI, "KPI", looks.HEAD_LEFT)
    for (first, last), words in zip(cols, HEADS, strict=True):
        _in_columns(page, row + 1, first, last, words, looks.HEAD_CENTRE if words is HEADS[-1] else looks.PLAIN_HEAD)
    page.canvas.text(row + 1, cols[-1][1] + 1, Text("根拠", "Basis"), looks.HEAD_TEXT)
    for col, helper in enumerate(HELPERS, start=last_col + 2):
        page.canvas.text(row + 1, col, helper, looks.HELPER_HEAD)
    for place, kpi in enumerate(kpis, start=row + 2):
        _Proposal(page, place, kpi, blocks[kpi.id], last_col).draw(cols)
    end = row + 2 + len(kpis)
    mute_dashes(page.canvas, row + 2, KPI + 1, end - 1, cols[-2][1])
    page.canvas.text(end, KPI, NOTE.format(log=log), looks.NOTE)
    return row + height(kpis)


def _in_columns(page: Page, row: int, first: int, last: int, words: Text, style: Style) -> None:
    if last > first:
        page.canvas.merged(row, first, last, words, style)
    else:
        page.canvas.text(row, first, words, style)


class _Proposal:
    """One KPI's row."""

    def __init__(self, page: Page, row: int, kpi: Kpi, block: Block, last_col: int) -> None:
        self.page, self.row, self.kpi, self.last_col = page, row, kpi, last_col
        self.actuals, self.targets, self.shares = block.actuals, block.targets, block.shares
        self.helpers: list[Live] = []  # each reads those before it
        self.n = self._helper(choice(compared(count(self.actuals), "=", ZERO), ZERO, last_known(self.actuals)))
        self.done = self._helper(last_known_whole(self.actuals, self.shares))
        self.short = self._helper(self._missing() if self.adds_up else ZERO)
        self.left = self._helper(difference(number(MONTHS), self.n))
        self.proposed = self._helper(choice(self._nothing_to_propose, DASH, self._wanted()))

    def _helper(self, live: Live) -> Live:
        self.helpers.append(live)
        return at(self.row, self.last_col + 1 + len(self.helpers), live.value, fixed=True)

    @property
    def adds_up(self) -> bool:
        """True where a year is the sum of its months."""
        return adds_up(self.kpi)

    def draw(self, cols: Sequence[tuple[int, int]]) -> None:
        canvas, kpi = self.page.canvas, self.kpi
        canvas.text(self.row, KPI, kpi.label, looks.KPI_LABEL)
        value, percent = looks.PLAIN_VALUE.but(num_format=kpi.number_format), looks.PLAIN_VALUE.but(num_format=change_format(kpi))
        styles = (value, percent, percent, value, value, looks.PLAIN_STRONG.but(num_format=kpi.number_format))
        for (first, last), live, style in zip(cols[:-1], self._figures(), styles, strict=True):
            if last > first:
                canvas.merged(self.row, first, last, "", style)
            canvas.live(self.row, first, live, style)
        self.page.name(names.proposed_name(kpi.id), self.row, cols[-2][0])
        self._mark(*cols[-1])
        why, style = cols[-1][1] + 1, TABLE_TEXT.but(font_size=9, shrink=True)
        if self.last_col > why:
            canvas.merged(self.row, why, self.last_col, "", style)
        canvas.live(self.row, why, self._reason(), style)
        for place, live in enumerate(self.helpers, start=self.last_col + 2):
            canvas.live(self.row, place, live, looks.HELPER)
        canvas.sheet.set_row(self.row, ROW_HEIGHT)

    def _mark(self, first: int, last: int) -> None:
        """Where somebody decides that next month's workbook takes the proposal."""
        if last > first:
            self.page.canvas.merged(self.row, first, last, "", looks.INPUT_CENTRE)
        self.page.text_input(self.row, first, "", None, looks.INPUT_CENTRE)
        self.page.validate(self.row, first, {"validate": "list", "source": [TAKEN], "error_message": MARK_HINT.message}, MARK_HINT)
        self.page.name(names.proposal_tick_name(self.kpi.id), self.row, first)

    def _figures(self) -> Iterator[Live]:
        now = item(self.actuals, self.done)
        yield self._if_any(now)
        before = item(self.actuals, difference(self.done, ONE))
        yield choice(compared(self.done, "<", number(2)), DASH, change(self.kpi, now, before))
        last_year = area(names.last_year_name(self.kpi.id), [""] * MONTHS)
        yield self._if_any(change(self.kpi, now, item(last_year, self.done)))
        yield self._if_any(self._three_months())
        yield choice(self._nothing_to_propose, DASH, self._needed()) if self.adds_up else DASH
        yield choice(is_number(self.proposed), self._rounded(), DASH)

    @property
    def _nothing_to_propose(self) -> Live:
        return any_of(compared(self.done, "=", ZERO), compared(self.left, "=", ZERO))

    def _if_any(self, live: Live) -> Live:
        return choice(compared(self.done, "=", ZERO), DASH, live)

    def _missing(self) -> Live:
        """How far the months that have a result are behind what was due in them."""
        if grows(self.kpi):
            return difference(summed_share_where_known(self.actuals, self.targets, self.shares), summed(self.actuals))
        return difference(summed_where_known(self.actuals, self.targets), summed(self.actuals))

    def _needed(self) -> Live:
        coming = summed(between(self.targets, total(self.n, ONE), number(MONTHS)))
        return greater(ZERO, quotient(total(coming, self.short), self.left))

    def _three_months(self) -> Live:
        """Blank months in between do not count."""
        first = greater(ONE, difference(self.done, number(2)))
        return mean(between(self.actuals, first, self.done))

    def _rounded(self) -> Live:
        """To the KPI's step, on the safe side of the target."""
        step = number(STEPS.get(self.kpi.unit, 1))
        steps = rounded(quotient(self.proposed, step), 6)
        return product(stepped_down(steps) if self.kpi.direction is Direction.LOWER else stepped_up(steps), step)

    @property
    def _planned(self) -> Live:
        """Next month's target as planned."""
        return item(self.targets, lesser(number(MONTHS), total(self.n, ONE)))

    @property
    def _most(self) -> Live:
        return greater(self._planned, product(number(MOST_OVER_BEST), highest(self.actuals)))

    def _wanted(self) -> Live:
        if self.adds_up:
            caught_up = quotient(greater(ZERO, self.short), self.left)
            return lesser(total(self._planned, caught_up), self._most)
        half_way = quotient(total(self._three_months(), self._planned), number(2))
        return choice(self._is_reached(), self._planned, half_way)

    def _is_reached(self) -> Live:
        sign = "<=" if self.kpi.direction is Direction.LOWER else ">="
        return compared(self._three_months(), sign, self._planned)

    def _reason(self) -> Live:
        words = self._reason_of_sum() if self.adds_up else choice(self._is_reached(), AS_PLANNED, HALF_WAY)
        in_time = choice(compared(self.left, "=", ZERO), YEAR_IS_OVER, words)
        return choice(compared(self.done, "=", ZERO), NO_RESULT, in_time)

    def _reason_of_sum(self) -> Live:
        is_capped = compared(total(self._planned, quotient(self.short, self.left)), ">", self._most)
        catching = choice(is_capped, CAPPED, joined(CATCHING_UP, self.left, MONTHS_LEFT))
        return choice(compared(self.short, "<=", ZERO), AS_PLANNED, catching)


ZERO, ONE = number(0), number(1)
TITLE = Text("来月の目標案", "Proposed targets for next month")
HEADS = (
    Text("直近の実績", "Latest actual"), Text("前月比", "vs last month"), Text("前年同月比", "vs last year"),
    Text("直近3か月平均", "Three months"), Text("残り月の必要量", "Needed per month"), Text("来月の目標案", "Proposed"),
    Text("この案にする", "Take it (○)"),
)  # fmt: skip
NOTE = Text(
    "「この案にする」に○を付けると、翌月のブックの④目標「手入力」（1人あたり）に案が入り、{log}「見直しの記録」に残ります。率の前月比・前年同月比は差です",
    "A proposal marked ○ becomes the target by hand (per person) on sheet 4 of next month's workbook and is kept in the revision log {log}."
    " Rates are compared by their difference",
)
MARK_HINT = Hint(
    Text("この案にする", "Take it"),
    Text(
        "この案を来月の目標にするときは○を付けます。翌月のブックの④に入ります",
        "Put ○ where next month's workbook is to take the proposal as the target on sheet 4",
    ),
)
NO_RESULT = Text("終わった月の実績を入れると案が出ます", "Shown once a month that is over has its actual")
YEAR_IS_OVER = Text("年度末のため、来年度の計画で決めます", "The year ends: decide it in next year's plan")
AS_PLANNED = Text("計画どおり（遅れなし）", "As planned: no shortfall")
CATCHING_UP = Text("遅れを残り", "Shortfall, spread over the ")
MONTHS_LEFT = Text("か月で均等に取り戻す", " months left")
CAPPED = Text(
    "過去最高の1.2倍まで（残りは①の月間目標か④の重みで調整）", "At most 1.2 times the best month; change the goal or the weights for the rest"
)
HALF_WAY = Text("直近3か月平均と計画の中間（段階的に）", "Halfway from the last three months to the plan")
