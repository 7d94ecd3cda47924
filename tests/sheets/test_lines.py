"""Rows of a long table stand in the file as XlsxWriter would have written them, cell by cell."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.errors import InputError
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.lines import ROW, Line, LineCell, LineForm
from kpi_xl.sheets.styles import BODY
from tests.hosts.files.likeness import parts

FIRST = 4
VALUES: tuple[str | float | None, ...] = (
    "田中 & <佐藤>", " 前後の空白 ", "", "100%", "=1+1", "_x000A_", 0.0, -0.0, 12, 12.5, -1e-9, 1 / 3, 1e21, None, "田中 & <佐藤>",
)
STYLE, OTHER = BODY.but(num_format="0.0%"), BODY.but(bold=True)
FORM = LineForm(1, (LineCell(STYLE), LineCell(OTHER), LineCell(STYLE, f'IF(B{ROW}<1,"100% & more",C{ROW})')))


def by_lines(sheet: Canvas) -> None:
    sheet.lines(FIRST, [Line(FORM, (value, value, value)) for value in VALUES])


def by_cells(sheet: Canvas) -> None:
    for row, value in enumerate(VALUES, FIRST):
        for col, style in ((1, STYLE), (2, OTHER)):
            if isinstance(value, str):
                sheet.text(row, col, value, style)
            else:
                sheet.number(row, col, value, style)
        sheet.formula(row, 3, f'=IF(B{row + 1}<1,"100% & more",C{row + 1})', value, STYLE)


def drawn(path: Path, draw: Callable[[Canvas], None]) -> Path:
    book = Book(str(path), "t", date(2026, 12, 1))
    sheet = book.sheet("一覧")
    sheet.text(0, 0, "題名")
    draw(sheet)
    book.close()
    return path


def cells(path: Path, values: bool) -> Sequence[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path, data_only=values).active
    assert sheet is not None
    shown = [(cell.coordinate, cell.value, cell.data_type, cell.number_format, cell.font.b) for row in sheet for cell in row]
    return [*shown, *((row, sheet.row_dimensions[row].height) for row in range(1, sheet.max_row + 1))]


@pytest.mark.parametrize("values", [True, False])
def test_lines_are_what_cells_are(tmp_path: Path, values: bool):
    """Texts, numbers, blanks, dashes and formulas with their values, formats and heights: nobody can tell how a row was written."""
    ours, theirs = drawn(tmp_path / "lines.xlsx", by_lines), drawn(tmp_path / "cells.xlsx", by_cells)
    assert cells(ours, values) == cells(theirs, values)
    assert parts(ours)["xl/sharedStrings.xml"] == parts(theirs)["xl/sharedStrings.xml"]
    assert f'<dimension ref="A1:D{FIRST + len(VALUES)}"/>'.encode() in parts(ours)["xl/worksheets/sheet1.xml"]


def test_what_no_cell_can_hold_is_refused_with_its_place(tmp_path: Path):
    """All of it at once, wherever it comes again, and nothing is written."""
    book = Book(str(tmp_path / "book.xlsx"), "t", date(2026, 12, 1))
    long, half = "x" * 32_768, "\ud83d"
    book.sheet("一覧").lines(FIRST, [Line(FORM, (1.0, long, 1.0)), Line(FORM, (half, long, math.nan))])
    with pytest.raises(InputError) as raised:
        book.close()
    assert [str(finding.place) for finding in raised.value.findings] == ["一覧!C5", "一覧!B6", "一覧!C6", "一覧!D6"]
    assert list(tmp_path.iterdir()) == []


def test_a_table_without_lines_is_empty(tmp_path: Path):
    """The first month of a new team."""
    path = drawn(tmp_path / "empty.xlsx", lambda sheet: sheet.lines(FIRST, []))
    assert [cell[:2] for cell in cells(path, values=True)][:1] == [("A1", "題名")]
    assert b'<dimension ref="A1"/>' in parts(path)["xl/worksheets/sheet1.xml"]
