"""Roles and teams of one person: what the person's own page says is not said again on a page of the team."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.targets import Member
from tests.activity.logs import write_log
from tests.ironcalc_engine import Computed
from tests.sheets.monthly.test_monthly import cells, drawn
from tests.targets.test_company import MEMBERS, NOVEMBER, SUCCESS, plan_of

PEOPLE = (*MEMBERS[:-2], Member("山本", "既存顧客", SUCCESS))
"""東京 with two in field sales, an SDR and a BDR; 大阪 with two and an SDR; one for existing customers, who is a team."""
LOG = (
    "2026-11-10,佐藤,,受注,4,3440000,,,", "2026-11-04,佐藤,,商談,20,,,,", "2026-11-05,田中,,商談,20,,,,", "2026-11-05,渡辺,,アポイント,9,,,,",
    "2026-11-12,山本,,継続,11,1320000,,,", "2026-11-12,高橋,,受注,1,700000,,,",
)  # fmt: skip


def month(folder: Path) -> MeasuredMonth:
    with open_log(write_log(folder, *LOG)) as log:
        return measured_month(log, plan_of(members=PEOPLE), NOVEMBER)


def test_a_role_of_one_person_has_no_table_of_its_own_on_the_teams_page(tmp_path: Path):
    """Tables of KPIs that the next pages show again are pages that nobody reads; the row with the way there stays."""
    path = drawn(tmp_path, month(tmp_path))
    tables = {str(value) for address, value in cells(path)["東京"].items() if address.startswith("B")}  # a table names its KPIs there
    assert {"売上", "商談数"} <= tables
    assert not {"商談引き渡し数", "1日あたり架電数", "資料請求→初回商談設定率"} & tables
    assert {"佐藤", "鈴木", "田中", "渡辺"} <= linked(path, "東京")


def linked(path: Path, title: str) -> set[str]:
    """The sheets that one leads to."""
    found = (cell.hyperlink for row in openpyxl.load_workbook(path)[title].rows for cell in row if cell.hyperlink)
    return {each.location.partition("!")[0].strip("'") for each in found if each.location}


def test_a_team_of_one_person_has_no_page_beside_the_persons(tmp_path: Path):
    """既存顧客 is 山本: her page is the team's, and all teams' sheet reads it there."""
    path = drawn(tmp_path, month(tmp_path))
    titles = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert "山本" in titles
    assert "既存顧客" not in titles
    formulas = cells(path, formulas_too=True)[titles[0]]
    assert [value for value in formulas.values() if isinstance(value, str) and "山本" in value and value.startswith("=")]


def test_every_cell_of_such_a_report_is_what_another_engine_computes(tmp_path: Path):
    """Cards of the team read the table of the only member on another sheet."""
    path = drawn(tmp_path, month(tmp_path))
    assert Computed(path, tmp_path).differences() == []


def test_who_is_a_team_alone_is_told_by_the_model(tmp_path: Path):
    """A visitor's work makes a page that the member's is not; a manager's KPIs are nobody's page but the team's."""
    tokyo, osaka, existing = month(tmp_path).report.teams
    assert [(block.role.key, block.is_one_person) for block in tokyo.blocks] == [
        ("field_sales", False), ("inside_sales:sdr", True), ("inside_sales:bdr", True),
    ]  # fmt: skip
    assert (tokyo.is_one_person, osaka.is_one_person, existing.is_one_person) == (False, False, True)
    assert not replace(existing, led=(tokyo.blocks[0].total,)).is_one_person
    assert not replace(existing.blocks[0], visitors=tokyo.blocks[0].members).is_one_person
