"""Role workbooks that are open in the test engine, with a log beside them; and what a workbook holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import xlwings as xw
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.definitions import load_role
from kpi_xl.hosts.plans.cells import read_reference
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings
from kpi_xl.targets import Member
from tests.hosts.excel.openpyxl_engine.cells import filled
from tests.role_books import cell_of, write_book

NOVEMBER = Month(2026, 11)
WHICH_LOG, REPLACE = "活動ログのファイル", "次のシートを新しい内容に"
REPORT_SHEETS = ["2026-11 達成", "2026-11 達成 見込み", "2026-11 佐藤 花子", "2026-11 鈴木 一郎"]
LOG = "日付,担当者,種別,件数,金額\n" + "".join(
    f"2026-{month:02}-{day:02},{name},{kind},{count},{amount}\n"
    for month in (9, 10, 11)
    for name, share in (("佐藤 花子", 2), ("鈴木 一郎", 1))
    for day, kind, count, amount in (
        (4, "商談", 12 * share, ""), (10, "受注", 2 * share, 500_000 * share), (26, "訪問", 9 * share, ""),
    )
)  # fmt: skip


class Today(date):
    @classmethod
    def today(cls):
        return cls(2026, 12, 3)


def book_with_log(folder: Path, role: str = "field_sales") -> Path:
    """A workbook that plans November 2026 for two members, the log beside it."""
    template = load_role(role)
    members = (Member("佐藤 花子", "", template), Member("鈴木 一郎", "", template))
    write_book(folder / "営業.xlsx", template, BookSettings.standard(template, NOVEMBER, {}, members))
    (folder / "活動.csv").write_text(LOG, encoding="utf-8")
    return folder / "営業.xlsx"


def opened(path: Path) -> xw.Book:
    """The workbook, open and calling."""
    book = xw.Book(str(path))
    book.set_mock_caller()
    return book


def rearranged(path: Path) -> Path:
    """The workbook after a person made it theirs: sheets renamed, rows and columns put in, an input moved.

    openpyxl does not move names and tables along, so that is done here as Excel does it.
    """
    book = openpyxl.load_workbook(path)
    _move(book, down=3, right=2)
    cell, target = cell_of(book, "UNIT_PRICE"), book.worksheets[-1]
    target["AF99"] = cell.value
    cell.value = None
    book.defined_names["UNIT_PRICE"].attr_text = f"{target.title}!$AF$99"
    _retitle(book, {sheet.title: f"{number} {sheet.title}の'26版" for number, sheet in enumerate(book.worksheets)})
    book.save(path)
    return path


def _move(book, down: int, right: int) -> None:
    def moved(match: re.Match[str]) -> str:
        return f"${get_column_letter(column_index_from_string(match[1]) + right)}${int(match[2]) + down}"

    for sheet in book.worksheets:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(1, down)
        sheet.insert_cols(1, right)
        for table in sheet.tables.values():
            fixed = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", table.ref)
            table.ref = re.sub(r"\$([A-Z]+)\$(\d+)", moved, fixed).replace("$", "")
    for name in book.defined_names.values():
        name.attr_text = re.sub(r"\$([A-Z]+)\$(\d+)", moved, name.attr_text)


def _retitle(book, titles: dict[str, str]) -> None:
    def renamed(text: str) -> str:
        for old, new in titles.items():
            text = text.replace(f"{_quoted(old)}!", f"{_quoted(new)}!").replace(f"{old}!", f"{_quoted(new)}!")
        return text

    for name in book.defined_names.values():
        name.attr_text = renamed(name.attr_text)
    for sheet in book.worksheets:
        sheet.title = titles[sheet.title]


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def cell_named(book: xw.Book, name: str, down: int = 0) -> xw.Range:
    """The first cell of a workbook name, or one below it."""
    title, row, column, *_ = read_reference(book.names[name].refers_to)
    return book.sheets[title].range((row + down, column))


def value_of(book: xw.Book, name: str, down: int = 0):
    return cell_named(book, name, down).value


def everything(book: xw.Book) -> dict[str, object]:
    """What a workbook holds: its sheets in their order, every cell with the value it carries, names and tables."""
    file, carried = book.impl.file, book.impl.carried
    found: dict[str, object] = {"names": {name: each.attr_text for name, each in file.defined_names.items()}}
    for sheet in file.worksheets:
        cells = {
            cell.coordinate: (_typed(cell), carried[sheet].get(cell.coordinate) if cell.data_type == "f" else None)
            for cell in filled(sheet)
        }
        names = {name: each.attr_text for name, each in sheet.defined_names.items()}
        tables = {table.displayName: table.ref for table in sheet.tables.values()}
        found[sheet.title] = (sheet.sheet_state, cells, names, tables)
    return {"order": file.sheetnames, **found}


def _typed(cell) -> object:
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def values_of(book: xw.Book, title: str) -> dict[str, object]:
    """Address -> what the cell shows."""
    used = book.sheets[title].used_range
    return {
        f"{get_column_letter(col)}{row}": value
        for row, line in enumerate(used.options(ndim=2).value, start=1)
        for col, value in enumerate(line, start=1)
        if value is not None
    }


def note_of(book: xw.Book, title: str, kpi: str) -> xw.Range:
    return cell_beside(book, title, kpi, "メモ")


def cell_beside(book: xw.Book, title: str, kpi: str, head: str) -> xw.Range:
    """The cell of a KPI's row in the first table, found by the column's head."""
    values = values_of(book, title)
    at = {value: re.fullmatch(r"([A-Z]+)(\d+)", address) for address, value in reversed(values.items())}
    head_row = at["単位"][2]
    col = next(address.removesuffix(head_row) for address, value in values.items() if value == head and address.endswith(head_row))
    below = (int(address[1:]) for address, value in values.items() if value == kpi and address[0] == "B")
    return book.sheets[title].range(f"{col}{next(row for row in below if row > int(head_row))}")
