"""1on1 cards of before: what people wrote on them, found by the names of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kpi_xl.errors import ArgumentError, Finding, InputError
from kpi_xl.hosts.files.reading.named_cells import Rows, named_cells
from kpi_xl.packages import LOCK_BEGIN
from kpi_xl.periods import Month
from kpi_xl.sheets.one_on_one import FormerCard, Promise, names

CARD_FILES = "* 1on1 *.xlsx"


def former_cards(folder: Path) -> list[FormerCard]:
    """The cards in all workbooks of *folder* that are called as ours are; none where there is no folder.

    Raises:
        InputError: workbooks that cannot be read: what people wrote would be lost.
    """
    found: list[FormerCard] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(CARD_FILES)) if folder.is_dir() else ():
        if path.name.startswith(LOCK_BEGIN):
            continue
        try:
            found += [card for _, areas in named_cells(path, _BEGIN) if (card := _card(areas)) is not None]
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return found


def _card(areas: Mapping[str, Rows]) -> FormerCard | None:
    """None for a sheet that people added, and for a card whose first cells are gone."""
    cells = {name: [_typed(row[0]) for row in rows] for name, rows in areas.items()}
    member, team, month, day = (next(iter(cells.get(name, ())), "") for name in (names.MEMBER, names.TEAM, names.MONTH, names.DAY))
    promise = (*cells.get(names.PROMISE, ()), *[""] * _PROMISE_LINES)[:_PROMISE_LINES]
    try:
        return FormerCard(member, team, Month.parse(month), date.fromisoformat(day), tuple(cells.get(names.NOTES, ())), Promise(*promise))
    except (ArgumentError, ValueError):
        return None


def _typed(value: Any) -> str:
    """A cell as its writer reads it: a day as a day, a whole number without decimals."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


_BEGIN = "CARD_"
"""What the names of a card's cells begin with."""
_PROMISE_LINES = 5
