"""The year's results on ⑤: twelve months down, what they sum to, four columns a KPI, and what the meetings decided.

A month that is not over by the day of ⑤ is held against the part of its target that is due.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import at, count, summed, summed_share_where_known, summed_where_known
from kpi_xl.sheets.live.values import DASH, Live, all_of, cell, choice, compared
from kpi_xl.sheets.marks import colour_signs, mute_dashes
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.role.parts.wording import in_brackets
from kpi_xl.sheets.role.review.as_of import ONE, ZERO, AsOf
from kpi_xl.sheets.role.review.review_grid import (
    ACTUAL,
    FIELDS,
    FIRST_KPI,
    MONTH,
    MONTHS,
    RATE,
    SIGN,
    TARGET,
    Block,
)
from kpi_xl.sheets.role.review.running import due_of, rate_of
from kpi_xl.sheets.styles import NAVY, Style

HEAD_ROWS = 3
"""Above the first month."""
HEIGHT = HEAD_ROWS + MONTHS + 3
"""With the sums, the note and the space below."""
Target = Callable[[Kpi, int], Live]
"""What a KPI aims at in a month, counted from 0."""


def first_month(row: int) -> int:
    """The row of the first month, where the table begins in *row*."""
    return row + HEAD_ROWS


def shown(row: int, months: Sequence[Live]) -> list[Live]:
    """The cells that show the months."""
    return [at(first_month(row) + place, MONTH, month.value) for place, month in enumerate(months)]


def blocks_of(
    kpis: Sequence[Kpi], row: int, aside: int, months: Sequence[Live], target: Target, as_of: AsOf
) -> dict[str, Block]:
    """Where each KPI's columns stand; *aside*: the column of what part of each month is over."""
    over = tuple(as_of.share_of(month) for month in shown(row, months))
    return {
        kpi.id: Block(first_month(row), FIRST_KPI + FIELDS * number, tuple(target(kpi, place) for place in range(MONTHS)), aside, over)
        for number, kpi in enumerate(kpis)
    }


def draw(page: Page, row: int, last_col: int, kpis: Sequence[Kpi], blocks: Mapping[str, Block], months: Sequence[Live]) -> int:
    """The table from *row* on; the row after the space under it."""
    _Results(page, row, last_col, blocks, months).draw(kpis)
    return row + HEIGHT


def so_far(kpi: Kpi, block: Block) -> tuple[Live, Live]:
    """What was due in the months that have a result, and what was reached; dashes of what does not add up over a year."""
    if not adds_up(kpi):
        return DASH, DASH
    none = compared(count(block.actuals), "=", ZERO)
    due = summed_share_where_known(block.actuals, block.targets, block.shares) if grows(kpi) else summed_where_known(block.actuals, block.targets)
    return choice(none, DASH, due), choice(none, DASH, summed(block.actuals))


def so_far_cells(kpi: Kpi, block: Block) -> tuple[Live, Live, Live]:
    """The cells of the same, and of the attainment: headline figures read them rather than work them out again."""
    target, actual = so_far(kpi, block)
    rate = attainment.rate(target, actual, kpi.direction) if adds_up(kpi) else DASH
    row, col = block.first_row + MONTHS, block.first_col
    cells = ((TARGET, target), (ACTUAL, actual), (RATE, rate))
    due, reached, attained = (at(row, col + field, live.value) for field, live in cells)
    return due, reached, attained


def adds_up(kpi: Kpi) -> bool:
    """True where a year is the sum of its months."""
    return kpi.is_additive and kpi.period is Period.MONTH


