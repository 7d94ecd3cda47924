"""⑤運用: the year's results month by month, what the meetings decided, what next month should aim at, and why targets
were changed."""

from __future__ import annotations

from kpi_xl.definitions import Kpi, Level
from kpi_xl.language import Text
from kpi_xl.periods import Month, Period
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.role.parts import formulas, looks, names
from kpi_xl.sheets.role.parts.formulas import serial
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import FIRST, TargetLayout
from kpi_xl.sheets.role.parts.wording import in_brackets
from kpi_xl.sheets.role.review import comparisons, proposals, revisions
from kpi_xl.sheets.role.review.review_grid import ACTUAL, FIELDS, MONTHS, RATE, SIGN, TARGET, Block
from kpi_xl.sheets.role.targets.page import PEOPLE, layout_of
from kpi_xl.sheets.styles import BAD, FAIR, GOOD, TABLE_CENTRE, TABLE_HEAD, WHITE

MONTH, FIRST_KPI = 1, 2
KPI_WIDTHS = (13.5, 13.5, 11.5, 6)
NOTES_WIDTH = 38
GROUP_ROW = FIRST_ROW + 1
HEAD_ROW = FIRST_ROW + 2
SUM_ROW = HEAD_ROW + MONTHS + 1
GRID = HEAD_ROW + 1
"""The first month's row."""


def draw(draft: Draft) -> None:
    kpis = [kpi for kpi in draft.role.kpis if kpi.level in (Level.KGI, Level.PRIMARY)]
    widths = [width for _ in kpis for width in KPI_WIDTHS]
    padding = [KPI_WIDTHS[0]] * max(0, proposals.FIGURES - 3 * len(kpis))
    page = Page(draft, Step.REVIEW, 2, 15, *widths, *padding, NOTES_WIDTH)
    notes = FIRST_KPI + len(widths) + len(padding)
    page.begin(notes)
    _grid(page, kpis, notes)
    blocks = {kpi.id: Block(page.canvas, GRID, FIRST_KPI + number * FIELDS) for number, kpi in enumerate(kpis)}
    row = proposals.draw(page, SUM_ROW + 3, kpis, blocks, notes)
    row = revisions.draw(page, row, notes) + 2
    page.canvas.sheet.set_h_pagebreaks([row])
    last = comparisons.draw(page, row, kpis, blocks)
    page.canvas.page(last, notes, pages_high=0)


# --- the grid ---------------------------------------------------------------------------------------------------------


def _grid(page: Page, kpis: list[Kpi], notes: int) -> None:
    page.heading(
        FIRST_ROW, MONTH, notes, Text("毎月の実績（KGIと主要KPI）", "Each month's actuals (KGI and primary KPIs)")
    )
    canvas = page.canvas
    canvas.fill(GROUP_ROW, MONTH, notes, TABLE_HEAD)
    canvas.fill(HEAD_ROW, MONTH, notes, TABLE_HEAD)
    canvas.text(HEAD_ROW, MONTH, Text("月", "Month"), TABLE_HEAD)
    canvas.text(HEAD_ROW, notes, Text("会議メモ：決めたこと", "Meeting notes: what was decided"), looks.HEAD_LEFT)
    layout = layout_of(page.draft)
    for number, kpi in enumerate(kpis):
        col = FIRST_KPI + number * FIELDS
        canvas.merged(
            GROUP_ROW,
            col,
            col + FIELDS - 1,
            in_brackets(kpi.label, kpi.unit.label),
            TABLE_HEAD.but(right=1, right_color=WHITE),
        )
        for offset, words in enumerate(FIELD_WORDS):
            canvas.text(HEAD_ROW, col + offset, words, TABLE_HEAD.but(font_size=9, bold=False))
        for index, month in enumerate(page.figures.months):
            _result(page, layout, kpi, col, index, month)
        page.name(names.actual_name(kpi.id), HEAD_ROW + 1, col + ACTUAL, HEAD_ROW + MONTHS)
        _so_far(page, kpi, col)
        _colours(page, col + SIGN)
    for index, month in enumerate(page.figures.months):
        _month(page, layout, index, month)
        page.text_input(HEAD_ROW + 1 + index, notes, "", NOTES_HINT)
    canvas.text(SUM_ROW, MONTH, Text("累計", "Year to date"), TABLE_CENTRE.but(bold=True))
    canvas.blank(SUM_ROW, notes, looks.LABEL)
    canvas.text(SUM_ROW + 1, MONTH, SUM_NOTE, looks.NOTE)


