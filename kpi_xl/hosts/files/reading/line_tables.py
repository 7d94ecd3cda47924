"""A table in a file of lines (CSV, TSV): its cells with the places that messages name."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from kpi_xl.activity.files.encodings import encoding_of
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans.cells import PlanCell, PlanCells, PlanTable, SheetArea, TableArea, Value
from kpi_xl.language import Text

LONGEST_FILE = 50_000_000


class LineCells(PlanCells):
    """A file of lines: it has no names, no tables, no cells."""

    folder = None
    counts_from_1904 = False

    def __init__(self, path: Path) -> None:
        self.label = path.name

    @property
    def names(self) -> Mapping[str, SheetArea]:
        return {}

    @property
    def other_names(self) -> Mapping[str, str]:
        return {}

    @property
    def tables(self) -> Mapping[str, TableArea]:
        return {}

    def contents(self, area: SheetArea) -> Sequence[Sequence[tuple[Value, bool]]]:
        return []


def line_table(path: Path) -> PlanTable:
    """The table in the file; UTF-8, UTF-16 and CP932 are read, parted by commas, tabs or semicolons.

    Raises:
        InputError: there is no such file, it is too large, nothing is in it, or rows are wider than the header: nobody knows what they say.
    """
    if not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _MISSING, _CHECK_PATH)])
    if path.stat().st_size > LONGEST_FILE:
        raise InputError([Finding(path.name, NO_VALUE, _TOO_LARGE, _SPLIT)])
    text = path.read_text(encoding=encoding_of(path))
    first, _, _ = text.lstrip().partition("\n")
    lines = csv.reader(text.splitlines(keepends=True), delimiter=max(",\t;", key=first.count))
    try:
        rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError([Finding(_AT.format(file=path.name, line=lines.line_num), NO_VALUE, _NO_CSV, _QUOTE_COMMA)]) from error
    if not rows:
        raise InputError([Finding(path.name, NO_VALUE, _EMPTY, _FILL)])
    width = len(rows[0][1])
    too_wide = [_AT.format(file=path.name, line=line) for line, row in rows if any(cell.strip() for cell in row[width:])]
    if too_wide:
        raise InputError([Finding(place, NO_VALUE, _TOO_WIDE, _QUOTE_COMMA) for place in too_wide])
    cells = [
        tuple(PlanCell(str(_AT.format(file=path.name, line=line)), value) for value in (*row[:width], *[""] * (width - len(row))))
        for line, row in rows
    ]
    return PlanTable(path.name, cells[0], tuple(cells[1:]))


_AT = Text("{file} {line}行目", "{file} line {line}")
_MISSING = Text("ファイルがありません", "does not exist")
_CHECK_PATH = Text("ファイルの場所と名前を確認してください", "Check the path and the name")
_TOO_LARGE = Text("は50MBを超えています", "is larger than 50 MB")
_SPLIT = Text("担当者の一覧だけのファイルにしてください", "Give a file with the list of members alone")
_NO_CSV = Text("CSVとして読めません", "cannot be read as CSV")
_TOO_WIDE = Text("見出しより列が多い行です", "has more cells than the header")
_QUOTE_COMMA = Text("カンマを含む値は「\"」で囲んでください", "Put values that hold a comma in double quotes")
_EMPTY = Text("に何も書かれていません", "is empty")
_FILL = Text("1行目に「担当者,チーム,役割」などの見出しを入れてください", "Begin it with heads such as Member,Team,Role")
