"""The cells of a workbook on disk mean the same whatever Excel's formats and settings are."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from kpi_xl.hosts.files.reading import sheet_rows
from kpi_xl.hosts.files.reading.plan_cells import KEPT_ROWS, PlanBook, UnreadableWorkbookError

DAY = 46_357.0
"""2026-12-01 as Excel counts; from 1904 it counts 1,462 less."""


def written(path: Path, from_1904: bool = False) -> Path:
    """A workbook with one cell of each kind, under a name each."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": from_1904})
    sheet, hidden = book.add_worksheet("表 '26"), book.add_worksheet("裏")
    day, moment = book.add_format({"num_format": "yyyy/mm/dd"}), book.add_format({"num_format": "hh:mm"})
    hidden.hide()
    sheet.write_datetime("A1", datetime(2026, 12, 1), day)
    sheet.write_number("A2", 0.75, moment)
    sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("A4", True)
    sheet.write_formula("A5", '="千"&"円"', None, "千円")
    sheet.write_number("A6", 12, day)
    sheet.write_number(KEPT_ROWS + 4, 0, 7)
    sheet.write_string("A8", "=1+1")
    sheet.write_number("A9", 1e9, day)
    hidden.write_number("B2", 20)
    hidden.add_table("D4:E6", {"name": "Members", "columns": [{"header": "担当者"}, {"header": "件数"}], "total_row": True})
    cells = {"DAY": 1, "TIME": 2, "BROKEN": 3, "YES": 4, "SHOWN": 5, "EARLY": 6, "FAR": KEPT_ROWS + 5, "TEXT": 8, "BEYOND": 9}
    for name, row in cells.items():
        book.define_name(name, f"='表 ''26'!$A${row}")
    book.define_name("Win_Rate", "=裏!$B$2")
    book.define_name("CONSTANT", "=0.5")
    book.close()
    return path


