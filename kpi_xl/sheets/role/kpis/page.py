"""③KPI: every KPI of the role with the problem it answers, and the tree that leads from the goal to daily action."""

from __future__ import annotations

from kpi_xl.definitions import Kpi, Level, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import area, count_of
from kpi_xl.sheets.live.days import end_of_month
from kpi_xl.sheets.live.values import DASH, cell, choice, compared, entered, filled, is_blank, text
from kpi_xl.sheets.role.kpis.goal_sentences import goal_sentence
from kpi_xl.sheets.role.kpis.tree import Columns, draw_tree, height_of, laid_out
from kpi_xl.sheets.role.parts import looks, names, verdicts
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.wording import purpose_words, unit_and_period
from kpi_xl.sheets.styles import BODY, INPUT_TEXT, TABLE_TEXT, YEN_WIDTH

ADOPTED = "○"
"""Typed where a KPI is followed."""

# The list and the tree share their columns: boxes are made of three columns, gutters of two. The list is one column wider.
BOX, GUTTER = 3, 2
BOXES = (7, 19, 11), (10, YEN_WIDTH, YEN_WIDTH), (12, 13, 15), (14, 17, 8)
FURTHER_BOX = (12, 14, 14)
GUTTER_WIDTHS = (4.5, 4.5)
ADVICE_WIDTH = 18
MARK, KPI, UNIT, LEVEL, CURRENT, TARGET, SIDE, DUE, PROBLEM, PURPOSE, SMART, ADVICE, LAST = (
    1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 17, 18, 19,
)  # fmt: skip
PROBLEM_LINE, PURPOSE_LINE, ADVICE_LINE = 31, 27, 29
"""What a line of these columns holds, as `width_of` counts; the letters are smaller than usual."""


def draw(draft: Draft) -> None:
    depths = depths_of(draft.role)
    page = Page(draft, Step.KPIS, 2, *widths_of(depths))
    page.begin(LAST)
    page.canvas.page(draw_section(page, FIRST_ROW, depths), last_col_of(depths))


def depths_of(role: RoleTemplate) -> int:
    """How many boxes the tree is wide; narrower ones leave the rest free."""
    return max(len(BOXES), 1 + max(node.depth for node in laid_out(role).all()))


def draw_section(page: Page, row: int, depths: int) -> int:
    """A role's list, tree and sentences from *row* on; the last row."""
    role, last_col = page.draft.role, last_col_of(depths)
    row = _list(page, row)
    row = _part(page, row, last_col, Text("KPIツリー：目標から日々の行動まで", "The KPI tree: from the goal to daily action"))
    root = laid_out(role)
    draw_tree(page, row, [_columns(depth) for depth in range(depths)], root)
    row = _part(page, row + height_of(root), last_col, SENTENCES)
    for number, kpi in enumerate(role.kpis[1:]):
        is_left_out = is_blank(entered(names.adopted_name(kpi.id), ADOPTED))
        page.canvas.live(row + number, 1, choice(is_left_out, DASH, goal_sentence(page, kpi)), BODY)
    return row + len(role.kpis) - 1


def _columns(depth: int) -> Columns:
    return Columns(1 + depth * (BOX + GUTTER), depth * (BOX + GUTTER) + BOX)


def last_col_of(depths: int) -> int:
    return max(LAST, _columns(depths - 1).last)


def widths_of(depths: int) -> list[float]:
    """The widths of all columns but the margin."""
    boxes = [*BOXES, *[FURTHER_BOX] * (depths - len(BOXES))]
    widths = [width for box in boxes for width in (*box, *GUTTER_WIDTHS)]
    widths[LAST - 1] = ADVICE_WIDTH
    return widths[: max(LAST, len(widths) - GUTTER)]


def _part(page: Page, row: int, last_col: int, title: Text) -> int:
    """A heading with air around it; the row below."""
    page.canvas.sheet.set_row(row, 8)
    page.heading(row + 1, 1, last_col, title)
    page.canvas.sheet.set_row(row + 2, 8)
    return row + 3


def _list(page: Page, row: int) -> int:
    kpis = page.draft.role.kpis
    first, last = row + 2, row + 1 + len(kpis)
    page.heading(row, MARK, LAST, Text("KPIの候補", "Candidates"))
    _count(page, row, first, last)
    page.head(row + 1, {**LIST_HEAD, LAST: ""}, looks.HEAD, HEAD_STYLES)
    for col in (UNIT, SIDE):
        page.canvas.merged(row + 1, col, col + 1, LIST_HEAD[col], looks.HEAD_CENTRE)
    page.canvas.sheet.set_row(row + 1, 24)
    for number, kpi in enumerate(kpis):
        _kpi(page, first + number, kpi)
    page.validate(
        first, MARK, {"validate": "list", "source": [ADOPTED], "error_message": MARK_HINT.message}, MARK_HINT, last
    )
    is_left_out = compared(cell(f"${page.canvas.a1(first, MARK)}", ADOPTED), "<>", text(ADOPTED))
    page.marked(first, KPI, last, LAST, {is_left_out: {"font_color": "#9CA3AF"}})
    verdicts.colour(page, first, SMART, last)
    return last + 1


