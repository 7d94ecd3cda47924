"""What people have protected against changes. Excel for Windows raises an error there, Excel for the Mac changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import xlwings as xw

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text


def require_open_structure(book: xw.Book) -> None:
    """Refuse where no sheet can be put in, renamed or hidden.

    Raises:
        InputError: the structure of the workbook is protected.
    """
    if asked(book, "ProtectStructure"):
        raise InputError([Finding(book.name, NO_VALUE, _STRUCTURE, _OPEN_STRUCTURE)])


def require_open_cells(cells: Iterable[xw.Range]) -> None:
    """Refuse where one of *cells* cannot be written, before any of them is.

    Raises:
        InputError: each protected sheet once.
    """
    findings = [closed_sheet(cell) for cell in _closed(cells)]
    if findings:
        raise InputError(findings)


def closed_sheet(cell: xw.Range) -> Finding:
    """The finding about the sheet of a cell that cannot be written."""
    place = f"{cell.sheet.book.name}: {cell.sheet.name}"
    return Finding(place, NO_VALUE, _SHEET, _OPEN_SHEET.format(sheet=cell.sheet.name))


def _closed(cells: Iterable[xw.Range]) -> Iterator[xw.Range]:
    """The first locked cell of each protected sheet."""
    protected: dict[str, bool] = {}
    said = set()
    for cell in cells:
        title = cell.sheet.name
        if title not in protected:
            protected[title] = asked(cell.sheet, "ProtectContents")
        if protected[title] and title not in said and asked(cell, "Locked"):
            said.add(title)
            yield cell


_ON_A_MAC = {
    "ProtectStructure": "protect_structure", "ProtectContents": "protect_contents", "Locked": "locked", "Date1904": "date_1904",
}  # fmt: skip


def asked(owner: xw.Book | xw.Sheet | xw.Range, attribute: str) -> bool:
    """What Excel says; on a Mac it is asked by other names."""
    api = owner.api
    if hasattr(api, attribute):
        return bool(getattr(api, attribute))
    return bool(getattr(api, _ON_A_MAC[attribute]).get())


_STRUCTURE = Text("はシートの構成が保護されています", "has its structure protected")
_OPEN_STRUCTURE = Text(
    "校閲タブの「ブックの保護」を解除してから、もう一度実行してください", "Click Review, Protect Workbook to unprotect it, then try again"
)
_SHEET = Text("は保護されているため、書き込めません", "is protected and cannot be written")
_OPEN_SHEET = Text(
    "シート「{sheet}」で校閲タブの「シート保護の解除」を押してから、もう一度実行してください",
    "On sheet {sheet} click Review, Unprotect Sheet, then try again",
)
