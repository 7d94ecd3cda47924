"""The sheets of a company's own in two planning workbooks: which are new, gone, or hold something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.reading.plan_cells import KEPT_COLUMNS, PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.plans.cells import Value
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.role.log_sheet import TAB as LOG_TAB
from kpi_xl.sheets.role.parts.steps import Step

Cells = Mapping[tuple[int, int], Value]
MOST_ROWS = 1_000
"""Of a sheet, what is compared."""


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that differs."""

    title: str
    before: bool  #: whether the first workbook has it
    after: bool
    cells: int  #: how many differ


def own_sheets(old: Path, new: Path) -> list[OwnSheet]:
    """Those that differ, in the order of the new workbook."""
    before, after = _read(old), _read(new)
    titles = dict.fromkeys((*after, *before))
    counted = ((title, _differing(before.get(title, {}), after.get(title, {}))) for title in titles)
    return [
        OwnSheet(title, title in before, title in after, count)
        for title, count in counted
        if count or (title in before) != (title in after)
    ]


def _differing(before: Cells, after: Cells) -> int:
    return sum(before.get(place) != after.get(place) for place in before.keys() | after.keys())


def _read(path: Path) -> dict[str, Cells]:
    try:
        book = PlanBook(path)
        try:
            ours = {*_drawn_titles(), *(area[0] for area in book.names.values())}
            return {title: _cells(book, title) for title in book.sheet_titles if title not in ours}
        finally:
            book.close()
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error


def _drawn_titles() -> set[str]:
    """What our sheets are called, in both languages: those without a named cell, too."""
    return {title for tab in (*(each.tab for each in (*Step, *Tab)), LOG_TAB) for title in tab.both()}


def _cells(book: PlanBook, title: str) -> Cells:
    rows = book.contents((title, 1, 1, MOST_ROWS, KEPT_COLUMNS))
    return {
        (row, column): value
        for row, line in enumerate(rows, start=1)
        for column, (value, _) in enumerate(line, start=1)
        if value not in (None, "")
    }