def _count(page: Page, row: int, first: int, last: int) -> None:
    marks = f"{page.canvas.a1(first, MARK, True)}:{page.canvas.a1(last, MARK, True)}"
    count = count_of(ADOPTED, area(marks, [ADOPTED] * (last - first + 1)))
    page.canvas.live(row, LAST, filled(COUNTED, count=count), looks.HEADING_NOTE)


def _kpi(page: Page, row: int, kpi: Kpi) -> None:
    canvas, number = page.canvas, looks.VALUE.but(num_format=kpi.number_format)
    canvas.fill(row, KPI, LAST, TABLE_TEXT)
    page.text_input(row, MARK, ADOPTED, None, looks.INPUT_CENTRE)
    page.name(names.adopted_name(kpi.id), row, MARK)
    canvas.merged(row, KPI, UNIT - 1, kpi.label, looks.KPI_LABEL.but(bold=kpi.level is Level.KGI, indent=1))
    canvas.merged(row, UNIT, UNIT + 1, unit_and_period(kpi), looks.LEVEL_TAG)
    canvas.text(row, LEVEL, kpi.level.label, looks.LEVEL_TAG)
    canvas.live(row, CURRENT, page.current(kpi), number)
    canvas.live(row, TARGET, page.target(kpi), number.but(bold=True))
    canvas.merged(row, SIDE, SIDE + 1, kpi.direction.label, looks.LEVEL_TAG)
    style = looks.VALUE.but(num_format=str(looks.DATE), align="center")
    due = canvas.placed(row, DUE, end_of_month(page.month), style, fixed=False)
    canvas.merged(row, PROBLEM, PURPOSE - 1, kpi.problem, TABLE_TEXT.but(font_size=9, text_wrap=True))
    _purpose(page, row, kpi)
    letters = verdicts.letters(page, kpi, cell(canvas.a1(row, KPI), str(kpi.label)), due)
    signs = canvas.placed(row, SMART, letters, looks.SMART, fixed=False)
    canvas.merged(row, ADVICE, LAST, "", looks.ADVICE)
    canvas.live(row, ADVICE, verdicts.advice(page, kpi, signs), looks.ADVICE)
    texts = (kpi.problem, PROBLEM_LINE), (page.purpose(kpi).value, PURPOSE_LINE), (verdicts.longest_advice(), ADVICE_LINE)
    lines = max(looks.lines_of(str(words), line) for words, line in texts)
    canvas.sheet.set_row(row, 24 if lines == 1 else 6 + 13 * lines)


def _purpose(page: Page, row: int, kpi: Kpi) -> None:
    style = INPUT_TEXT.but(font_size=9, text_wrap=True)
    page.canvas.merged(row, PURPOSE, SMART - 1, "", style)
    page.text_input(row, PURPOSE, purpose_words(page.draft.role, kpi), PURPOSE_HINT, style)
    page.name(names.purpose_name(kpi.id), row, PURPOSE)


LIST_HEAD = {
    MARK: Text("追う", "In use"),
    KPI: "KPI",
    UNIT: Text("単位", "Unit"),
    LEVEL: Text("区分", "Level"),
    CURRENT: Text("現在値", "Current"),
    TARGET: Text("目標値", "Target"),
    SIDE: Text("達成条件", "Target is"),
    DUE: Text("期限", "Due"),
    PROBLEM: Text("対応する課題", "Problem it addresses"),
    PURPOSE: Text("目的（成功のカギ）", "Purpose (success factor)"),
    SMART: "SMART",
    ADVICE: Text("次に直す点", "Fix next"),
}
HEAD_STYLES = {
    **dict.fromkeys((MARK, LEVEL, DUE, SMART), looks.HEAD_CENTRE),
    **dict.fromkeys((KPI, PROBLEM, PURPOSE, ADVICE), looks.HEAD_TEXT),
}
COUNTED = Text("追うKPI：{count}個", "KPIs in use: {count}")
SENTENCES = Text("目標文の例（上の表で○のKPIから自動で作成されます）", "The goals as sentences, from the KPIs in use above")
MARK_HINT = Hint(
    Text("追う", "In use"),
    Text(
        "追うKPIに○を付けます。最初は3〜5個に絞ると続きます",
        "Put ○ on each KPI in use. Three to five are enough to start with",
    ),
)
PURPOSE_HINT = Hint(
    Text("目的", "Purpose"),
    Text(
        "何のために追うKPIかを書きます。空欄だとSMARTのRが？になります",
        "Say what the KPI is followed for. While it is empty, the R of SMART stays open",
    ),
)
