"""The goal in one sentence: typed, judged, and compared with the cells below it."""

from __future__ import annotations

from kpi_xl.language import Text, spoken
from kpi_xl.periods import long_day
from kpi_xl.sheets.company.kgi.layout import LABEL, LAST_COL, SENTENCE_ROW, SIGNS_COL
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.days import day_in_sentence, end_of_month
from kpi_xl.sheets.live.figures import man_yen
from kpi_xl.sheets.live.values import Live, cell, choice, filled, joined, literal
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.goal import GOAL_HINT
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts import verdicts
from kpi_xl.sheets.role.parts.page import FIRST_ROW
from kpi_xl.sheets.styles import BAD, BODY


def sentence_words(page: CompanyPage) -> str:
    """The goal sentence as a new workbook begins with it."""
    role, settings = page.draft.role, page.company.settings
    return settings.goal or str(role.goal).format(target=role.kgi.show(settings.company.goal), month_end=long_day(page.figures.due))


def draw_sentence(page: CompanyPage) -> None:
    canvas, row = page.canvas, SENTENCE_ROW
    page.heading(FIRST_ROW, LABEL, LAST_COL, Text("目標文", "Goal sentence"))
    words = sentence_words(page)
    canvas.sheet.set_row(row, 34)
    canvas.merged(row, LABEL, SIGNS_COL - 2, "", looks.SENTENCE)
    page.text_input(row, LABEL, words, GOAL_HINT, looks.SENTENCE)
    page.name(role_names.KGI_TEXT, row, LABEL)
    is_read = page.draft.book.kind is FormulaKind.MACROS
    signs, advice = verdicts.of_sentence(page, words) if is_read else verdicts.of_checked_sentence(page, words)
    page.placed(role_names.KGI_SMART, row, SIGNS_COL, signs, BODY.but(font_size=12, bold=True))
    page.placed(role_names.KGI_ADVICE, row + 1, SIGNS_COL, advice, looks.NOTE)
    verdicts.colour(page, row, SIGNS_COL, row)
    shown = canvas.placed(row + 1, LABEL, _agreement(page, words), looks.NOTE, fixed=False)
    page.marked(row + 1, LABEL, row + 1, LABEL, {begins_with(shown, "×"): {"font_color": BAD}})


def _agreement(page: CompanyPage, words: str) -> Live:
    """Whether the sentence says the amount and the month of the cells: the typed one does not follow them."""
    sentence = cell(role_names.KGI_TEXT, words)
    amount, due = page.company_input(names.KGI_AMOUNT), end_of_month(page.month)
    wanted = filled(WANTED, amount=man_yen(amount) if spoken() == "ja" else _plain(amount), due=day_in_sentence(due))
    return choice(_says(page, sentence, words), joined(AGREES, wanted), joined(DIFFERS, wanted))


def _plain(amount: Live) -> Live:
    return Live(f'"¥"&TEXT({amount.formula},"#,##0")', f"¥{float(amount.value):,.0f}")


def _says(page: CompanyPage, sentence: Live, words: str) -> Live:
    """True of a sentence with the amount, in yen or in 万円, and the month."""
    goal, month = page.company.settings.company.goal, page.company.settings.month
    plain = f'SUBSTITUTE({sentence.formula},",","")'
    amounts = {
        f'TEXT({names.KGI_AMOUNT},"0")': f"{goal:.0f}", f'TEXT({names.KGI_AMOUNT}/10000,"0")&"万"': f"{goal / 10_000:.0f}万",
        f'TEXT({names.KGI_AMOUNT}/1000000,"0.0#")&"M"': "",
    }  # fmt: skip
    months = [f'MONTH({names.PLAN_MONTH})&"月"', f'"/"&MONTH({names.PLAN_MONTH})&"/"', f'"-"&RIGHT(0&MONTH({names.PLAN_MONTH}),2)&"-"']
    month_words = [f"{month.month}月", f"/{month.month}/", f"-{month.month:02}-"]
    english = f"CHOOSE(MONTH({names.PLAN_MONTH}),{','.join(literal(each) for each in SHORT_MONTHS)})"
    found = words.replace(",", "")
    tests = [
        f"OR({','.join(f'ISNUMBER(FIND({each},{plain}))' for each in amounts)})",
        f"OR({','.join(f'ISNUMBER(FIND({each},{plain}))' for each in [*months, english])})",
    ]
    has_amount = any(each and each in found for each in amounts.values())
    has_month = any(each in found for each in [*month_words, SHORT_MONTHS[month.month - 1]])
    return Live(f"AND({','.join(tests)})", has_amount and has_month)


SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WANTED = Text("{amount}、{due}", "{amount}, {due}")
AGREES = Text("○ 金額と期限は下の入力と一致しています：", "○ Amount and month are those of the cells below: ")
DIFFERS = Text("× 文の金額か期限が、下の入力と違います：", "× The sentence's amount or month differs from the cells below: ")
