"""1on1 cards: a workbook a manager and nowhere else; what was written on a card stands on the next one."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.sheets.one_on_one import names
from tests.company_books import write_company
from tests.spreadsheet import lint_workbooks

HEADER = "日付,担当者,チーム,種別,件数,金額\n"
MONTHS = "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"
LOG = HEADER + "".join(
    f"{month}-10,佐藤,東京,商談,10,\n{month}-12,佐藤,東京,受注,3,2400000\n{month}-10,鈴木,東京,商談,10,\n{month}-12,鈴木,東京,受注,1,800000\n"
    for month in MONTHS
)  # fmt: skip
NOVEMBER = "2026-11-05,佐藤,東京,商談,6,\n2026-11-10,佐藤,東京,受注,1,800000\n2026-11-05,鈴木,東京,商談,2,\n"
BOOK = "2026-11 1on1 中村.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path / "c.xlsx")
    (tmp_path / "log.csv").write_text(LOG + NOVEMBER, "utf-8")
    return tmp_path


def cards(run, month: str = "2026-11", as_of: str = "2026-11-16", *more: str):
    return run("report", "log.csv", "--plan", "c.xlsx", "--month", month, "--as-of", as_of, "--one-on-one", "cards", *more)


def words(path: Path, sheet: str) -> list[str]:
    return [str(cell.value) for row in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in row if cell.value is not None]


def write(path: Path, sheet: str, name: str, *lines: object) -> None:
    """Type into the cells of a card as people do, and save."""
    book = openpyxl.load_workbook(path)
    _, area = next(iter(book[sheet].defined_names[name].destinations))
    for (cell, *_), line in zip(book[sheet][area.replace("$", "")], lines, strict=False):
        cell.value = line
    book.save(path)


def test_a_manager_gets_the_cards_of_the_own_people_alone(run, folder):
    """中村 leads both teams; with a manager for each, nobody sees the other's."""
    said = cards(run)
    assert said.status == 0, said.err
    assert [path.name for path in (folder / "cards").iterdir()] == [BOOK]
    book = openpyxl.load_workbook(folder / "cards" / BOOK)
    assert set(book.sheetnames) == {"佐藤", "鈴木", "高橋", "新人", "田中", "伊藤", "渡辺", "山本"}
    assert lint_workbooks([folder / "cards" / BOOK]) == []


def test_people_whom_nobody_leads_are_under_their_team(run, folder):
    from tests.targets.test_company import MEMBERS

    write_company(folder / "c.xlsx", members=MEMBERS[:-1])
    assert cards(run).status == 0
    found = {path.name: openpyxl.load_workbook(path).sheetnames for path in (folder / "cards").iterdir()}
    assert found == {"2026-11 1on1 東京.xlsx": ["佐藤", "鈴木", "田中", "渡辺", "山本"], "2026-11 1on1 大阪.xlsx": ["高橋", "新人", "伊藤"]}


def test_a_strength_rests_on_months_and_a_question_on_what_lies_behind(run, folder):
    """佐藤 won 15 of 50 from June to October, the two together 20 of 100: 30% against 20%, in five months. November has 6 meetings: too few."""
    cards(run)
    said = words(folder / "cards" / BOOK, "佐藤")
    assert "成約率がチームより高い" in said
    assert "6月〜10月で30.0%（チーム20.0%）、5か月で上回りました" in said
    assert "11月は6件のうち1件。まだ何も言えません" in said
    said = words(folder / "cards" / BOOK, "鈴木")
    assert not any("成約率がチームより高い" in each for each in said)
    assert "6月〜11月。11月は2026/11/16まで" in said


def test_few_cases_are_talked_about_one_by_one(run, folder):
    """Nobody of 18 meetings had a key person in it: no verdict, and no yen."""
    rows = "2026-10-06,佐藤,東京,キーパーソン接触,1,\n"
    rows += "2026-11-06,鈴木,東京,商談,16,\n2026-11-06,鈴木,東京,訪問,60,\n2026-11-06,鈴木,東京,受注,5,5000000\n"
    (folder / "log.csv").write_text(LOG + NOVEMBER + rows, "utf-8")
    cards(run)
    said = words(folder / "cards" / BOOK, "鈴木")
    assert "キーパーソン接触率：1件ずつ、何がありましたか。" in said
    assert "件数が少ないので、割合では判断しません" in said
    assert not any("売上にして" in each for each in said)


def test_an_average_of_few_cases_costs_no_yen(run, folder):
    """Five orders of 30万 instead of 80万: whoever looks at them learns more than from their average."""
    november = ("06", "商談,18,"), ("07", "キーパーソン商談,18,"), ("06", "訪問,60,"), ("06", "受注,5,1500000")
    rows = "".join(f"2026-11-{day},鈴木,東京,{what}\n" for day, what in november)
    (folder / "log.csv").write_text(LOG + NOVEMBER + rows, "utf-8")
    cards(run)
    said = words(folder / "cards" / BOOK, "鈴木")
    assert "平均受注単価：1件ずつ、何がありましたか。" in said
    assert "件数が少ないので、この数字だけでは判断しません" in said
    assert not any("売上にして" in each for each in said)


