"""How to read the table's signs: the thresholds at the right of its heading, in cells that the formulas read."""

from __future__ import annotations

from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import cell
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.styles import Style
from kpi_xl.targets import Thresholds

FIRST_COL = 9
"""Of a KPI table's legend: what is judged, then ○, △ and × in a column each."""


def draw_legend(
    sheet: Canvas, row: int, thresholds: Thresholds, words: object, first_col: int = FIRST_COL, style: Style = looks.SECTION_NOTE,
    poor_col: int | None = None,
) -> Limits:  # fmt: skip
    """*words*, then ○ 100%以上, △ 80%以上, × 80%未満, the last one at the left of *poor_col* where the next column is a gutter.

    Returns: the cells of the two thresholds.
    """
    good, fair, poor = (style.but(num_format=str(form)) for form in wording.LEGEND_FORMATS)
    limits = limits_at(sheet, row, thresholds, first_col)
    sheet.text(row, first_col, words, style)
    sheet.number(row, first_col + 1, thresholds.good, good)
    sheet.number(row, first_col + 2, thresholds.fair, fair)
    sheet.live(row, poor_col or first_col + 3, limits.fair, poor.but(align="left") if poor_col else poor)
    sheet.sheet.data_validation(
        row, first_col + 1, row, first_col + 2,
        {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10,
            "input_title": str(wording.LEGEND_TITLE), "input_message": str(wording.LEGEND_HINT),
            "error_message": str(wording.LEGEND_ERROR),
        },
    )  # fmt: skip
    return limits


def limits_at(sheet: Canvas, row: int, thresholds: Thresholds, first_col: int = FIRST_COL) -> Limits:
    """The thresholds' cells of a legend in *row*."""
    good, fair = (sheet.a1(row, col, fixed=True) for col in (first_col + 1, first_col + 2))
    return Limits(cell(good, thresholds.good), cell(fair, thresholds.fair))
