"""A case of the scenarios becomes the plan, with its reason; nothing else in the workbook changes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.sheets.role.parts import names
from tests.company_books import write_company
from tests.role_books import edited, typed, write_book

UNTOUCHED = ("xl/styles.xml", "xl/worksheets/sheet8.xml", "xl/theme/theme1.xml", "xl/drawings/drawing1.xml")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_company(tmp_path / "c.xlsx")


def column(book: Path, name: str) -> list[object]:
    cells = openpyxl.load_workbook(book)
    title, address = next(iter(cells.defined_names[name].destinations))
    return [row[0].value for row in cells[title][address.replace("$", "")]]


def test_a_case_is_written_into_the_inputs_and_the_log(run, book):
    """強気 asks for 1,500万 of new business and a win rate of 20%; the goal is the sum of its parts."""
    said = run("adopt", "c.xlsx", "--case", "1", "--reason", "大型案件")
    assert said.status == 0, said.err
    assert said.out.splitlines() == [
        "「強気」の案を入力にしました：c.xlsx", "　月間の売上目標：1,500万円 → 1,800万円", "　うち新規：1,200万円 → 1,500万円",
        "　成約率（商談→受注）：18.0% → 20.0%",
    ]  # fmt: skip
    assert "「1,500万円」は目標のセル（1,800万円）と違います。" in said.err, "the sentence is typed, and does not follow"
    company = read_plans([book]).company
    assert (company.goal, company.new, company.existing, company.inputs["WIN_RATE"]) == (18_000_000, 15_000_000, 3_000_000, 0.2)
    assert column(book, "REVISION_WHAT")[:4] == ["月間の売上目標", "うち新規", "成約率（商談→受注）", None]
    assert column(book, "REVISION_AFTER")[:3] == ["1,800万円", "1,500万円", "20.0%"]
    assert column(book, "REVISION_WHY")[:3] == ["大型案件"] * 3


def test_a_second_case_goes_below_the_first_in_the_log(run, book):
    """The log is the memory of the meetings: what was decided before stays."""
    run("adopt", "c.xlsx", "--case", "1")
    edited(book, typed("ADOPT_REASON", "弱い引き合い"))
    run("adopt", "c.xlsx", "--case", "3")
    what, why = column(book, "REVISION_WHAT"), column(book, "REVISION_WHY")
    assert what[:6] == ["月間の売上目標", "うち新規", "成約率（商談→受注）"] * 2
    assert why[3:6] == ["弱い引き合い"] * 3


def test_everything_else_stays_byte_for_byte(run, book):
    """Charts, styles and the sheet of members are not even opened."""
    with zipfile.ZipFile(book) as before:
        parts = {name: before.read(name) for name in UNTOUCHED if name in before.namelist()}
    run("adopt", "c.xlsx", "--case", "1")
    with zipfile.ZipFile(book) as after:
        assert {name: after.read(name) for name in parts} == parts
    assert len(parts) >= 3


def test_a_case_that_is_the_plan_already_writes_nothing(run, book):
    """標準 has nothing typed: it is as ①."""
    content = book.read_bytes()
    said = run("adopt", "c.xlsx", "--case", "2")
    assert (said.status, said.out) == (0, "「標準」の案は今の入力と同じです。何も書き込んでいません。\n")
    assert book.read_bytes() == content


def test_a_parts_share_becomes_the_amount_that_the_case_leaves_it(run, book):
    """80% typed in ① would mean something else of a larger goal."""
    edited(book, typed("NEW_GOAL", 0.8), typed("EXISTING_GOAL", None))
    run("adopt", "c.xlsx", "--case", "1")
    company = read_plans([book]).company
    assert (company.goal, company.new, company.existing) == (18_000_000, 15_000_000, 3_000_000)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (typed("SCENARIO_1", "たくさん"), "「たくさん」は数として読めません。"),
        (typed("WIN_RATE", 18), "「18」は使えません。"),
    ],
    ids=["a case in words", "a workbook that cannot be read"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(run, book, change, message):
    content = edited(book, change).read_bytes()
    said = run("adopt", "c.xlsx", "--case", "1")
    assert said.status == 2
    assert message in said.err
    assert book.read_bytes() == content


def test_a_role_workbook_has_no_cases(run, book):
    """It says where to begin."""
    write_book(book.with_name("fs.xlsx"))
    said = run("adopt", "fs.xlsx", "--case", "1")
    assert said.status == 2
    assert "fs.xlsx は会社の計画ブックではありません。" in said.err


def test_a_full_log_is_told(run, book):
    """The plan changes; that it was not recorded must not stay unknown."""
    rows = len(column(book, "REVISION_WHAT"))
    edited(book, typed("REVISION_WHAT", "前の見直し", rows - 1))
    said = run("adopt", "c.xlsx", "--case", "1")
    assert "見直しの記録（⑤運用）に空きがない" in said.err
    assert names.REVISION_CELLS[0] == "REVISION_WHAT"
    assert read_plans([book]).company.goal == 18_000_000
