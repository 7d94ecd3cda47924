"""XlsxWriter's worksheet, quicker with formulas; what it writes is the same.

XlsxWriter looks for each of 29 newer functions in every formula, which takes longer than all else that it does with
the cell. Whether it finds one depends on the names before the brackets alone, so once for each combination will do.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from xlsxwriter.worksheet import Worksheet

_CALLED = re.compile(r"[\w.]+\(")


class QuickWorksheet(Worksheet):
    """A worksheet that remembers which combinations of functions XlsxWriter leaves as they are."""

    _left_alone: ClassVar[dict[tuple[Any, ...], bool]] = {}

    def _prepare_formula(self, formula: str, *expand: Any) -> str:
        if "_xlfn." in formula or "{" in formula or "}" in formula:
            return str(super()._prepare_formula(formula, *expand))
        plain = formula.removeprefix("=")
        combination = (self.use_future_functions, *expand, *_CALLED.findall(formula))
        if combination not in self._left_alone:
            self._left_alone[combination] = super()._prepare_formula(formula, *expand) == plain
        return plain if self._left_alone[combination] else str(super()._prepare_formula(formula, *expand))
