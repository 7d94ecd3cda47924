"""Reading a company's workbook back: everything comes back, and each slip is named with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.targets import Member, Ramp, Team
from tests.company_books import member_typed, write_company
from tests.role_books import edited, typed, without_name, write_book
from tests.targets.test_company import COMPANY, FIELD, MANAGER, MEMBERS, NOVEMBER, SDR, kpi, plan_of

DEMANDING = replace(
    COMPANY, new=0.7, existing=None, month_weights={month: 1.5 if month == 11 else 1.0 for month in range(1, 13)},
    teams=(Team("東京", 0.6, {"WIN_RATE": 0.2}), Team("大阪", None, {"UNIT_PRICE": 700_000})),
    ramp=Ramp((0.3, 0.6, 0.8, 1.0)), sdr_share=0.75, own_meetings=10,
)  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return write_company(tmp_path_factory.mktemp("company") / "2026-11.xlsx").read_bytes()


@pytest.fixture
def book(original, tmp_path):
    path = tmp_path / "2026-11.xlsx"
    path.write_bytes(original)
    return path


def said(*paths: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_plans(paths)
    return [str(finding) for finding in caught.value.findings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_says_what_it_was_made_with(language: str, tmp_path):
    """The report of the month measures everybody against what the workbook shows."""
    people = (
        *MEMBERS[:4],
        Member("移動", "東京", SDR, date(2024, 4, 1), until=date(2026, 11, 14), weight=0.5, commitment=12),
        Member("移動", "大阪", SDR, date(2026, 11, 15), weight=0.5),
        Member("中村", "", MANAGER, leads=("全社",)),
    )
    with speaking(language):
        plan = read_plans([write_company(tmp_path / "2026-11.xlsx", DEMANDING, people)])
    made = plan_of(DEMANDING, people)
    assert plan.company == replace(DEMANDING, roles=plan.company.roles, inputs={**DEMANDING.inputs, "COVERAGE": 3.0})
    assert [replace(each, role=made.members[at].role) for at, each in enumerate(plan.members)] == list(people)
    assert plan.all_targets(NOVEMBER) == made.all_targets(NOVEMBER)


def test_a_managers_goal_counts_what_the_roles_led_count(book):
    """It is the sum of new and existing revenue: repeats and expansion count beside deals won, or it could never be reached."""
    manager = read_plans([book]).members[-1]
    assert manager.role.kgi.measure.tally.kinds == ("won", "repeat", "upsell", "cross_sell")
    assert MANAGER.kgi.measure.tally.kinds == ("won",)


def test_what_people_type_holds(book):
    """By hand in cells: the goal, a rate, who joined, a weight in words of a sheet, days that a person left."""
    edited(
        book, typed("KGI_AMOUNT", "2,000万"), typed("NEW_GOAL", None), typed("EXISTING_GOAL", 0.25), typed("WIN_RATE", "20%"),
        member_typed(0, "重み", 0.5), member_typed(1, "退社日", date(2026, 10, 31)), member_typed(8, "担当チーム", "全社"),
        typed("OVERRIDE_VISITS_PER_WEEK", 8),
    )  # fmt: skip
    plan = read_plans([book])
    assert (plan.company.new_amount, plan.company.existing_amount) == (15_000_000, 5_000_000)
    assert plan.company.inputs["WIN_RATE"] == 0.2
    assert kpi(plan, NOVEMBER, "revenue") == {"佐藤": 3_750_000, "鈴木": 0, "高橋": 7_500_000, "新人": 3_750_000}
    assert kpi(plan, NOVEMBER, "team_revenue") == {"中村": 20_000_000}
    assert kpi(plan, NOVEMBER, "visits_per_week") == {"佐藤": 4, "鈴木": 0, "高橋": 8, "新人": 4}


SLIPS = {
    "a role that there is not": (
        member_typed(0, "役割", "フィルドセールス"), "設定!D", "「フィルドセールス」という役割はありません。もしかして「フィールドセールス」ですか。",
    ),
    "no role": (member_typed(0, "役割", None), "設定!D", "役割がありません。"),
    "no name": (member_typed(0, "担当者", None), "設定!B", "担当者名がありません。名前を入力するか、行を空にしてください。"),
    "a day that is none": (member_typed(0, "入社日", "来月"), "設定!E", "「来月」は日付として読めません。"),
    "a weight in words": (member_typed(0, "重み", "半分"), "設定!G", "「半分」は数として読めません。"),
    "left before joining": (member_typed(3, "退社日", date(2026, 9, 30)), "設定!F", "「2026/09/30」は入社日（2026/10/01）より前です。"),
    "twice on the same days": (member_typed(1, "担当者", "佐藤"), "設定!B", "「佐藤」という担当者が、B"),
    "a rate typed as 18": (typed("WIN_RATE", 18), "①KGI!", "「18」は使えません。率は0より大きく100%以下です。"),
    "a price of 0": (typed("UNIT_PRICE", 0), "①KGI!", "0より大きい数が必要です。"),
    "a team's rate typed as 20": (typed("TEAMS_WIN_RATE", 20, 1), "設定!", "「20」は使えません。率は0より大きく100%以下です。"),
    "a name that was deleted": (without_name("CUSTOMERS"), "2026-11.xlsx", "「CUSTOMERS」という名前がブックにありません。"),
}  # fmt: skip


@pytest.mark.parametrize("change", SLIPS.values(), ids=SLIPS)
def test_each_slip_is_named_with_its_cell(change, book):
    """What is wrong, where, and what to do."""
    slip, place, words = change
    findings = said(edited(book, slip))
    assert any(place in finding and words in finding for finding in findings), findings


def test_a_company_is_read_alone(book, tmp_path):
    """A role's workbook beside it would state a second goal for the same people."""
    role = write_book(tmp_path / "fs.xlsx")
    assert said(book, role) == [
        "2026-11.xlsx：「fs.xlsx」は、全員の計画が入った会社のブックと一緒には使えません。会社のブックだけを指定してください。"
    ]


@pytest.mark.parametrize(
    ("team", "leads", "owed"),
    [
        ("全社", None, 15_000_000), (None, "全社", 15_000_000), ("東京、大阪", None, 15_000_000), ("東京", "大阪", 5_140_000),
        ("大阪", None, 5_140_000), ("本部", "東京", 9_860_000), ("本部", None, 0),
    ],
)  # fmt: skip
def test_a_manager_leads_what_either_column_says(team, leads, owed, book):
    """全社 in チーム means every team as much as in 担当チーム; a manager's own team is led where nothing else is said."""
    plan = read_plans([edited(book, member_typed(8, "チーム", team), member_typed(8, "担当チーム", leads))])
    assert kpi(plan, NOVEMBER, "team_revenue") == {"中村": owed}
    assert bool(plan.contradictions) == (owed == 0)


def test_kpis_that_are_not_followed_are_in_nobodys_targets(book):
    """The mark in ③ counts for a company as for a role."""
    plan = read_plans([edited(book, typed("ADOPTED_VISITS_PER_WEEK", None))])
    assert all("visits_per_week" not in targets for targets in plan.all_targets(NOVEMBER))
    assert load_role("field_sales").has_kpi("visits_per_week")
    assert FIELD.has_kpi("visits_per_week")
