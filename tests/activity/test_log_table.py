"""Logs that lie in memory are read as files are."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kpi_xl.activity import LogFile, LogTable, count_tallies, open_log
from kpi_xl.activity.log_table import rows_of
from kpi_xl.definitions import load_role
from kpi_xl.errors import InputError

HEADERS = ["日付", "担当者", "種別", "件数", "金額"]


def rows_read(table: LogTable) -> list[tuple]:
    with open_log([LogFile(Path("計画.xlsx"), table=table)]) as log:
        return log.connection.execute("SELECT date, member, kind, count, amount FROM log ORDER BY n").fetchall()


def test_a_table_of_the_open_workbook_is_read_as_its_file_would_be():
    """Spreadsheets hand days over as dates or as serial numbers, and numbers as floats; texts are read as anywhere."""
    table = LogTable([
        HEADERS,
        [datetime(2026, 11, 2), "佐藤 花子", "架電", 30.0, None],
        [46_329.0, "佐藤 花子", "商談", None, None],
        [None, None, None, None, None],
        ["2026/11/4", "鈴木 一郎", "受注", "１", "50万円"],
    ])  # fmt: skip
    assert rows_read(table) == [
        (date(2026, 11, 2), "佐藤 花子", "call", 30, None),
        (date(2026, 11, 3), "佐藤 花子", "meeting", 1, None),
        (date(2026, 11, 4), "鈴木 一郎", "won", 1, 500_000),
    ]


def test_a_frame_gives_what_is_missing_as_nothing():
    """NaN, NaT and NA are three words of pandas for an empty cell; none of them may become a text."""
    frame = pd.DataFrame({
        "日付": pd.to_datetime(["2026-11-02", "2026-11-03"]), "担当者": pd.Categorical(["佐藤", "鈴木"]),
        "種別": pd.array(["受注", "架電"], dtype="string"), "件数": pd.array([None, 3], dtype="Int64"), "金額": [500_000.0, np.nan],
    })  # fmt: skip
    assert rows_of(frame)[1][3] is None
    assert rows_of(frame)[2][4] is None
    table = LogTable(rows_of(frame), first_row=0)
    assert [row[3:] for row in rows_read(table)] == [(1, 500_000), (3, None)]


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (LogTable([HEADERS, ["2026-11-02", "佐藤", "昼食", 1, None]], "活動ログ", 6), "計画.xlsx 活動ログ!7行目"),
        (LogTable([HEADERS, ["2026-11-02", "佐藤", "昼食", 1, None]], first_row=0), "計画.xlsx 1行目"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_place(table, place):
    """The person looks for it on the sheet, not in what was handed over."""
    with pytest.raises(InputError) as caught:
        rows_read(table)
    assert str(caught.value.findings[0]).startswith(place)


def test_a_table_without_the_headers_is_refused_with_its_row():
    with pytest.raises(InputError) as caught:
        rows_read(LogTable([["日付", "担当者", "数"], ["2026-11-02", "佐藤", 1]], "活動ログ", 6))
    assert str(caught.value.findings[0]).startswith("計画.xlsx 活動ログ!6行目：「種別」の列がありません")


def test_a_table_and_a_file_together_are_one_log(tmp_path):
    """Calls may come from a system while the deals are typed."""
    file = tmp_path / "calls.csv"
    file.write_text("日付,担当者,種別,件数\n2026-11-02,佐藤,架電,40\n", encoding="utf-8")
    table = LogTable([HEADERS, ["2026-11-05", "佐藤", "受注", 2, 900_000]])
    tallies = [tally for kpi in load_role("field_sales").kpis for tally in kpi.measure.tallies]
    with open_log([file, LogFile(Path("deals"), table=table)]) as log:
        counted = count_tallies(log, tallies, date(2026, 11, 1), date(2026, 11, 30))
        assert log.read == 2
        assert 900_000 in next(iter(counted.values.values())).values()