def test_what_was_written_stays_when_the_card_is_made_again(run, folder):
    """A second run of the month, with a later log, keeps every word."""
    cards(run)
    book = folder / "cards" / BOOK
    write(book, "佐藤", names.NOTES, "日程の打診が遅れている", "A社は12月に延期")
    write(book, "佐藤", names.PROMISE, "翌営業日までに商談日を決める", 24, "2026-12-10", "商談数", "同行1回")
    assert cards(run, "2026-11", "2026-11-20").status == 0
    said = words(book, "佐藤")
    for line in ("日程の打診が遅れている", "A社は12月に延期", "翌営業日までに商談日を決める", "24", "2026-12-10", "商談数", "同行1回"):
        assert line in said
    assert "2026/11/20時点" in said


def test_next_month_the_promise_stands_on_the_card_with_what_came_of_it(run, folder):
    """24 meetings by December 10: on the 4th there are 9, on the 14th 25."""
    cards(run)
    write(folder / "cards" / BOOK, "佐藤", names.PROMISE, "翌営業日までに商談日を決める", 24, "2026-12-10", "商談数", "同行1回")
    december = NOVEMBER + "2026-12-03,佐藤,東京,商談,9,\n"
    (folder / "log.csv").write_text(LOG + december, "utf-8")
    assert cards(run, "2026-12", "2026-12-04").status == 0
    said = words(folder / "cards" / "2026-12 1on1 中村.xlsx", "佐藤")
    assert "翌営業日までに商談日を決める" in said
    assert "約束24件 → 9件　途中" in said
    assert "2026/11/16に決めたこと　期限 2026-12-10　目安 24　確認 商談数　手伝うこと 同行1回" in said
    assert "商談数　前の月は6件" in said
    (folder / "log.csv").write_text(LOG + december + "2026-12-11,佐藤,東京,商談,16,\n", "utf-8")
    cards(run, "2026-12", "2026-12-14")
    assert "約束24件 → 25件　達成" in words(folder / "cards" / "2026-12 1on1 中村.xlsx", "佐藤")


def test_a_promise_that_names_no_figure_is_asked_about(run, folder):
    cards(run)
    write(folder / "cards" / BOOK, "佐藤", names.PROMISE, "毎朝、前日の商談を振り返る")
    cards(run, "2026-12", "2026-12-04")
    said = words(folder / "cards" / "2026-12 1on1 中村.xlsx", "佐藤")
    assert "どうなったかを聞く" in said
    assert "KPIと数がないので、数字では比べません" in said


def test_a_renamed_sheet_and_a_sheet_of_ones_own_do_no_harm(run, folder):
    cards(run)
    book = folder / "cards" / BOOK
    write(book, "佐藤", names.PROMISE, "約束")
    opened = openpyxl.load_workbook(book)
    opened["佐藤"].title = "佐藤さん"
    opened.create_sheet("メモ")["A1"] = "私用"
    opened.save(book)
    cards(run, "2026-12", "2026-12-04")
    assert "約束" in words(folder / "cards" / "2026-12 1on1 中村.xlsx", "佐藤")


def test_a_card_that_cannot_be_read_stops_the_run(run, folder):
    """Else what people wrote there would be gone without a word."""
    cards(run)
    book = folder / "cards" / BOOK
    content = book.read_bytes()[:-200]
    book.write_bytes(content)
    said = cards(run)
    assert said.status == 2
    assert BOOK in said.err
    assert book.read_bytes() == content


def test_in_english(run, folder):
    assert cards(run, "2026-11", "2026-11-16", "--lang", "en").status == 0
    said = words(folder / "cards" / BOOK, "佐藤")
    assert "1on1: 佐藤" in said
    assert "30.0% in Jun to Oct (team 20.0%), above it in 5 months" in said
    assert not any("ここまで" in each for each in said)


def test_no_word_of_a_person_becomes_a_formula(run, folder):
    cards(run)
    path = folder / "cards" / BOOK
    book = openpyxl.load_workbook(path)
    cell = book["佐藤"]["B25"]
    cell.value, cell.data_type = "=1+1", "s"
    book.save(path)
    cards(run)
    cells = openpyxl.load_workbook(path)["佐藤"]
    assert [cell.data_type for row in cells.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize(("october", "says"), [(30, False), (26, True)])
def test_what_fell_this_month_is_not_growing(run, folder, october, says):
    """27 meetings of a target of 28 in all of November: growing where October had fewer, and not where it had 30, the most of half a year."""
    counts = (7, 20), (8, 19), (9, 20), (10, october), (11, 27)
    rows = "2026-11-10,田中,東京,アポイント,2,\n"
    rows += "".join(f"2026-{month:02}-10,田中,東京,商談,{count},\n" for month, count in counts)
    (folder / "log.csv").write_text(LOG + NOVEMBER + rows, "utf-8")
    cards(run, "2026-11", "2026-11-30")
    said = words(folder / "cards" / BOOK, "田中")
    assert ("商談引き渡し数が伸びています" in said) is says
    assert ("11月の27件は、この半年で最高です" in said) is says
