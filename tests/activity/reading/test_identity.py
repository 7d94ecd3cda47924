"""Identity: who is meant, and which rows are one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import count_tallies, open_log
from kpi_xl.activity.words.people import people_in
from kpi_xl.definitions import Tallied, Tally
from tests.activity.logs import read_lines, read_log, write_log

ACTIVITY = "レコードの開始行,レコード番号,会社名,対応日,対応者,活動種別,対応結果"
DEAL = "レコードの開始行,レコード番号,会社名,担当者,ステータス,受注日"


def test_invisible_characters_make_no_new_persons_kinds_or_headings(tmp_path: Path):
    """Copies from web pages carry joiners and marks of direction."""
    rows = ["2026-11-04,山田\u200b太郎,架電", "\u200e2026-11-05,\ufeff山田太郎,架\u200b電", "2026-11-06\u00a0,山田太郎\u200f,架電\u00a0"]
    read = read_lines(tmp_path, *rows, header="\u200b日付,担当者\u200b,種\u00ad別")
    assert (read.account, set(read.column("member"))) == ((3, 3, 0, 0), {"山田太郎"})


def test_of_several_members_in_a_cell_the_first_counts_and_it_is_told(tmp_path: Path):
    """A list of persons is no person."""
    cells = ['"佐藤 花子, 鈴木 一郎"', "佐藤 花子;鈴木 一郎", "佐藤 花子／鈴木 一郎", '"佐藤 花子\n鈴木 一郎"', "佐藤 花子", "鈴木 一郎"]
    read = read_lines(tmp_path, *(f"2026-11-04,{cell},商談" for cell in cells), header="日付,担当者,種別")
    assert read.column("member") == ["佐藤 花子"] * 5 + ["鈴木 一郎"]
    assert [note.text.ja.partition("（")[0] for note in read.summary.notes] == ["1つのセルに複数の担当者がいる4行は、先頭の人に数えました"]


@pytest.mark.parametrize("cell", ["Sato, Hanako", "営業部/佐藤", "佐藤 花子 (hanako@example.com)", "A.J. Smith-Jones", "佐藤・リー"])
def test_one_person_with_signs_in_the_name_is_one(cell: str):
    """A comma stands between a family name and a given one, a stroke behind a department."""
    assert people_in(cell, {"鈴木", cell}) == ()


def test_a_cell_that_excel_must_not_compute_is_its_text(tmp_path: Path):
    """="00123" is how exports keep zeros."""
    read = read_lines(tmp_path, '="2026/11/04","=""佐藤 花子""","=""受注""","=""500000""","=""00123"""', header="日付,担当者,種別,金額,取引先")
    assert [(row.member, row.kind, row.amount, row.account) for row in read.rows] == [("佐藤 花子", "won", 500_000, "00123")]


def test_rows_of_a_record_are_activities_of_their_own(tmp_path: Path):
    """kintone repeats the record on each row of its table; a second, longer export gives no row twice."""
    rows = ["*,12,A社,2026-11-02,山田,電話,不在", ",12,A社,2026-11-02,山田,電話,アポ獲得", ",12,A社,2026-11-04,山田,訪問,",
    "*,13,B社,2026-11-05,山田,電話,不在"]
    first = write_log(tmp_path, *rows[:2], header=ACTIVITY, name="first.csv")
    whole = write_log(tmp_path, *rows, header=ACTIVITY, name="whole.csv")
    assert read_log(whole).account == (4, 4, 0, 0)
    assert read_log(first, more=[whole]).account == (6, 4, 2, 0)


def test_a_deal_of_several_rows_is_one_with_their_sum(tmp_path: Path):
    """Where the table holds the amounts they add up; where the record does, its amount counts once."""
    rows = ["*,21,A社,山田,受注,2026-11-04,{}", ",21,A社,山田,受注,2026-11-04,{}", "*,22,B社,山田,受注,2026-11-05,{}"]
    path = write_log(tmp_path, *(row.format(yen) for row, yen in zip(rows, (300, 200, 70), strict=True)), header=f"{DEAL},小計")
    assert read_log(path).column("amount") == [500, 70]
    path = write_log(tmp_path, *(row.format(yen) for row, yen in zip(rows, (500, 500, 70), strict=True)), header=f"{DEAL},合計金額")
    read = read_log(path)
    assert (read.column("amount"), read.account) == ([500, 70], (3, 2, 1, 0))


