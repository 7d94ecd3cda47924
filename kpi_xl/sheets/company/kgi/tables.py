"""The inputs of ①: the goal and its parts, the rates and prices that all roles share, the existing customers, the month."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.definitions import ChainPart
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.kgi.layout import BOX, DAY_COL, LABEL, LAST_COL, TABLES, box_col
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.inputs import EXISTING_CUSTOMERS, NEW_BUSINESS, CompanyInput
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.live.days import day_text, end_of_month
from kpi_xl.sheets.live.figures import digits, man_yen
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    all_of,
    any_of,
    cell,
    choice,
    compared,
    difference,
    entered,
    is_blank,
    is_number,
    joined,
    number,
    product,
    quotient,
    rounded,
    text,
    total,
)
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.goal import MONTH_HINT
from kpi_xl.sheets.role.parts import looks as role_looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.page import DATE_RULE, Hint
from kpi_xl.sheets.styles import BAD, GOOD
from kpi_xl.targets.company.model import MAN_YEN, PERCENT, USUAL_NEW_SHARE
from kpi_xl.units import Unit

VALUE, SHARE = box_col(1), box_col(1) + 1
RATES, RATE_VALUE, NOW = box_col(2), box_col(3), box_col(3) + 1
CUSTOMERS, CUSTOMERS_VALUE = box_col(4), box_col(5)
MONTH_LABEL, MONTH_VALUE = DAY_COL, LAST_COL
WHOLE = "#,##0"


def draw_tables(page: CompanyPage, workings: Workings) -> None:
    _goal(page)
    _rates(page)
    _customers(page)
    _month(page, workings)


# --- how much ----------------------------------------------------------------------------------------------------------


def _goal(page: CompanyPage) -> None:
    page.heading(TABLES, LABEL, SHARE, Text("いくら・いつ（一度だけ）", "How much, when (once)"))
    company = page.company.settings.whole
    rows = iter(range(TABLES + 1, TABLES + 20))
    row = _row(page, next(rows), LABEL, SHARE, MONTH_HINT.title)
    page.canvas.date(row, VALUE, page.company.settings.month.start, looks.INPUT.but(num_format=str(role_looks.MONTH)))
    page.validate(row, VALUE, DATE_RULE, MONTH_HINT)
    page.name(names.PLAN_MONTH, row, VALUE)
    row = _row(page, next(rows), LABEL, SHARE, Text("月間の売上目標（円）", "Monthly goal (yen)"))
    page.number_input(row, VALUE, company.goal, Unit.YEN, AMOUNT_HINT, looks.INPUT.but(num_format=WHOLE))
    page.name(names.KGI_AMOUNT, row, VALUE)
    goal = page.company_input(names.KGI_AMOUNT)
    new, existing = parts(page)
    page.canvas.live(row, SHARE, choice(compared(goal, ">", number(0)), number(1), DASH), looks.MUTED_VALUE.but(num_format="0%"))
    for name, amount_name, amount, words in (
        (names.NEW_GOAL, names.NEW_AMOUNT, new, Text("うち新規", "of it new business")),
        (names.EXISTING_GOAL, names.EXISTING_AMOUNT, existing, Text("うち既存", "of it existing customers")),
    ):
        row = _row(page, next(rows), LABEL, SHARE, words, looks.SUB_LABEL)
        _part(page, row, name, amount_name, amount)
    _sum(page, _row(page, next(rows), LABEL, SHARE, Text("内訳の合計", "Sum of the parts")))
    row = _row(page, next(rows), LABEL, SHARE, Text("現在の月間売上（円）", "Current revenue (yen)"))
    page.number_input(row, VALUE, None, Unit.YEN, NOW_HINT, looks.INPUT.but(num_format=WHOLE))
    page.name(role_names.baseline_name(page.draft.role.kgi.id), row, VALUE)
    row = _row(page, next(rows), LABEL, SHARE, Text("年換算（月間×12）", "Year (12 months)"))
    page.canvas.live(row, VALUE, product(goal, number(12)), looks.VALUE.but(num_format=WHOLE))


def parts(page: CompanyPage) -> tuple[Live, Live]:
    """New and existing business in yen: what is typed, else what the other leaves, else 80 : 20."""
    goal = page.company_input(names.KGI_AMOUNT)
    new, existing = page.company_input(names.NEW_GOAL), page.company_input(names.EXISTING_GOAL)
    rest_of_existing, rest_of_new = _rest(goal, _typed(existing, goal)), _rest(goal, cell(names.NEW_AMOUNT, page.company.settings.whole.new_amount))
    new_amount = choice(is_blank(new), choice(is_blank(existing), _usual(page, goal), rest_of_existing), _typed(new, goal))
    return new_amount, choice(is_blank(existing), rest_of_new, _typed(existing, goal))


def _typed(typed: Live, goal: Live) -> Live:
    """A share of the goal, as 0.8 or as 80, or an amount; a pasted text is read as the number it is, with 万 and 円."""
    plain = typed.formula
    for unit in ("万", "円", ","):
        plain = f'SUBSTITUTE({plain},"{unit}","")'
    read = f'IFERROR(VALUE(ASC({plain}))*IF(ISNUMBER(FIND("万",{typed.formula})),{MAN_YEN},1),0)'
    value = choice(is_number(typed), typed, Live(read, typed.value if not isinstance(typed.value, str) else 0.0))
    percent = choice(compared(value, "<=", number(PERCENT)), quotient(product(goal, value), number(PERCENT)), value)
    return choice(compared(value, "<=", number(1)), product(goal, value), percent)


def _rest(goal: Live, other: Live) -> Live:
    left = difference(goal, other)
    return choice(compared(left, ">", number(0)), left, number(0))


def _usual(page: CompanyPage, goal: Live) -> Live:
    """The twin of `Company._usual_new`: in whole 万円."""
    company = page.company.settings.whole
    if not company.does(ChainPart.CUSTOMERS):
        return goal
    if not company.does(ChainPart.NEW_BUSINESS):
        return number(0)
    share = product(goal, number(USUAL_NEW_SHARE))
    value = company.goal * USUAL_NEW_SHARE
    floored = Live(f"INT(ROUND({share.formula}/{MAN_YEN},6))*{MAN_YEN}", value // MAN_YEN * MAN_YEN)
    return choice(compared(share, ">=", number(MAN_YEN)), floored, share)


def _part(page: CompanyPage, row: int, name: str, amount_name: str, amount: Live) -> None:
    """A part of the goal: typed in one cell, shown as its share in the other; the amount in yen stands right of the page."""
    typed = page.company_input(name).value
    value = float(typed) if isinstance(typed, float | int) else None
    page.canvas.number_or_blank(row, VALUE, value, looks.INPUT.but(num_format='[<=1]0.0%;[<=100]0"%";#,##0'))
    page.validate(row, VALUE, {"validate": "decimal", "criteria": ">=", "value": 0}, PART_HINT)
    page.name(name, row, VALUE)
    helper = role_looks.HELPER.but(num_format=WHOLE)
    page.canvas.sheet.set_column(LAST_COL + 2, LAST_COL + 2, BOX[0])
    page.placed(amount_name, row, LAST_COL + 2, amount, helper)
    goal, placed = page.company_input(names.KGI_AMOUNT), cell(amount_name, amount.value)
    share = choice(compared(goal, ">", number(0)), quotient(placed, goal), DASH)
    shown = choice(is_blank(page.company_input(name)), joined("→ ", man_or_yen(placed)), share)
    page.canvas.live(row, SHARE, shown, looks.MUTED_VALUE.but(num_format="0%"))


def man_or_yen(amount: Live) -> Live:
    """Yen as a short text: 1,200万円, ¥12,000,000."""
    return Live(*_japanese(amount)) if str(Text("ja", "en")) == "ja" else joined("¥", digits(amount, 0, WHOLE))


def _japanese(amount: Live) -> tuple[str, str | float | bool]:
    words = man_yen(amount)
    return words.formula, words.value


def _sum(page: CompanyPage, row: int) -> None:
    """Whether the parts add up."""
    company = page.company.settings.whole
    new, existing = cell(names.NEW_AMOUNT, company.new_amount), cell(names.EXISTING_AMOUNT, company.existing_amount)
    gap = rounded(difference(total(new, existing), page.company_input(names.KGI_AMOUNT)), 0)
    over, under = joined(OVER, man_or_yen(gap)), joined(UNDER, man_or_yen(difference(number(0), gap)))
    adds_up: Live | Text = AGREES
    for part, amount, nobody in ((ChainPart.NEW_BUSINESS, new, NO_NEW_ROLE), (ChainPart.CUSTOMERS, existing, NO_CUSTOMER_ROLE)):
        if not company.does(part):
            adds_up = choice(compared(amount, ">", number(0)), nobody, adds_up)
    words = choice(compared(gap, "=", number(0)), adds_up, choice(compared(gap, ">", number(0)), over, under))
    shown = page.canvas.placed(row, VALUE, words, looks.ROW.but(font_size=9, font_color=GOOD), fixed=False)
    page.marked(row, VALUE, row, VALUE, {begins_with(shown, "×"): {"font_color": BAD}})


# --- what all roles share ----------------------------------------------------------------------------------------------


def _rates(page: CompanyPage) -> None:
    page.heading(TABLES, RATES, NOW, Text("率と単価（全役割で共通）", "Rates and prices (all roles)"))
    page.canvas.text(TABLES, NOW, Text("現在（②）", "now (sheet 2)"), looks.HEAD_NOTE)
    _inputs(page, NEW_BUSINESS, RATES, RATE_VALUE, NOW)
    _draw_now(page, NEW_BUSINESS, NOW)


def _draw_now(page: CompanyPage, inputs: Sequence[CompanyInput], col: int) -> None:
    for row, each in enumerate(inputs, start=TABLES + 1):
        shown = page.canvas.placed(row, col, _now(page, each), looks.MUTED_VALUE, fixed=False)
        page.marked(row, col, row, col, {begins_with(shown, "×"): {"font_color": BAD}})


def _now(page: CompanyPage, each: CompanyInput) -> Live:
    """The current value of the KPI, △ where the assumption lies above it; or what is wrong with the assumption."""
    typed = page.company_input(each.name)
    is_wrong = any_of(compared(typed, "<", number(0)), compared(typed, ">", number(1))) if each.is_rate else compared(typed, "<", number(0))
    is_read = choice(is_number(typed), is_wrong, Live("TRUE", True))  # a text is more than any number
    return choice(all_of(compared(typed, "<>", text("")), is_read), RATE_FAULT if each.is_rate else NUMBER_FAULT, _current(page, each))


def _current(page: CompanyPage, each: CompanyInput) -> Live:
    compares = _compared(page, each)
    if compares is None:
        return DASH
    now, is_above = compares
    shown = digits(now, 3, "0.0%") if each.is_rate else digits(now, 0, WHOLE)
    return choice(is_number(now), choice(is_above, joined("△ ", shown), shown), DASH)


def _compared(page: CompanyPage, each: CompanyInput) -> tuple[Live, Live] | None:
    """The current value of the KPI, and whether the assumption lies above it; None where no role has the KPI."""
    kpi = next((kpi for role in page.company.seats.roles for kpi in role.kpis if kpi.id == each.kpi), None)
    if kpi is None:
        return None
    now = entered(role_names.baseline_name(kpi.id))
    return now, compared(page.company_input(each.name), ">", now)


def above_now(page: CompanyPage) -> list[Live]:
    """Of each assumption with a current value beside it: whether it lies above."""
    found = [each for each in (_compared(page, each) for each in (*NEW_BUSINESS, *EXISTING_CUSTOMERS)) if each is not None]
    return [choice(is_number(now), is_above, Live("FALSE", False)) for now, is_above in found]


def _inputs(page: CompanyPage, inputs: Sequence[CompanyInput], label: int, value: int, last: int) -> None:
    for row, each in enumerate(inputs, start=TABLES + 1):
        _row(page, row, label, last, each.label)
        style = looks.INPUT.but(num_format="0.0%" if each.is_rate else "#,##0.##" if each.name == names.MEETINGS_PER_CUSTOMER else WHOLE)
        number_of = page.company_input(each.name).value
        page.number_input(row, value, float(number_of) if isinstance(number_of, float | int) else None, each.unit, Hint(each.label, each.note), style)
        page.name(each.name, row, value)


def _customers(page: CompanyPage) -> None:
    page.heading(TABLES, CUSTOMERS, CUSTOMERS_VALUE + 1, Text("既存のお客様", "Existing customers"))
    _inputs(page, EXISTING_CUSTOMERS, CUSTOMERS, CUSTOMERS_VALUE, CUSTOMERS_VALUE + 1)
    _draw_now(page, EXISTING_CUSTOMERS, CUSTOMERS_VALUE + 1)


# --- the month ---------------------------------------------------------------------------------------------------------


def _month(page: CompanyPage, workings: Workings) -> None:
    page.heading(TABLES, MONTH_LABEL, LAST_COL, Text("月と人", "Month, people"))
    chain, rows = workings.chain, iter(range(TABLES + 1, TABLES + 20))
    facts: list[tuple[Text, Live, str]] = [
        (Text("期限", "Due"), end_of_month(page.month), str(role_looks.DATE)),
        (Text("稼働日数", "Working days"), cell(names.DAYS_OF_MONTH, chain.working_days), str(Text('0"日"', "0"))),
        (Text("人数", "People"), cell(names.PEOPLE, chain.everybody.people), str(Text('0"名"', "0"))),
        (Text("換算", "Ramped"), _ramped(workings), str(Text('0.0#"名"', "0.0#"))),
        (Text("立ち上がり", "Ramping up"), cell(names.RAMPING, workings.ramping), str(Text('0"名"', "0"))),
    ]
    for words, live, number_format in facts:
        row = _row(page, next(rows), MONTH_LABEL, LAST_COL, words)
        page.canvas.live(row, MONTH_VALUE, live, looks.VALUE.but(num_format=number_format))


def _ramped(workings: Workings) -> Live:
    return cell(names.WEIGHT_OF_ALL, workings.chain.everybody.weight)


def _row(page: CompanyPage, row: int, first: int, last: int, words: object, style: object = None) -> int:
    page.canvas.fill(row, first, last, looks.ROW)
    page.canvas.text(row, first, words, looks.SUB_LABEL if style is looks.SUB_LABEL else looks.LABEL)
    return row


AMOUNT_HINT = Hint(
    Text("月間の売上目標", "Monthly revenue goal"),
    Text(
        "会社全体の1か月分を円で入力します（平均の月。月ごとの重みは④）",
        "The whole company's amount of an average month, in yen; seasonality is in sheet 4",
    ),
)
PART_HINT = Hint(
    Text("内訳", "Parts"),
    Text(
        "金額（円）か、割合（80%など）で入力します。片方が空欄なら残り、両方空欄なら80：20です",
        "An amount in yen or a share such as 80%. One left blank is the rest, both blank are 80 : 20",
    ),
)
NOW_HINT = Hint(
    Text("現在の月間売上", "Current monthly revenue"),
    Text("先月の実績など、目標文の「現在の」にあたる値です", "Last month's actual: what the goal sentence starts from"),
)
RATE_FAULT = Text("× 例 75%", "× e.g. 75%")
NUMBER_FAULT = Text("× 数字で", "× a number")
"""Beside the cell there is room for a few letters."""
AGREES = Text("○ 目標と一致", "○ as the goal")
NO_NEW_ROLE = Text("× 新規を担う役割がありません", "× no role brings new business")
NO_CUSTOMER_ROLE = Text("× 既存を担う役割がありません", "× no role has the customers")
OVER = Text("× 目標より多い ", "× over by ")
UNDER = Text("× 目標より少ない ", "× short by ")
__all__ = ["NOTHING", "day_text", "draw_tables", "parts"]
