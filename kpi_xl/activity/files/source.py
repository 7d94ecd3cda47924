"""A source: one table of texts that DuckDB can scan, whatever file it comes from.

Headers, values and names of the file never become part of a query: a scan has columns c0, c1, ... and bound values.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from kpi_xl.activity.notes import Note
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

AT_ONCE = 10_000
"""Rows that are written at a time."""


@dataclass(frozen=True)
class Line:
    """One record as it stands in the file."""

    number: int  #: of the line (row) on which it begins
    cells: Sequence[str]
    text: str  #: as one line


@dataclass
class Source:
    """A table on its way into DuckDB."""

    name: str  #: of the file, for messages
    scan: str  #: SQL of a relation with text columns c0, c1, ...
    bound: dict[str, Any]  #: the values bound in it
    walk: Callable[[], Iterator[Line]]
    """Every record that the scan gives, in its order."""
    sheet: str = ""  #: of a workbook
    too_wide: list[tuple[int, str]] = field(default_factory=list)  #: (line, text) of rows wider than the header
    slower: Callable[[], Source] | None = None
    """The same table by a reader that is slower and takes more; None where there is none."""
    unreadable: Finding | None = None  #: what is said where its cells cannot be read although its columns could; None: nobody knows a reason
    has_no_errors: bool = False  #: no cell can hold the error value of a formula: there is not one # in the file
    notes: tuple[Note, ...] = ()  #: what was chosen for the reader
    csv: Path | None = None  #: the file of CSV that is scanned; None where none is

    @property
    def shown(self) -> str:
        """The file, and the sheet where there are several."""
        return f"{self.name} {self.sheet}".rstrip()

    def place(self, line: int) -> Text:
        """Where a record stands."""
        return row_of(self.name, self.sheet, line)


def row_of(name: str, sheet: str, row: int) -> Text:
    """Where a row of a workbook's sheet stands, or of a table that has none."""
    return Text(f"{name} {sheet}!{row}行目", f"{name} {sheet}!row {row}") if sheet else line_of(name, row)


def line_of(name: str, line: int) -> Text:
    return Text(f"{name} {line}行目", f"{name} line {line}")


def csv_scan(path: Path, width: int, separator: str = ",", skipped: int = 0, is_strict: bool = True) -> tuple[str, dict[str, Any]]:
    """SQL and bound values of a scan of UTF-8 CSV with a header, *skipped* lines above it; one that is not strict passes over broken lines."""
    import glob

    scan = (
        "read_csv($path, header = true, auto_detect = false, all_varchar = true, delim = $separator, quote = '\"',"
        f" escape = '\"', columns = $columns, skip = $skipped, ignore_errors = {str(not is_strict).lower()})"
    )
    columns = {f"c{position}": "VARCHAR" for position in range(width)}
    return scan, {"path": glob.escape(str(path)), "separator": separator, "columns": columns, "skipped": skipped}


def as_line(cells: Sequence[str]) -> str:
    """Cells as one line of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def rewritten(rows: Iterable[tuple[int, Sequence[str]]], path: Path, width: int) -> list[int]:
    """Write rows that Python has read as the plainest CSV, below a header; the lines they came from."""
    lines: list[int] = []
    left = iter(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_as_csv([[f"c{position}" for position in range(width)]], width))
        while some := list(islice(left, AT_ONCE)):
            numbers, cells = zip(*some, strict=True)
            lines.extend(numbers)
            file.write(_as_csv(_fitted(cells, width), width))
    return lines


def _fitted(rows: Sequence[Sequence[str]], width: int) -> Sequence[Sequence[str]]:
    """The cells of each row, as many as there are columns."""
    if set(map(len, rows)) == {width}:
        return rows
    return [[*cells[:width], *[""] * (width - len(cells))] for cells in rows]


def _as_csv(rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows of *width* cells as lines of CSV, every cell quoted."""
    text = '"\n"'.join(map('","'.join, rows))
    if text.count('"') == 2 * (width * len(rows) - 1):  # those around cells alone: joining takes a fifth of a writer's time
        return f'"{text}"\n'
    lines = io.StringIO()
    csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def nothing_in(name: str) -> InputError:
    return InputError([Finding(name, NO_VALUE, _EMPTY, _EXPORT_AGAIN)])


_EMPTY = Text("中身がありません", "is empty")
_EXPORT_AGAIN = Text("見出し行のある活動ログを書き出し直してください", "Export the activity log again, with its header row")
