"""Names of single sheets, by which a month's sheets and the notes typed into them are found again."""

from __future__ import annotations

import re
from zlib import crc32

from kpi_xl.definitions import RoleTemplate
from kpi_xl.periods import Month

THRESHOLD_GOOD, THRESHOLD_FAIR = "THRESHOLD_GOOD", "THRESHOLD_FAIR"
"""Cells of the list, called as in the role workbook, by which all its results are judged."""
NOTES = "NOTES_"
"""Begins the name of a table's rows: first cell of a row the KPI, last cell the note about it."""


def report_name(month: Month) -> str:
    """Every sheet of a month's report has it.

    >>> report_name(Month(2026, 11))
    'REPORT_2026_11'
    """
    return f"REPORT_{month.year}_{month.month:02}"


DRAWN_AS = "DRAWN_AS_"


def drawn_name(title: str) -> str:
    """A sheet of a report has it under the title that it was drawn with. Excel copies names along with a sheet, but gives
    the copy another title: so a copy, or a sheet that was renamed, can be told from ours.

    >>> drawn_name("2026-11 達成")
    'DRAWN_AS_80518335'
    """
    return f"{DRAWN_AS}{crc32(title.encode()):08X}"


def notes_name(role: RoleTemplate) -> str:
    """The table of *role*'s KPIs."""
    return NOTES + re.sub(r"[^\w.]", "_", role.key).upper()
