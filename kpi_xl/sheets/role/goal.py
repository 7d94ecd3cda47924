"""①KGI: the goal in one sentence, its amount and month, and the whole way back at a glance."""

from __future__ import annotations

from kpi_xl.definitions import RoleTemplate, Stage
from kpi_xl.language import Text, spoken
from kpi_xl.periods import long_day
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.days import day_text, end_of_month, start_of_month
from kpi_xl.sheets.live.figures import digits, man_yen, whole
from kpi_xl.sheets.live.values import Live, filled, joined, number, product, text
from kpi_xl.sheets.role.parts import looks, names, verdicts
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.page import DATE_RULE, FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.stages import RATE_OF, rate_words, stage_label
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.wording import UNIT_WORDS
from kpi_xl.sheets.styles import BODY, CARD_CAPTION, CARD_NOTE, CARD_VALUE, INPUT_TEXT, LEFT, NAVY
from kpi_xl.units import CARD_YEN_FORMAT, WHOLE_FORMAT, Unit

CARD, ARROW = (17, 6), 4
"""A card is two columns wide, the first of them wide enough for an input."""
STRIDE = len(CARD) + 1
CARDS = 5
LAST_COL = CARDS * STRIDE - 1
VALUE_COL = 1 + STRIDE
RIGHT_COL = 1 + 2 * STRIDE

TEXT_ROW = FIRST_ROW + 1
FACTS_ROW = TEXT_ROW + 4
CARDS_ROW = FACTS_ROW + 8


def draw(draft: Draft) -> None:
    page = Page(draft, Step.GOAL, 2, *[*CARD, ARROW] * (CARDS - 1), *CARD)
    page.begin(LAST_COL)
    _goal_text(page)
    _facts(page)
    _role(page, draft.role)
    last_row = _way_back(page) if draft.figures.stages else CARDS_ROW - 2
    page.canvas.page(last_row, LAST_COL)


def _goal_text(page: Page) -> None:
    page.heading(FIRST_ROW, 1, LAST_COL, Text("目標文", "Goal sentence"))
    words = goal_words(page.draft.role, page.figures)
    style = INPUT_TEXT.but(font_size=13, bold=True, text_wrap=True)
    page.canvas.sheet.set_row(TEXT_ROW, 34)
    page.canvas.merged(TEXT_ROW, 1, LAST_COL, "", style)
    page.text_input(TEXT_ROW, 1, words, GOAL_HINT, style)
    page.name(names.KGI_TEXT, TEXT_ROW, 1)
    page.canvas.live(TEXT_ROW + 1, 1, goal_example(page), looks.NOTE)
    _sentence_verdict(page, TEXT_ROW + 2, words)
    _figures_verdict(page, TEXT_ROW + 3)
    verdicts.colour(page, TEXT_ROW + 2, VALUE_COL, TEXT_ROW + 3)


def _sentence_verdict(page: Page, row: int, words: str) -> None:
    """What is said of the sentence. Our functions read it where they are macros; a LAMBDA cannot, and shows what was checked last."""
    is_read = page.draft.book.kind is FormulaKind.MACROS
    signs, advice = verdicts.of_sentence(page, words) if is_read else verdicts.of_checked_sentence(page, words)
    page.canvas.text(row, 1, LIVE_SENTENCE_LABEL if is_read else SENTENCE_LABEL, looks.NOTE)
    page.placed(names.KGI_SMART, row, VALUE_COL, signs, SIGNS)
    page.placed(names.KGI_ADVICE, row, RIGHT_COL, advice, looks.NOTE)


def _figures_verdict(page: Page, row: int) -> None:
    """What the KGI's own columns lack: two live values that follow the cells wherever the workbook is opened."""
    kgi, at_top = page.draft.role.kgi, looks.NOTE.but(valign="top")  # the row is higher by the space below it
    page.canvas.sheet.set_row(row, 32)
    page.canvas.text(row, 1, FIGURES_LABEL, at_top)
    letters = verdicts.letters(page, kgi, text(kgi.label), end_of_month(page.month))
    signs = page.placed(names.KGI_FIGURES_SMART, row, VALUE_COL, letters, SIGNS.but(valign="top"))
    page.placed(names.KGI_FIGURES_ADVICE, row, RIGHT_COL, verdicts.advice(page, kgi, signs), at_top)


def goal_words(role: RoleTemplate, figures: Figures) -> str:
    """The goal sentence as a new workbook begins with it."""
    return str(role.goal).format(target=role.kgi.show(figures.target(role.kgi)), month_end=long_day(figures.due))


def goal_example(page: Page) -> Live:
    """The goal sentence made from the cells: the typed one does not follow the figures."""
    role, kgi = page.draft.role, page.draft.role.kgi
    shape, places = SHAPES.get(kgi.unit, ("#,##0", 0))
    target = digits(page.target(kgi), places, shape)
    unit = TIMES if kgi.unit is Unit.RATIO else UNIT_WORDS.get(kgi.unit, "")
    words = Text(f"{EXAMPLE.ja}{role.goal.ja}", f"{EXAMPLE.en}{role.goal.en}")
    return filled(words, target=joined(target, unit), month_end=day_text(end_of_month(page.month)))


