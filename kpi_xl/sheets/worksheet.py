"""XlsxWriter's worksheet, quicker with formulas, its title quoted as everywhere else.

XlsxWriter looks for each of 29 newer functions in every formula, which takes longer than all else that it does with
the cell. Whether it finds one depends on the names before the brackets alone, so once for each combination will do.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from xlsxwriter.worksheet import Worksheet

from kpi_xl.sheets.references import quoted_title

_CALLED = re.compile(r"[\w.]+\(")


class QuickWorksheet(Worksheet):
    """A worksheet that remembers which combinations of functions XlsxWriter leaves as they are."""

    repeat_row_range: str
    _left_alone: ClassVar[dict[tuple[Any, ...], bool]] = {}

    def _prepare_formula(self, formula: str, *expand: Any) -> str:
        if "_xlfn." in formula or "{" in formula or "}" in formula:
            return str(super()._prepare_formula(formula, *expand))
        plain = formula.removeprefix("=")
        combination = (self.use_future_functions, *expand, *_CALLED.findall(formula))
        if combination not in self._left_alone:
            self._left_alone[combination] = super()._prepare_formula(formula, *expand) == plain
        return plain if self._left_alone[combination] else str(super()._prepare_formula(formula, *expand))

    def repeat_rows(self, first_row: int, last_row: int | None = None) -> None:
        super().repeat_rows(first_row, last_row)
        self.repeat_row_range = self._quoted(self.repeat_row_range)

    def _convert_name_area(self, *corners: int) -> str:
        """Of the print area and of filters."""
        return self._quoted(super()._convert_name_area(*corners))

    def _quoted(self, reference: str) -> str:
        return f"{quoted_title(self.name)}!{reference.rpartition('!')[2]}"
