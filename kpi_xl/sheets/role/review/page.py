"""⑤運用: the year's results month by month, what the meetings decided, what next month should aim at, and why targets
were changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi, Level, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import at, count, summed, summed_where_known
from kpi_xl.sheets.live.days import day, next_month, start_of_year
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, compared, number
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import FIRST, TargetLayout
from kpi_xl.sheets.role.parts.wording import in_brackets
from kpi_xl.sheets.role.review import comparisons, proposals, revisions
from kpi_xl.sheets.role.review.review_grid import ACTUAL, FIELDS, MONTHS, RATE, SIGN, TARGET, Block
from kpi_xl.sheets.role.targets.page import PEOPLE, layout_of
from kpi_xl.sheets.role.targets.team_target import adopted, worked_back
from kpi_xl.sheets.styles import BAD, FAIR, GOOD, TABLE_CENTRE, TABLE_HEAD, WHITE, YEN_WIDTH, Style

MONTH, FIRST_KPI = 1, 2
KPI_WIDTHS = (YEN_WIDTH, YEN_WIDTH, 11.5, 6)
NOTES_WIDTH = 38
HEAD_ROWS = 3
"""Above the first month."""

Target = Callable[[Kpi, int], Live]
"""What a KPI aims at in a month, counted from 0."""


def draw(draft: Draft) -> None:
    kpis = reviewed_kpis(draft.role)
    widths = [width for _ in kpis for width in KPI_WIDTHS]
    padding = [KPI_WIDTHS[0]] * max(0, proposals.FIGURES - 3 * len(kpis))
    page = Page(draft, Step.REVIEW, 2, 15, *widths, *padding, NOTES_WIDTH)
    notes = FIRST_KPI + len(widths) + len(padding)
    page.begin(notes)
    second_page, last = draw_section(page, FIRST_ROW, notes, layout_of(draft))
    page.canvas.sheet.set_h_pagebreaks([second_page])
    page.canvas.page(last, notes, pages_high=0)


def reviewed_kpis(role: RoleTemplate) -> list[Kpi]:
    return [kpi for kpi in role.kpis if kpi.level in (Level.KGI, Level.PRIMARY)]


def draw_section(page: Page, row: int, notes: int, layout: TargetLayout) -> tuple[int, int]:
    """The review of the page's role from *row* on; where the comparisons begin, which a new page may, and the last row.

    Args:
        page: ⑤.
        row: the first row.
        notes: the column of the meeting notes, the last one.
        layout: where the role's targets stand on ④.
    """
    planned = _Planned(page, layout, row + HEAD_ROWS)
    results = draw_results(page, row, notes, planned.months, planned.target, BELOW)
    row = revisions.draw(page, results.end, notes, list(revisions.watched(page.draft.role))) + 2
    return row, draw_comparisons(page, row, results)


@dataclass(frozen=True)
class Results:
    """What has been drawn of a role's results."""

    kpis: tuple[Kpi, ...]
    blocks: Mapping[str, Block]
    months: tuple[Live, ...]  #: the cells that show them
    end: int  #: the row after the space under them


def draw_results(page: Page, row: int, notes: int, months: Sequence[Live], target: Target, log: Text) -> Results:
    """The months of the page's role from *row* on, and what next month should aim at."""
    kpis = reviewed_kpis(page.draft.role)
    grid = _Grid(page, row, notes, months)
    columns = range(FIRST_KPI, FIRST_KPI + FIELDS * len(kpis), FIELDS)
    blocks = {
        kpi.id: Block(grid.first, col, tuple(target(kpi, place) for place in range(MONTHS)))
        for kpi, col in zip(kpis, columns, strict=True)
    }
    grid.draw(kpis, blocks)
    end = proposals.draw(page, grid.sums + 3, kpis, blocks, notes, log)
    shown = tuple(at(grid.first + place, MONTH, month.value) for place, month in enumerate(months))
    return Results(tuple(kpis), blocks, shown, end)


