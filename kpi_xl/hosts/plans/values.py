"""What the named cells of a role workbook say, read leniently; what cannot be read becomes a finding with its cell."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from difflib import get_close_matches

from kpi_xl.activity.days import parse_day
from kpi_xl.errors import NO_VALUE, ArgumentError, Finding, did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell, PlanCells
from kpi_xl.language import Text
from kpi_xl.periods import PLANNED_YEARS, Month
from kpi_xl.units import Unit, read_quantity

SAME_BUT_FOR_A_SLIP = 0.85
HIGHEST_THRESHOLD = 2.0
"""An attainment of 200%; what is typed beyond it is 100 for 100%."""


class PlanValues:
    """The values of one workbook; everything wrong with them is added to *findings*."""

    def __init__(self, book: PlanCells, findings: list[Finding]) -> None:
        self.book, self.findings = book, findings

    def report(self, place: object, value: object, rule: Text, remedy: Text) -> None:
        self.findings.append(Finding(place, value, rule, remedy))

    def missing_table(self, table: str) -> None:
        """A table that the workbook should have."""
        known = self.book.tables
        self.report(self.book.label, table, _NO_TABLE, did_you_mean(table, known) if known else _MAKE_ANEW)

    def cell(self, name: str, otherwise: Text | None = None) -> PlanCell | None:
        """The cell of a name; a missing name is a finding, with *otherwise* as what may be done instead of naming it."""
        cell = self.book.cell(name)
        meant = self.book.other_names.get(name, "#REF!") if cell is None else ""
        if cell is None and "#REF!" not in meant:
            self.report(self.book.label, name, _NO_AREA.format(meant=meant[:60]), _ONE_AREA)
        elif cell is None:
            # a renamed one is spelled nearly the same; others of ours are somewhat alike
            near = get_close_matches(name, self.book.names, n=1, cutoff=SAME_BUT_FOR_A_SLIP)
            remedy = did_you_mean(name, near) if near else otherwise or (_NAME_IT if self.book.names else _MAKE_ANEW)
            self.report(self.book.label, name, _NO_NAME, remedy)
        return cell

    # --- numbers ------------------------------------------------------------------------------------------------

    def quantity(self, name: str, unit: Unit) -> float | None:
        """A number that must be there."""
        cell = self.cell(name)
        if cell is None:
            return None
        if cell.is_blank:
            self._blank(cell)
            return None
        return self.number(cell, unit)

    def number(self, cell: PlanCell, unit: Unit, zero_rate: bool = False) -> float | None:
        """The number of a filled cell; a rate of 0 only where *zero_rate* says so."""
        try:
            return read_quantity("", cell.value, unit)
        except ArgumentError as error:
            if zero_rate and unit is Unit.RATE and self._is_zero(cell):
                return 0.0
            self.report(cell.place, cell.value, error.finding.rule, error.finding.remedy)
            return None

    def _is_zero(self, cell: PlanCell) -> bool:
        try:
            return read_quantity("", cell.value, Unit.COUNT) == 0
        except ArgumentError:
            return False

    def positive(self, name: str, unit: Unit) -> float | None:
        """A number above 0, such as the average order that everything is divided by."""
        value = self.quantity(name, unit)
        if value == 0:
            cell = self.book.cell(name)
            self.report(cell.place if cell else name, 0, _ABOVE_ZERO, _CHECK)
            return None
        return value

    def threshold(self, name: str, default: float) -> float:
        value = self.quantity(name, Unit.RATIO)
        if value is not None and not 0 < value <= HIGHEST_THRESHOLD:
            cell = self.book.cell(name)
            self.report(cell.place if cell else name, value, _THRESHOLD_RULE, _THRESHOLD_REMEDY)
            return default
        return default if value is None else value

    def month_number(self, name: str, default: int) -> int:
        """1 to 12."""
        cell = self.cell(name)
        if cell is None:
            return default
        text = unicodedata.normalize("NFKC", cell.text).removesuffix("月").removesuffix(".0")
        if text.isdecimal() and 1 <= int(text) <= 12:
            return int(text)
        if cell.is_blank:
            self._blank(cell)
        else:
            self.report(cell.place, cell.value, _FIRST_MONTH_RULE, _FIRST_MONTH_REMEDY)
        return default

    def _blank(self, cell: PlanCell) -> None:
        if cell.is_formula:
            self.report(cell.place, NO_VALUE, _NO_RESULT, _TYPE_VALUE)
        else:
            self.report(cell.place, NO_VALUE, _EMPTY, _FILL_IN)

    # --- days ---------------------------------------------------------------------------------------------------

    def day(self, cell: PlanCell) -> date | None:
        """The day of a filled cell."""
        day = self._as_day(cell)
        if day is None:
            self.report(cell.place, cell.value, _DAY_RULE, _DAY_REMEDY)
        return day

    def named_day(self, name: str) -> date | None:
        cell = self.cell(name)
        if cell is None:
            return None
        if cell.is_blank:
            self._blank(cell)
            return None
        return self.day(cell)

    def month(self, name: str) -> Month | None:
        """The month of a cell that holds its first day, or 2026年12月."""
        cell = self.cell(name)
        if cell is None:
            return None
        if cell.is_blank:
            self._blank(cell)
            return None
        day = self._as_day(cell)
        month = Month.of(day) if day else _named_month(cell.text)
        if month is None:
            self.report(cell.place, cell.value, _MONTH_RULE, _MONTH_REMEDY)
        return month

    def _as_day(self, cell: PlanCell) -> date | None:
        value = cell.value
        if isinstance(value, float):
            start = date(1904, 1, 1) if self.book.counts_from_1904 else date(1899, 12, 30)
            day: date | None = start + timedelta(days=int(value)) if 0 < value < 200_000 else None
        else:
            day = parse_day(value) if isinstance(value, str) else None
        return day if day is not None and day.year in PLANNED_YEARS else None


def _named_month(text: str) -> Month | None:
    try:
        return Month.parse(text)
    except ArgumentError:
        return None


_NO_NAME = Text("という名前がブックにありません", "is not a name of this workbook")
_NO_AREA = Text("は{meant}を指す名前で、1つのセル範囲ではありません", "is a name for {meant}, which is not one range of cells")
_ONE_AREA = Text(
    "名前の参照先を、1つの範囲（例：=設定!$B$60:$B$139）にしてください",
    "Let the name refer to one range, such as =Settings!$B$60:$B$139",
)
_NAME_IT = Text(
    "そのセルに名前を付け直してください（Excelは数式タブの「名前の定義」）。セルやシートを消したときは元に戻してください",
    "Name its cell so again (in Excel: Formulas, Define Name). Restore the cell or sheet if it was deleted",
)
_NO_TABLE = Text("というテーブルがブックにありません", "is not a table of this workbook")
_MAKE_ANEW = Text("「kpi-xl new」でブックを作り直してください", "Make the workbook again with kpi-xl new")
_ABOVE_ZERO = Text("0より大きい数が必要です", "must be above 0")
_CHECK = Text("0より大きい数を入力してください", "Enter a number above 0")
_EMPTY = Text("入力されていません", "is empty")
_FILL_IN = Text("値を入力してください", "Enter a value")
_NO_RESULT = Text("数式の計算結果が保存されていません", "has a formula without a saved result")
_TYPE_VALUE = Text(
    "値をそのまま入力するか、Excelで開いて保存し直してください",
    "Type the value itself, or save the workbook again from Excel",
)
_THRESHOLD_RULE = Text("は判定の基準になりません（0%より大きく200%以下）", "is not a threshold (above 0%, at most 200%)")
_THRESHOLD_REMEDY = Text("100%は「100%」または「1」と入力してください", "Write 100% as 100% or 1")
_FIRST_MONTH_RULE = Text("は1から12までの月ではありません", "is not a month from 1 to 12")
_FIRST_MONTH_REMEDY = Text("4月始まりなら「4」と入力してください", "Write 4 where the year begins in April")
_DAY_RULE = Text("は日付として読めません", "is not a date")
_DAY_REMEDY = Text("「2026/12/01」のように入力してください", "Write it as 2026-12-01")
_MONTH_RULE = Text("は月として読めません", "is not a month")
_MONTH_REMEDY = Text("「2026/12/01」または「2026年12月」のように入力してください", "Write it as 2026-12-01 or 2026-12")