@pytest.fixture
def book(tmp_path):
    with closing(PlanBook(written(tmp_path / "book.xlsx"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "value", "is_formula"),
    [
        ("DAY", DAY, False), ("TIME", 0.75, False), ("BROKEN", "#DIV/0!", True), ("YES", True, False), ("SHOWN", "千円", True),
        ("EARLY", 12.0, False), ("FAR", 7.0, False), ("TEXT", "=1+1", False),
    ],
)  # fmt: skip
def test_a_cell_has_the_value_that_was_saved(book, name, value, is_formula):
    """Days are serial numbers, an error is its text, and what merely begins with = is no formula."""
    cell = book.cell(name)
    assert (cell.value, cell.is_formula) == (value, is_formula)
    assert type(cell.value) is type(value)


def test_a_number_that_is_no_day_is_an_error_under_a_days_format(book):
    """Excel shows ##### there; openpyxl calls it an error and warns, which would be a line of its own on the terminal."""
    assert book.cell("BEYOND").value == "#VALUE!"


def test_a_workbook_of_an_old_mac_counts_its_days_from_1904(tmp_path):
    with closing(PlanBook(written(tmp_path / "book.xlsx", from_1904=True))) as book:
        assert book.counts_from_1904
        assert book.cell("DAY").value == DAY - 1_462
        assert date.fromordinal(date(1904, 1, 1).toordinal() + int(book.cell("DAY").value)) == date(2026, 12, 1)


def test_names_count_whatever_their_case(book):
    """Excel takes Win_Rate and WIN_RATE for one name, and keeps the case in which somebody typed it. The sheet is hidden."""
    assert book.cell("WIN_RATE").value == 20.0
    assert "CONSTANT" not in book.names


def test_tables_are_found_on_hidden_sheets_too(book):
    table = book.table("MEMBERS", "NO_AREA")
    assert [cell.text for cell in table.heads] == ["担当者", "件数"]
    assert len(table.rows) == 1  # the row of totals is none of it
    assert table.place == "book.xlsx: 裏!D4:E6"


def with_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with a text of one part replaced."""
    with zipfile.ZipFile(path) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts.items():
            package.writestr(info, content.replace(old, new) if info.filename == part else content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"</sheets>", b"<sheets>"),
        ("xl/_rels/workbook.xml.rels", b'Id="rId1"', b'Id="rId99"'),
        ("xl/sharedStrings.xml", b"</si>", b""),
        ("xl/styles.xml", b"<fonts", b"<fnots"),
        ("xl/tables/table1.xml", b'ref="D4:E6"', b'ref="here"'),
        ("[Content_Types].xml", b"<Override", b"<Overrides"),
        (SHEET, b't="b"><v>1', b't="b"><v>maybe'),
        (SHEET, b't="s"><v>0', b't="s"><v>999'),
        (SHEET, b'r="A4"', b'r="four"'),
        (SHEET, b"<v>0.75</v>", b"<v>x</v>"),
        (SHEET, b"<f>1/0</f>", b'<f t="shared" si="0" ref="A3:A4">1/0)</f>'),
    ],
)
def test_a_broken_part_is_damage_or_does_no_harm(tmp_path, part, old, new):
    """Whatever openpyxl makes of it, nothing but one finding ever comes out."""
    path = with_part(written(tmp_path / "book.xlsx"), part, old, new)
    assert all(is_read(path)) or "壊れて" in said(path)


def is_read(path: Path) -> list[bool]:
    """Whether names and tables are found, and every cell; nothing where the workbook is refused."""
    with suppress(UnreadableWorkbookError), closing(PlanBook(path)) as book:
        return [book.tables is not None, *(book.cell(name) is not None for name in book.names)]
    return [False]


def said(path: Path) -> str:
    """What is said of a workbook that cannot be read."""
    with pytest.raises(UnreadableWorkbookError) as caught, closing(PlanBook(path)) as book:
        assert [book.tables, *map(book.cell, book.names)]
    return str(caught.value.finding)


def test_a_strict_workbook_is_refused_with_what_to_save_instead(tmp_path):
    """openpyxl would take it for an empty one, and its reader would look for a role that is there."""
    path = written(tmp_path / "book.xlsx")
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with_part(path, "xl/workbook.xml", main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert "「Excelブック（.xlsx）」" in said(path)


def test_the_library_is_imported_when_a_workbook_is_opened():
    """Help, and goals typed as sentences, must not wait for it."""
    code = "import sys; import kpi_xl.cli.planning.goal_files, kpi_xl.hosts.files.reading.plan_reader; print('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_long_sheet_is_read_once(tmp_path, monkeypatch):
    """A company of 1,000 members has its inputs below row 1,000: a run through the sheet for each took most of a report's time."""
    path, last = tmp_path / "long.xlsx", KEPT_ROWS + 5
    with xlsxwriter.Workbook(str(path)) as written_book:
        sheet = written_book.add_worksheet("表")
        for row in range(last):
            sheet.write_number(row, 1, row + 1)
    runs: list[int] = []
    read = sheet_rows.rows_of

    def counted(sheet: object, most_columns: int) -> object:
        runs.append(most_columns)
        return read(sheet, most_columns)

    monkeypatch.setattr(sheet_rows, "rows_of", counted)
    with closing(PlanBook(path)) as book:
        for top, bottom in ((1_000, 1_003), (1, 2), (KEPT_ROWS, KEPT_ROWS), (2, 4)):
            assert [rows[0][0] for rows in book.contents(("表", top, 2, bottom, 2))] == list(range(top, bottom + 1))
        assert len(runs) == 1
        across = [rows[0][0] for rows in book.contents(("表", KEPT_ROWS - 1, 2, last + 2, 2))]
        assert across == [*range(KEPT_ROWS - 1, last + 1), None, None]
        assert book.contents(("表", last, 1, last, 300)) == [[(None, False), (last, False), *[(None, False)] * 298]]
