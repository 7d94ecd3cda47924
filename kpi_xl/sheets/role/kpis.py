"""③KPI: every KPI of the role with the problem it answers, and the tree that leads from the goal to daily action."""

from __future__ import annotations

from kpi_xl.definitions import Kpi, Level
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.role import looks, names, verdicts
from kpi_xl.sheets.role.formulas import serial
from kpi_xl.sheets.role.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.steps import Step
from kpi_xl.sheets.role.tree import Columns, draw_tree, height_of, laid_out
from kpi_xl.sheets.role.wording import purpose_words, with_unit
from kpi_xl.sheets.styles import INPUT_TEXT, NAVY, TABLE_HEAD, TABLE_TEXT

ADOPTED = "○"
"""Typed where a KPI is followed."""

# The list and the tree share their columns: boxes are made of three columns, gutters of two.
BOX, GUTTER = 3, 2
FIRST_BOX, NEXT_BOX, LAST_BOX = (7, 19, 11), (12, 14, 14), (14, 13, 19)
GUTTER_WIDTHS = (4.5, 4.5)
DEPTHS = 4
MARK, KPI, PERIOD, LEVEL, CURRENT, TARGET, SIDE, DUE, PROBLEM, PURPOSE, SMART = 1, 2, 4, 6, 7, 8, 9, 11, 12, 15, 18
LAST = SMART
PROBLEM_LINE, PURPOSE_LINE = 36, 35
"""What a line of these columns holds, as `width_of` counts; the letters are smaller than usual."""


def draw(draft: Draft) -> None:
    root = laid_out(draft.role)
    depths = max(DEPTHS, 1 + max(node.depth for node in root.all()))
    boxes = [FIRST_BOX, *[NEXT_BOX] * (depths - 2), LAST_BOX]
    widths = [width for box in boxes for width in (*box, *GUTTER_WIDTHS)]
    page = Page(draft, Step.KPIS, 2, *widths[:-GUTTER])
    page.stamp(LAST)
    row = _list(page, FIRST_ROW)
    page.canvas.sheet.set_row(row, 8)
    columns = [Columns(1 + depth * (BOX + GUTTER), depth * (BOX + GUTTER) + BOX) for depth in range(depths)]
    last_col = columns[-1].last
    page.heading(
        row + 1, 1, last_col, Text("KPIツリー：目標から日々の行動まで", "The KPI tree: from the goal to daily action")
    )
    page.canvas.sheet.set_row(row + 2, 8)
    draw_tree(page, row + 3, columns, root)
    page.canvas.page(row + 3 + height_of(root), last_col)


def _list(page: Page, row: int) -> int:
    kpis = page.draft.role.kpis
    first, last = row + 2, row + 1 + len(kpis)
    page.heading(row, MARK, LAST, Text("KPIの候補", "Candidates"))
    _count(page, row, first, last)
    page.head(row + 1, LIST_HEAD, TABLE_HEAD)
    for col in (PROBLEM, PURPOSE):
        page.canvas.text(row + 1, col, LIST_HEAD[col], looks.HEAD_LEFT)
    page.canvas.sheet.set_row(row + 1, 24)
    for number, kpi in enumerate(kpis):
        _kpi(page, first + number, kpi)
    page.validate(
        first, MARK, {"validate": "list", "source": [ADOPTED], "error_message": MARK_HINT.message}, MARK_HINT, last
    )
    muted = page.draft.book.writer.add_format({"font_color": "#9CA3AF"})
    rule = {"type": "formula", "criteria": f'=${page.canvas.a1(first, MARK)}<>"{ADOPTED}"', "format": muted}
    page.canvas.sheet.conditional_format(first, KPI, last, LAST, rule)
    verdicts.colour(page, first, SMART, last)
    return last + 1


