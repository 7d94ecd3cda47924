"""Large worksheets are read in pieces, and give what the whole sheet gives."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kpi_xl.activity.files import sheet_pieces, worksheets
from kpi_xl.activity.files.sheet_pieces import pieces_of, read_in_pieces, rows_of
from kpi_xl.activity.files.worksheets import _with_sheets, worksheets_of

TITLE = "活動"


@pytest.fixture(autouse=True)
def every_sheet_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pieces, "LARGE", 0)
    monkeypatch.setattr(sheet_pieces, "MOST_PIECES", 3)
    monkeypatch.setattr("os.cpu_count", lambda: 8)


def _write(path: Path, first: int = 0, left: int = 0, rows: int = 40) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet, day = book.add_worksheet(TITLE), book.add_format({"num_format": "yyyy/mm/dd"})
    sheet.write_row(first, left, ["日付", "担当者", "金額", "備考"])
    for row in range(first + 1, first + rows):
        sheet.write_datetime(row, left, date(2026, 11, 1 + row % 28), day)
        sheet.write_string(row, left + 1, f"佐藤 {row % 3}")
        if row % 5:
            sheet.write_number(row, left + 2, row * 1.5)
    sheet.merge_range(first + 3, left + 3, first + 5, left + 3, "まとめ")
    book.close()
    return path


def _whole(path: Path) -> list[list[object]]:
    found: list[list[object]] = CalamineWorkbook.from_path(path).get_sheet_by_name(TITLE).to_python(skip_empty_area=False)
    return found


def _pieces(path: Path, change: tuple[bytes, bytes] = (b"", b"")) -> list[object]:
    with zipfile.ZipFile(path) as package:
        part = "xl/worksheets/sheet1.xml"
        return list(read_in_pieces(package, part, TITLE, package.read(part).replace(*change) if change[0] else package.read(part)))


@pytest.mark.parametrize(("first", "left"), [(0, 0), (7, 0), (0, 2), (4, 30)])
def test_the_cells_are_those_of_the_whole(tmp_path: Path, first: int, left: int) -> None:
    path = _write(tmp_path / "log.xlsx", first, left)
    with zipfile.ZipFile(path) as package:
        part = "xl/worksheets/sheet1.xml"
        read = read_in_pieces(package, part, TITLE, package.read(part))
    assert len(read) == 3
    assert rows_of(read) == _whole(path)
    (sheet,) = worksheets_of(path)
    assert sheet.rows == _whole(path)
    assert sheet.merged == [((first + 3, left + 3), (first + 5, left + 3))]


def test_rows_that_are_missing_between_pieces_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(TITLE)
    for row in (0, 1, 2, 90, 91, 92, 200, 201, 202):
        sheet.write_row(row, 0, ["a", row])
    book.close()
    (read,) = worksheets_of(path)
    assert len(_pieces(path)) > 1
    assert read.rows == _whole(path)


def test_error_values_stay_visible(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(TITLE)
    for row in range(30):
        sheet.write_formula(row, 0, "=NA()", None, "#N/A")
        sheet.write_number(row, 1, row)
    book.close()
    (read,) = worksheets_of(path)
    assert read.rows == [["#N/A", float(row)] for row in range(30)]


def test_a_sheet_in_pieces_is_not_copied_for_the_error_value_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of 100 MB would be written into memory as a whole although nobody reads it from there."""
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(path)
    large, small = book.add_worksheet(TITLE), book.add_worksheet("集計")
    for row in range(30):
        large.write_formula(row, 0, "=NA()", None, "#N/A")
    small.write_formula(0, 0, "=1/0", None, "#DIV/0!")
    book.close()
    copied: list[set[str]] = []

    def with_sheets(package: zipfile.ZipFile, changed: dict[str, bytes], left_out: dict[str, object]) -> BytesIO:
        copied.append(set(left_out))
        return _with_sheets(package, changed, left_out)

    monkeypatch.setattr(worksheets, "_with_sheets", with_sheets)
    assert [sheet.rows for sheet in worksheets_of(path)] == [[["#N/A"]] * 30, [["#DIV/0!"]]]
    assert copied == [{TITLE}]


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b"<sheetData>", b"<sheetData><!-- <row r= -->"),  # a comment may hold what looks like a row
        (b'<row r="', b"<row r='"),
        (b"</sheetData>", b"</sheetdata>"),
    ],
)
def test_a_sheet_that_cannot_be_told_apart_is_read_whole(tmp_path: Path, found: bytes, instead: bytes) -> None:
    assert _pieces(_write(tmp_path / "log.xlsx"), (found, instead)) == []


def test_rows_out_of_order_are_read_whole(tmp_path: Path) -> None:
    path = _write(tmp_path / "log.xlsx")
    assert _pieces(path, (b'r="A1"', b'r="A999"')) == []


def test_pieces_together_are_the_whole() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (number, number) for number in range(1, 60))
    content = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    pieces = pieces_of(content, 4)
    assert len(pieces) == 4
    assert {(above, below) for above, _, below in pieces} == {(b"<worksheet><sheetData>", b"</sheetData></worksheet>")}
    assert b"".join(bytes(some) for _, some, _ in pieces) == rows
    assert all(bytes(some).startswith(b"<row ") and bytes(some).endswith(b"</row>") for _, some, _ in pieces)
