"""締め of 設定: what the month's close reads and makes. Workbooks are mailed: nothing outside the workbook's folder is named here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.activity.columns.preset import presets_named
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans.cells import PlanCell, PlanCells
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.passwords import holds_password
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.outputs import OUTPUTS, Output

_ELSEWHERE = re.compile(r"^(?:[/~]|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|://")
"""Absolute paths, drives, homes, folders above, addresses."""


@dataclass(frozen=True)
class Exports:
    """One line of files."""

    pattern: str  #: from the workbook's folder on
    reading: str = ""  #: a mapping file beside the workbook, or a preset's name; "": by their headings

    @property
    def has_mapping(self) -> bool:
        return self.reading.casefold().endswith(".toml")


@dataclass(frozen=True)
class Closing:
    """What the workbook says."""

    exports: tuple[Exports, ...] = ()
    connection: str = ""  #: the name of a warehouse's connection
    store: str = ""
    folder: str = ""
    outputs: tuple[Output, ...] = tuple(output for output in OUTPUTS if output.is_usual)


def read_closing(book: PlanCells, values: PlanValues) -> Closing:
    """The section, or what is usual where an earlier version's workbook has none; what is wrong becomes a finding."""
    if names.CLOSING_OUTPUTS not in book.names:
        return Closing()
    marks = book.cells(names.CLOSING_OUTPUTS)
    return Closing(
        tuple(_exports(book, values)),
        _connection(values, book.cell(names.CLOSING_CONNECTION)),
        _inside(values, book.cell(names.CLOSING_STORE)),
        _inside(values, book.cell(names.CLOSING_FOLDER)),
        _marked(marks),
    )


def _exports(book: PlanCells, values: PlanValues) -> Iterator[Exports]:
    """Line by line; in workbooks of version 0.2 one cell says how all of them are read."""
    readings = [_inside(values, cell) for cell in book.cells(names.CLOSING_MAP)]
    cells = book.cells(names.CLOSING_LOGS)
    lines = zip(cells, readings * len(cells) if len(readings) == 1 else readings, strict=False)
    for cell, reading in lines:
        if pattern := _inside(values, cell):
            found = Exports(pattern, reading)
            _check_preset(values, cell, found)
            yield found
        elif reading and cell.is_blank and len(readings) > 1:
            values.report(cell.place, NO_VALUE, _NO_PATTERN, _NAME_FILES)


def _check_preset(values: PlanValues, cell: PlanCell, line: Exports) -> None:
    if not line.reading or line.has_mapping:
        return
    try:
        presets_named(line.reading)
    except InputError as error:
        values.findings += [Finding(cell.place, line.reading, finding.rule, finding.remedy) for finding in error.findings]


def _marked(marks: Sequence[PlanCell]) -> tuple[Output, ...]:
    return tuple(output for output, mark in zip(OUTPUTS, marks, strict=False) if not mark.is_blank)


def _inside(values: PlanValues, cell: PlanCell | None) -> str:
    """A path within the workbook's folder, with slashes; "" where there is none."""
    if cell is None or cell.is_blank:
        return ""
    path = cell.text.replace("\\", "/").replace("¥", "/")
    if _ELSEWHERE.search(path):
        values.report(cell.place, "" if holds_password(path) else path, _OUTSIDE, _NAME_IT_ELSEWHERE)
        return ""
    return path


def _connection(values: PlanValues, cell: PlanCell | None) -> str:
    if cell is None or cell.is_blank:
        return ""
    if "://" in cell.text or holds_password(cell.text):
        values.report(cell.place, "", _NO_ADDRESS, _NAME_CONNECTION)
        return ""
    return cell.text


_NO_PATTERN = Text("が空欄で、右の読み方だけがあります", "is blank, though the cell beside it says how files are read")
_NAME_FILES = Text("ファイルの場所を入れるか、読み方を消してください", "Name the files, or clear how they are read")
_OUTSIDE = Text("はこのブックのフォルダーの外です", "is outside the workbook's folder")
_NAME_IT_ELSEWHERE = Text(
    "ブックのフォルダーに置くか、kpi-xl month-end のオプションで指定してください",
    "Put it into the workbook's folder, or name it with the options of kpi-xl month-end",
)
_NO_ADDRESS = Text("には接続の名前だけを書きます（ブックはメールで送られるためです）", "takes the name of a connection alone: workbooks are mailed")
_NAME_CONNECTION = Text(
    "接続先は自分のPCの connections.toml に書き、その名前をここに入れてください",
    "Write the address into connections.toml on your own computer, and its name here",
)
