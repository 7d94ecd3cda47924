"""A log kept in an Excel workbook, read as texts: the first sheet whose first rows hold the headers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kpi_xl.activity.detection import LayOut
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.source import Source, as_line, csv_sample, csv_scan, rewritten
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.packages import BROKEN, damaged, package_finding

HEADER_WITHIN = 20  #: rows in which a header may stand, below a title
LARGEST_UNPACKED = 2_000_000_000
"""A log of a million rows unpacks to a quarter of that."""
LARGEST_AREA = 50_000_000
"""Cells from A1 to the last one. The reader holds them all, so one stray value in XFD1048576 would take 500 GB."""


def open_workbook(path: Path, lay_out: LayOut, folder: Path) -> tuple[Source, Layout]:
    """The first table of a workbook whose headers fit.

    Args:
        folder: for the copy that DuckDB scans.

    Raises:
        InputError: no workbook, a bomb, or no sheet whose headers fit.
    """
    if finding := package_finding(path, LARGEST_UNPACKED):
        raise InputError([finding])
    problems = []
    for title, rows in _sheets(path):
        for index, row in enumerate(rows[:HEADER_WITHIN]):
            titles = [as_text(cell) for cell in row]
            if not any(titles):
                continue
            place = Text(f"{path.name} {title}!{index + 1}行目", f"{path.name} {title}!row {index + 1}")
            try:
                layout = lay_out(titles, place)
            except InputError as error:
                problems.append(error)
                continue
            return _source(path, title, rows[index + 1 :], index + 2, len(titles), folder), layout
    # the row that comes nearest to a header is the one that was meant, not a title above it
    raise min(problems, key=lambda problem: len(problem.findings), default=None) or InputError(
        [Finding(path.name, NO_VALUE, _NO_ROWS, _ADD_ROWS)]
    )


def _source(path: Path, title: str, rows: list[list[Any]], first_row: int, width: int, folder: Path) -> Source:
    copy = folder / f"{path.name}.csv"
    filled = (
        (number, [as_text(cell) for cell in row])
        for number, row in enumerate(rows, first_row)
        if any(cell not in ("", None) for cell in row)
    )
    lines = rewritten(filled, copy, width)
    scan, bound = csv_scan(copy, width)

    def walk() -> Iterator[tuple[int, str]]:
        with copy.open(encoding="utf-8", newline="") as file:
            records = csv.reader(file)
            next(records)
            for line, cells in zip(lines, records, strict=True):
                yield line, as_line(cells)

    return Source(path.name, scan, bound, walk, sheet=title, sample=csv_sample(copy, bound, folder))


def _sheets(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """(title, rows) of each sheet; error values stay visible as #N/A and the like."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_object(_with_errors_as_text(path))
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, *BROKEN) as error:
        raise InputError([damaged(path)]) from error


def _with_errors_as_text(path: Path) -> Path | io.BytesIO:
    """The workbook, or a copy in which error values are texts: the reader would give them as empty cells."""
    copy, has_errors = io.BytesIO(), False
    with zipfile.ZipFile(path) as package:
        sheets = [item for item in package.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", item)]
        for sheet in sheets:
            content = package.read(sheet)
            _check_area(content, path.name)
            has_errors = has_errors or _may_hold_errors(content)
        if not has_errors:
            return path
        with zipfile.ZipFile(copy, "w") as target:
            for item in package.namelist():
                content = package.read(item)
                target.writestr(item, _ERROR_CELL.sub(rb'\1"str"', content) if item in sheets else content)
    copy.seek(0)
    return copy


def _may_hold_errors(sheet: bytes) -> bool:
    return b't="e"' in sheet or b"t='e'" in sheet


_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^>]*?\bt=)(?:"e"|'e')""")


def _check_area(sheet: bytes, name: str) -> None:
    last = re.match(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)""", sheet[max(sheet.rfind(b"<row "), 0) :])
    rows = int(last[1]) if last else 0
    if rows * 26 > LARGEST_AREA or (rows * 16_384 > LARGEST_AREA and rows * _width(sheet) > LARGEST_AREA):
        raise InputError([Finding(name, NO_VALUE, _TOO_WIDE, _CLEAR_STRAY)])


def _width(sheet: bytes) -> int:
    """The last column that holds a cell; 26 where it is no further."""
    alike = sheet.translate(_ALL_LETTERS_A)  # searching 100 MB for any letters takes as long as reading the cells
    if b'r="AA' not in alike and b"r='AA" not in alike:
        return 26
    columns = set(re.findall(rb"""\br=["']([A-Z]{2,3})\d""", sheet))
    return max((_column(letters) for letters in columns), default=26)


_ALL_LETTERS_A = bytes.maketrans(b"BCDEFGHIJKLMNOPQRSTUVWXYZ", b"A" * 25)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def as_text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2026-11-30.

    >>> as_text(3.0), as_text(datetime(2026, 11, 30, 9)), as_text(None)
    ('3', '2026-11-30', '')
    """
    if type(cell) is str:  # most are
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return str(cell)


_NO_ROWS = Text("活動ログの表がありません", "has no activity log")
_ADD_ROWS = Text("見出し（日付、担当者、種別）のある表を入れてください", "Put a table with the headers date, member, kind in it")
_TOO_WIDE = Text("表から遠く離れたセルに値があります", "has a value far away from the table")
_CLEAR_STRAY = Text("Excelで Ctrl+End を押し、表の外にある値を消してください", "Press Ctrl+End in Excel and clear what lies outside the table")
