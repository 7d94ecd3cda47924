"""The year on ④目標: twelve months by seasonality, their amounts summing exactly to the year's."""

from __future__ import annotations

from datetime import timedelta

from kpi_xl.language import Text
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import formulas, looks, names
from kpi_xl.sheets.role.parts.formulas import serial
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Hint, Page
from kpi_xl.sheets.role.parts.target_layout import (
    AMOUNT,
    CUMULATED,
    DAYS,
    FIRST,
    LABEL,
    TOTAL,
    WEIGHTS,
    YEAR_END,
    YEAR_FIELDS,
    YEAR_HEAD,
    TargetLayout,
)
from kpi_xl.sheets.role.targets.largest_remainder import worked_shares
from kpi_xl.sheets.styles import INPUT_NUMBER, NAVY, TABLE_HEAD
from kpi_xl.units import WHOLE_FORMAT, Unit

MONTHS = 12
LAST = FIRST + MONTHS - 1


def draw_year(page: Page, layout: TargetLayout) -> None:
    page.heading(FIRST_ROW, LABEL, TOTAL, Text("1. 年間計画：月ごとのKGI", "1. Year plan: KGI by month"))
    _head(page)
    for offset in range(MONTHS):
        _month(page, layout, offset)
    _totals(page)
    _note(page)
    _working_out(page, layout)
    page.name(names.MONTH_WEIGHTS, WEIGHTS, FIRST, WEIGHTS, LAST)


def _note(page: Page) -> None:
    """What the weights do; or that the list of days off does not reach the months that are planned."""
    first, last = (page.canvas.a1(YEAR_HEAD, col) for col in (FIRST, LAST))
    is_outside = f"OR({first}<{names.HOLIDAYS_FROM},EOMONTH({last},0)>{names.HOLIDAYS_UNTIL})"
    formula = f"=IF({is_outside},{literal(str(OUTSIDE_NOTE))},{literal(str(YEAR_NOTE))})"
    page.canvas.formula(YEAR_END, LABEL, formula, str(YEAR_NOTE), looks.NOTE)


def _head(page: Page) -> None:
    canvas, months = page.canvas, page.figures.months
    canvas.text(YEAR_HEAD, LABEL, Text("月", "Month"), TABLE_HEAD)
    style = TABLE_HEAD.but(num_format=str(looks.SHORT_MONTH))
    month, first = names.PLAN_MONTH, names.FISCAL_FIRST_MONTH
    start = f"=DATE(YEAR({month})-IF(MONTH({month})<{first},1,0),{first},1)"
    canvas.formula(YEAR_HEAD, FIRST, start, serial(months[0].start), style)
    for offset in range(1, MONTHS):
        before = canvas.a1(YEAR_HEAD, FIRST + offset - 1)
        canvas.formula(YEAR_HEAD, FIRST + offset, f"=EDATE({before},1)", serial(months[offset].start), style)
    canvas.text(YEAR_HEAD, TOTAL, Text("年間", "Year"), TABLE_HEAD)
    rows = {
        WEIGHTS: Text("季節性の重み（入力）", "Seasonality weight (input)"),
        DAYS: Text("稼働日数", "Working days"),
        AMOUNT: Text("KGI（円）", "KGI (yen)"),
        CUMULATED: Text("累計（円）", "Cumulative (yen)"),
    }
    for row, words in rows.items():
        canvas.text(row, LABEL, words, looks.LABEL.but(bold=row == AMOUNT))


def _month(page: Page, layout: TargetLayout, offset: int) -> None:
    canvas, figures, col = page.canvas, page.figures, FIRST + offset
    month = figures.months[offset]
    weight = INPUT_NUMBER.but(num_format="0.0#")
    page.number_input(WEIGHTS, col, figures.weight(month), Unit.RATIO, WEIGHT_HINT, weight)
    start = canvas.a1(YEAR_HEAD, col)
    days = figures.live("KPI_WORKING_DAYS(START,END)", START=month.start, END=month.end - timedelta(days=1))
    canvas.formula(
        DAYS,
        col,
        f"=KPI_WORKING_DAYS({start},EOMONTH({start},0))",
        days,
        looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT)),
    )
    canvas.formula(
        AMOUNT,
        col,
        f"={_amount(page, layout, offset)}",
        figures.amounts[offset],
        looks.PLAIN_VALUE.but(bold=True, num_format=str(WHOLE_FORMAT)),
    )
    so_far = f"{canvas.a1(AMOUNT, FIRST, True)}:{canvas.a1(AMOUNT, col)}"
    canvas.formula(
        CUMULATED,
        col,
        f"=SUM({so_far})",
        sum(figures.amounts[: offset + 1]),
        looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT)),
    )


def _amount(page: Page, layout: TargetLayout, offset: int) -> str:
    """The month's part; KGI_AMOUNT itself where all weights are equal."""
    cells = {field: page.canvas.a1(_row(offset), _col(layout, field), True) for field in YEAR_FIELDS}
    weights, shares, floors = (_column(page, layout, field) for field in ("weight", "share", "floor"))
    part = formulas.part(f"({names.KGI_AMOUNT}*12)", cells["share"], cells["floor"], cells["rank"], shares, floors)
    return f"IF(MIN({weights})=MAX({weights}),{names.KGI_AMOUNT},{part})"


