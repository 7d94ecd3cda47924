"""SMART in the sheets: a KPI's five letters and the one line of advice, as formulas that follow the cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_xl.definitions import ROLE_IDS, Kpi
from kpi_xl.functions import call
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Draft, Page
from kpi_xl.sheets.styles import BAD, FAIR, GOOD
from kpi_xl.smart import CellCheck, GoalColumns, check_cell, check_goal


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
    return f"IF(ISERROR({signs}),{literal(NOTHING)},{formula})"  # letters that cannot be computed praise nothing


def longest_advice() -> str:
    """What `advice` can say at most, so that its cell has room for it."""
    return max((_said_of(columns) for columns in (_GOOD, *(columns for _, columns in _OPEN))), key=looks.width_of)


def of_sentence(draft: Draft, words: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """(formula, value) of the letters and of the advice that our own functions give the sentence."""
    role, first_month = draft.role, draft.settings.first_month
    is_shipped = role.id in ROLE_IDS  # the functions know no company's own role
    columns = f'"",{names.baseline_name(role.kgi.id)},"","",""'
    arguments = f"{names.KGI_TEXT},{columns},{names.BOOK_ROLE if is_shipped else literal('')},{names.FISCAL_FIRST_MONTH}"
    given = words, "", None, "", "", "", role.key if is_shipped else "", first_month
    functions = "KPI_SMART", "KPI_SMART_ADVICE"
    signs, advice = ((f"={function}({arguments})", str(call(function, *given))) for function in functions)
    return signs, advice


def of_checked_sentence(draft: Draft, words: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """(formula, value) of the letters and of the advice that the last check left, as long as the sentence is the same."""
    check, is_same = sentence_check(draft, words), f"EXACT({names.KGI_TEXT},{names.KGI_CHECKED_TEXT})"
    return (
        (f"=IF({is_same},{names.KGI_CHECKED_SMART},{literal(NOTHING)})", str(check.signs)),
        (f"=IF({is_same},{names.KGI_CHECKED_ADVICE},{literal(str(CHANGED))})", str(check.advice)),
    )


def sentence_check(draft: Draft, words: str) -> CellCheck:
    """What Python says of the sentence of a new workbook."""
    settings = draft.settings
    return check_cell(words, today=settings.month.start, role=draft.role, first_month=settings.first_month)


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


CHANGED = Text(
    "文が変わりました。「SMARTチェック」か kpi-xl check で確認してください",
    "The sentence has changed. Check it with SMART check or kpi-xl check",
)
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