class _Results:
    """One role's table."""

    def __init__(self, page: Page, top: int, last_col: int, blocks: Mapping[str, Block], months: Sequence[Live]) -> None:
        self.page, self.canvas, self.last_col, self.blocks, self.months = page, page.canvas, last_col, blocks, months
        self.top, self.groups, self.head, self.first = top, top + 1, top + 2, first_month(top)
        self.sums = self.first + MONTHS
        self.notes = FIRST_KPI + FIELDS * len(blocks)

    def draw(self, kpis: Sequence[Kpi]) -> None:
        canvas = self.canvas
        self._heads()
        for kpi in kpis:
            self._kpi(kpi, self.blocks[kpi.id])
        block = self.blocks[kpis[0].id]
        for place, month in enumerate(self.months):
            row = self.first + place
            canvas.live(row, MONTH, month, looks.LABEL.but(num_format=str(looks.MONTH)))
            canvas.fill(row, self.notes, self.last_col, looks.MEMO)
            self.page.text_input(row, self.notes, "", NOTES_HINT, looks.MEMO)
            canvas.live(row, block.share_col, block.over[place], looks.HELPER.but(num_format="0.000"))
        canvas.text(self.head, block.share_col, SHARE_WORDS, looks.HELPER_HEAD)
        canvas.fill(self.sums, MONTH, self.last_col, SUM)
        canvas.text(self.sums, MONTH, Text("累計", "Year to date"), SUM.but(align="left"))
        for kpi in kpis:
            self._so_far(kpi, self.blocks[kpi.id])
            colour_signs(canvas, self.first, self.blocks[kpi.id].first_col + SIGN, self.sums)
        mute_dashes(canvas, self.first, FIRST_KPI, self.sums, self.notes - 1)
        share = cell(f"${canvas.a1(self.first, block.share_col)}", block.over[0].value)
        running = all_of(compared(share, ">", ZERO), compared(share, "<", ONE))
        self.page.marked(self.first, MONTH, self.sums - 1, MONTH, {running: {"bold": True, "font_color": NAVY}})
        canvas.text(self.sums + 1, MONTH, SUM_NOTE, looks.NOTE)

    def _heads(self) -> None:
        canvas = self.canvas
        self.page.heading(self.top, MONTH, self.last_col, TITLE)
        canvas.fill(self.head, MONTH, self.last_col, looks.PLAIN_HEAD)
        canvas.text(self.head, MONTH, Text("月", "Month"), looks.HEAD_LEFT)
        canvas.text(self.head, self.notes, NOTES_HEAD, looks.HEAD_TEXT)

    def _kpi(self, kpi: Kpi, block: Block) -> None:
        canvas, col = self.canvas, block.first_col
        canvas.text(self.groups, col + TARGET, in_brackets(kpi.label, kpi.unit.label), looks.HEAD_OVER)
        for offset, words in enumerate(FIELD_WORDS):
            canvas.text(self.head, col + offset, words, HEAD_STYLES[offset])
        for place in range(MONTHS):
            self._result(kpi, block, place)
        self.page.name(names.actual_name(kpi.id), self.first, col + ACTUAL, self.first + MONTHS - 1)

    def _result(self, kpi: Kpi, block: Block, place: int) -> None:
        row, col = self.first + place, block.first_col
        self.canvas.live(row, col + TARGET, block.wanted[place], looks.PLAIN_VALUE.but(num_format=kpi.number_format))
        self.page.number_input(row, col + ACTUAL, None, kpi.unit, ACTUAL_HINT, looks.PLAIN_INPUT, kpi.decimals)
        target, actual = block.target(place), block.actual(place)
        self._judged(row, col, rate_of(kpi, target, actual, due_of(kpi, target, block.share(place))), looks.PLAIN_VALUE)

    def _judged(self, row: int, col: int, attained: Live, style: Style) -> None:
        rate = self.canvas.placed(row, col + RATE, attained, style.but(num_format="0.0%"), fixed=False)
        self.canvas.live(row, col + SIGN, attainment.sign(rate, self.page.limits), style.but(bold=True, align="center", font_size=11))

    def _so_far(self, kpi: Kpi, block: Block) -> None:
        """What the months that have a result come to; a mean of rates would not be the year's rate."""
        canvas, row, col = self.canvas, self.sums, block.first_col
        if not adds_up(kpi):
            for offset in range(FIELDS):
                canvas.text(row, col + offset, NOTHING if offset < SIGN else "", SUM)
            return
        style = SUM.but(num_format=kpi.number_format)
        due, reached = so_far(kpi, block)
        target = canvas.placed(row, col + TARGET, due, style, fixed=False)
        actual = canvas.placed(row, col + ACTUAL, reached, style, fixed=False)
        self._judged(row, col, attainment.rate(target, actual, kpi.direction), SUM)


SUM = looks.PLAIN_STRONG.but(top=1, top_color=NAVY)
HEAD_STYLES = (looks.PLAIN_HEAD, looks.PLAIN_HEAD, looks.PLAIN_HEAD, looks.HEAD_CENTRE)
TITLE = Text("毎月の実績（KGIと主要KPI）", "Each month's actuals (KGI and primary KPIs)")
NOTES_HEAD = Text("会議メモ：決めたこと", "Meeting notes: what was decided")
SHARE_WORDS = Text("過ぎた割合", "over")
FIELD_WORDS = (
    Text("目標", "Target"),
    Text("実績（入力）", "Actual (input)"),
    Text("達成率", "Attainment"),
    Text("判定", "Status"),
)
SUM_NOTE = Text(
    "累計は、実績を入れた月だけを目標と比べます。途中の月（月名が太字）の達成率と累計は、基準日までの目標に対するものです",
    "Year to date compares only the months that have an actual. A month in progress (in bold) is held against what is due by the day",
)
ACTUAL_HINT = Hint(
    Text("実績", "Actual"),
    Text(
        "月が終わったら入力します。Excelの「実績を取込」では活動ログから入ります。月の途中の実績は、上の基準日までの分です",
        "Enter it when the month is over, or let Import actuals take it from the log. Mid-month it covers the days up to the day above",
    ),
)
NOTES_HINT = Hint(
    Text("会議メモ", "Meeting notes"),
    Text(
        "原因と、来月変えること1つを短く書きます。例：架電は計画どおり。アポイント率が下がったためリストを作り直す",
        "The cause, and the one thing to change next month, in a few words",
    ),
)
