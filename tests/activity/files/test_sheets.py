"""Sheets of a workbook: all visible ones that fit are one log, what is left out is named, merged and grouped cells are filled."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_xl.errors import InputError
from tests.activity.logs import Read, read_log

HEAD = ["日付", "担当者", "種別", "件数"]
DAY = datetime(2026, 11, 4)


def workbook(folder: Path, **sheets: list[list[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def read(book: openpyxl.Workbook, folder: Path) -> Read:
    book.save(folder / "log.xlsx")
    return read_log(folder / "log.xlsx")


def notes(found: Read) -> list[str]:
    return [note.text.ja for note in found.summary.notes]


def test_sheets_of_months_are_one_log_and_a_summary_is_left_out_and_named(tmp_path: Path):
    """One sheet a month, each with its total, and one that sums them up."""
    book = workbook(tmp_path, 十月=[HEAD, [DAY, "山田", "架電", 1], ["合計", None, None, 1]], 十一月=[HEAD, [DAY, "佐藤", "架電", 2]],
    集計=[["担当者", "計"], ["山田", 1]])
    found = read(book, tmp_path)
    assert (found.column("member"), found.account) == (["山田", "佐藤"], (3, 2, 1, 0))
    assert notes(found)[:2] == ["log.xlsx：見出しが合わないシートは読んでいません：集計（2行）",
    "log.xlsx：2枚のシートを合わせて読みました：十月、十一月"]


def test_sheets_may_be_of_different_exports(tmp_path: Path):
    """Deals on one sheet, tasks on another."""
    deals = [["商談 所有者", "取引先名", "フェーズ", "金額", "完了予定日"], ["山田", "A社", "受注", 500, DAY]]
    tasks = [["割り当て先", "件名", "日付", "状況", "種別"], ["山田", "電話", DAY, "完了", "電話"]]
    assert sorted(read(workbook(tmp_path, 商談=deals, 活動=tasks), tmp_path).column("kind")) == ["call", "won"]


def test_a_hidden_sheet_is_left_out_and_named(tmp_path: Path):
    """Last month's, kept in the same workbook, would count twice."""
    book = workbook(tmp_path, 旧=[HEAD, [DAY, "山田", "架電", 99]], 今月=[HEAD, [DAY, "山田", "架電", 1]])
    book["旧"].sheet_state = "hidden"
    found = read(book, tmp_path)
    assert (found.column("count"), notes(found)) == ([1], ["log.xlsx：非表示のシートは読んでいません：旧（2行）"])


def test_rows_that_a_filter_hides_count_and_are_named(tmp_path: Path):
    """Whoever saved it filtered is looking at a third of his deals."""
    book = workbook(tmp_path, 表=[HEAD, *([DAY, "山田", "架電", 1] for _ in range(4))])
    for row in (3, 4):
        book["表"].row_dimensions[row].hidden = True
    found = read(book, tmp_path)
    assert (len(found.rows), notes(found)) == (4, ["シート「表」で、フィルターなどで非表示の2行も数えています"])


def test_merged_cells_are_filled_down(tmp_path: Path):
    """A daily report merges the day and the person over its rows; a value in the first of them is meant for all."""
    rows = [["11月 日報", None, None, None], HEAD, [DAY, "山田", "架電", 1], [None, None, "商談", 2], [DAY, "佐藤", "架電", 3], [None,
    None, "アポ", None]]
    book = workbook(tmp_path, 日報=rows)
    for area in ("A1:D1", "A3:A4", "B3:B4", "A5:A6", "B5:B6"):
        book["日報"].merge_cells(area)
    assert [(row.member, row.kind, row.count) for row in read(book, tmp_path).rows] == [
        ("山田", "call", 1), ("山田", "meeting", 2), ("佐藤", "call", 3), ("佐藤", "appointment", 1),
    ]  # fmt: skip


def test_a_cell_that_is_blank_and_not_merged_stays_blank(tmp_path: Path):
    """What somebody forgot must not be taken from the row above."""
    found = read(workbook(tmp_path, 日報=[HEAD, [DAY, "山田", "架電", 1], [None, None, "商談", 2]]), tmp_path)
    assert found.account == (2, 1, 0, 1)


def test_a_report_grouped_by_a_sorted_heading_is_filled_down(tmp_path: Path):
    """Salesforce writes ↑ behind it, and totals below each group."""
    rows = [
        ["商談レポート"], [], [None, "商談 所有者  ↑", "取引先名", "フェーズ", "金額", "完了予定日"], [None, "山田", "A", "受注", 5, DAY],
        [None, None, "B", "失注", 7, DAY],
        [None, "小計", "合計", None, 12, None], [None, None, "件数", None, 2, None], [None, "佐藤", "C", "提案", 9, DAY], [None, "合計",
        None, None, 21, None],
        ["(c) 2026 Example, Inc."], ["機密情報"],
    ]  # fmt: skip
    found = read(workbook(tmp_path, レポート=rows), tmp_path)
    assert [(row.member, row.kind) for row in found.rows] == [("山田", "won"), ("山田", "lost"), ("佐藤", "pipeline")]
    assert found.account == (6, 3, 3, 0)  # what stands beside the table is none of its rows


def test_a_number_format_says_what_a_bare_number_counts(tmp_path: Path):
    """A cell shows 500千円 or $8,000, and holds 500 or 8000."""
    book = workbook(tmp_path, 表=[["日付", "担当者", "種別", "金額"], *([DAY, "山田", "受注", yen] for yen in (500, 3, 8000, 300_000, 7))])
    for row, code in enumerate(('#,##0"千円"', '0"百万円"', '"$"#,##0', '#,##0,"千円"', '"¥"#,##0'), 2):
        book["表"].cell(row, 4).number_format = code
    found = read(book, tmp_path)
    assert (found.column("amount"), found.account) == ([500_000, 3_000_000, 300_000, 7], (5, 4, 0, 1))
    assert "「USD 8000」は外貨なので" in found.rejects[0]


