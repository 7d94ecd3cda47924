"""The activity log that a team types into its workbook: the table 活動ログ (LOG_ROWS), on whatever sheet it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from kpi_xl.activity import LogFile, LogTable
from kpi_xl.activity.fields import FIELD_BY_HEADER, Field
from kpi_xl.definitions.kinds import folded
from kpi_xl.hosts.plans.cells import DAYS_TO_1904, PlanCells, TableArea
from kpi_xl.sheets.role.parts import names

ROWS_AT_ONCE = 200
"""Read below a table, until one is blank."""


def typed_log(book: PlanCells) -> LogFile | None:
    """The log in the workbook; None where it has no table for it, or nobody has typed anything into it."""
    tables = (book.table_area(name, names.LOG_AREA) for name in names.LOG_ROWS.both())
    found = next(filter(None, tables), None)
    if found is None:
        return None
    rows = _rows(book, found)
    if not any(map(_is_filled, rows[1:])):
        return None
    title, top, *_ = found.area
    folder = book.folder or Path()
    return LogFile(folder / book.label, table=LogTable(rows, title, top))


def _rows(book: PlanCells, table: TableArea) -> list[list[Any]]:
    """Heads and rows. What is typed right below the table is meant for it: Excel lets it grow, LibreOffice does not."""
    rows = book.table_rows(table.area)
    if table.totals:
        return _with_days(book, rows[: -table.totals])
    title, _, left, bottom, right = table.area
    return _with_days(book, [*rows, *takewhile(_is_filled, _below(book, title, left, bottom, right))])


def _below(book: PlanCells, title: str, left: int, bottom: int, right: int) -> Iterator[list[Any]]:
    """The rows below *bottom*, endlessly."""
    for above in count(bottom, ROWS_AT_ONCE):
        for row in book.contents((title, above + 1, left, above + ROWS_AT_ONCE, right)):
            yield [value for value, _ in row]


def _with_days(book: PlanCells, rows: list[list[Any]]) -> list[list[Any]]:
    """Serial numbers of days as Excel counts them usually."""
    days = [column for column, head in enumerate(rows[0]) if FIELD_BY_HEADER.get(folded(str(head))) is Field.DATE]
    if book.counts_from_1904:
        for row in rows[1:]:
            for column in days:
                row[column] = row[column] + DAYS_TO_1904 if isinstance(row[column], float) else row[column]
    return rows


def _is_filled(row: Sequence[Any]) -> bool:
    return any(value is not None and str(value).strip() for value in row)
