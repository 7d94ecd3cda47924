"""Asides: totals, headings in between and remarks below a report are counted apart, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.words.totals import is_total
from tests.activity.logs import read_lines, read_log, write_log

PLAIN = "日付,担当者,チーム,種別,件数"
ROW = "2026-11-04,山田,東京,架電,10"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-30,合計,,架電,10", "2026-11-30,小計,東京,架電,10", "2026-11-30,山田 集計,,架電,10", "2026-11-30,東京 計,,架電,10",
        "2026-11-30,東京計,,架電,10",
        "2026-11-30,全社合計,,架電,10", "2026-11-30,Total,,架電,10", "2026-11-30,Grand Total,,架電,10", "2026-11-30,山田 Total,,架電,10",
        "2026-11-30,第1営業部 計,,架電,10",
        "合計,,,,10", ",総計,,,10", ",,合計,,10", ",合計 (3 件),,,10", ",Subtotal,,,10", ",,,,10", "集計,,,,10",
    ],
)  # fmt: skip
def test_a_row_of_totals_is_no_activity(tmp_path: Path, line: str):
    """Counted, it doubles the month; set aside as broken, it hides the rows that are."""
    read = read_lines(tmp_path, ROW, line, header=PLAIN)
    assert (read.account, read.column("member")) == ((2, 1, 1, 0), ["山田"])
    assert [note.text.ja for note in read.summary.notes] == ["合計・見出し・注記の1行は数えていません"]


@pytest.mark.parametrize("name", ["計良 一郎", "計", "鈴木 計", "合田 健", "小計良", "総谷 花子", "Tony Totaro", "集田 学"])
def test_a_person_is_no_total(tmp_path: Path, name: str):
    """Names begin with 計 and 合; a given name may even be 計, where nobody and nothing is called by the rest."""
    is_person = name != "計"  # alone it labels a total
    assert read_lines(tmp_path, f"2026-11-04,{name},東京,架電,1", ROW, header=PLAIN).account == (2, 1 + is_person, 1 - is_person, 0)


def test_a_customer_may_be_called_as_a_total_is(tmp_path: Path):
    """A row that has all that an activity needs is none, whatever its customer is called."""
    rows = ["2026-11-04,山田,架電,合計株式会社", "2026-11-04,山田,架電,Total", "いつか,山田,架電,全体"]
    assert read_lines(tmp_path, *rows, header="日付,担当者,種別,取引先").account == (3, 2, 0, 1)


def test_known_teams_decide_on_what_is_summed_up():
    """東京 計 is a total because 東京 is a team."""
    assert is_total("みどり 計", {"みどり"})
    assert not is_total("みどり 計", {"東京"})


def test_headings_in_between_and_remarks_below_are_no_activities(tmp_path: Path):
    """Five lines below a report, a title of a group, and the headings again on each page."""
    lines = [ROW, PLAIN, "大阪の分,,,,", ROW, "", "営業活動レポート,,,,", '"(c) 2026 Example, Inc.",,,,', "作成者：管理者,2026/12/01,,,"]
    assert read_lines(tmp_path, *lines, header=PLAIN).account == (7, 2, 5, 0)


@pytest.mark.parametrize("line", [",山田,,架電,5", "2026-11-05,,,架電,5", "2026-11-05,山田,,,5", "2026-11-05,,,,", ",,,架電,",
"2026-11-05,山田,,昼食,1"])
def test_a_broken_activity_is_no_remark(tmp_path: Path, line: str):
    """What somebody forgot to fill in must be named, at the end of a file too."""
    assert read_lines(tmp_path, ROW, line, header=PLAIN).account == (2, 1, 0, 1)


def test_titles_above_the_header_of_a_csv_are_skipped(tmp_path: Path):
    """As in a workbook; lines stay those of the file, and the separator is that of the table."""
    path = tmp_path / "log.csv"
    path.write_text(
        '"営業日報, 11月"\n期間：2026/11/01～2026/11/30,,,\n\n日付;担当者;種別;件数\n2026-11-04;山田;架電;3\n2026-11-05;山田;昼食;1\n',
        encoding="utf-8",
    )
    read = read_log(path)
    assert (read.account, read.column("count")) == ((2, 1, 0, 1), [3])
    assert read.rejects[0].startswith("log.csv 6行目")


@pytest.mark.parametrize(("line", "separator"), [("sep=;", ";"), ('"sep=\t"', "\t"), ("SEP=|", "|")])
def test_a_line_that_names_the_separator_is_none_of_the_table(tmp_path: Path, line: str, separator: str):
    """Excel and its kin write it."""
    path = tmp_path / "log.csv"
    path.write_text(line + "\n" + "\n".join(row.replace(",", separator) for row in (PLAIN, ROW)), encoding="utf-8")
    assert read_log(path).account == (1, 1, 0, 0)


def test_rows_grouped_in_a_csv_are_filled_down(tmp_path: Path):
    """A sorted heading (↑) groups rows: its value stands in the first of them only."""
    header = "完了予定日 ↑,商談 所有者,取引先名,フェーズ,金額"
    rows = ["2026/11/04,山田,A,受注,100", ",佐藤,B,受注,200", "2026/11/05,山田,C,失注,300", "小計,,,,600"]
    read = read_log(write_log(tmp_path, *rows, header=header))
    assert [str(day) for day in read.column("date")] == ["2026-11-04", "2026-11-04", "2026-11-05"]
    assert read.account == (4, 3, 1, 0)


def test_every_row_is_counted_set_aside_or_skipped(tmp_path: Path):
    """The closing account is always true."""
    lines = [ROW, "2026-11-05,合計,,架電,10", ",,,,", "2026-11-05,山田,,昼食,1", "注記", "2026-11-06,山田,東京,架電,1,x"]
    with open_log(write_log(tmp_path, *lines, header=PLAIN)) as log:
        assert (log.read, log.skipped, log.rejected, log.asides) == (1, 2, 2, 2)


@pytest.mark.parametrize(
    "label", ["目標", "達成率", "1人あたり平均", "前年同月", "チーム合計(2名)", "東日本 目標", "青山 平均", "Team average", "Quota", "着地見込"]
)
def test_rows_of_targets_rates_and_averages_are_nobodys(tmp_path: Path, label: str):
    """Below the members of a sheet stand the target, what it comes to and last year's: counted, they are the best seller."""
    lines = ["2026-11-04,青山,架電,10", f"2026-11-30,{label},架電,300"]
    found = read_log(write_log(tmp_path, *lines, header="日付,担当者,種別,件数"))
    assert (found.column("member"), found.rejects) == (["青山"], [])


@pytest.mark.parametrize("name", ["目標 達也", "平均 花", "計良 誠", "Targa Mia", "前年 一郎"])
def test_names_that_begin_like_a_total_are_persons(tmp_path: Path, name: str):
    """A remedy that goes too far loses a member."""
    assert read_log(write_log(tmp_path, f"2026-11-04,{name},架電,10", header="日付,担当者,種別,件数")).column("member") == [name]