def test_how_far_a_header_was_searched_is_told(tmp_path: Path):
    """Sixty lines of filters above the table: the message names the limit, and what helps."""
    book = workbook(tmp_path, 表=[*([f"条件{place}"] for place in range(60)), HEAD, [DAY, "山田", "架電", 1]])
    with pytest.raises(InputError) as caught:
        read(book, tmp_path)
    assert "先頭の50行に、必要な列がそろった見出し行がありません。見出し行を上へ移すか、列の対応を --map で指定してください" in str(caught.value)


@pytest.mark.parametrize("name", ["page.csv", "page.xls"])
@pytest.mark.parametrize("start", [b"<html><table>", b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", b"  <table border=1>", b"<?xml version='1.0'?><html>"])
def test_a_web_page_is_called_one(tmp_path: Path, name: str, start: bytes):
    """Some systems write HTML under the name of a table; nothing of it is printed."""
    (tmp_path / name).write_bytes(start + "<tr><td>日付</td><td>担当者</td></tr>".encode())
    with pytest.raises(InputError) as caught:
        read_log(tmp_path / name)
    assert str(caught.value).startswith(f"{name} の中身はWebページ（HTML）です。Excelで開いて .xlsx で保存し直すか")
    assert "<t" not in str(caught.value)


def test_a_second_table_below_the_first_is_read_by_its_own_headings(tmp_path: Path):
    """金額 stands where the first table has 件数: 500,000 is no count of deals. In a CSV it is refused."""
    rows = [["■活動"], HEAD, [DAY, "山田", "架電", 40], [], ["■受注"], [*HEAD[:3], "金額"], [DAY, "山田", "受注", 500_000], ["※ 税抜"]]
    found = read(workbook(tmp_path, 表=rows), tmp_path)
    assert [(row.kind, row.count, row.amount) for row in found.rows] == [("call", 40, None), ("won", 1, 500_000)]
    assert "log.xlsx 表!6行目から下は、見出しの違う別の表として読みました" in notes(found)
    path = tmp_path / "log.csv"
    path.write_text("日付,担当者,種別,件数\n2026-11-04,山田,架電,40\n日付,担当者,種別,金額\n2026-11-04,山田,受注,500000\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert str(caught.value) == "log.csv 3行目：見出しの違う別の表が始まっています。表ごとにファイルを分けてください。"


def test_a_unit_in_a_line_above_the_table_counts_and_is_told(tmp_path: Path):
    """（単位：千円） holds for the amounts below it."""
    found = read(workbook(tmp_path, 表=[["受注一覧（単位：千円）"], [*HEAD[:3], "金額"], [DAY, "山田", "受注", 500]]), tmp_path)
    assert (found.column("amount"), notes(found)) == ([500_000], ["log.xlsx 表：見出しの上の「単位」により、金額を1,000倍して数えています"])


def test_of_amounts_with_and_without_tax_the_one_without_counts_and_is_named(tmp_path: Path):
    """Revenue is without tax; both columns added would be twice the truth."""
    found = read(workbook(tmp_path, 表=[[*HEAD[:3], "金額（税込）", "金額（税抜）"], [DAY, "山田", "受注", 550, 500]]), tmp_path)
    assert found.column("amount") == [500]
    assert notes(found) == ["log.xlsx 表：金額は「金額（税抜）」の列を数えています（金額（税込） は使っていません）"]


def test_hidden_columns_that_count_are_named(tmp_path: Path):
    """Whoever looks at the sheet sees another amount than the one that counts."""
    book = workbook(tmp_path, 受注=[["日付", "担当者", "種別", "金額", "確定金額"], [DAY, "山田", "受注", 900, 500]])
    book["受注"].column_dimensions["D"].hidden = True
    book["受注"].column_dimensions["E"].hidden = True
    assert notes(read(book, tmp_path)) == ["シート「受注」で、非表示の列を使っています：金額"]


def test_a_formula_without_a_value_is_no_blank_cell(tmp_path: Path):
    """Programs that write workbooks do not compute: such a win would count 0 yen."""
    book = workbook(tmp_path, 受注=[["日付", "担当者", "種別", "金額"], [DAY, "山田", "受注", "=100*5"], [DAY, "佐藤", "受注", 300]])
    found = read(book, tmp_path)
    assert ([row.amount for row in found.rows], len(found.rejects)) == ([300], 1)
    assert "#GETTING_DATA" in found.rejects[0]
    assert any("計算結果のない数式が1セル" in note for note in notes(found))


def test_a_formula_that_gives_an_empty_text_is_a_blank_cell(tmp_path: Path):
    """Excel saves it without a value too, but says that it is a text."""
    path = tmp_path / "log.xlsx"
    book = workbook(tmp_path, 受注=[["日付", "担当者", "種別", "金額"], [DAY, "山田", "架電", '=IF(1=1,"","x")']])
    book.save(path)
    content = {}
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()}
    sheet = content["xl/worksheets/sheet1.xml"]
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="D2">', b'<c r="D2" t="str">')
    assert content["xl/worksheets/sheet1.xml"] != sheet
    with zipfile.ZipFile(path, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    assert (found := read_log(path)).account == (1, 1, 0, 0), found.rejects
