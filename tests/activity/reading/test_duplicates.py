"""Duplicates: a record that comes again under its id counts once, and the last time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import count_tallies, open_log
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.errors import InputError
from kpi_xl.periods import Month
from tests.activity.logs import read_log, write_log

DEALS = "Id,OwnerId,CloseDate,StageName,Amount,AccountId"
WON = Tally(Tallied.SUM, ("won",))
PIPELINE = Tally(Tallied.SUM, ("pipeline",))


def totals(*paths: Path) -> tuple[float, float]:
    """Won and pipeline of 山田 in November."""
    with open_log(list(paths)) as log:
        counted = count_tallies(log, (WON, PIPELINE), Month(2026, 11).start, Month(2026, 12).start)
    values = counted.of(["山田"], Month(2026, 11))
    return values[WON], values[PIPELINE]


def test_the_last_row_of_a_record_counts(tmp_path: Path):
    """The October export has the deal open, the November export has it won: it is won, and no pipeline any more."""
    october = write_log(tmp_path, "006A,山田,2026-11-20,提案,100,a", "006B,山田,2026-11-25,提案,7,b", header=DEALS, name="oct.csv")
    november = write_log(tmp_path, "006A,山田,2026-11-10,成立,120,a", header=DEALS, name="nov.csv")
    assert totals(october, november) == (120, 7)
    assert totals(november, october) == (0, 107)


def test_duplicates_are_counted_and_named(tmp_path: Path):
    """Two rows of one record, three of another: three do not count, and it is said which ones do."""
    lines = [f"{record},山田,2026-11-20,成立,1,a" for record in ("006A", "006B", "006A", "006B", "006B", "006C")]
    path = write_log(tmp_path, *lines, header=DEALS)
    with open_log(path) as log:
        summary = log.summary(Month(2026, 11), Month(2026, 12).start)
        named = [(record, str(log.place(n)), str(log.place(kept))) for record, n, kept in log.duplicates.shown]
    assert (summary.rows, summary.read, summary.skipped, summary.rejected, summary.duplicates) == (6, 3, 3, 0, 3)
    assert named == [
        ("006A", "log.csv 2行目", "log.csv 4行目"), ("006B", "log.csv 3行目", "log.csv 6行目"), ("006B", "log.csv 5行目", "log.csv 6行目"),
    ]  # fmt: skip


def test_a_last_row_that_cannot_be_read_does_not_take_the_readable_one_away(tmp_path: Path):
    """It is a reject; the record is not lost for it."""
    path = write_log(tmp_path, "006A,山田,2026-11-20,成立,5,a", "006A,山田,いつか,成立,6,a", header=DEALS)
    read = read_log(path)
    assert read.account == (2, 1, 0, 1)
    assert read.column("amount") == [5]


def test_rows_without_an_id_are_all_different(tmp_path: Path):
    """Blank is no id."""
    path = write_log(tmp_path, *[",山田,2026-11-20,成立,5,a"] * 3, header=DEALS)
    assert read_log(path).account == (3, 3, 0, 0)


def test_ids_of_different_objects_do_not_meet(tmp_path: Path):
    """Call 1 and deal 1 of HubSpot are two records."""
    deals = write_log(tmp_path, "1,A,成約,2026-11-10,山田,5", header="レコードID,取引名,取引ステージ,クローズ日,取引担当者,金額", name="d.csv")
    calls = write_log(tmp_path, "1,2026-11-10,山田,Connected", header="Record ID,Activity date,Activity assigned to,Call outcome", name="c.csv")
    assert read_log(deals, more=[calls]).account == (2, 2, 0, 0)


def test_open_deals_of_one_account_all_count(tmp_path: Path):
    """A stock is counted as it stood last for each record, not for each customer."""
    lines = ["006A,山田,2026-11-20,提案,100,a", "006B,山田,2026-11-25,提案,7,a"]
    assert totals(write_log(tmp_path, *lines, header=DEALS)) == (0, 107)


def test_a_stock_counts_as_it_stood_in_each_month(tmp_path: Path):
    """A deal that was open at 500 in October and at 300 in November is pipeline of both months, counted in one query."""
    path = write_log(tmp_path, "2026-10-20,山田,東,案件,1,400,,甲,", "2026-10-30,山田,東,案件,1,500,,甲,", "2026-11-30,山田,東,案件,1,300,,甲,")
    with open_log(path) as log:
        counted = count_tallies(log, (PIPELINE,), Month(2026, 10).start, Month(2026, 11).end)
    assert {month.month: values[PIPELINE] for (_, month), values in counted.values.items()} == {10: 500, 11: 300}


def test_a_log_by_hand_without_ids_counts_identical_rows(tmp_path: Path):
    """Two calls of one day look alike; only an id says that they are one."""
    path = write_log(tmp_path, *["2026-11-02,山田,架電"] * 2, header="日付,担当者,種別")
    assert read_log(path).account == (2, 2, 0, 0)


def test_a_file_that_is_named_twice_is_refused(tmp_path: Path):
    """All of its rows would count twice, by whatever path it is named."""
    path = write_log(tmp_path, "2026-11-02,山田,架電", header="日付,担当者,種別")
    (tmp_path / "again.csv").symlink_to(path)
    for other in (path, tmp_path / "again.csv", tmp_path / "." / "log.csv"):
        with pytest.raises(InputError) as caught:
            read_log(path, more=[other])
        assert str(caught.value) == f"{other} は2回指定されています。1回だけ指定してください。"


def test_the_long_and_the_short_id_of_salesforce_are_one_record(tmp_path: Path):
    """Reports have 15 characters, Data Loader 18. In the short ones case matters: they are ids of two deals."""
    header = "商談 ID,商談名,商談 所有者,フェーズ,金額,完了予定日"
    lines = [
        "0065g00000AbCdE,a,山田,受注,100,2026/11/04", "0065g00000AbCdEAA2,a,山田,受注,100,2026/11/04", "0065g00000aBcDe,b,山田,受注,300,2026/11/05",
    ]  # fmt: skip
    assert [row.amount for row in read_log(write_log(tmp_path, *lines, header=header)).rows] == [100, 300]
