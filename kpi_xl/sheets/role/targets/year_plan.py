"""The year on ④目標: twelve months by seasonality, their amounts summing exactly to the year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import Area, area, column, highest, line, lowest, summed
from kpi_xl.sheets.live.days import day, end_of_month, next_month, start_of_month, start_of_year
from kpi_xl.sheets.live.values import (
    Live,
    any_of,
    cell,
    choice,
    compared,
    difference,
    entered,
    is_blank,
    number,
    product,
    quotient,
    rounded,
)
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.role.parts.target_layout import FIRST, LABEL, TOTAL, YEAR_FIELDS, TargetLayout
from kpi_xl.sheets.role.targets.largest_remainder import LargestRemainder
from kpi_xl.sheets.styles import INPUT_NUMBER, NAVY, Style
from kpi_xl.units import WHOLE_FORMAT, Unit

MONTHS = 12
LAST = FIRST + MONTHS - 1


def draw_year(page: Page, layout: TargetLayout) -> tuple[Area, Area]:
    """The year; the first days of its months, and their amounts."""
    page.heading(layout.top, LABEL, TOTAL, Text("1. 年間計画：月ごとのKGI", "1. Year plan: KGI by month"))
    year = _Year(page, layout)
    year.draw()
    page.name(names.MONTH_WEIGHTS, layout.weights, FIRST, layout.weights, LAST)
    return line(layout.months, FIRST, year.months), line(layout.amounts, FIRST, year.amounts)


def _whole() -> Style:
    return looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT))


class _Year:
    """Twelve columns and their total; the working out stands right of the printed area, a month a row."""

    def __init__(self, page: Page, layout: TargetLayout) -> None:
        self.page, self.layout, self.canvas = page, layout, page.canvas
        self.goal = page.input(names.KGI_AMOUNT)
        self.of_year = product(self.goal, number(MONTHS))
        self.months = self._months()
        self.typed = [page.figures.weight(month) for month in page.figures.months]
        self.weights = [self._weight(offset) for offset in range(MONTHS)]
        self.worked = LargestRemainder(self._address, [self._share(offset) for offset in range(MONTHS)])
        self.amounts = [self._amount(offset) for offset in range(MONTHS)]

    def _months(self) -> list[Live]:
        settings = self.page.draft.settings
        found = [start_of_year(self.page.month, cell(names.FISCAL_FIRST_MONTH, float(settings.first_month)))]
        for offset in range(1, MONTHS):
            found.append(next_month(cell(self._at(self.layout.months, offset - 1), found[-1].value)))
        return found

    # --- the working out --------------------------------------------------------------------------------------------

    def _weight(self, offset: int) -> Live:
        weight = entered(self._at(self.layout.weights, offset, True), self.typed[offset])
        return choice(is_blank(weight), number(1), weight)

    def _share(self, offset: int) -> Live:
        weight = cell(self._address("weight", offset, False), self.weights[offset].value)
        return quotient(product(self.of_year, weight), summed(self._all_weights()))

    def _all_weights(self) -> Area:
        return column(self.layout.months + 1, self._col("weight"), self.weights)

    def _amount(self, offset: int) -> Live:
        """The month's part; KGI_AMOUNT itself where all weights are equal."""
        weights = self._all_weights()
        part = self.worked.part(offset, self.of_year, fixed=True)
        return choice(compared(lowest(weights), "=", highest(weights)), self.goal, part)

    def _address(self, field: str, offset: int, fixed: bool) -> str:
        return self.canvas.a1(self.layout.months + 1 + offset, self._col(field), fixed)

    def _col(self, field: str) -> int:
        return self.layout.helpers + YEAR_FIELDS.index(field)

    def _at(self, row: int, offset: int, fixed: bool = False) -> str:
        return self.canvas.a1(row, FIRST + offset, fixed)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        self._head()
        for offset in range(MONTHS):
            self._month(offset)
        self._totals()
        self.canvas.live(self.layout.year_note, LABEL, self._note(), looks.NOTE)
        self._working_out()

    def _head(self) -> None:
        canvas, layout = self.canvas, self.layout
        canvas.text(layout.months, LABEL, Text("月", "Month"), looks.HEAD_LEFT)
        for offset, month in enumerate(self.months):
            canvas.live(layout.months, FIRST + offset, month, looks.PLAIN_HEAD.but(num_format=str(looks.SHORT_MONTH)))
        canvas.text(layout.months, TOTAL, Text("年間", "Year"), looks.PLAIN_HEAD)
        for row, words in zip((layout.weights, layout.days, layout.amounts, layout.cumulated), ROW_WORDS, strict=True):
            canvas.text(row, LABEL, words, looks.LABEL.but(bold=row == layout.amounts))

    def _month(self, offset: int) -> None:
        canvas, layout, col = self.canvas, self.layout, FIRST + offset
        weight = INPUT_NUMBER.but(num_format="0.0#")
        self.page.number_input(layout.weights, col, self.typed[offset], Unit.RATIO, WEIGHT_HINT, weight)
        canvas.live(layout.days, col, self._days(offset), _whole())
        canvas.live(layout.amounts, col, self.amounts[offset], _whole().but(bold=True))
        canvas.live(layout.cumulated, col, self._so_far(offset), _whole())

    def _days(self, offset: int) -> Live:
        start = cell(self._at(self.layout.months, offset), self.months[offset].value)
        return self.page.called("KPI_WORKING_DAYS", start, end_of_month(start))

    def _so_far(self, offset: int) -> Live:
        first, last = self._at(self.layout.amounts, 0, True), self._at(self.layout.amounts, offset)
        return summed(area(f"{first}:{last}", [each.value for each in self.amounts[: offset + 1]]))

    def _totals(self) -> None:
        layout, canvas = self.layout, self.canvas
        weights = [cell("", weight) for weight in self.typed]
        self._total(layout.weights, weights, _whole().but(bold=True, num_format="0.0#"))
        self._total(layout.days, [self._days(offset) for offset in range(MONTHS)], _whole().but(bold=True))
        total = self._total(layout.amounts, self.amounts, _whole().but(bold=True))
        missing = rounded(difference(total, self.of_year), 6)
        canvas.live(layout.cumulated, TOTAL, choice(compared(missing, "=", number(0)), FITS, DIFFERS), looks.LEVEL_TAG)
        first = cell(f"{canvas.letters(FIRST)}${layout.months + 1}", "")
        here = {compared(first, "=", start_of_month(self.page.month)): {"bold": True, "font_color": NAVY, "bg_color": "#E8EDF4"}}
        self.page.marked(layout.days, FIRST, layout.cumulated, LAST, here)

    def _total(self, row: int, cells: Sequence[Live], style: Style) -> Live:
        shown = area(f"{self._at(row, 0)}:{self._at(row, MONTHS - 1)}", [each.value for each in cells])
        return self.canvas.placed(row, TOTAL, summed(shown), style, fixed=False)

    def _note(self) -> Live:
        """What the weights do; or that the list of days off does not reach the months that are planned."""
        first, last = (cell(self._at(self.layout.months, offset), self.months[offset].value) for offset in (0, MONTHS - 1))
        listed = self.page.draft.settings.listed_months
        begin = day(names.HOLIDAYS_FROM, listed[0].start)
        end = day(names.HOLIDAYS_UNTIL, listed[-1].end - timedelta(days=1))
        is_outside = any_of(compared(first, "<", begin), compared(end_of_month(last), ">", end))
        return choice(is_outside, OUTSIDE_NOTE, YEAR_NOTE)

    def _working_out(self) -> None:
        canvas, layout = self.canvas, self.layout
        canvas.text(layout.top, layout.helpers, HELPER_HEADING, looks.HELPER_HEAD.but(align="left"))
        for field, words in zip(YEAR_FIELDS, HELPER_WORDS, strict=True):
            canvas.text(layout.months, self._col(field), words, looks.HELPER_HEAD)
        for offset in range(MONTHS):
            for field, live in {"weight": self.weights[offset], **self.worked.row(offset)}.items():
                canvas.live(layout.months + 1 + offset, self._col(field), live, looks.HELPER)


ROW_WORDS = (
    Text("季節性の重み（入力）", "Seasonality weight (input)"),
    Text("稼働日数", "Working days"),
    Text("KGI（円）", "KGI (yen)"),
    Text("累計（円）", "Cumulative (yen)"),
)
FITS, DIFFERS = Text("○ 年間と一致", "○ matches"), Text("× 年間と不一致", "× does not match")
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
