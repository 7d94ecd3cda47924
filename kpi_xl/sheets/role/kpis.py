"""③KPI: every KPI of the role with the problem it answers, and the tree that leads from the goal to daily action."""

from __future__ import annotations

from kpi_xl.definitions import Kpi, Level
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.role import looks, names
from kpi_xl.sheets.role.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.steps import Step
from kpi_xl.sheets.role.tree import Columns, draw_tree, height_of, laid_out
from kpi_xl.sheets.styles import TABLE_CENTRE, TABLE_TEXT, WRAPPED

ADOPTED = "○"
"""Typed where a KPI is followed."""

# The list and the tree share their columns: boxes are made of three columns, gutters of two.
WIDTHS = (2, 7, 22, 7, 5, 5, 9, 13, 13, 5, 5, 12, 13, 13, 5, 5, 13, 13, 13)
MARK, KPI, LEVEL, PERIOD, SIDE, CURRENT, TARGET = 1, 2, 6, 4, 9, 7, 8
DUE, PROBLEM, KSF = 11, 12, 15
LAST_COL = 18
BOXES = (Columns(1, 3), Columns(6, 8), Columns(11, 13), Columns(16, 18))


def draw(draft: Draft) -> None:
    raise NotImplementedError
