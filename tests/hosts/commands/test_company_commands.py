"""The buttons in a company's workbook: worked back through all roles, actuals of every role, one revision log."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.hosts.commands.actuals import team_actuals
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.commands.planning.work_back import way_back
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.role.parts import names
from tests.company_books import write_company
from tests.targets.test_company import NOVEMBER

LOG = """日付,担当者,種別,件数,金額
2026/11/5,佐藤,商談,20,
2026/11/6,佐藤,受注,4,3200000
2026/11/6,新人,受注,1,800000
2026/11/6,田中,アポイント,25,
2026/11/6,渡辺,架電,540,
2026/11/6,山本,リピート,18,2160000
2026/11/6,中村,同行,1,
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    opened = PlanBook(write_company(tmp_path_factory.mktemp("company") / "c.xlsx"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def open_plan(book: PlanCells) -> OpenPlan:
    return read_open_plan(book)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_company_is_worked_back_lane_by_lane(open_plan: OpenPlan, language: str):
    """The dialogue says what ① shows: 84 meetings, 374 requests, 560 calls, 32 a day for one BDR."""
    with speaking(language):
        said = "\n".join(str(line) for line in way_back(open_plan))
    assert "{" not in said
    for figure in ("84", "374", "560", "32", "1.4", "2.3"):
        assert figure in said
    assert "1,500万円" in said or "¥15,000,000" in said


def test_actuals_of_every_role_come_in_at_once(open_plan: OpenPlan, book: PlanCells, tmp_path: Path):
    """Field sales 400万, customers 216万; the company's and the manager's are both together."""
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8")
    with open_log([path]) as log:
        found = team_actuals(log, open_plan, NOVEMBER)
    assert (found["revenue"], found["existing_revenue"]) == (4_000_000, 2_160_000)
    assert (found["team_revenue"], found["company_revenue"]) == (6_160_000, 6_160_000)
    assert (found["calls_per_day"], found["new_appointments"], found["meetings"], found["joint_visits"]) == (30, 25, 20, 1)
    cells = {names.baseline_name(kpi.id) for kpi in open_plan.kpis}
    assert {names.baseline_name(each) for each in ("revenue", "existing_revenue", "company_revenue")} <= cells & set(book.names)


def test_what_was_recorded_stands_apart_from_every_formula(book: PlanCells):
    """The log compares with it and writes it: a formula of a section would be lost."""
    recorded = book.cells(names.RECORDED_VALUES)
    assert len(recorded) == len(book.cells(names.RECORDED_NAMES)) > 30
    assert all(cell.is_blank and not cell.is_formula for cell in recorded)
