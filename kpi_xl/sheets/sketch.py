"""Sketches: what a drawing would put into a workbook, taken down without making one.

A sketch has a shape (formulas, formats, rules, charts, names ...) and values. Drawings of one shape differ in nothing
but values, so one of them can stand as a workbook to be filled with the values of all others. The workbooks of
`--each-member` are made so: 200 take the command less than half the time that drawing each of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from kpi_xl.language import spoken
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.styles import Style
from kpi_xl.sheets.worksheet import QuickWorksheet

Value = None | bool | int | float | str | date
"""What a cell holds, or the computed value of its formula; None: nothing."""


class Sketch(Book):
    """A book in which nothing is written; what is drawn into it is taken down."""

    def __init__(self) -> None:
        super().__init__("", "", date.min)

    def _new_writer(self, *_: object) -> Any:
        return _WriterSketch()

    def format(self, style: Style) -> Any:
        return style.number

    @property
    def sheets(self) -> list[SheetSketch]:
        found: list[SheetSketch] = self.writer.sheets
        return found

    @property
    def shape(self) -> Hashable:
        """Equal for drawings that differ in nothing but `values`."""
        sheets = tuple((sheet.title, *sheet.shape) for sheet in self.sheets)
        return spoken(), repr(self.writer.defined_names), repr(self.writer), sheets

    @property
    def values(self) -> dict[tuple[int, int, int], Value]:
        """(sheet, row, column) -> value; the same keys in the same order for drawings of one shape."""
        return {
            (sheet.index, row, col): value for sheet in self.sheets for (row, col), value in sheet.values.items()
        }


class _CallsSketch:
    """Takes down the calls that are made on it."""

    def __init__(self, *begin: object) -> None:
        self._calls = [repr(begin)]

    def __getattr__(self, method: str) -> Callable[..., str]:
        def called(*arguments: object, **options: object) -> str:
            self._calls.append(call := f"{method}{arguments!r}{options!r}")
            return call  # of add_format: it tells the format where it is used

        return called

    def __repr__(self) -> str:
        return "\n".join(self._calls)


class _WriterSketch(_CallsSketch):
    """A workbook's writer."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[SheetSketch] = []
        self.defined_names: list[object] = []

    def add_worksheet(self, title: str, **_: object) -> SheetSketch:
        self.sheets.append(SheetSketch(title, len(self.sheets)))
        return self.sheets[-1]

    def add_chart(self, options: dict[str, Any]) -> ChartSketch:
        return ChartSketch(options)


class ChartSketch(_CallsSketch):
    """A chart; where its axes end follows the figures, and is no part of the shape."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.ends: list[float] = []

    def set_x_axis(self, options: dict[str, Any]) -> None:
        self._axis("x", options)

    def set_y_axis(self, options: dict[str, Any]) -> None:
        self._axis("y", options)

    def _axis(self, name: str, options: dict[str, Any]) -> None:
        if "max" in options:
            self.ends.append(options["max"])
            options = {**options, "max": "an end"}
        self._calls.append(f"{name}{options!r}")


class SheetSketch:
    """A worksheet: values by cell, all else in `shape`."""

    def __init__(self, title: str, index: int) -> None:
        self.title, self.index = title, index
        self.shape: list[Hashable] = []
        self.values: dict[tuple[int, int], Value] = {}
        self.charts: list[ChartSketch] = []

    def __getattr__(self, method: str) -> Callable[..., None]:
        def called(*arguments: object, **options: object) -> None:
            self.shape.append(f"{method}{arguments!r}{options!r}")

        return called

    def write_string(self, row: int, col: int, value: Value, look: int) -> None:
        self.shape += (row, col, look)
        self.values[row, col] = value

    write_number = write_datetime = write_blank = write_string
    """Whether a cell holds a text, a number or nothing is a matter of its value."""

    def write_blanks(self, row: int, first_col: int, last_col: int, look: int) -> None:
        """Blank whoever is drawn: of the shape, and of no value."""
        self.shape += (row, first_col, last_col, look, None)
        for col in range(first_col, last_col + 1):
            self.values.pop((row, col), None)

    def write_formula(self, row: int, col: int, formula: str, look: int, value: Value) -> None:
        self.shape += (row, col, look, formula)
        self.values[row, col] = value

    def write_dynamic_array_formula(
        self, row: int, col: int, last_row: int, last_col: int, formula: str, look: int, value: Value
    ) -> None:
        self.shape += (row, col, last_row, last_col, formula, look)
        self.values[row, col] = value

    def write_url(self, row: int, col: int, url: str, look: int, text: str) -> None:
        self.shape += (row, col, url, look, text)  # a link's words are part of the link, too
        self.values[row, col] = text

    def merge_range(self, row: int, col: int, last_row: int, last_col: int, value: Value, look: int) -> None:
        self.shape += ("merged", row, col, last_row, last_col, look)
        self.values[row, col] = value

    def insert_chart(self, row: int, col: int, chart: ChartSketch, options: dict[str, Any]) -> None:
        self.shape.append(f"chart{row},{col},{chart!r}{options!r}")
        self.charts.append(chart)


class HollowWorksheet(QuickWorksheet):
    """A worksheet of a sketch's shape with nothing of its values: placeholders stand in their cells.

    They are of the values' kind, because a chart is written otherwise over texts than over numbers.
    """

    def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        return super().write_string(row, col, "", cell_format)

    def write_number(self, row: int, col: int, number: float, cell_format: Any = None) -> Any:
        return super().write_number(row, col, 0, cell_format)

    def write_datetime(self, row: int, col: int, date: object, cell_format: Any = None) -> Any:
        return super().write_number(row, col, 0, cell_format)

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Value = 0) -> Any:
        return super().write_formula(row, col, formula, cell_format, _placeholder(value))

    def write_dynamic_array_formula(
        self, row: int, col: int, last_row: int, last_col: int, formula: str, cell_format: Any = None, value: Value = 0
    ) -> Any:
        shown = _placeholder(value)
        return super().write_dynamic_array_formula(row, col, last_row, last_col, formula, cell_format, shown)

    def merge_range(
        self, row: int, col: int, last_row: int, last_col: int, data: Value, cell_format: Any = None
    ) -> Any:
        return super().merge_range(row, col, last_row, last_col, "", cell_format)


def _placeholder(value: Value) -> str | int:
    return "" if isinstance(value, str) else 0