def _count(page: Page, row: int, first: int, last: int) -> None:
    marks = f"{page.canvas.a1(first, MARK, True)}:{page.canvas.a1(last, MARK, True)}"
    before, after = str(Text("採用 ", "")), str(Text(" 個", " adopted"))
    formula = f'="{before}"&COUNTIF({marks},"{ADOPTED}")&"{after}"'
    style = looks.STAMP.but(bottom=1, bottom_color=NAVY)
    page.canvas.formula(row, LAST, formula, f"{before}{last - first + 1}{after}", style)


def _kpi(page: Page, row: int, kpi: Kpi) -> None:
    canvas, number = page.canvas, looks.VALUE.but(num_format=with_unit(kpi))
    target, baseline = names.target_name(kpi.id), names.baseline_name(kpi.id)
    canvas.fill(row, KPI, LAST, TABLE_TEXT)
    page.text_input(row, MARK, ADOPTED, None, looks.INPUT_CENTRE)
    page.name(names.adopted_name(kpi.id), row, MARK)
    canvas.merged(row, KPI, PERIOD - 1, kpi.label, looks.KPI_LABEL.but(bold=kpi.level is Level.KGI))
    canvas.merged(row, PERIOD, PERIOD + 1, kpi.period.label, looks.LEVEL_TAG)
    canvas.text(row, LEVEL, kpi.level.label, looks.LEVEL_TAG)
    canvas.formula(row, CURRENT, f'=IF({baseline}="","{NOTHING}",{baseline})', NOTHING, number)
    canvas.formula(row, TARGET, f"={target}", page.figures.target(kpi), number.but(bold=True))
    canvas.merged(row, SIDE, SIDE + 1, kpi.direction.label, looks.LEVEL_TAG)
    due = serial(page.figures.due)
    canvas.formula(
        row, DUE, f"=EOMONTH({names.PLAN_MONTH},0)", due, looks.VALUE.but(num_format=str(looks.DATE), align="center")
    )
    canvas.merged(row, PROBLEM, PURPOSE - 1, kpi.problem, TABLE_TEXT.but(font_size=9, text_wrap=True))
    purpose = purpose_words(page.draft.role, kpi)
    _purpose(page, row, kpi, purpose)
    signs = verdicts.letters(kpi, canvas.a1(row, KPI), canvas.a1(row, DUE))
    canvas.formula(row, SMART, f"={signs}", page.figures.smart(kpi), looks.SMART)
    lines = max(looks.lines_of(str(kpi.problem), PROBLEM_LINE), looks.lines_of(purpose, PURPOSE_LINE))
    canvas.sheet.set_row(row, 24 if lines == 1 else 6 + 13 * lines)


def _purpose(page: Page, row: int, kpi: Kpi, purpose: str) -> None:
    style = INPUT_TEXT.but(font_size=9, text_wrap=True)
    page.canvas.merged(row, PURPOSE, SMART - 1, "", style)
    page.text_input(row, PURPOSE, purpose, PURPOSE_HINT, style)
    page.name(names.purpose_name(kpi.id), row, PURPOSE)


LIST_HEAD = {
    MARK: Text("採用", "Use"),
    KPI: "KPI",
    PERIOD: Text("期間", "Per"),
    LEVEL: Text("区分", "Level"),
    CURRENT: Text("現在値", "Today"),
    TARGET: Text("目標値", "Target"),
    SIDE: Text("方向", "Good"),
    DUE: Text("期限", "Due"),
    PROBLEM: Text("答える課題", "Problem it answers"),
    PURPOSE: Text("目的（成功のカギ）", "Purpose (success factor)"),
    SMART: "SMART",
}
MARK_HINT = Hint(
    Text("採用", "Use"),
    Text(
        "追うKPIに○を付けます。最初は3〜5個に絞ると続きます",
        "Put ○ where the KPI is followed. Three to five are enough to begin with",
    ),
)
PURPOSE_HINT = Hint(
    Text("目的", "Purpose"),
    Text(
        "何のために追うKPIかを書きます。空欄だとSMARTのRが？になります",
        "Say what the KPI is followed for. While it is empty, the R of SMART stays open",
    ),
)
