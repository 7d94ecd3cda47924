"""Export: what is written as a plain log is read back as the same log."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.export import EXPORT_SUFFIXES, export_log
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.words.plain import FORMULA_STARTS
from kpi_xl.language import speaking
from tests.activity.logs import read_log, write_log

LINES = [
    "2026-11-02,髙橋①,東,受注,1,1234567.5,,㈱﨑～,紹介", "2026-11-03,佐藤,西,満足度調査,3,,4.5,B社,", '2026/11/4,"=cmd|x",,架電,12,-500,,"+A社",web',
    "2026-11-04,佐藤,西,案件,1,50万,,C社,",
]  # fmt: skip


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, suffix: str, language: str):
    """In every format, whatever the language of the headers."""
    path, copy = write_log(tmp_path, *LINES, encoding="cp932"), tmp_path / f"copy{suffix}"
    with speaking(language):
        with open_log(path) as log:
            assert export_log(log, copy) == 4
        again = read_log(copy)
    before = read_log(path)
    assert again.rows == before.rows
    assert again.account == (4, 4, 0, 0)


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
def test_a_record_of_several_activities_becomes_several_rows(tmp_path: Path, suffix: str):
    """A call that won an appointment is three rows of one record, and stays three when it is read back."""
    path = write_log(tmp_path, "1,2026-04-01,山田,アポ獲得", header="レコードID,アクティビティー日,アクティビティーの割り当て先,コールの成果")
    with open_log(path) as log:
        assert export_log(log, tmp_path / f"copy{suffix}") == 3
    assert sorted(read_log(tmp_path / f"copy{suffix}").column("kind")) == ["appointment", "call", "connect"]


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
def test_a_log_of_nothing_that_counts_becomes_an_empty_one(tmp_path: Path, suffix: str):
    """Every row is left out by the preset: a file with headings and no row, as before."""
    path = write_log(tmp_path, "佐藤,社内,2026-11-02 10:00,社内会議", header="所有者,件名,開始日時,種別")
    with open_log(path) as log:
        assert (log.read, log.skipped) == (0, 1)
        assert export_log(log, tmp_path / f"copy{suffix}") == 0
    assert (tmp_path / f"copy{suffix}").stat().st_size > 0


@pytest.mark.parametrize("between", [[], [",,,,,,,"]])
def test_rows_come_in_the_order_of_the_log(tmp_path: Path, between: list[str]):
    """Enough for several threads; once with a blank row near the end, so that numbers and places differ."""
    lines = [f"2026-11-{row % 30 + 1:02},社員{row % 50},東京,架電,1,,,{row}" for row in range(250_000)]
    path = write_log(tmp_path, *lines, *between, "2026-11-02,佐藤,東京,訪問,1,,,250000", header="日付,担当者,チーム,種別,件数,金額,評点,取引先")
    with open_log(path) as log:
        assert export_log(log, tmp_path / "copy.csv") == 250_001
    with (tmp_path / "copy.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [int(row["取引先"]) for row in csv.DictReader(file)] == list(range(250_001))


def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path):
    """Amounts below 0 are numbers; everything else that Excel would compute gets an apostrophe."""
    with open_log(write_log(tmp_path, *LINES)) as log:
        export_log(log, tmp_path / "copy.csv")
    text = (tmp_path / "copy.csv").read_bytes().decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == ["-500"]
    assert "'=cmd|x" in cells


def test_a_database_has_the_documented_schema(tmp_path: Path):
    """Other programs read it; the types are those that `LOG_SCHEMA` promises."""
    with open_log(write_log(tmp_path, *LINES)) as log:
        export_log(log, tmp_path / "copy.duckdb")
        described = {name: kind for name, kind, *_ in log.connection.execute("DESCRIBE log").fetchall()}
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as connection:
        exported = {name: kind for name, kind, *_ in connection.execute("DESCRIBE log").fetchall()}
    assert exported == LOG_SCHEMA
    assert {name: kind for name, kind in described.items() if name in LOG_SCHEMA} == LOG_SCHEMA


def test_nothing_is_left_beside_the_output(tmp_path: Path):
    """Not even while several steps lead to it."""
    with open_log(write_log(tmp_path, *LINES)) as log:
        for suffix in EXPORT_SUFFIXES:
            export_log(log, tmp_path / f"copy{suffix}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.csv", "copy.duckdb", "copy.parquet", "log.csv"]


KIN = "=+-@＝＋－＠﹦﹢﹣﹫"
"""The signs with which a formula begins, and those that some programs take for them."""


@pytest.mark.parametrize("sign", KIN)
def test_no_cell_of_a_csv_begins_as_a_formula_does(tmp_path: Path, sign: str):
    """Some spreadsheets take the full-width signs for their ASCII kin. Read again, the name is what it was."""
    name = f'{sign}HYPERLINK("http://example.com")'
    path = write_log(tmp_path, f'2026-11-02,"{name.replace(chr(34), chr(34) * 2)}",,架電,1,,,,')
    with open_log(path) as log:
        export_log(log, tmp_path / "plain.csv")
        kept = log.names
    cells = [cell for row in csv.reader((tmp_path / "plain.csv").read_text(encoding="utf-8-sig").splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple(KIN))] == []
    with open_log(tmp_path / "plain.csv") as again:
        assert again.names == kept
