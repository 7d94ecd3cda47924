"""Figures that cards read: label, value and sign in a row of the aside."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.report.rates import Status, status_of
from kpi_xl.definitions import Direction
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.monthly.parts import formulas, looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.table import Limits
from kpi_xl.targets import Thresholds
from kpi_xl.units import CHANGE_FORMAT


@dataclass(frozen=True)
class Figure:
    """A figure of the aside and the cell of its sign."""

    cell: str
    sign_cell: str
    value: float | None
    sign: str


@dataclass(frozen=True)
class FigureWriter:
    """Writes figures of one sheet."""

    aside: Aside
    limits: Limits
    thresholds: Thresholds

    def rate(self, row: int, words: Text, formula: str, value: float | None) -> Figure:
        """A rate with its sign by the thresholds on the sheet."""
        status = status_of(value, self.thresholds)
        cell = self._label(row, words)
        sign_formula = formulas.sign(cell, self.limits.good, self.limits.fair)
        return self._write(row, formula, value, looks.RATE_FORMAT, sign_formula, status.value if status else NOTHING)

    def change(self, row: int, words: Text, formula: str, value: float | None, direction: Direction) -> Figure:
        """A change: ○ where it went the good way (or nowhere), × where not."""
        cell = self._label(row, words)
        is_lower = direction is Direction.LOWER
        good, poor = Status.GOOD.value, Status.POOR.value
        sign_formula = f'=IF(ISNUMBER({cell}),IF({cell}{"<=" if is_lower else ">="}0,"{good}","{poor}"),"{NOTHING}")'
        sign = NOTHING
        if value is not None:
            sign = good if (value <= 0 if is_lower else value >= 0) else poor
        return self._write(row, formula, value, str(CHANGE_FORMAT), sign_formula, sign)

    def _label(self, row: int, words: Text) -> str:
        self.aside.sheet.text(row, self.aside.col, words, looks.ASIDE)
        return self.aside.sheet.a1(row, self.aside.col + 1, fixed=True)

    def _write(self, row: int, formula: str, value: float | None, form: str, sign_formula: str, sign: str) -> Figure:
        sheet, col = self.aside.sheet, self.aside.col
        sheet.formula(row, col + 1, formula, value, looks.aside_style(form))
        sheet.formula(row, col + 2, sign_formula, sign, looks.ASIDE_CENTRE)
        return Figure(sheet.a1(row, col + 1, fixed=True), sheet.a1(row, col + 2, fixed=True), value, sign)
