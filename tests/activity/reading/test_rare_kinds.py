"""Kinds of tables that came out wrong without a word: each is read right now, or set aside and named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from kpi_xl.activity import open_log
from kpi_xl.activity.days import parse_day
from kpi_xl.errors import InputError
from tests.activity.logs import read_lines, read_log, write_log


def notes_of(path: Path) -> list[str]:
    with open_log(path) as log:
        return [str(note.text) for note in log.notes]


def test_a_cell_that_names_its_unit_does_not_take_that_of_the_heading(tmp_path: Path):
    """50万円 under 金額（万円） was five billion yen."""
    lines = [f"2026-11-04,佐藤,受注,{amount}" for amount in ("50", "52.5", "50万円", "300千円", "500000円", "0.5百万円", '"1,200"')]
    read = read_lines(tmp_path, *lines, header="日付,担当者,種別,金額（万円）")
    assert read.column("amount") == [500_000, 525_000, 500_000, 300_000, 500_000, 500_000, 12_000_000]


def test_a_number_format_that_names_its_unit_does_not_take_that_of_the_heading(tmp_path: Path):
    """500 shown as 500千円 below 金額（千円） is half a million; a bare 500 below it is the same."""
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["日付", "担当者", "種別", "金額（千円）"])
    for row, code in enumerate(('#,##0"千円"', "#,##0", '#,##0"円"'), 1):
        sheet.write_row(row, 0, ["2026-11-04", "佐藤", "受注"])
        sheet.write_number(row, 3, 500, book.add_format({"num_format": code}))
    book.close()
    assert read_log(path).column("amount")[:2] == [500_000, 500_000]


@pytest.mark.parametrize("text", ["2026/11/16 ～ 20", "2026/11/16〜2026/11/20", "2026/11/16 - 11/20", "2026年11月16日〜20日", "2026/11/16～"])
def test_several_days_are_none_of_them(text: str):
    """A week's total is no Monday's: it is set aside with its place."""
    assert parse_day(text) is None


@pytest.mark.parametrize("behind", [" 9:30～10:15", " 9:30-10:15", " 9:30 - 10:15", " 9時〜10時", "（月）"])
def test_a_time_from_when_to_when_stays_a_day(behind: str):
    """Calendars write both ends."""
    assert parse_day(f"2026/11/16{behind}") == date(2026, 11, 16)


HEADER = "日付,担当者,種別,状態,件数"


def test_what_is_planned_or_called_off_does_not_count(tmp_path: Path):
    """Diaries hold the visits to come as well; only their own words say so, and a word that nobody knows counts."""
    states = ("完了", "予定", "キャンセル", "延期", "", "訪問済")
    path = write_log(tmp_path, *(f"2026-11-04,佐藤,訪問,{state},{2 ** place}" for place, state in enumerate(states)), header=HEADER)
    read = read_log(path)
    assert read.column("count") == [1, 16, 32]
    assert read.account == (6, 3, 3, 0)
    assert any("予定 1行" in note and "キャンセル 1行" in note and "延期 1行" in note for note in notes_of(path))


def test_an_open_deal_may_be_planned(tmp_path: Path):
    """予定 is what an open deal is."""
    read = read_lines(tmp_path, "2026-11-04,佐藤,パイプライン,予定,1", "2026-11-04,佐藤,架電,予定,1", header=HEADER)
    assert read.column("kind") == ["pipeline"]


def test_a_mark_that_says_not_done_does_not_count(tmp_path: Path):
    """Check boxes of a spreadsheet."""
    lines = [f"2026-11-04,佐藤,訪問,{mark}" for mark in ("TRUE", "FALSE", "✓", "0", "")]
    assert len(read_lines(tmp_path, *lines, header="日付,担当者,種別,完了").rows) == 3


def test_the_same_record_of_two_kinds_counts_twice_with_a_status_as_without(tmp_path: Path):
    """One id for a visit that was a meeting as well: what a log kept by hand means does not change with a column."""
    lines = ["2026-11-04,佐藤,訪問,R1,完了", "2026-11-04,佐藤,商談,R1,完了", "2026-11-04,佐藤,商談,R1,完了"]
    assert read_lines(tmp_path, *lines, header="日付,担当者,種別,記録ID,状態").column("kind") == ["visit", "meeting"]


def test_numbers_under_another_heading_are_told_where_each_row_counts_as_one(tmp_path: Path):
    """42 calls under 実績 were one call."""
    path = write_log(tmp_path, "2026-11-04,佐藤,架電,50,42", header="日付,担当者,種別,目標,実績")
    assert any("「実績」の列は使っていません" in note for note in notes_of(path))
    assert notes_of(write_log(tmp_path, "2026-11-04,佐藤,架電,5,42", header="日付,担当者,種別,件数,実績")) == []


def test_what_stands_around_a_name_makes_no_other_person(tmp_path: Path):
    """A mail address always goes; さん and 退職 where the bare name stands elsewhere: 大和さん may be a name."""
    same = ("佐藤 花子", "佐藤 花子 <sato@example.co.jp>", "佐藤花子（退職）", "【退職】佐藤 花子", "佐藤 花子さん")
    names = (*same, "鈴木さん", "佐藤 花子(営業一課)")
    read = read_lines(tmp_path, *(f"2026-11-04,{name},架電,1" for name in names), header="日付,担当者,種別,件数")
    assert read.column("member") == ["佐藤 花子"] * 5 + ["鈴木さん", "佐藤 花子(営業一課)"]


def test_a_cell_that_says_that_there_is_nobody_names_nobody(tmp_path: Path):
    """(空白) of a pivot table, 未設定 and a dash were three members with calls of their own."""
    names = ("佐藤", "(空白)", "未設定", "-", "Unassigned", "なし")
    read = read_lines(tmp_path, *(f"2026-11-04,{name},架電,1" for name in names), header="日付,担当者,種別,件数")
    assert (read.column("member"), read.account) == (["佐藤"], (6, 1, 0, 5))


def test_what_is_expected_to_be_won_is_not_won(tmp_path: Path):
    """見込 beside 受注 was revenue."""
    lines = [f"2026-11-04,佐藤,受注,500000,{said}" for said in ("確定", "見込", "内示")]
    read = read_lines(tmp_path, *lines, header="日付,担当者,種別,金額,売上区分")
    assert read.account == (3, 1, 2, 0)


def test_scores_of_another_scale_are_told(tmp_path: Path):
    """95 of 100 beside a target of 4.5 of 5 attains whatever anybody thinks."""
    header = "日付,担当者,種別,評点"
    assert any("5を超える評点が1行" in note for note in notes_of(write_log(tmp_path, "2026-11-04,佐藤,満足度調査,95", header=header)))
    assert notes_of(write_log(tmp_path, "2026-11-04,佐藤,満足度調査,5.0", header=header)) == []


OUTCOMES = {
    "mazrica": ("案件ID,案件名,担当者,フェーズ,契約金額,契約予定日,案件ステータス", "1,A,佐藤,提案,{yen},2026/11/25,{outcome}"),
    "esales": ("案件コード,案件名,自社担当者,進捗状況,受注予定金額,受注予定日,受注結果", "1,A,佐藤,提案,{yen},2026/11/25,{outcome}"),
    "kintone": ("レコード番号,会社名,担当者,フェーズ,受注予定日,金額,商談結果", "1,A社,佐藤,提案,2026/11/25,{yen},{outcome}"),
    "salesforce": ("商談 所有者,商談名,フェーズ,金額,完了予定日,成立フラグ,クローズフラグ", "佐藤,A,最終合意,{yen},2026/11/25,{outcome}"),
}


@pytest.mark.parametrize(("product", "won", "lost", "still_open"), [
    ("mazrica", "成約", "失注", "進行中"), ("esales", "受注", "失注", ""), ("kintone", "受注", "失注", "商談中"), ("salesforce", "1,1", "0,1", "0,0"),
])  # fmt: skip
def test_how_a_deal_ended_is_surer_than_its_last_stage(tmp_path: Path, product: str, won: str, lost: str, still_open: str):
    """Deals that were lost while they stood at 提案 filled the pipeline."""
    header, line = OUTCOMES[product]
    kinds = [
        read_lines(tmp_path, line.format(yen=300_000, outcome=outcome), header=header).column("kind") for outcome in (won, lost, still_open)
    ]
    assert kinds == [["won"], ["lost"], ["pipeline"]]


def test_the_headings_that_are_told_are_headings(tmp_path: Path):
    """An invoice list said that 2026-11-05 and 青葉商事 could be used as columns."""
    lines = ("2026-11-05,INV-1,青葉商事,導入,佐藤,入金済み,1000000", "2026-11-10,INV-2,松本,保守,鈴木,送付済み,200000")
    path = write_log(tmp_path, *lines, header="請求日,請求書番号,取引先,件名,自社担当者名,ステータス,小計(税抜)")
    with pytest.raises(InputError) as raised, open_log(path):
        pass
    assert "請求日" in str(raised.value)
    assert "2026-11-05" not in str(raised.value)


def test_amounts_are_whole_yen_of_many_spellings(tmp_path: Path):
    """What people type beside each other in one column; what is no amount is set aside."""
    amounts = {"50万円": 500_000, "1.2百万円": 1_200_000, '"300,000円"': 300_000, "1億2000万": 120_000_000, "500K": 500_000, "¥1.5M": 1_500_000}
    odd = ("約50万円", "50万円〜60万円", "20万円×3", "未定")
    read = read_lines(tmp_path, *(f"2026-11-04,佐藤,受注,{amount}" for amount in (*amounts, *odd)), header="日付,担当者,種別,金額")
    assert read.column("amount") == [Decimal(yen) for yen in amounts.values()]
    assert read.account == (10, 6, 0, 4)


def test_people_who_are_called_like_totals_count(tmp_path: Path):
    """計良 and 合田 計 are people; 東京計 and 計 are sums."""
    names = ("計良 聡,東京", "合田 計,東京", "計良,大阪", "東京計,", "計,")
    read = read_lines(tmp_path, *(f"2026-11-04,{name},架電,1" for name in names), header="日付,担当者,チーム,種別,件数")
    assert read.column("member") == ["計良 聡", "合田 計", "計良"]
    assert read.account == (5, 3, 2, 0)
