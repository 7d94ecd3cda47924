"""Rejects: every row that cannot be read comes out in a file with its line and reason, as it stood."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import open_log
from kpi_xl.activity.words.plain import FORMULA_STARTS
from kpi_xl.language import speaking
from tests.activity.files.test_workbooks import book
from tests.activity.logs import HEADER, write_log

GOOD = "2026-11-02,山田,東,受注,1,,,,"


def rejects_of(folder: Path, *paths: Path) -> list[list[str]]:
    with open_log(list(paths)) as log:
        count = log.rejects.write(folder / "rejects.csv")
        assert count == log.rejected
    with (folder / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_file_names_file_line_reason_and_row(tmp_path: Path):
    """Whoever mends the export finds the row at once; Excel opens the file in the right encoding."""
    path = write_log(tmp_path, GOOD, '2026-11-02,"山田, 太郎",東,昼食,1,,,㈱A,', GOOD, "いつか,佐藤,西,受注,1,,,,", encoding="cp932")
    rows = rejects_of(tmp_path, path)
    assert rows == [
        ["ファイル", "行", "理由", "元の行"],
        [
            "log.csv", "3", "log.csv 3行目 種別：「昼食」という種別はありません。"
            "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。", '2026-11-02,"山田, 太郎",東,昼食,1,,,㈱A,',
        ],
        [
            "log.csv", "5", "log.csv 5行目 日付：「いつか」は日付として読めません。"
            "「2026/11/30」の形にするか、--map の date_order を指定してください。", "いつか,佐藤,西,受注,1,,,,",
        ],
    ]  # fmt: skip
    assert (tmp_path / "rejects.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with speaking("en"):
        assert rejects_of(tmp_path, path)[0] == ["file", "line", "reason", "row"]
        assert rejects_of(tmp_path, path)[1][2].startswith("log.csv line 3 kind: '昼食' is not a known kind.")


def test_rejects_of_several_files_stand_in_the_order_of_the_files(tmp_path: Path):
    """Ragged rows, rows of a workbook, and rows of a table without lines."""
    ragged = write_log(tmp_path, GOOD, "2026-11-02,山田,東,受注,1,1,2,3,4,5", "2026-11-02,山田,東,昼食", name="ragged.csv")
    workbook = book(tmp_path, [["題"], ["日付", "担当者", "種別"], ["2026-11-02", "山田", "受注"], ["2026-11-02", "山田", "昼食"]])
    parquet = str(tmp_path / "log.parquet")
    duckdb.sql("SELECT DATE '2026-11-02' AS date, 'x' AS member, unnest(['won', 'lunch']) AS kind").write_parquet(parquet)
    rows = rejects_of(tmp_path, ragged, workbook, Path(parquet))
    assert [(name, line, text) for name, line, _, text in rows[1:]] == [
        ("ragged.csv", "3", "2026-11-02,山田,東,受注,1,1,2,3,4,5"), ("ragged.csv", "4", "2026-11-02,山田,東,昼食"),
        ("log.xlsx", "4", "2026-11-02,山田,昼食"), ("log.parquet", "2", "2026-11-02,x,lunch"),
    ]  # fmt: skip


def test_the_line_is_the_first_of_a_record(tmp_path: Path):
    """Cells with line breaks and empty lines between shift records against lines; the row comes out whole."""
    path = tmp_path / "log.csv"
    path.write_text(f'{HEADER}\n2026-11-02,"山\n田",東,受注,1,,,,\n\n2026-11-03,"佐\n藤",東,昼食,1,,,,\n', encoding="utf-8")
    assert [(line, text) for _, line, _, text in rejects_of(tmp_path, path)[1:]] == [("5", '2026-11-03,"佐\n藤",東,昼食,1,,,,')]


@pytest.mark.parametrize("start", FORMULA_STARTS, ids=repr)
def test_a_row_that_begins_like_a_formula_stays_text(tmp_path: Path, start: str):
    """The file is opened in Excel; =cmd|... in it must be words."""
    header = "取引先,日付,担当者,種別"
    path = write_log(tmp_path, "A,2026-11-02,山田,受注", f'"{start}cmd|x",2026-11-02,山田,昼食', header=header)
    cells = [cell for row in rejects_of(tmp_path, path) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    plain = write_log(tmp_path, "A,2026-11-02,山田,受注", f"{start}1,2026-11-02,山田,昼食", header=header)
    if start != "\r":  # a line end
        assert rejects_of(tmp_path, plain)[1][3] == f"'{start}1,2026-11-02,山田,昼食"


BAD = ["2026-11-02,山田,東,昼食,1,,,,", ",山田,東,受注,1,,,,", "2026-11-02,,東,受注,1,,,,", "2026-11-02,山田,東,受注,x,,,,", "a,b,c,d,e,f,g,h,i,j"]


@settings(max_examples=30)
@given(lines=st.lists(st.sampled_from([GOOD, "", *BAD]), max_size=30))
def test_counts_in_and_rejected_are_all_rows(lines: Sequence[str], tmp_path_factory: pytest.TempPathFactory):
    """And the file holds exactly the rows that are not counted, in their order."""
    folder = tmp_path_factory.mktemp("rejects")
    lines = [GOOD, *lines]
    path = write_log(folder, *lines)
    with open_log(path) as log:
        assert log.read == lines.count(GOOD)
        assert log.read + log.rejected == len([line for line in lines if line])
        log.rejects.write(folder / "rejects.csv")
    with (folder / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [(int(line), text) for _, line, _, text in rows] == [
        (number, line) for number, line in enumerate(lines, 2) if line in BAD
    ]


def test_a_log_without_rejects_leaves_a_file_with_its_header_alone(tmp_path: Path):
    """Yesterday's rejects must not be taken for today's."""
    assert rejects_of(tmp_path, write_log(tmp_path, GOOD)) == [["ファイル", "行", "理由", "元の行"]]
