"""Columns that repeat few texts are kept as numbers; what comes of a log is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.files import pieces
from kpi_xl.activity.reading import dictionaries
from tests.activity.logs import HEADER, Read, read_log, write_log

MEMBERS = ("佐藤", "鈴木", "ｽｽﾞｷ 一郎", "スズキ　一郎", "合計", "")
KINDS = ("商談", "受注", "架電", "雑談")
LATE = "2026/11/30,遅番,大阪,訪問,1,,,新規,web"
"""A row of texts that stand in no other."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Rows of every kind that is read, set aside or rejected, a few hundred times each, and one at the end that is like none."""
    lines = [
        f"2026-11-{row % 30 + 1:02},{MEMBERS[row % 6]},{('東京', '')[row % 2]},{KINDS[row % 4]},{row % 3 or ''},{row % 5 or ''},,顧客{row % 7},"
        for row in range(2_000)
    ]
    return write_log(tmp_path, *lines, LATE)


def with_dictionaries(monkeypatch: pytest.MonkeyPatch, path: Path, **limits: float) -> Read:
    """What is read of a file that counts as large, by the few rows of it that the pieces hold."""
    monkeypatch.setattr(dictionaries, "LARGE", 0)
    monkeypatch.setattr(dictionaries, "WORTH", float("inf"))
    monkeypatch.setattr(pieces, "PIECES", 4)
    for name, limit in limits.items():
        monkeypatch.setattr(dictionaries, name, limit)
    return read_log(path)


def types_of(path: Path) -> set[str]:
    """The types of the stored columns."""
    with open_log(path) as log:
        found = log.connection.execute("SELECT data_type FROM duckdb_columns() WHERE table_name = 'rows_0'").fetchall()
        return {type_.split("(")[0] for (type_,) in found}


def test_dictionaries_change_nothing_that_is_read(monkeypatch: pytest.MonkeyPatch, log: Path):
    plain = read_log(log)
    assert "ENUM" not in types_of(log), "a small file needs none"
    assert with_dictionaries(monkeypatch, log) == plain
    assert "ENUM" in types_of(log)
    assert ("遅番", "大阪", "新規") in [(row.member, row.team, row.account) for row in plain.rows], "a text that is in no piece"


def test_a_dictionary_that_grows_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The pieces hold one member; a hundred others follow."""
    lines = ["2026-11-02,佐藤,東京,商談,1,,,,"] * 500 + [f"2026-11-02,社員{number},東京,商談,1,,,," for number in range(100)]
    path = write_log(tmp_path, *lines)
    monkeypatch.setattr(pieces, "PIECE", 200)
    read = with_dictionaries(monkeypatch, path, MOST_TEXTS=20)
    assert (len(read.members), read.summary.read) == (101, 600)


def test_a_column_of_which_the_pieces_show_too_little_has_no_dictionary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A text that is in no dictionary costs a hundred times what one in it spares."""
    lines = [f"2026-11-02,社員{row // 40},東京,商談,1,,,," for row in range(8_000)]
    monkeypatch.setattr(dictionaries, "LARGE", 0)
    monkeypatch.setattr(pieces, "PIECES", 40)
    with open_log(write_log(tmp_path, *lines)) as log:
        found = log.connection.execute("SELECT column_name, data_type LIKE 'ENUM%' FROM duckdb_columns() WHERE table_name = 'rows_0'").fetchall()
        assert {"member": False, "team": True}.items() <= dict(found).items()
        assert len(log.names) == 200


def test_pieces_that_begin_inside_a_quoted_cell_do_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    lines = [f'2026-11-02,佐藤,東京,商談,1,,,"A{number % 5}\n,""B""\nC",' for number in range(300)]
    path = write_log(tmp_path, *lines)
    plain = read_log(path)
    monkeypatch.setattr(pieces, "PIECE", 300)
    assert with_dictionaries(monkeypatch, path) == plain
    assert len(plain.rows) == 300


def test_a_table_whose_fast_reading_fails_half_way_is_read_by_the_slower(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A row with a cell too many: DuckDB's reader gives up, and its dictionaries go with it."""
    lines = ["2026-11-02,佐藤,東京,商談,1,,,,"] * 200 + ["2026-11-02,佐藤,東京,商談,1,,,,,余分"]
    path = write_log(tmp_path, *lines, header=HEADER)
    read = with_dictionaries(monkeypatch, path)
    assert read.account == (201, 200, 0, 1)