def _facts(page: Page) -> None:
    canvas, figures = page.canvas, page.figures
    page.heading(FACTS_ROW, 1, VALUE_COL, Text("いつまでに・いくら", "How much, by when"))
    rows = iter(range(FACTS_ROW + 1, CARDS_ROW))
    amount = page.draft.role.input(names.KGI_AMOUNT)
    if amount is not None:
        row = _label(page, next(rows), AMOUNT_LABEL)
        hint = Hint(
            AMOUNT_HINT.title,
            Text(f"{amount.label.ja}。{AMOUNT_HINT.message.ja}", f"{amount.label.en}. {AMOUNT_HINT.message.en}"),
        )
        page.number_input(row, VALUE_COL, figures.inputs[names.KGI_AMOUNT], Unit.YEN, hint)
        page.name(names.KGI_AMOUNT, row, VALUE_COL)
    row = _label(page, next(rows), MONTH_HINT.title)
    canvas.date(row, VALUE_COL, page.draft.settings.month.start, looks.INPUT_VALUE.but(num_format=str(looks.MONTH)))
    page.validate(row, VALUE_COL, DATE_RULE, MONTH_HINT)
    page.name(names.PLAN_MONTH, row, VALUE_COL)
    row = _label(page, next(rows), Text("期限（月末）", "Due (end of the month)"))
    canvas.live(row, VALUE_COL, end_of_month(page.month), looks.VALUE.but(num_format=str(looks.DATE)))
    row = _label(page, next(rows), Text("稼働日数", "Working days"))
    days = page.called("KPI_WORKING_DAYS", start_of_month(page.month), end_of_month(page.month))
    canvas.live(row, VALUE_COL, days, looks.VALUE.but(num_format=Unit.DAYS.number_format()))
    if amount is not None:
        row = _label(page, next(rows), Text("年間（月間×12）", "Year (12 months)"))
        style = looks.VALUE.but(num_format=str(WHOLE_FORMAT))
        canvas.live(row, VALUE_COL, product(page.input(names.KGI_AMOUNT), number(12)), style)


def _label(page: Page, row: int, words: Text) -> int:
    page.canvas.fill(row, 1, VALUE_COL, looks.LABEL)
    page.canvas.text(row, 1, words, looks.LABEL)
    return row


def _role(page: Page, role: RoleTemplate) -> None:
    page.heading(FACTS_ROW, RIGHT_COL, LAST_COL, role.title)
    row = FACTS_ROW + 1
    style = page.draft.book.format(LEFT.but(text_wrap=True))
    page.canvas.sheet.merge_range(row, RIGHT_COL, row + 1, LAST_COL, str(role.summary), style)
    page.canvas.text(
        row + 2, RIGHT_COL, Text("成功のカギ（KSF）", "Key success factors (KSF)"), looks.NOTE.but(indent=1)
    )
    for offset, ksf in enumerate(role.ksfs[:4]):
        page.canvas.text(row + 3 + offset, RIGHT_COL, f"・{ksf.label}" if spoken() == "ja" else f"•  {ksf.label}", LEFT)


def _way_back(page: Page) -> int:
    canvas, figures = page.canvas, page.figures
    page.heading(
        CARDS_ROW,
        1,
        LAST_COL,
        Text("月間目標からの逆算：1か月に必要な件数", "Worked back from the monthly goal"),
    )
    canvas.sheet.set_row(CARDS_ROW + 1, 6)
    chain = [stage for stage in figures.stages if stage is not Stage.REQUESTS]
    _amount_card(page, CARDS_ROW + 2)
    for place, stage in enumerate(chain[:4], start=1):
        canvas.text(CARDS_ROW + 3, STRIDE * place, "→", BODY.but(align="center", font_size=14, font_color=NAVY))
        _card(page, CARDS_ROW + 2, 1 + STRIDE * place, stage)
    row = CARDS_ROW + 7
    if Stage.REQUESTS in figures.stages:
        canvas.live(row, 1, _requests_sentence(page), LEFT)
        row += 1
    canvas.text(row, 1, CUSTOMERS_NOTE if Stage.RENEWALS in figures.stages else ROUNDING_NOTE, looks.NOTE)
    return row


def _requests_sentence(page: Page) -> Live:
    """A text, for a number does not run on into the next columns, and a function of ours stands in no merged cells."""
    return filled(REQUESTS_WORDS, count=whole(page.called(Stage.REQUESTS.function)))


