"""A log kept in an Excel workbook, read as texts: the first sheet whose first rows hold the headers."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.activity.tables import RawTable, fields_of, load_rows
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

HEADER_WITHIN = 20  #: rows in which a header may stand, below a title
LARGEST_UNPACKED = 2_000_000_000
LARGEST_RATIO = 200
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


def load_workbook(connection: duckdb.DuckDBPyConnection, path: Path, mapping: LogMapping) -> RawTable:
    """Load the log of a workbook.

    Raises:
        InputError: no workbook, a bomb, no sheet with the headers, or error values (#N/A) in a cell that counts.
    """
    check_package(path)
    first_problem: InputError | None = None
    for title, rows in _sheets(path):
        for index, row in enumerate(rows[:HEADER_WITHIN]):
            header = [as_text(cell) for cell in row]
            if not any(header):
                continue
            try:
                fields = fields_of(header, mapping, f"{path.name} {title}!")
            except InputError as error:
                first_problem = first_problem or error
                continue
            return _load(connection, path, title, fields, rows[index + 1 :], index + 2)
    raise first_problem or InputError([Finding(path.name, NO_VALUE, _NO_ROWS, _ADD_ROWS)])


def _load(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    title: str,
    fields: dict[Field, int],
    rows: list[list[Any]],
    first_row: int,
) -> RawTable:
    table = RawTable(path.name, fields, sheet=title, first_line=first_row)
    width = max(fields.values()) + 1
    kept = [
        (first_row + offset, [as_text(cell) for cell in row[:width]] + [""] * (width - len(row)))
        for offset, row in enumerate(rows)
        if any(cell not in ("", None) for cell in row)
    ]
    table.lines = [line for line, _ in kept]
    load_rows(connection, [cells for _, cells in kept], table)
    return table


def check_package(path: Path) -> None:
    """Refuse what is no workbook, or unpacks to something absurd."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError([Finding(path.name, NO_VALUE, _NO_WORKBOOK, _SAVE_XLSX)]) from error
    unpacked, packed = sum(item.file_size for item in members), sum(item.compress_size for item in members)
    if unpacked > LARGEST_UNPACKED or (unpacked > 50_000_000 and unpacked > LARGEST_RATIO * max(packed, 1)):
        raise InputError([Finding(path.name, NO_VALUE, _BOMB, _CHECK_ORIGIN)])
    if not any(item.filename == "xl/workbook.xml" for item in members):
        raise InputError([Finding(path.name, NO_VALUE, _NO_WORKBOOK, _SAVE_XLSX)])


def _sheets(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """(title, rows) of each sheet; error values stay visible as #N/A and the like."""
    from python_calamine import CalamineError, CalamineWorkbook

    if _has_error_cells(path):
        return _sheets_with_errors(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except CalamineError as error:
        raise InputError([Finding(path.name, NO_VALUE, _NO_WORKBOOK, _SAVE_XLSX)]) from error


def _has_error_cells(path: Path) -> bool:
    """True where a sheet holds an error value, which the fast reader would give as an empty cell."""
    error_cell = re.compile(rb'<c [^>]*t="e"')
    with zipfile.ZipFile(path) as package:
        sheets = [item for item in package.infolist() if item.filename.startswith("xl/worksheets/")]
        return any(error_cell.search(package.read(item)) for item in sheets if item.filename.endswith(".xml"))


def _sheets_with_errors(path: Path) -> list[tuple[str, list[list[Any]]]]:
    import pandas

    frames = pandas.read_excel(
        path, sheet_name=None, header=None, engine="openpyxl", dtype=object, keep_default_na=False, na_filter=False
    )
    return [(str(title), frame.to_numpy(dtype=object).tolist()) for title, frame in frames.items()]


def as_text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2026-11-30.

    >>> as_text(3.0), as_text(datetime(2026, 11, 30, 9)), as_text(None)
    ('3', '2026-11-30', '')
    """
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


_NO_ROWS = Text("活動ログの表がありません", "holds no activity log")
_ADD_ROWS = Text("見出し（日付、担当者、種別）のある表を入れてください", "Put a table with the headers date, member, kind in it")
_NO_WORKBOOK = Text("Excelブックとして開けません", "cannot be opened as a workbook")
_SAVE_XLSX = Text("Excelで開き、パスワードなしの .xlsx として保存し直してください", "Save it again as .xlsx without a password")
_BOMB = Text("展開すると異常に大きくなるファイルです", "unpacks to an absurd size")
_CHECK_ORIGIN = Text("ファイルの出どころを確かめてください", "Check where the file comes from")
