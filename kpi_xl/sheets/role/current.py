"""②現状: what every KPI is today, and the assumptions that the way back rests on."""

from __future__ import annotations

from collections.abc import Collection

from kpi_xl.definitions import Direction, Input, Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import DASH, choice, difference, is_blank
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.styles import TABLE_HEAD, TABLE_TEXT, YEN_WIDTH
from kpi_xl.units import Unit

KPI, LEVEL, UNIT, STANDARD, TARGET, CURRENT, SAMPLE, GAP, TEXT = range(1, 10)
WIDTHS = (2, 32, 11, 13, *[YEN_WIDTH] * 3, 10, YEN_WIDTH, 46)
HEAD_HEIGHT = 34


def draw(draft: Draft) -> None:
    page = Page(draft, Step.CURRENT, *WIDTHS)
    page.begin(TEXT)
    page.canvas.page(draw_section(page, FIRST_ROW), TEXT)


def draw_section(page: Page, row: int, typed_elsewhere: Collection[str] = (names.KGI_AMOUNT,)) -> int:
    """A role's KPIs and assumptions from *row* on; the last row."""
    last_row = _kpis(page, row)
    assumptions = [item for item in page.draft.role.inputs if item.name not in typed_elsewhere]
    return _assumptions(page, last_row + 2, assumptions) if assumptions else last_row


def _kpis(page: Page, row: int) -> int:
    page.heading(row, KPI, TEXT, Text("KPIごとの現状", "Where each KPI stands"))
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, KPI_HEAD)
    kpis = page.draft.role.kpis
    for place, kpi in enumerate(kpis, start=row + 2):
        _kpi(page, place, kpi)
    last_row = row + 2 + len(kpis)
    page.canvas.text(last_row, KPI, CURRENT_NOTE, looks.NOTE)
    return last_row


def _kpi(page: Page, row: int, kpi: Kpi) -> None:
    canvas, style = page.canvas, looks.VALUE.but(num_format=kpi.number_format)
    baseline, target = page.baseline(kpi), page.target(kpi)
    ahead = difference(target, baseline) if kpi.direction is Direction.LOWER else difference(baseline, target)
    page.kpi(row, kpi, style)
    canvas.live(row, TARGET, target, style)
    page.number_input(row, CURRENT, None, kpi.unit, baseline_hint(kpi), decimals=kpi.decimals)
    page.name(names.baseline_name(kpi.id), row, CURRENT)
    page.number_input(row, SAMPLE, None, Unit.COUNT, SAMPLE_HINT)
    canvas.live(row, GAP, choice(is_blank(baseline), DASH, ahead), style)
    canvas.text(row, TEXT, kpi.problem, TABLE_TEXT.but(font_size=9))


def baseline_hint(kpi: Kpi) -> Hint:
    whose = (
        Text("チームの合計", "The team's total")
        if kpi.is_additive
        else Text("チーム全体の値", "The value of the whole team")
    )
    unit, period = kpi.unit.label, kpi.period.label
    return Hint(
        Text("現状", "Current"),
        Text(
            f"{kpi.label.ja}：{whose.ja}（{unit.ja}／{period.ja}）",
            f"{kpi.label.en}: {whose.en.lower()} ({unit.en} per {period.en})",
        ),
    )


def _assumptions(page: Page, row: int, assumptions: list[Input]) -> int:
    page.heading(row, KPI, TEXT, Text("逆算の前提", "Assumptions behind the targets"))
    page.head(row + 1, INPUT_HEAD, TABLE_HEAD)
    for col in (SAMPLE, TEXT):
        page.canvas.text(row + 1, col, INPUT_HEAD[col], looks.HEAD_LEFT)
    row += 2
    for item in assumptions:
        _assumption(page, row, item)
        row += 1
    page.canvas.text(row, KPI, INPUT_NOTE, looks.NOTE)
    return row


def _assumption(page: Page, row: int, item: Input) -> None:
    canvas = page.canvas
    canvas.fill(row, KPI, TEXT, looks.LABEL)
    canvas.text(row, KPI, item.label, TABLE_TEXT)
    canvas.number(row, STANDARD, item.default, looks.VALUE.but(num_format=item.unit.number_format()))
    canvas.text(row, TARGET, item.unit.label, looks.LEVEL_TAG)
    note = item.note or Text("自社の実績に置き換えてください", "Replace it with your own figure")
    hint = Hint(Text("逆算の前提", "Assumption"), Text(f"{item.label.ja}。{note.ja}", f"{item.label.en}. {note.en}"))
    page.number_input(
        row,
        CURRENT,
        page.figures.inputs[item.name],
        item.unit,
        hint,
        looks.INPUT_VALUE.but(num_format=item.unit.number_format()),
    )
    page.name(item.name, row, CURRENT)
    canvas.text(row, SAMPLE, item.name, looks.LABEL_NOTE.but(indent=1))
    if item.note:
        lines = looks.lines_of(str(item.note), WIDTHS[TEXT] * 10 / 9)
        canvas.text(row, TEXT, item.note, looks.LABEL_NOTE.but(text_wrap=True, indent=1))
        canvas.sheet.set_row(row, max(20, 6 + 13 * lines))


SAMPLE_HEAD = Text("件数 n", "n")
KPI_HEAD = {
    KPI: "KPI",
    LEVEL: Text("区分", "Level"),
    UNIT: Text("単位", "Unit"),
    STANDARD: Text("標準\n（1人）", "Standard\n(one person)"),
    TARGET: Text("目標\n（チーム）", "Target\n(team)"),
    CURRENT: Text("現状\n（チーム）", "Current\n(team)"),
    SAMPLE: SAMPLE_HEAD,
    GAP: Text("目標との差", "Gap"),
    TEXT: Text("対応する課題", "Problem it addresses"),
}
INPUT_HEAD = {
    KPI: Text("前提", "Assumption"),
    STANDARD: Text("標準", "Standard"),
    TARGET: Text("単位", "Unit"),
    CURRENT: Text("値", "Value"),
    SAMPLE: Text("数式で使う名前", "Name in formulas"),
    TEXT: Text("メモ", "Note"),
}
SAMPLE_HINT = Hint(
    Text("件数 n", "n"),
    Text(
        "その値のもとになった件数です。少ないほど率はぶれます",
        "The number of cases behind the value. The fewer, the less a rate can be trusted",
    ),
)
CURRENT_NOTE = Text(
    "差はプラスが「目標より良い」、▲が「目標に届いていない」です。率は、もとになった件数nとあわせて読みます",
    "A positive gap is better than the target; a negative one falls short of it. Read a rate together with n, the number of cases behind it",
)
INPUT_NOTE = Text(
    "ここを変えると、①の逆算と④の目標がすぐに変わります。まず自社の過去3か月の実績を入れてください",
    "Sheets 1 and 4 update at once. Start with your own actuals of the last three months",
)