def _totals(page: Page) -> None:
    canvas, figures = page.canvas, page.figures
    weights = [figures.weight(month) for month in figures.months]
    days = [
        figures.live("KPI_WORKING_DAYS(START,END)", START=month.start, END=month.end - timedelta(days=1))
        for month in figures.months
    ]
    total = sum(figures.amounts)
    values = {WEIGHTS: sum(weights), DAYS: sum(days), AMOUNT: total}
    for row, value in values.items():
        style = looks.PLAIN_VALUE.but(bold=True, num_format="0.0#" if row == WEIGHTS else str(WHOLE_FORMAT))
        canvas.formula(row, TOTAL, f"=SUM({canvas.a1(row, FIRST)}:{canvas.a1(row, LAST)})", value, style)
    fits, differs = str(Text("○ 年間と一致", "○ matches")), str(Text("× 年間と不一致", "× does not match"))
    check = f"ROUND({canvas.a1(AMOUNT, TOTAL)}-{names.KGI_AMOUNT}*12,6)=0"
    is_right = round(total - figures.inputs[names.KGI_AMOUNT] * 12, 6) == 0
    canvas.formula(
        CUMULATED, TOTAL, f'=IF({check},"{fits}","{differs}")', fits if is_right else differs, looks.LEVEL_TAG
    )
    here = page.draft.book.writer.add_format({"bold": True, "font_color": NAVY, "bg_color": "#E8EDF4"})
    now = f"={canvas.a1(YEAR_HEAD, FIRST).replace(str(YEAR_HEAD + 1), f'${YEAR_HEAD + 1}')}=EOMONTH({names.PLAN_MONTH},-1)+1"
    canvas.sheet.conditional_format(DAYS, FIRST, CUMULATED, LAST, {"type": "formula", "criteria": now, "format": here})


# --- the working out: one row a month, right of the printed area ----------------------------------------------------


def _working_out(page: Page, layout: TargetLayout) -> None:
    canvas, figures = page.canvas, page.figures
    weights = [figures.weight(month) for month in figures.months]
    worked = worked_shares(figures.inputs[names.KGI_AMOUNT] * 12, weights)
    canvas.text(YEAR_HEAD - 1, layout.helpers, HELPER_HEADING, looks.HELPER_HEAD.but(align="left"))
    for field, words in zip(YEAR_FIELDS, HELPER_WORDS, strict=True):
        canvas.text(YEAR_HEAD, _col(layout, field), words, looks.HELPER_HEAD)
    for offset in range(MONTHS):
        row, entered = _row(offset), canvas.a1(WEIGHTS, FIRST + offset, True)
        cells = {field: canvas.a1(row, _col(layout, field)) for field in YEAR_FIELDS}
        sum_of_weights, remainders = _column(page, layout, "weight"), _column(page, layout, "remainder")
        written = {
            "weight": (f'IF({entered}="",1,{entered})', weights[offset]),
            "share": (f"{names.KGI_AMOUNT}*12*{cells['weight']}/SUM({sum_of_weights})", worked[offset].share),
            "floor": (formulas.floor(cells["share"]), worked[offset].floor),
            "remainder": (formulas.remainder(cells["share"], cells["floor"]), worked[offset].remainder),
            "rank": (formulas.rank(remainders, cells["remainder"]), worked[offset].rank),
        }
        for field, (formula, value) in written.items():
            canvas.formula(row, _col(layout, field), f"={formula}", value, looks.HELPER)


def _row(offset: int) -> int:
    return YEAR_HEAD + 1 + offset


def _col(layout: TargetLayout, field: str) -> int:
    return layout.helpers + YEAR_FIELDS.index(field)


def _column(page: Page, layout: TargetLayout, field: str) -> str:
    col = _col(layout, field)
    return f"{page.canvas.a1(_row(0), col, True)}:{page.canvas.a1(_row(MONTHS - 1), col, True)}"


HELPER_HEADING = Text("計算用：端数の配分", "Workings: whole yen that sum exactly")
HELPER_WORDS = (
    Text("重み", "weight"),
    Text("按分", "share"),
    Text("切捨", "floor"),
    Text("端数", "rest"),
    Text("順位", "rank"),
)
YEAR_NOTE = Text(
    "重みは忙しい月を1.2、閑散月を0.8のように入れます。KGIの12か月の合計は、必ず「月間目標×12」に一致します",
    "Give a busy month 1.2 and a quiet one 0.8. The twelve months always sum exactly to 12 times the monthly KGI",
)
OUTSIDE_NOTE = Text(
    "⚠ 休業日一覧にない月があり、その月の稼働日数に祝日が反映されていません。「設定」の休業日に祝日を追加してください",
    "⚠ The list of days off does not cover every month of this plan, so their working days ignore holidays. Add the holidays in Settings",
)
WEIGHT_HINT = Hint(
    Text("季節性の重み", "Seasonality weight"),
    Text("1が平均です。繁忙月は1.2、閑散月は0.8のように入力します", "1 is average; a busy month 1.2, a quiet one 0.8"),
)