def draw_comparisons(page: Page, row: int, results: Results) -> int:
    """Every month beside the one before and last year's, from *row* on; the last row."""
    return comparisons.draw(page, row, results.kpis, results.blocks, results.months)


class _Planned:
    """What the role's own ④ plans for each month."""

    def __init__(self, page: Page, layout: TargetLayout, first: int) -> None:
        self.page, self.canvas, self.layout, self.first = page, page.canvas, layout, first
        self.months = [self._month(place) for place in range(MONTHS)]

    def _month(self, place: int) -> Live:
        """The month's first day: from the year plan, or counted from the fiscal year where there is none."""
        starts = [month.start for month in self.page.figures.months]
        if self.layout.has_amount:
            return day(self._planned_at(self.layout.months, FIRST + place), starts[place])
        if place == 0:
            first_month = float(self.page.draft.settings.first_month)
            return start_of_year(self.page.month, cell(names.FISCAL_FIRST_MONTH, first_month))
        return next_month(day(self.canvas.a1(self.first + place - 1, MONTH), starts[place - 1]))

    def _planned_at(self, row: int, col: int) -> str:
        """A cell of ④."""
        return self.page.draft.canvases[Step.TARGETS].reference(row, col)

    def target(self, kpi: Kpi, place: int) -> Live:
        """The month's target: what follows from the month's own amount and working days, else TARGET_<KPI>."""
        figures, layout = self.page.figures, self.layout
        if kpi.reverse is None and kpi.input != names.KGI_AMOUNT:
            return self.page.target(kpi)
        amount = cell(self._planned_at(layout.amounts, FIRST + place), figures.amounts[place])
        month = day(self._planned_at(layout.months, FIRST + place), figures.months[place].start)
        people, everybody = (
            cell(self._planned_at(layout.kpi_row(each), PEOPLE), figures.people(each)) for each in (kpi, figures.role.kgi)
        )
        worked = worked_back(figures, kpi, amount, month, people, everybody)
        return adopted(kpi, worked or self.page.target(kpi), self.page.by_hand(kpi), people)


