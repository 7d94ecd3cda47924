"""Activity logs that are typed into planning workbooks on disk."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path

from kpi_xl.activity import LogFile
from kpi_xl.hosts.files.reading.plan_cells import WORKBOOK_PART, PlanBook
from kpi_xl.hosts.plans import typed_log
from kpi_xl.packages import BROKEN, package_finding
from kpi_xl.sheets.role.parts import names


def is_planning_workbook(path: Path) -> bool:
    """Whether a file is a workbook of ours, by its names alone: a log of a million rows is not opened for it."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as package:
            return f'"{names.BOOK_ROLE}"'.encode() in package.read(WORKBOOK_PART).upper()
    except (KeyError, *BROKEN):
        return False


def read_typed_log(path: Path) -> LogFile | None:
    """The log in a workbook; None where there is none.

    Raises:
        UnreadableWorkbookError: the workbook cannot be read.
    """
    if package_finding(path):
        return None
    with closing(PlanBook(path)) as book:
        return typed_log(book)