def _amount_card(page: Page, row: int) -> None:
    _ground(page, row, 1)
    page.canvas.merged(row + 1, 1, len(CARD), "", CARD_NOTE)
    page.canvas.text(row, 1, AMOUNT_LABEL, CARD_CAPTION.but(top=5, top_color=NAVY))
    amount = page.input(names.KGI_AMOUNT)  # no format drops the .0 of whole 万円
    figure = man_yen(amount) if spoken() == "ja" else amount
    page.canvas.live(row + 1, 1, figure, FIGURE.but(num_format=str(CARD_YEN_FORMAT)))
    page.canvas.text(row + 2, 1, Text("ここから逆算します", "start of the calculation"), CARD_NOTE)


def _card(page: Page, row: int, col: int, stage: Stage) -> None:
    _ground(page, row, col)
    canvas, count = page.canvas, page.called(stage.function)
    canvas.text(row, col, stage_label(stage), CARD_CAPTION.but(top=5, top_color=NAVY))
    canvas.live(row + 1, col, count, FIGURE.but(num_format=str(Text('#,##0"件"', "#,##0"))))
    name, unit, _ = RATE_OF[stage]
    if name in page.figures.inputs:
        pattern = looks.captioned(unit.number_format(), f"{rate_words(stage)} ")
        canvas.live(row + 2, col, page.input(name), CARD_NOTE.but(num_format=pattern, align="left", shrink=True))
    else:
        canvas.text(row + 2, col, f"{rate_words(stage)} 100%", CARD_NOTE)
    per, words_per = PER_DAY if stage is Stage.CALLS else PER_WEEK
    style = CARD_NOTE.but(num_format=str(words_per), align="left")
    canvas.live(row + 3, col, page.called(per, count, page.month), style)


def _ground(page: Page, row: int, col: int) -> None:
    """The panel of a card. Its note is merged over both columns; a function of ours stands in no merged cells, for Excel
    refuses to take such a formula again once somebody has opened it for editing."""
    last = col + len(CARD) - 1
    page.canvas.fill(row, col, last, CARD_CAPTION.but(top=5, top_color=NAVY))
    page.canvas.sheet.set_row(row + 1, 28)
    for offset in (1, 3):
        page.canvas.fill(row + offset, col, last, CARD_NOTE)
    page.canvas.merged(row + 2, col, last, "", CARD_NOTE)


FIGURE = CARD_VALUE.but(font_color=NAVY, shrink=True)
"""Of a large team it gets smaller rather than turn to ###."""
SHAPES = {Unit.RATE: ("0.0%", 3), Unit.SCORE: ("#,##0.00", 2), Unit.RATIO: ("#,##0.0", 1)}
"""Unit -> how a target reads in the sentence, and the decimals that its cell keeps; others are whole."""
TIMES = Text("倍", "x")
PER_DAY = ("KPI_PER_DAY", Text('"1日"#,##0"件"', '#,##0" a day"'))
PER_WEEK = ("KPI_PER_WEEK", Text('"週"#,##0"件"', '#,##0" a week"'))

REQUESTS_WORDS = Text(
    "資料請求から商談をつくる場合は、月{count}件の資料請求が必要です",
    "Or from inbound requests: {count} a month",
)
AMOUNT_LABEL = Text("月間目標金額（チーム）", "Monthly amount (team)")
EXAMPLE = Text("下の数字から作成した文例：", "Example from the figures below: ")
SIGNS = looks.NOTE.but(bold=True)
SENTENCE_LABEL = Text("文（SMARTチェックで更新）", "Sentence (by SMART check)")
LIVE_SENTENCE_LABEL = Text("文（書くとすぐに判定）", "Sentence (as it is typed)")
FIGURES_LABEL = Text("数字（②現状・③目的から）", "Figures (from sheets 2 and 3)")
GOAL_HINT = Hint(
    Text("目標文", "Goal sentence"),
    Text(
        "「いつまでに・何を・いくらにする」を1文で書きます。下の数字を変えたら、この文も書き直してください",
        "Say in one sentence what will be reached, how much and by when. Rewrite it when the figures below change",
    ),
)
AMOUNT_HINT = Hint(
    Text("月間目標金額", "Monthly amount"),
    Text("チーム合計の1か月分を円で入力します", "The whole team's amount for one month, in yen"),
)
MONTH_HINT = Hint(
    Text("対象月", "Month"),
    Text(
        "計画する月の1日を入力します（例 2026/12/1）", "The first day of the month you plan, such as 2026-12-01"
    ),
)
ROUNDING_NOTE = Text(
    "各段階は切り上げです（半分の受注はないため）。率と単価は②現状で変えられます",
    "Every stage is rounded up: half a deal cannot be won. Change rates and prices in sheet 2",
)
CUSTOMERS_NOTE = Text(
    "更新は四捨五入、ほかは切り上げです。顧客数・率・金額は②現状で変えられます",
    "Renewals are rounded to the nearest, the rest up. Change customers, rates and amounts in sheet 2",
)
