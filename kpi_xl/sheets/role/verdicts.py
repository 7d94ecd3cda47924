"""SMART in the sheets: a KPI's five letters and the one line of advice, as formulas that follow the cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_xl.definitions import Kpi
from kpi_xl.sheets.role import names
from kpi_xl.sheets.role.formulas import literal
from kpi_xl.sheets.role.page import Page
from kpi_xl.sheets.styles import BAD, FAIR, GOOD
from kpi_xl.smart import GoalColumns, check_goal


def letters(kpi: Kpi, label: str, due: str) -> str:
    """The five letters of a KPI; *label* and *due* are a cell or what it would hold."""
    baseline, target, purpose = (name(kpi.id) for name in (names.baseline_name, names.target_name, names.purpose_name))
    return f'KPI_SMART("",{label},{baseline},{target},{due},{purpose})'


def advice(signs: str, kpi: Kpi) -> str:
    """The first thing to do, read off the letters in the cell *signs*: the twin of `GoalCheck.advice`.

    KPI_SMART_ADVICE itself needs Python; what can be said of columns is little enough for plain Excel.
    """
    formula = literal(_said_of(_GOOD))
    for letter, columns in reversed(_OPEN):
        test = f'ISNUMBER(FIND("{letter}",{signs}))'
        if columns.target == columns.baseline:  # else A△ is a large step
            test += f"*({names.target_name(kpi.id)}={names.baseline_name(kpi.id)})"
        formula = f"IF({test},{literal(_said_of(columns))},{formula})"
    return formula


def colour(page: Page, row: int, col: int, last_row: int) -> None:
    """Colour letters by the worst sign among them."""
    cell = page.canvas.a1(row, col)
    worst_first = {
        BAD: f'ISNUMBER(FIND("×",{cell}))',
        FAIR: f'ISNUMBER(FIND("△",{cell}))+ISNUMBER(FIND("？",{cell}))',
        GOOD: f'ISNUMBER(FIND("○",{cell}))',
    }
    for ink, test in worst_first.items():
        rule = {"type": "formula", "criteria": f"={test}", "format": page.draft.book.writer.add_format({"font_color": ink})}
        page.canvas.sheet.conditional_format(row, col, last_row, col, {**rule, "stop_if_true": True})


def _said_of(columns: GoalColumns) -> str:
    return str(check_goal("", today=_TODAY, columns=columns).advice)


_TODAY = date(2026, 4, 1)
_GOOD = GoalColumns("KPI", 30.0, 50.0, _TODAY, "KGI")
_OPEN = (
    ("M×", replace(_GOOD, target=None)),
    ("A？", replace(_GOOD, baseline=None)),
    ("R？", replace(_GOOD, purpose=None)),
    ("A△", replace(_GOOD, target=30.0)),
    ("A△", replace(_GOOD, target=500.0)),
    ("T△", replace(_GOOD, deadline=date(2026, 3, 31))),
)
"""What can be open, most pressing first: the letter, and columns that lack just this.

A KPI of ours always has its name and its deadline, and M△, a target in words, never comes without A？.
"""
