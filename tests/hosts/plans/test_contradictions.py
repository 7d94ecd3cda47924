"""What a workbook says in two places and not alike is told with its cell, and stops nothing."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.hosts.files.reading.plan_reader import read_plans
from tests.company_books import member_typed, write_company
from tests.role_books import edited, typed, write_book

CASES = {
    "another amount": (
        typed("KGI_TEXT", "2026年11月30日までに、月間売上1,000万円を達成する"), "①KGI!B",
        "「1,000万円」は目標のセル（1,500万円）と違います。",
    ),
    "another month": (
        typed("KGI_TEXT", "2026年12月31日までに、月間売上1,500万円を達成する"), "①KGI!B",
        "「2026年12月31日」は計画する月（2026年11月）の日付ではありません。",
    ),
    "parts that do not add up": (
        typed("EXISTING_GOAL", 2_000_000), "①KGI!", "「1,500万円」は新規と既存の合計（1,400万円）と違います。",
    ),
    "a team that nobody is in": (
        member_typed(8, "担当チーム", "東京、名古屋"), "設定!I", "「名古屋」は中村さんの担当チームですが、だれもいません。",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return write_company(tmp_path_factory.mktemp("company") / "c.xlsx").read_bytes()


@pytest.fixture
def book(original, tmp_path):
    path = tmp_path / "c.xlsx"
    path.write_bytes(original)
    return path


def told(path) -> list[str]:
    return [str(finding) for finding in read_plans([path]).contradictions]


def test_a_new_workbook_contradicts_itself_nowhere(book, tmp_path):
    """Else nobody would believe the list."""
    assert told(book) == []
    assert told(write_book(tmp_path / "fs.xlsx")) == []


@pytest.mark.parametrize(("change", "place", "words"), CASES.values(), ids=CASES)
def test_each_contradiction_is_told_with_its_cell(change, place, words, book):
    """The plan is read all the same: the cells hold."""
    (finding,) = told(edited(book, change))
    assert place in finding
    assert words in finding


def test_a_year_a_part_and_a_change_are_no_contradictions(book):
    """1億8,000万 is twelve times 1,500万, 1,200万 the new business; 10% more names no amount."""
    for words in ("今年度末までに年間売上1億8,000万円", "2026年11月30日までに新規の売上1,200万円", "2026年11月末までに売上を10%増やす"):
        found = told(edited(book, typed("KGI_TEXT", words)))
        assert not any("目標のセル" in each for each in found), words


def test_a_kpi_that_is_not_followed_is_missed_in_the_sentence(book):
    """Taken out of ③, it still stands in what people read first."""
    sentence = "2026年11月30日までに、週あたり訪問数を増やして月間売上1,500万円を達成する"
    (finding,) = told(edited(book, typed("KGI_TEXT", sentence), typed("ADOPTED_VISITS_PER_WEEK", None)))
    assert "「週あたり訪問数」は追わないKPIですが、目標文にあります。" in finding


def test_shares_of_teams_must_make_the_whole(book):
    """60% and 60% give away what there is not; a share where nobody sells is nobody's."""
    shares = edited(book, typed("TEAMS_SHARE", 0.6, 1), typed("TEAMS_SHARE", 0.6, 2))
    assert any("120.0%" in finding for finding in told(shares))
    edited(shares, typed("TEAMS_SHARE", 0.4, 2), typed("TEAMS_NAME", "福岡", 2))
    assert any("「福岡」に配分がありますが、売上を担う担当者がいません。" in finding for finding in told(shares))


def test_an_amount_that_nobody_brings_is_told(book):
    """The one person in customer success left: 300万 are in nobody's target."""
    (finding,) = told(edited(book, member_typed(7, "退社日", date(2026, 10, 31))))
    assert "「300万円」の売上（既存）を担うカスタマーサクセスの担当者がいません。" in finding


def test_hand_overs_of_a_track_without_people_are_told(book):
    """75 : 25 typed and the only BDR gone: 21 hand-overs and their 420 calls fall on nobody."""
    (finding,) = told(edited(book, typed("SDR_SHARE", 0.75), member_typed(6, "退社日", date(2026, 10, 31))))
    assert "「21件」の引き渡しを担うインサイドセールス（BDR）の担当者がいません。" in finding


def test_targets_by_hand_that_make_another_sum_are_told(book):
    """400万 for each of 3.5 full members are 1,400万, and ① says 1,200万."""
    (finding,) = told(edited(book, typed("OVERRIDE_REVENUE", 4_000_000)))
    assert "「1,400万円」は手入力した売上の合計で、①の1,200万円と違います。" in finding


def test_a_role_workbooks_sentence_is_compared_as_well(tmp_path):
    """The kind is the same: a typed sentence beside a typed cell."""
    path = write_book(tmp_path / "fs.xlsx")
    edited(path, typed("KGI_TEXT", f"{date(2026, 12, 31):%Y年%m月%d日}までに、月間売上500万円を達成する"))
    assert any("「500万円」は目標のセル" in finding for finding in told(path))
