"""SMART in the sheets: a KPI's five letters and the one line of advice, as live values that follow the cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_xl.definitions import ROLE_IDS, Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    contains,
    is_error,
    is_same,
    product,
    text,
    total,
)
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Draft, Page
from kpi_xl.sheets.styles import BAD, FAIR, GOOD
from kpi_xl.smart import CellCheck, GoalColumns, check_cell, check_goal


def letters(page: Page, kpi: Kpi, label: Live, due: Live) -> Live:
    """The five letters of a KPI's columns."""
    columns = label, page.baseline(kpi), page.target(kpi), due, page.purpose(kpi)
    return page.called("KPI_SMART", NO_TEXT, *columns)


def advice(page: Page, kpi: Kpi, signs: Live) -> Live:
    """The first thing to do, read off the letters: the twin of `GoalCheck.advice`.

    KPI_SMART_ADVICE itself needs Python; what can be said of columns is little enough for plain Excel.
    """
    said = text(_said_of(_GOOD))
    for letter, columns in reversed(_OPEN):
        test = contains(signs, letter)
        if columns.target == columns.baseline:  # else A△ is a large step
            test = product(test, compared(page.target(kpi), "=", page.baseline(kpi)))
        said = choice(test, _said_of(columns), said)
    return choice(is_error(signs), DASH, said)  # letters that cannot be computed praise nothing


def longest_advice() -> str:
    """What `advice` can say at most, so that its cell has room for it."""
    return max((_said_of(columns) for columns in (_GOOD, *(columns for _, columns in _OPEN))), key=looks.width_of)


def of_sentence(page: Page, words: str) -> tuple[Live, Live]:
    """The letters and the advice that our own functions give the sentence."""
    role, first_month = page.draft.role, page.draft.settings.first_month
    is_shipped = role.id in ROLE_IDS  # of a company's own role only the host knows, and tells the functions
    known = cell(names.BOOK_ROLE, role.key) if is_shipped else NO_TEXT
    columns = NO_TEXT, page.baseline(role.kgi), NO_TEXT, NO_TEXT, NO_TEXT
    goal = cell(names.KGI_TEXT, words), *columns, known, cell(names.FISCAL_FIRST_MONTH, first_month)
    return page.called("KPI_SMART", *goal), page.called("KPI_SMART_ADVICE", *goal)


def of_checked_sentence(page: Page, words: str) -> tuple[Live, Live]:
    """The letters and the advice that the last check left, as long as the sentence is the same."""
    check = sentence_check(page.draft, words)
    is_unchanged = is_same(cell(names.KGI_TEXT, words), cell(names.KGI_CHECKED_TEXT, words))
    signs, advice = cell(names.KGI_CHECKED_SMART, str(check.signs)), cell(names.KGI_CHECKED_ADVICE, str(check.advice))
    return choice(is_unchanged, signs, DASH), choice(is_unchanged, advice, CHANGED)


def sentence_check(draft: Draft, words: str) -> CellCheck:
    """What Python says of the sentence of a new workbook."""
    settings = draft.settings
    return check_cell(words, today=settings.month.start, role=draft.role, first_month=settings.first_month)


def colour(page: Page, row: int, col: int, last_row: int) -> None:
    """Colour letters by the worst sign among them."""
    poor, fair, unknown, good = (contains(cell(page.canvas.a1(row, col), ""), sign) for sign in "×△？○")
    inks = {poor: BAD, total(fair, unknown): FAIR, good: GOOD}
    page.marked(row, col, last_row, col, {test: {"font_color": ink} for test, ink in inks.items()})


def _said_of(columns: GoalColumns) -> str:
    return str(check_goal("", today=_TODAY, columns=columns).advice)


NO_TEXT = text("")
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
