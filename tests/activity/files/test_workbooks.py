"""Logs kept in Excel: titles, dates, serials, texts of digits, error values, damaged and hostile files."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kpi_xl.activity import LogMapping
from kpi_xl.activity.fields import Field
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import Row, read_log

HEADER = ["日付", "担当者", "チーム", "種別", "件数", "金額", "取引先"]
DAY = datetime(2026, 11, 2, 17, 30)


def book(folder: Path, rows: Sequence[Sequence[Any]], name: str = "log.xlsx") -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / name)
    return folder / name


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_log(path)
    return str(caught.value)


def test_a_log_below_a_title_is_found(tmp_path: Path):
    """People put a title, a date and an empty line above their table."""
    rows = [["活動ログ 2026年11月"], ["作成", DAY], [], HEADER, [DAY, "山田", "東", "受注", 2, 500_000, "A社"]]
    read = read_log(book(tmp_path, rows))
    assert read.rows == [Row(date(2026, 11, 2), "山田", "won", 2, Decimal(500_000), None, "東", "A社")]


def test_dates_are_read_as_dates_serials_and_texts(tmp_path: Path):
    """An unformatted date column shows 46328; a pasted one holds text."""
    days = [DAY, date(2026, 11, 2), 46328, "2026/11/2", "2026年11月2日", "46328"]
    read = read_log(book(tmp_path, [HEADER, *([day, "山田", "", "架電", 1] for day in days)]))
    assert read.column("date") == [date(2026, 11, 2)] * len(days)


def test_the_mac_calendar_does_not_shift_dates_by_four_years(tmp_path: Path):
    """Old Excel for Mac counts days from 1904."""
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    for row in (HEADER, [DAY, "山田", "", "架電", 1]):
        workbook.active.append(row)
    workbook.save(tmp_path / "mac.xlsx")
    assert read_log(tmp_path / "mac.xlsx").column("date") == [date(2026, 11, 2)]


def test_accounts_of_digits_keep_their_zeros(tmp_path: Path):
    """00123 is a customer's number, not 123."""
    rows = [HEADER, *([DAY, "山田", "", "受注", 1, 1, account] for account in ("00123", 123, "１２３", 1.5, None))]
    assert read_log(book(tmp_path, rows)).column("account") == ["00123", "123", "１２３", "1.5", ""]


def test_numbers_come_as_they_were_typed(tmp_path: Path):
    """0.1 + 0.2 in a cell is 0.30000000000000004; texts such as 50万 stand among numbers."""
    amounts = [500_000, 0.1 + 0.2, "50万", -5_000, 1e13, None]
    rows = [HEADER, *([DAY, "山田", "", "受注", None, amount] for amount in amounts)]
    read = read_log(book(tmp_path, rows))
    assert read.column("amount") == [500_000, Decimal("0.3"), 500_000, -5_000, 10**13, None]
    assert read.column("count") == [1] * 6


ERRORS = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]


@pytest.mark.parametrize("column", ["担当者", "チーム", "種別", "件数", "金額", "取引先", "日付"])
def test_an_error_value_is_reported_and_never_read_as_blank(tmp_path: Path, column: str):
    """A broken VLOOKUP gives #N/A: read as blank, a count would become 1; read as text, a member called #N/A appears."""
    good = [DAY, "山田", "東", "受注", 1, 500_000, "A社"]
    place = HEADER.index(column)
    rows = [[*good[:place], error, *good[place + 1 :]] for error in ERRORS]
    read = read_log(book(tmp_path, [["題"], HEADER, good, *rows]))
    assert read.account == (len(ERRORS) + 1, 1, 0, len(ERRORS))
    assert read.rejects == [
        f"log.xlsx Sheet!{line}行目 {column}：「{error}」は数式のエラー値です。元のセルの数式を直してから書き出してください。"
        for line, error in enumerate(ERRORS, 4)
    ]
    assert set(read.members) == {"山田"}


