"""Two planning workbooks compared: what differs, and what each difference does to the counts, summing exactly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings
from kpi_xl.targets import Member
from tests.company_books import COMPANY, MEMBERS, write_company
from tests.role_books import edited, typed, write_book

ROLE = load_role("field_sales")


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reference company in November."""
    monkeypatch.chdir(tmp_path)
    return write_company(tmp_path / "old.xlsx")


def effects(run, *books: str) -> dict[str, dict]:
    said = run("diff", *books, "--json")
    assert said.status == 0, said.err
    return {each["count"]: each for each in json.loads(said.out)["effects"]}


def test_what_two_changes_do_alone_and_together(run, old):
    """15 deals of 80万円 at 18% take 84 meetings. At 20%: 75. For 1,300万: 17 deals, 95. Both: 85, which is one less than the sum."""
    inputs = {**COMPANY.inputs, "WIN_RATE": 0.2}
    write_company(Path("new.xlsx"), replace(COMPANY, goal=16_000_000, new=13_000_000, inputs=inputs))
    meetings = effects(run, "old.xlsx", "new.xlsx")["field_sales:meetings"]
    assert (meetings["before"], meetings["after"]) == (84, 85)
    assert {each["id"]: each["effect"] for each in meetings["alone"]} == {"NEW_GOAL": 11, "WIN_RATE": -9}
    assert meetings["joint"] == -1


def test_the_parts_of_every_count_sum_to_its_difference(run, old):
    """A part that nobody explains would be blamed on somebody."""
    inputs = {**COMPANY.inputs, "WIN_RATE": 0.2, "APPOINTMENT_RATE": 0.04, "UNIT_PRICE": 700_000}
    members = (*MEMBERS[1:], Member("新人 太郎", "東京", load_role("inside_sales").for_track("bdr"), date(2026, 11, 1)))
    write_company(Path("new.xlsx"), replace(COMPANY, inputs=inputs), members, month=Month(2026, 12))
    found = effects(run, "old.xlsx", "new.xlsx")
    assert len(found) > 5
    for each in found.values():
        parts = sum(part["effect"] for part in each["alone"]) + each["joint"]
        assert parts == pytest.approx(each["after"] - each["before"]), each["count"]


def test_people_are_told_by_what_happened_to_them(run, old):
    """Joined, left, moved, counting otherwise: one line a person."""
    first, second, third, *rest = MEMBERS
    moved = replace(second, team="名古屋", weight=0.5)
    gone = replace(third, until=date(2026, 11, 10))
    write_company(Path("new.xlsx"), COMPANY, (moved, gone, *rest, Member("新人 太郎", "東京", ROLE, date(2026, 12, 1))))
    said = run("diff", "old.xlsx", "new.xlsx", "--json")
    changes = {each["id"]: each for each in json.loads(said.out)["changes"] if each["about"] == "member"}
    assert set(changes) == {first.name, second.name, third.name, "新人 太郎"}
    assert changes[first.name]["after"] == "—"
    assert "名古屋" in changes[second.name]["after"]
    assert "重み0.5" in changes[second.name]["after"]
    assert "〜2026/11/10" in changes[third.name]["after"]
    assert (changes["新人 太郎"]["before"], changes["新人 太郎"]["after"][:3]) == ("—", "東京、")


def test_marks_targets_by_hand_days_off_and_own_sheets_are_told(run, old):
    """Of a company's own sheet one line: what stands there is not ours to judge."""

    def own(book: Workbook) -> None:
        book.create_sheet("価格表")["A1"] = "A社"

    write_company(Path("new.xlsx"))
    edited(
        Path("new.xlsx"), typed("ADOPTED_VISITS_PER_WEEK", None), typed("OVERRIDE_MEETINGS", 25), typed("HOLIDAYS", date(2026, 11, 27), 70), own
    )  # fmt: skip
    said = run("diff", "old.xlsx", "new.xlsx")
    assert "追うKPI" in said.out
    assert "訪問" in said.out
    assert "商談数（手入力）" in said.out
    assert "2026/11/27" in said.out
    assert "自社のシート「価格表」が増えました。" in said.out
    english = run("diff", "old.xlsx", "new.xlsx", "--lang", "en")
    assert "Your own sheet 価格表 is new." in english.out


def test_a_months_turn_of_a_role_shows_what_its_days_do(run, old):
    """The same goal in a month of fewer days is more calls a day."""
    settings = BookSettings(Month(2026, 12), dict(load_role("inside_sales").defaults), ())
    write_book(Path("12.xlsx"), "inside_sales", settings)
    write_book(Path("01.xlsx"), "inside_sales", replace(settings, month=Month(2027, 1), inputs={**settings.inputs, "APPOINTMENT_RATE": 0.04}))
    found = effects(run, "12.xlsx", "01.xlsx")
    calls = next(each for key, each in found.items() if "calls" in key)
    assert {part["id"] for part in calls["alone"]} >= {"APPOINTMENT_RATE"}
    assert calls["after"] > calls["before"]


def test_a_workbook_and_the_next_month_made_of_it(run, old):
    """Nothing but the month differs, and what was not touched is not told."""
    run("new", "--from", "old.xlsx", "-o", "12.xlsx")
    said = run("diff", "old.xlsx", "12.xlsx", "--json")
    assert [each["id"] for each in json.loads(said.out)["changes"]] == ["PLAN_MONTH"]
    assert json.loads(said.out)["sheets"] == []


def test_everybodys_goal_is_told_where_it_is_another(run, old):
    """新人 joined in October: half in November, three quarters in December. 3.5 and 3.75 people share the same 1,200万: 343 → 320, 171 → 240."""
    write_company(Path("new.xlsx"), month=Month(2026, 12))
    said = run("diff", "old.xlsx", "new.xlsx", "--json")
    found = {each["member"]: (each["before"], each["after"]) for each in json.loads(said.out)["targets"] if each["kpi"] == "revenue"}
    assert found == dict.fromkeys(("佐藤", "鈴木", "高橋"), (3430000, 3200000)) | {"新人": (1_710_000, 2_400_000)}
    shown = run("diff", "old.xlsx", "new.xlsx").out
    assert "担当者の目標" in shown
    assert "171万円" in shown


def test_whoever_is_gone_has_no_goal_any_more(run, old):
    write_company(Path("new.xlsx"), members=tuple(member for member in MEMBERS if member.name != "高橋"))
    found = {each["member"]: each["after"] for each in json.loads(run("diff", "old.xlsx", "new.xlsx", "--json").out)["targets"]}
    assert found["高橋"] is None


def test_the_same_plan_is_said_to_be(run, old):
    assert "計画に違いはありません。" in run("diff", "old.xlsx", "old.xlsx").out


def test_what_cannot_be_compared_is_refused(run, old):
    """A company's chain beside one role's: no count would mean the same."""
    write_book(Path("fs.xlsx"), ROLE, BookSettings(Month(2026, 11), dict(ROLE.defaults), ()))
    write_book(Path("cs.xlsx"), "customer_success", BookSettings(Month(2026, 11), dict(load_role("customer_success").defaults), ()))
    for books in (("old.xlsx", "fs.xlsx"), ("fs.xlsx", "cs.xlsx")):
        said = run("diff", *books)
        assert said.status == 2
        assert "別の種類の計画ブックです" in said.err
    said = run("diff", "old.xlsx", "none.xlsx")
    assert said.status == 2
    assert "none.xlsx" in said.err