def _month(page: Page, layout: TargetLayout, index: int, month: Month) -> None:
    """The month's first day: from the year plan, or counted from the fiscal year where there is none."""
    style = TABLE_CENTRE.but(num_format=str(looks.MONTH))
    row = HEAD_ROW + 1 + index
    if layout.has_amount:
        formula = page.draft.canvases[Step.TARGETS].reference(layout.months, FIRST + index)
    elif index == 0:
        plan, first = names.PLAN_MONTH, names.FISCAL_FIRST_MONTH
        formula = f"DATE(YEAR({plan})-IF(MONTH({plan})<{first},1,0),{first},1)"
    else:
        formula = f"EDATE({page.canvas.a1(row - 1, MONTH)},1)"
    page.canvas.formula(row, MONTH, f"={formula}", serial(month.start), style)


def _result(page: Page, layout: TargetLayout, kpi: Kpi, col: int, index: int, month: Month) -> None:
    canvas, row = page.canvas, HEAD_ROW + 1 + index
    target, actual, rate = (canvas.a1(row, col + offset) for offset in (TARGET, ACTUAL, RATE))
    style = looks.VALUE.but(num_format=kpi.number_format)
    canvas.formula(row, col + TARGET, f"={_target(page, layout, kpi, index)}", page.figures.target(kpi, month), style)
    page.number_input(row, col + ACTUAL, None, kpi.unit, ACTUAL_HINT, decimals=kpi.decimals)
    canvas.formula(
        row, col + RATE, f"={formulas.attainment(kpi, actual, target)}", None, looks.VALUE.but(num_format="0.0%")
    )
    canvas.formula(row, col + SIGN, f"={formulas.sign(rate)}", None, TABLE_CENTRE.but(bold=True))


def _so_far(page: Page, kpi: Kpi, col: int) -> None:
    """The months that have a result, summed where a KPI adds up."""
    canvas = page.canvas
    targets, actuals = (
        f"{canvas.a1(HEAD_ROW + 1, col + offset)}:{canvas.a1(HEAD_ROW + MONTHS, col + offset)}"
        for offset in (TARGET, ACTUAL)
    )
    style = looks.STRONG.but(num_format=kpi.number_format)
    if not (kpi.is_additive and kpi.period is Period.MONTH):
        for offset in range(FIELDS):
            canvas.text(SUM_ROW, col + offset, NOTHING if offset < SIGN else "", looks.STRONG)
        return
    canvas.formula(
        SUM_ROW,
        col + TARGET,
        f"=IF(COUNT({actuals})=0,{formulas.NONE},SUMPRODUCT(ISNUMBER({actuals})*{targets}))",
        None,
        style,
    )
    canvas.formula(SUM_ROW, col + ACTUAL, f"=IF(COUNT({actuals})=0,{formulas.NONE},SUM({actuals}))", None, style)
    target, actual, rate = (canvas.a1(SUM_ROW, col + offset) for offset in (TARGET, ACTUAL, RATE))
    canvas.formula(
        SUM_ROW, col + RATE, f"={formulas.attainment(kpi, actual, target)}", None, looks.STRONG.but(num_format="0.0%")
    )
    canvas.formula(SUM_ROW, col + SIGN, f"={formulas.sign(rate)}", None, TABLE_CENTRE.but(bold=True))


def _target(page: Page, layout: TargetLayout, kpi: Kpi, index: int) -> str:
    """The month's target: what follows from the month's own amount and working days, else TARGET_<KPI>."""
    if kpi.reverse is None and kpi.input != names.KGI_AMOUNT:
        return names.target_name(kpi.id)
    sheet = page.draft.canvases[Step.TARGETS]
    amount, month = (sheet.reference(row, FIRST + index) for row in (layout.amounts, layout.months))
    people, everybody = (sheet.reference(layout.kpi_row(each), PEOPLE) for each in (kpi, page.draft.role.kgi))
    worked = formulas.worked_back(kpi, amount, month, people, everybody)
    return formulas.adopted(kpi, worked, "", names.override_name(kpi.id), people)


def _colours(page: Page, col: int) -> None:
    for sign, colour in (("○", GOOD), ("△", FAIR), ("×", BAD)):
        look = page.draft.book.writer.add_format({"font_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{sign}"', "format": look}
        page.canvas.sheet.conditional_format(HEAD_ROW + 1, col, SUM_ROW, col, rule)


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
