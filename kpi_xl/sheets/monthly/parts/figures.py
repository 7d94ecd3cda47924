"""Figures that cards read: label, value and sign in a row of the aside."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Direction
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import DASH, Live, choice, compared, is_number
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.units import CHANGE_FORMAT


@dataclass(frozen=True)
class Figure:
    """A figure of the aside and its sign, in their cells."""

    value: Live
    sign: Live


@dataclass(frozen=True)
class FigureWriter:
    """Writes figures of one sheet."""

    aside: Aside
    limits: Limits

    def rate(self, row: int, words: Text, rate: Live) -> Figure:
        """A rate with its sign by the thresholds on the sheet."""
        value = self._value(row, words, rate, looks.RATE_FORMAT)
        return self._signed(row, value, attainment.sign(value, self.limits))

    def change(self, row: int, words: Text, change: Live, direction: Direction) -> Figure:
        """A change: ○ where it went the good way (or nowhere), × where not."""
        value = self._value(row, words, change, str(CHANGE_FORMAT))
        is_good = compared(value, "<=" if direction is Direction.LOWER else ">=", ZERO)
        return self._signed(row, value, choice(is_number(value), choice(is_good, Status.GOOD.value, Status.POOR.value), DASH))

    def _value(self, row: int, words: Text, live: Live, number_format: str) -> Live:
        self.aside.sheet.text(row, self.aside.col, words, looks.ASIDE)
        return self.aside.sheet.placed(row, self.aside.col + 1, live, looks.aside_style(number_format))

    def _signed(self, row: int, value: Live, sign: Live) -> Figure:
        return Figure(value, self.aside.sheet.placed(row, self.aside.col + 2, sign, looks.ASIDE_CENTRE))
