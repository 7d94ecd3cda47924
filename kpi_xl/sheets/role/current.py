"""②現状: what every KPI is today, and the assumptions that the way back rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kpi_xl.definitions import Input, Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import Area, area, at, beside, count, count_from, lowest
from kpi_xl.sheets.live.attainment import gap, rate, sign
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, Live, choice, compared, filled, number, text
from kpi_xl.sheets.marks import draw_bars, mute_dashes
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.headlines import ROWS, Headline, draw_headlines, told
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.styles import TABLE_TEXT, YEN_WIDTH
from kpi_xl.units import Unit, gap_format

KPI, LEVEL, UNIT, STANDARD, TARGET, CURRENT, SAMPLE, GAP, RATE, BAR, TEXT = range(1, 12)
WIDTHS = (2, 32, 9, 11, *[YEN_WIDTH] * 3, 9, YEN_WIDTH, 9, 12, 44)
HEAD_HEIGHT = 32
PLACES = ((KPI, LEVEL), (TARGET, None), (GAP, None))


def draw(draft: Draft) -> None:
    page = Page(draft, Step.CURRENT, *WIDTHS)
    page.begin(TEXT)
    first = FIRST_ROW + ROWS
    draw_headlines(page, FIRST_ROW, list(_headlines(page, first + 2)), PLACES)
    page.canvas.page(draw_section(page, first), TEXT)


def draw_section(page: Page, row: int, typed_elsewhere: Collection[str] = (names.KGI_AMOUNT,)) -> int:
    """A role's KPIs and assumptions from *row* on; the last row."""
    last_row = _kpis(page, row)
    assumptions = [item for item in page.draft.role.inputs if item.name not in typed_elsewhere]
    return _assumptions(page, last_row + 2, assumptions) if assumptions else last_row


def _headlines(page: Page, first: int) -> Iterator[Headline]:
    """The goal, how many KPIs reach their targets, and which is furthest from its own; the table begins in row *first*."""
    kgi, rates = page.draft.role.kgi, _rates(page, first)
    of_kgi = at(first, RATE, DASH.value)
    caption = filled(NOW, kpi=text(kgi.label))
    target = filled(OF_TARGET, target=told(kgi, page.target(kgi)), rate=percent(of_kgi))
    yield Headline(caption, told(kgi, page.baseline(kgi)), target, sign(of_kgi, page.limits))
    reached, known = count_from([rates], number(1)), count(rates)
    yield Headline(REACHED_WORDS, choice(_none(rates), DASH, filled(REACHED, reached=reached, known=known)), REACHED_NOTE)
    labels = area(f"{page.canvas.a1(first, KPI, True)}:{page.canvas.a1(_last(page, first), KPI, True)}", _labels(page))
    furthest = choice(_none(rates), DASH, beside(lowest(rates), rates, labels))
    yield Headline(FURTHEST_WORDS, furthest, choice(_none(rates), TYPE_FIRST, filled(ATTAINED, rate=percent(lowest(rates)))), is_name=True)


def _rates(page: Page, first: int) -> Area:
    """How far each KPI is; a dash until its current value is typed."""
    cells = f"{page.canvas.a1(first, RATE, True)}:{page.canvas.a1(_last(page, first), RATE, True)}"
    return area(cells, [None] * len(page.draft.role.kpis))


def _none(rates: Area) -> Live:
    return compared(count(rates), "=", number(0))


def _last(page: Page, first: int) -> int:
    return first + len(page.draft.role.kpis) - 1


def _labels(page: Page) -> list[str]:
    return [str(kpi.label) for kpi in page.draft.role.kpis]


def _kpis(page: Page, row: int) -> int:
    page.heading(row, KPI, TEXT, Text("KPIごとの現状", "Where each KPI stands"), BAR_NOTE)
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, KPI_HEAD, others=KPI_HEAD_STYLES)
    kpis = page.draft.role.kpis
    for place, kpi in enumerate(kpis, start=row + 2):
        _kpi(page, place, kpi)
    last_row = row + 2 + len(kpis)
    mute_dashes(page.canvas, row + 2, GAP, last_row - 1, RATE)
    draw_bars(page.canvas, row + 2, BAR, last_row - 1)
    page.canvas.text(last_row, KPI, CURRENT_NOTE, looks.NOTE)
    return last_row


def _kpi(page: Page, row: int, kpi: Kpi) -> None:
    canvas, style = page.canvas, looks.VALUE.but(num_format=kpi.number_format)
    baseline, target = page.baseline(kpi), page.target(kpi)
    page.kpi(row, kpi, style)
    canvas.live(row, TARGET, target, style)
    page.number_input(row, CURRENT, None, kpi.unit, baseline_hint(kpi), decimals=kpi.decimals)
    page.name(names.baseline_name(kpi.id), row, CURRENT)
    page.number_input(row, SAMPLE, None, Unit.COUNT, SAMPLE_HINT)
    shown = at(row, TARGET, target.value)
    canvas.live(row, GAP, gap(shown, baseline, kpi), looks.PLAIN_VALUE.but(num_format=gap_format(kpi.unit, kpi.number_format)))
    attained = canvas.placed(row, RATE, rate(shown, baseline, kpi.direction), looks.RATE, fixed=False)
    canvas.live(row, BAR, attained, looks.BAR)
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
    page.head(row + 1, INPUT_HEAD, looks.HEAD, INPUT_HEAD_STYLES)
    row += 2
    for item in assumptions:
        _assumption(page, row, item)
        row += 1
    page.canvas.text(row, KPI, INPUT_NOTE, looks.NOTE)
    return row


def _assumption(page: Page, row: int, item: Input) -> None:
    canvas = page.canvas
    canvas.fill(row, KPI, TEXT, looks.LABEL)
    canvas.text(row, KPI, item.label, looks.KPI_LABEL)
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
    RATE: Text("達成率", "Attain-\nment"),
    BAR: "",
    TEXT: Text("対応する課題", "Problem it addresses"),
}
KPI_HEAD_STYLES = {
    KPI: looks.HEAD_LEFT, LEVEL: looks.HEAD_CENTRE, UNIT: looks.HEAD_CENTRE, GAP: looks.PLAIN_HEAD_WRAPPED,
    TEXT: looks.HEAD_TEXT,
}  # fmt: skip
INPUT_HEAD_STYLES = {KPI: looks.HEAD_LEFT, TARGET: looks.HEAD_CENTRE, SAMPLE: looks.HEAD_TEXT, TEXT: looks.HEAD_TEXT}
INPUT_HEAD = {
    KPI: Text("前提", "Assumption"),
    STANDARD: Text("標準", "Standard"),
    TARGET: Text("単位", "Unit"),
    CURRENT: Text("値", "Value"),
    SAMPLE: Text("数式で使う名前", "Name in formulas"),
    TEXT: Text("メモ", "Note"),
}
BAR_NOTE = Text("棒は0〜100%、右端が目標", "bar: 0 to 100%, its right edge is the target")
NOW = Text("{kpi}の現状", "{kpi}: current")
OF_TARGET = Text("目標 {target}（達成率 {rate}）", "target {target} (attainment {rate})")
REACHED_WORDS = Text("目標に届いているKPI", "KPIs at or above target")
REACHED = Text("{known}個中{reached}個", "{reached} of {known}")
REACHED_NOTE = Text("現状を入れたKPIのうち", "of those with a current value")
FURTHEST_WORDS = Text("目標から最も離れたKPI", "KPI furthest from its target")
ATTAINED = Text("達成率 {rate}", "attainment {rate}")
TYPE_FIRST = Text("現状を入れると出ます", "shown once there is a current value")
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
