"""Lists of no product in particular: read where no product's preset fits, with a word on which columns were taken."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.activity import open_log
from kpi_xl.errors import InputError
from tests.activity.logs import Read, read_log, write_log

DEALS = "案件名,営業担当,ステータス,受注日,受注金額"


def notes(found: Read) -> list[str]:
    return [note.text.ja for note in found.summary.notes]


def test_a_list_says_which_columns_were_taken(tmp_path: Path):
    """The columns were chosen by their headings alone: whoever reads the figures must be able to see it."""
    found = read_log(write_log(tmp_path, "a,山田,受注,2026/11/4,500000", "b,佐藤,失注,2026/11/5,300000", header=DEALS))
    assert found.column("kind") == ["won", "lost"]
    assert notes(found) == [
        "log.csv：どの製品の書き出しとも合わないため「案件の一覧」として読みました（日付＝受注日、担当者＝営業担当、金額＝受注金額、種別＝ステータス）"
    ]


def test_a_known_product_goes_first(tmp_path: Path):
    """A preset knows a product's marks; a list only words."""
    header = "Id,Owner.Name,CloseDate,StageName,Amount,IsWon,IsClosed"
    found = read_log(write_log(tmp_path, "006A,山田,2026-11-04,X,100,true,true", header=header))
    assert (found.column("kind"), notes(found)) == (["won"], [])


def test_a_list_that_finds_the_amounts_goes_before_a_product_that_does_not(tmp_path: Path):
    """Owner, Stage and Close Date are anybody's; won deals of 0 yen are nobody's."""
    found = read_log(write_log(tmp_path, "a,山田,2026-11-04,Won,500000", header="Name,Owner,Close Date,Stage,Deal Value"))
    assert [(row.kind, row.amount) for row in found.rows] == [("won", 500000)]


@pytest.mark.parametrize("header", [
    "件名,担当者,ステータス,期日", "日付,申請者,担当者,金額,ステータス", "案件名,契約予定日,担当者,フェーズ,契約総額", "担当者,受注日,受注金額",
    "担当者,訪問,商談,受注", "氏名,日付,出勤,退勤",
])  # fmt: skip
def test_what_is_no_list_of_deals_or_activities_is_refused(tmp_path: Path, header: str):
    """A list of tasks has a status, a crosstab has KPIs: neither says that a deal was won."""
    with pytest.raises(InputError):
        read_log(write_log(tmp_path, "a,山田,2026/11/4,1", header=header))


def test_beside_a_log_a_sheet_that_only_looks_like_a_list_is_left_out_and_named(tmp_path: Path):
    """The list of deals beside the log says the same again: its wins would count twice."""
    day, book = datetime(2026, 11, 4), openpyxl.Workbook()
    book.active.title = "活動"
    for row in (["日付", "担当者", "種別", "金額"], [day, "山田", "受注", 500]):
        book.active.append(row)
    for row in (["案件名", "営業担当", "ステータス", "受注日", "受注金額"], ["a", "山田", "受注", day, 500]):
        (book["一覧"] if "一覧" in book.sheetnames else book.create_sheet("一覧")).append(row)
    book.save(tmp_path / "log.xlsx")
    found = read_log(tmp_path / "log.xlsx")
    assert [row.amount for row in found.rows] == [500]
    assert notes(found) == ["log.xlsx：見出しが合わないシートは読んでいません：一覧（2行）"]


def test_lists_of_several_sheets_are_one_log(tmp_path: Path):
    """One sheet a month, as lists kept by hand are."""
    book = openpyxl.Workbook()
    for month in (10, 11):
        sheet = book.create_sheet(f"{month}月")
        for row in (["案件名", "営業担当", "ステータス", "受注日", "受注金額"], ["a", "山田", "受注", datetime(2026, month, 4), 500]):
            sheet.append(row)
    book.save(tmp_path / "log.xlsx")
    assert [row.date.month for row in read_log(tmp_path / "log.xlsx").rows] == [10, 11]


def test_the_column_of_how_a_deal_ended_goes_before_its_stage(tmp_path: Path):
    """A phase called 契約 is reached before the contract is signed; what disagrees is set aside."""
    lines = [f"{n},社{n},山田,{stage},100,2026/11/04,{ended}" for n, (stage, ended) in enumerate(
        [("提案", "受注"), ("契約", "失注"), ("契約", "進行中"), ("契約", ""), ("契約", "社内確認済"), ("提案", "進行中"), ("失注", "受注")]
    )]  # fmt: skip
    found = read_log(write_log(tmp_path, *lines, header="案件ID,取引先,担当者,フェーズ,契約金額,契約予定日,ステータス"))
    assert found.column("kind") == ["won", "lost", "won", "won", "pipeline"]
    assert [reject.split("：")[0] for reject in found.rejects] == ["log.csv 4行目 フェーズ", "log.csv 8行目 フェーズ"]


