"""``report`` of a workbook into which the log is typed: the plan and the activity are one file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import HEADER
from tests.role_books import edited, log_typed, member_cell

MONTH = ("--month", "2026-11")
ROWS = [
    (date(2026, 11, 4), "佐藤 花子", None, "商談", 3),
    (date(2026, 11, 9), "鈴木 一郎", None, "受注", 1, 1_250_000),
]


@pytest.fixture
def desk_with_books(desk: Path, run) -> Path:
    """typed.xlsx holds a log, blank.xlsx an empty table, older.xlsx none."""
    for name in ("typed", "blank"):
        assert run("new", "field_sales", "--with-log", *MONTH, "-o", f"{name}.xlsx").status == 0
    assert run("new", "field_sales", *MONTH, "-o", "older.xlsx").status == 0
    members = [member_cell(0, "担当者", "佐藤 花子"), member_cell(1, "担当者", "鈴木 一郎")]
    edited(desk / "typed.xlsx", *members, log_typed(ROWS))
    return desk


def figures(out: str) -> dict[tuple[str, str], float]:
    return {(row["member"], row["kpi"]): row["actual"] for row in json.loads(out)["rows"]}


@pytest.mark.parametrize("arguments", [("typed.xlsx",), ("--plan", "typed.xlsx"), ("typed.xlsx", "--plan", "typed.xlsx")])
def test_the_workbook_is_plan_and_log_in_one(desk_with_books, run, arguments):
    said = run("report", *arguments, *MONTH, "--json")
    assert said.status == 0, said.err
    found = figures(said.out)
    assert (found["佐藤 花子", "meetings"], found["鈴木 一郎", "revenue"]) == (3, 1_250_000)


def test_a_log_in_a_file_may_come_beside_it(desk_with_books, run):
    """Calls from a system, deals typed by hand; how files are read does not matter to the table."""
    (desk_with_books / "meetings.csv").write_text(HEADER + "2026-11-05,佐藤 花子,,商談,10,\n", encoding="utf-8")
    said = run("report", "meetings.csv", "typed.xlsx", *MONTH, "--preset", "plain", "--json")
    assert figures(said.out)["佐藤 花子", "meetings"] == 13


def test_a_log_that_is_named_is_the_log(desk_with_books, run):
    """What is typed into a plan counts only where no other log is asked for."""
    (desk_with_books / "meetings.csv").write_text(HEADER + "2026-11-05,佐藤 花子,,商談,10,\n", encoding="utf-8")
    said = run("report", "meetings.csv", "--plan", "typed.xlsx", *MONTH, "--json")
    assert figures(said.out)["佐藤 花子", "meetings"] == 10


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("blank.xlsx",), "blank.xlsx は計画ブックですが、「活動ログ」の表に入力がありません。シート「活動ログ」に入力するか、"),
        (("older.xlsx",), "older.xlsx は計画ブックですが、「活動ログ」の表に入力がありません。"),
        (("--plan", "blank.xlsx"), "LOG がありません。"),
        (("typed.xlsx", "--role", "field_sales"), "--plan / --role：同時には指定できません。"),
        (("typed.xlsx", "-o", "typed.xlsx"), "typed.xlsx は入力と同じファイルです。"),
    ],
)
def test_what_cannot_be_is_said(desk_with_books, run, arguments, message):
    before = (desk_with_books / "typed.xlsx").read_bytes()
    said = run("report", *arguments, *MONTH)
    assert said.status == 2
    assert said.err.splitlines()[0].startswith(message)
    assert (desk_with_books / "typed.xlsx").read_bytes() == before


def test_rows_that_cannot_be_read_go_to_their_file(desk_with_books, run):
    edited(desk_with_books / "typed.xlsx", log_typed([*ROWS, (date(2026, 11, 10), "佐藤 花子", None, "昼食")]))
    said = run("report", "typed.xlsx", *MONTH, "--rejects", "rejects.csv")
    assert "typed.xlsx 活動ログ!9行目 種別：「昼食」" in said.err
    assert "昼食" in (desk_with_books / "rejects.csv").read_text(encoding="utf-8-sig")
    assert run("report", "typed.xlsx", *MONTH, "--strict").status == 2


def test_a_company_form_has_no_sheet_added(desk_with_books, run):
    """A company's own workbook is filled, and nothing else of it changes."""
    said = run("new", "field_sales", "--template", "older.xlsx", "--with-log", "-o", "ours.xlsx")
    assert said.status == 2
    assert said.err.startswith("--template / --with-log：同時には指定できません。")