class _Grid:
    """Twelve months down, and what they sum to; four columns a KPI, and the meeting notes."""

    def __init__(self, page: Page, top: int, notes: int, months: Sequence[Live]) -> None:
        self.page, self.canvas, self.notes, self.months = page, page.canvas, notes, months
        self.top, self.groups, self.head, self.first = top, top + 1, top + 2, top + HEAD_ROWS
        self.sums = self.first + MONTHS

    def draw(self, kpis: Sequence[Kpi], blocks: Mapping[str, Block]) -> None:
        canvas = self.canvas
        self._heads()
        for kpi in kpis:
            self._kpi(kpi, blocks[kpi.id])
        for place, month in enumerate(self.months):
            canvas.live(self.first + place, MONTH, month, TABLE_CENTRE.but(num_format=str(looks.MONTH)))
            self.page.text_input(self.first + place, self.notes, "", NOTES_HINT)
        canvas.text(self.sums, MONTH, Text("累計", "Year to date"), TABLE_CENTRE.but(bold=True))
        canvas.blank(self.sums, self.notes, looks.LABEL)
        canvas.text(self.sums + 1, MONTH, SUM_NOTE, looks.NOTE)

    def _heads(self) -> None:
        canvas, notes = self.canvas, self.notes
        title = Text("毎月の実績（KGIと主要KPI）", "Each month's actuals (KGI and primary KPIs)")
        self.page.heading(self.top, MONTH, notes, title)
        canvas.fill(self.groups, MONTH, notes, TABLE_HEAD)
        canvas.fill(self.head, MONTH, notes, TABLE_HEAD)
        canvas.text(self.head, MONTH, Text("月", "Month"), TABLE_HEAD)
        canvas.text(self.head, notes, NOTES_HEAD, looks.HEAD_LEFT)

    def _kpi(self, kpi: Kpi, block: Block) -> None:
        canvas, col = self.canvas, block.first_col
        label = in_brackets(kpi.label, kpi.unit.label)
        canvas.merged(self.groups, col, col + FIELDS - 1, label, TABLE_HEAD.but(right=1, right_color=WHITE))
        for offset, words in enumerate(FIELD_WORDS):
            canvas.text(self.head, col + offset, words, TABLE_HEAD.but(font_size=9, bold=False))
        for place in range(MONTHS):
            self._result(kpi, block, place)
        self.page.name(names.actual_name(kpi.id), self.first, col + ACTUAL, self.first + MONTHS - 1)
        self._so_far(kpi, block)
        _colours(self.page, self.first, self.sums, col + SIGN)

    def _result(self, kpi: Kpi, block: Block, place: int) -> None:
        row, col = self.first + place, block.first_col
        self.canvas.live(row, col + TARGET, block.wanted[place], looks.VALUE.but(num_format=kpi.number_format))
        self.page.number_input(row, col + ACTUAL, None, kpi.unit, ACTUAL_HINT, decimals=kpi.decimals)
        self._judged(row, col, kpi, block.target(place), block.actual(place), looks.VALUE)

    def _judged(self, row: int, col: int, kpi: Kpi, target: Live, actual: Live, style: Style) -> None:
        attained = attainment.rate(target, actual, kpi.direction)
        rate = self.canvas.placed(row, col + RATE, attained, style.but(num_format="0.0%"), fixed=False)
        self.canvas.live(row, col + SIGN, attainment.sign(rate, self.page.limits), TABLE_CENTRE.but(bold=True))

    def _so_far(self, kpi: Kpi, block: Block) -> None:
        """The months that have a result, summed where a KPI adds up."""
        canvas, row, col = self.canvas, self.sums, block.first_col
        if not (kpi.is_additive and kpi.period is Period.MONTH):
            for offset in range(FIELDS):
                canvas.text(row, col + offset, NOTHING if offset < SIGN else "", looks.STRONG)
            return
        style, none = looks.STRONG.but(num_format=kpi.number_format), compared(count(block.actuals), "=", number(0))
        planned = choice(none, DASH, summed_where_known(block.actuals, block.targets))
        target = canvas.placed(row, col + TARGET, planned, style, fixed=False)
        actual = canvas.placed(row, col + ACTUAL, choice(none, DASH, summed(block.actuals)), style, fixed=False)
        self._judged(row, col, kpi, target, actual, looks.STRONG)


def _colours(page: Page, first: int, last: int, col: int) -> None:
    for sign, colour in (("○", GOOD), ("△", FAIR), ("×", BAD)):
        look = page.draft.book.writer.add_format({"font_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{sign}"', "format": look}
        page.canvas.sheet.conditional_format(first, col, last, col, rule)


BELOW = Text("下の", "below")
NOTES_HEAD = Text("会議メモ：決めたこと", "Meeting notes: what was decided")
FIELD_WORDS = (
    Text("目標", "Target"),
    Text("実績（入力）", "Actual (input)"),
    Text("達成率", "Attainment"),
    Text("判定", "Status"),
)
SUM_NOTE = Text("累計は、実績を入れた月だけを目標と比べます", "Year to date compares only the months that have an actual")
ACTUAL_HINT = Hint(
    Text("実績", "Actual"),
    Text(
        "月が終わったら入力します。Excelの「実績を取込」を使うと活動ログから入ります",
        "Enter it when the month is over, or let Import actuals in Excel take it from the activity log",
    ),
)
NOTES_HINT = Hint(
    Text("会議メモ", "Meeting notes"),
    Text(
        "原因と、来月変えること1つを短く書きます。例：架電は計画どおり。アポイント率が下がったためリストを作り直す",
        "The cause, and the one thing to change next month, in a few words",
    ),
)