def test_an_error_beside_the_table_harms_nothing(tmp_path: Path):
    """A remark column that no report needs may be as broken as it likes; the rest reads as without it."""
    rows = [[*HEADER, "備考"], [DAY, "山田", "東", "受注", 3, 500_000, "00123", "#N/A"]]
    read = read_log(book(tmp_path, rows))
    assert read.rows == [Row(date(2026, 11, 2), "山田", "won", 3, Decimal(500_000), None, "東", "00123")]


def test_formulas_give_their_values(tmp_path: Path):
    """Excel stores a value beside each formula; a text that begins with = is a text."""
    path = tmp_path / "log.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["2026-11-02", "=1+1", "東", "受注"])
    sheet.write_formula(1, 4, "=1+2", None, 3)
    sheet.write_formula(2, 0, "=TODAY()", None, 46328)
    sheet.write_row(2, 1, ["山田", "東", "受注"])
    sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
    workbook.close()
    read = read_log(path)
    assert read.rows == [Row(date(2026, 11, 2), "=1+1", "won", 3, team="東")]
    assert read.rejects[0].startswith("log.xlsx Sheet1!3行目 件数：「#DIV/0!」")


def test_the_sheet_with_the_headers_is_the_log(tmp_path: Path):
    """A cover sheet and a chart sheet stand before it; empty rows within are no rows, and lines stay those of the sheet."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "表紙"
    workbook.create_chartsheet("図")
    sheet = workbook.create_sheet("11月")
    for row in (HEADER, [DAY, "山田", "", "受注"], [], [None, "  "], [DAY, "山田", "", "昼食"]):
        sheet.append(row)
    workbook.save(tmp_path / "log.xlsx")
    read = read_log(tmp_path / "log.xlsx")
    assert read.account == (2, 1, 0, 1)
    assert read.rejects[0].startswith("log.xlsx 11月!5行目 種別：「昼食」")


def test_a_mapping_names_the_columns_of_a_workbook_too(tmp_path: Path):
    """Exports of a CRM come as .xlsx as well."""
    path = book(tmp_path, [["完了予定日", "所有者", "フェーズ"], [DAY, "山田", "成立"]])
    columns = {"完了予定日": Field.DATE, "所有者": Field.MEMBER, "フェーズ": Field.KIND}
    assert read_log(path, LogMapping(columns, {"成立": "won"})).rows == [Row(date(2026, 11, 2), "山田", "won")]


def test_a_missing_column_is_looked_for_in_the_header_not_in_the_title(tmp_path: Path):
    """The row that comes nearest to a header is the one that was meant."""
    path = book(tmp_path, [["営業部 活動ログ"], ["日付", "担当社", "種別"], [DAY, "山田", "受注"]])
    assert refusal(path) == "log.xlsx Sheet!2行目：「担当者」の列がありません。もしかして「担当社」ですか。"
    with speaking("en"):
        assert refusal(path) == "log.xlsx Sheet!row 2: 'member' is a column that is missing. Known: 日付, 担当社, 種別."


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_an_empty_workbook_is_refused(tmp_path: Path):
    """The wrong sheet was exported."""
    message = "log.xlsx：活動ログの表がありません。見出し（日付、担当者、種別）のある表を入れてください。"
    assert refusal(book(tmp_path, [])) == message


SAVE_XLSX = "Excelで開き、パスワードなしの .xlsx として保存し直してください。"
NO_WORKBOOK = f"log.xlsx：Excelブックではありません。{SAVE_XLSX}"
DAMAGED = "log.xlsx：ファイルが壊れています。Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください。"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_096)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("text", NO_WORKBOOK), ("a zip of something", NO_WORKBOOK), ("nonsense inside", DAMAGED), ("cut short", DAMAGED),
        ("protected", f"log.xlsx：パスワードで保護されています。{SAVE_XLSX}"), ("old", f"log.xlsx：古い形式（.xls）のブックです。{SAVE_XLSX}"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(tmp_path: Path, case: str, message: str):
    """A renamed CSV, a half-finished download, a workbook with a password, an .xls with another name."""
    path = tmp_path / "log.xlsx"
    whole = book(tmp_path, [HEADER, [DAY, "山田", "", "受注"]], "whole.xlsx").read_bytes()
    match case:
        case "text":
            path.write_text("日付,担当者,種別\n", encoding="utf-8")
        case "a zip of something":
            zipped(path, {"photo.jpg": b"x"})
        case "nonsense inside":
            zipped(path, {"xl/workbook.xml": b"<workbook", "xl/worksheets/sheet1.xml": b"<c t"})
        case "cut short":
            path.write_bytes(whole[: len(whole) // 2])
        case "protected":  # Excel wraps an encrypted workbook in an OLE container
            path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
        case "old":
            path.write_bytes(OLE)
    assert refusal(path) == message


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path):
    """60 MB of zeros in 60 KB: a workbook never packs that well."""
    path = zipped(tmp_path / "log.xlsx", {"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * 60_000_000})
    assert path.stat().st_size < 100_000
    assert refusal(path) == "log.xlsx：展開すると異常に大きくなるファイルです。ファイルの出どころを確認してください。"


def test_a_stray_value_in_the_last_cell_does_not_take_all_memory(tmp_path: Path):
    """A full grid of XFD1048576 has 17 billion cells; the rows and columns that exist are read."""
    workbook = openpyxl.load_workbook(book(tmp_path, [HEADER, [DAY, "山田", "", "受注"]]))
    workbook.active["XFD1048576"] = "x"
    workbook.save(tmp_path / "log.xlsx")
    assert read_log(tmp_path / "log.xlsx").account == (1, 1, 0, 0)


def test_a_value_not_so_far_away_harms_nothing(tmp_path: Path):
    """A note in column ZZ of a short log is no reason to refuse it."""
    workbook = openpyxl.load_workbook(book(tmp_path, [HEADER, [DAY, "山田", "", "受注"]]))
    workbook.active["ZZ3000"] = "x"
    workbook.save(tmp_path / "log.xlsx")
    assert read_log(tmp_path / "log.xlsx").account == (1, 1, 0, 0)


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods", ".numbers", ".pdf"])
def test_other_formats_are_named(tmp_path: Path, suffix: str):
    """Not guessed at: the remedy is a few clicks away."""
    (tmp_path / f"log{suffix}").write_bytes(b"x")
    assert refusal(tmp_path / f"log{suffix}") == (
        f"log{suffix}：「{suffix}」は読めない形式です。CSVか .xlsx で保存し直してください。"
    )


def test_a_damaged_workbook_is_read_or_refused_but_never_crashes(tmp_path: Path):
    """Eighty workbooks, each with some bytes of one part or of the package changed; the seed is fixed."""
    rows = [["題"], HEADER, [DAY, "山田", "東", "受注", "#N/A", 1, "A"], [DAY, "山田", "東", "受注", 3, 1, "00123"]]
    whole = book(tmp_path, rows, "whole.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chance, refused = random.Random(20261130), 0
    path = tmp_path / "log.xlsx"
    for turn in range(80):
        if turn % 2:
            path.write_bytes(_damaged(chance, whole, range(256)))
        else:
            part = chance.choice(list(parts))
            zipped(path, {**parts, part: _damaged(chance, parts[part], b'<>"&/ 09azA\x00')})
        try:
            read_log(path)
        except InputError:
            refused += 1
    assert 0 < refused < 80


def _damaged(chance: random.Random, content: bytes, replacements: Sequence[int]) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        changed[chance.randrange(len(changed))] = chance.choice(replacements)
    return bytes(changed if chance.random() < 0.9 else changed[: len(changed) // 2])
