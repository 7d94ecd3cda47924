"""The sheets of one month in the open workbook, and the notes that people typed into them."""

from __future__ import annotations

from collections.abc import Collection

from kpi_xl.hosts.base import Host
from kpi_xl.periods import Month
from kpi_xl.sheets.monthly.parts.names import DRAWN_AS, NOTES, drawn_name, report_name

Notes = dict[tuple[str, str, str], str]
"""(sheet title, name of its table, KPI) -> note; see `kpi_xl.sheets.canvas.Book.notes`."""


def month_sheets(host: Host, month: Month) -> list[str]:
    """The sheets of *month*'s report in their order.

    One whose title no longer begins with the month, or is another than it was drawn with, is a person's own: so a version
    is kept by copying or renaming its sheets.
    """
    names: dict[str, set[str]] = {}
    for title, name in host.sheet_names:
        names.setdefault(title, set()).add(name)
    marked = {title for title, own in names.items() if report_name(month) in own and _is_as_drawn(title, own)}
    return [title for title in host.sheet_titles if title in marked and title.startswith(f"{month} ")]


def _is_as_drawn(title: str, names: Collection[str]) -> bool:
    """True for sheets of earlier versions, too, which do not say what they were called."""
    drawn = [name for name in names if name.startswith(DRAWN_AS)]
    return not drawn or drawn_name(title) in drawn


def typed_notes(host: Host, titles: Collection[str]) -> Notes:
    """What stands in the notes columns of these sheets."""
    found = {}
    cells = host.cells
    for (title, name), area in host.sheet_names.items():
        if title in titles and name.startswith(NOTES):
            for kpi, *_, note in cells.rows(area):
                if not note.is_blank:
                    found[title, name, kpi.text] = note.text
    return found
