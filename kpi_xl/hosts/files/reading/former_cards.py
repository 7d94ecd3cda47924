"""1on1 cards of before: what people wrote on them, found by the names of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.errors import ArgumentError, Finding, InputError
from kpi_xl.packages import damaged, package_finding
from kpi_xl.periods import Month
from kpi_xl.sheets.one_on_one import FormerCard, Promise, names

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CARD_FILES = "* 1on1 *.xlsx"


def former_cards(folder: Path) -> list[FormerCard]:
    """The cards in all workbooks of *folder* that are called as ours are; none where there is no folder.

    Raises:
        InputError: workbooks that cannot be read: what people wrote would be lost.
    """
    found: list[FormerCard] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(CARD_FILES)) if folder.is_dir() else ():
        if path.name.startswith(_OPEN_ELSEWHERE):
            continue
        finding = package_finding(path)
        if finding:
            findings.append(finding)
        else:
            found += _cards(path, findings)
    if findings:
        raise InputError(findings)
    return found


def _cards(path: Path, findings: list[Finding]) -> list[FormerCard]:
    from openpyxl import load_workbook  # late: most reports draw no cards

    try:
        book = load_workbook(path, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it meet
        findings.append(damaged(path))
        return []
    return [card for sheet in book.worksheets if (card := _card(sheet)) is not None]


def _card(sheet: Worksheet) -> FormerCard | None:
    """None for a sheet that people added, and for a card whose first cells are gone."""
    cells = {name: _lines(sheet, name) for name in (names.MEMBER, names.TEAM, names.MONTH, names.DAY, names.NOTES, names.PROMISE)}
    head = [next(iter(cells[name]), "") for name in (names.MEMBER, names.TEAM, names.MONTH, names.DAY)]
    member, team, month, day = head
    try:
        return FormerCard(
            member, team, Month.parse(month), date.fromisoformat(day), tuple(cells[names.NOTES]),
            Promise(*(*cells[names.PROMISE], *[""] * _PROMISE_LINES)[:_PROMISE_LINES]),
        )  # fmt: skip
    except (ArgumentError, ValueError):
        return None


def _lines(sheet: Worksheet, name: str) -> Sequence[str]:
    """The texts of a named column of cells; a name people removed has none."""
    defined = sheet.defined_names.get(name)
    areas = [area for _, area in defined.destinations] if defined is not None else []
    return [_typed(value) for area in areas for value in _values(sheet, area)]


def _values(sheet: Worksheet, area: str) -> Iterator[Any]:
    cells = sheet[area.replace("$", "")]
    for row in cells if isinstance(cells, tuple) else ((cells,),):
        yield row[0].value


def _typed(value: Any) -> str:
    """A cell as its writer reads it: a day as a day, a whole number without decimals."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


_OPEN_ELSEWHERE = "~$"
"""What Excel lays beside a workbook that somebody has open."""
_PROMISE_LINES = 5
