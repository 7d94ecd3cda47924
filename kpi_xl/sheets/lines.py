"""Lines: rows of a long table, of which there are a few forms and thousands of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi_xl.sheets.styles import Style

ROW = "{row}"
"""Stands in a line's formulas for the number of its own row."""

LineValue = str | float | None
"""A text, a number, or nothing, which is shown as a dash; of a formula its computed value."""


@dataclass(frozen=True, eq=False)
class LineCell:
    """One cell of a form."""

    style: Style
    formula: str | None = None  #: with `ROW`; None: the cell holds a value


@dataclass(frozen=True, eq=False)
class LineForm:
    """How lines of one form are written; forms are told apart by identity."""

    first_col: int
    cells: tuple[LineCell, ...]


class Line(NamedTuple):
    """One row."""

    form: LineForm
    values: Sequence[LineValue]  #: one for each cell of the form