@pytest.mark.parametrize("heading", ["value_currency", "契約金額の通貨", "販売通貨", "Currency of Deal value"])
def test_the_currency_beside_amounts_is_found_by_the_name_of_their_column(tmp_path: Path, heading: str):
    """Dollars are no yen, whatever a product calls the column that says so."""
    amount = {"value_currency": "value", "契約金額の通貨": "契約金額"}.get(heading, "Deal value")
    header = f"案件名,担当者,フェーズ,受注日,{amount},{heading}"
    found = read_log(write_log(tmp_path, "a,山田,受注,2026/11/04,500,JPY", "b,山田,受注,2026/11/04,300,USD", header=header))
    assert ([row.amount for row in found.rows], len(found.rejects)) == ([500], 1)


def test_a_currency_that_amounts_were_converted_to_is_not_theirs(tmp_path: Path):
    """会社の通貨 stands for the company's own, whatever the amounts of the rows are in."""
    found = read_log(write_log(tmp_path, "a,山田,受注,2026/11/04,500,USD", header="案件名,担当者,フェーズ,受注日,受注金額,会社通貨"))
    assert [row.amount for row in found.rows] == [500]


def test_open_deals_without_amounts_are_told(tmp_path: Path):
    """A pipeline of 0 yen beside wins that have their amounts: what is expected stands in a column that nobody read."""
    lines = ["a,山田,受注,2026/11/04,500,", "b,山田,提案,2026/11/25,,300"]
    found = read_log(write_log(tmp_path, *lines, header="案件名,担当者,フェーズ,受注日,受注金額,提示額"))
    assert [row.amount for row in found.rows] == [500, None]
    assert any("進行中の案件1件には金額がなく" in note for note in notes(found))


@pytest.mark.parametrize(
    ("header", "undone", "said"),
    [
        ("日付,担当者,種別,金額,キャンセル", "○", "キャンセル=○"), ("日付,担当者,種別,金額,取消日", "2026/11/09", "取消日"),
        ("日付,担当者,種別,金額,予実", "予定", "予定"), ("案件名,担当者,フェーズ,金額,受注日,削除フラグ", "1", "削除フラグ=1"),
    ],
)  # fmt: skip
def test_what_a_column_says_was_undone_or_only_planned_does_not_count(tmp_path: Path, header: str, undone: str, said: str):
    """A win that was cancelled in a column of its own was counted without a word."""
    row = "a,山田,受注,100,2026-11-04" if header.startswith("案件名") else "2026-11-04,山田,受注,100"
    path = write_log(tmp_path, f"{row},", f"{row},{undone}", header=header)
    assert read_log(path).account == (2, 1, 1, 0)
    with open_log(path) as log:
        assert f"log.csv：活動に数えない行：{said} 1行" in [note.text.ja for note in log.notes]


@pytest.mark.parametrize(("header", "named"), [("日付,担当者,種別,架電件数", "架電件数"), ("日付,担当者,種別,アポ,商談", "アポ、商談")])
def test_columns_that_seem_to_count_activities_and_are_not_read_are_named(tmp_path: Path, header: str, named: str):
    """A row is one call where the calls stand in a column that nobody reads."""
    found = read_log(write_log(tmp_path, "2026-11-04,山田,架電,30,2", header=header if header.count(",") == 4 else f"{header},備考"))
    assert any(f"使っていません：{named}（" in note for note in notes(found))


def test_a_column_of_words_that_is_called_like_an_activity_is_nothing_to_tell(tmp_path: Path):
    """提案 may hold what was proposed, and a deal's pipeline is no count."""
    assert notes(read_log(write_log(tmp_path, "2026-11-04,山田,架電,資料一式", header="日付,担当者,種別,提案"))) == []


def test_lost_deals_count_on_the_day_they_were_lost(tmp_path: Path):
    """Not on the day they were expected to be won, months later."""
    lines = ["a,山田,失注,,2026/11/04,2026/12/30,100", "b,山田,受注,2026/11/05,,2026/12/30,100"]
    found = read_log(write_log(tmp_path, *lines, header="案件名,担当者,フェーズ,受注日,失注日,受注予定日,金額"))
    assert [row.date.day for row in found.rows] == [4, 5]