@pytest.mark.parametrize("newer_first", [True, False])
def test_of_a_record_the_one_changed_last_counts(tmp_path: Path, newer_first: bool):
    """Browsers save a second download as `deals (1).csv`, which sorts before the first."""
    header = "商談 ID,商談 所有者,取引先名,フェーズ,金額,完了予定日,最終更新日"
    old = write_log(tmp_path, "1,山田,A社,提案,5,2026/11/20,2026/11/10 18:00", header=header, name="deals.csv")
    new = write_log(tmp_path, "1,山田,A社,受注,7,2026/11/20,2026/11/28 9:30", header=header, name="deals (1).csv")
    first, second = (new, old) if newer_first else (old, new)
    assert [(row.kind, row.amount) for row in read_log(first, more=[second]).rows] == [("won", 7)]


def test_deals_that_are_alike_and_have_no_id_count_and_are_told(tmp_path: Path):
    """One deal on three product rows, or three of them: nobody can tell, so it is said."""
    header = "商談 所有者,取引先名,商談名,フェーズ,金額,完了予定日,商品名"
    read = read_log(write_log(tmp_path, *(f"山田,A社,G1,受注,900,2026/11/04,{name}" for name in "abc"), header=header))
    assert len(read.rows) == 3
    assert [note.text.ja for note in read.summary.notes] == ["log.csv：同じ内容の受注・失注が2行重なっていますが、IDがないため別々に数えています"]


def test_five_alike_calls_of_a_day_are_five(tmp_path: Path):
    """Nothing is wrong with them, so nothing is said."""
    read = read_lines(tmp_path, *["2026-11-04,山田,架電,A社"] * 5, header="日付,担当者,種別,取引先")
    assert (len(read.rows), read.summary.notes) == (5, ())


def test_exports_that_overlap_are_told(tmp_path: Path):
    """Two halves of a month that share a week."""
    rows = [f"山田,{name}社,受注,900,2026/11/{day:02}" for day, name in enumerate("ABCDE", 1)]
    header = "商談 所有者,取引先名,フェーズ,金額,完了予定日"
    first, second = write_log(tmp_path, *rows[:4], header=header, name="1.csv"), write_log(tmp_path, *rows[2:], header=header, name="2.csv")
    told = [note.text.ja for note in read_log(first, more=[second]).summary.notes]
    assert told == ["同じ内容の2行が複数のファイルやシートに重なっていますが、IDがないため別々に数えています（1.csv と 2.csv など）"]


def test_an_open_deal_of_a_crm_and_of_a_snapshot_counts_once(tmp_path: Path):
    """The export has its id, the list of the month's end has none: the list is what was open then."""
    crm = write_log(tmp_path, "1,山田,A社,提案,500,2026/11/10", header="商談 ID,商談 所有者,取引先名,フェーズ,金額,完了予定日", name="crm.csv")
    snapshot = write_log(
        tmp_path, "2026-11-30,山田,パイプライン,A社,400", "2026-11-30,山田,パイプライン,A社,70", header="日付,担当者,種別,取引先,金額", name="end.csv"
    )
    tally = Tally(Tallied.SUM, ("pipeline",))
    with open_log([crm, snapshot]) as log:
        (values,) = count_tallies(log, [tally], date(2026, 11, 1), date(2026, 11, 30)).values.values()
    assert values[tally] == 470


def test_an_open_deal_that_a_later_list_lacks_does_not_count(tmp_path: Path):
    """It was expected on the 2nd; the list of the 30th, of two deals, says that it is not open any more. One row is no list."""
    crm = write_log(tmp_path, "1,山田,Z社,提案,500,2026/11/02", header="商談 ID,商談 所有者,取引先名,フェーズ,金額,完了予定日", name="crm.csv")
    rows = ["2026-11-30,山田,パイプライン,A社,400", "2026-11-30,山田,パイプライン,B社,70"]
    tally = Tally(Tallied.SUM, ("pipeline",))
    for count, total in ((2, 470), (1, 900)):
        listed = write_log(tmp_path, *rows[:count], header="日付,担当者,種別,取引先,金額", name="end.csv")
        with open_log([crm, listed]) as log:
            (values,) = count_tallies(log, [tally], date(2026, 11, 1), date(2026, 11, 30)).values.values()
        assert values[tally] == total
