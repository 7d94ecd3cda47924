"""⑤ of a company in the middle of a month in which somebody leaves and somebody joins: due by their own days, counted by hand.

November 2026 has 20 working days here, 11 of them over with the 16th. 佐藤 and 高橋 are there on all of them, 鈴木 on 13 (11 are over),
新田 from the 12th on, on 12 (3 are over) and counts a quarter in the first month. They carry 1 + 1 + 0.65 + 0.25 x 0.6 = 2.8 of the
goal, of which 0.55 + 0.55 + 0.55 + 0.25 x 0.15 = 1.6875 are due.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.hosts.files.writing.books import write_company_workbook
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.review import running
from kpi_xl.targets import Company
from tests.activity.logs import NOVEMBER
from tests.attainment.report.test_own_days import EVERY_HOLIDAY, PEOPLE, ROLES
from tests.role_books import cell_of, edited, typed
from tests.sheets.role.test_as_of import review_of
from tests.spreadsheet import needs_soffice
from tests.targets.test_company import INPUTS

GOAL, PLACE = 6_350_000, 7
SHARE = 1.6875 / 2.8


def book(path: Path) -> Path:
    company = Company(ROLES, GOAL, INPUTS, new=GOAL, existing=0)
    write_company_workbook(CompanySettings(NOVEMBER, company, PEOPLE, EVERY_HOLIDAY), path, FormulaKind.LAMBDAS)
    return path


def computed(tmp_path: Path, profile: Path, day: date, actual: float) -> tuple[dict[str, dict[str, object]], list[object]]:
    """The rows of the month by KPI, and the month of the grid: target, actual, attainment, sign."""
    day_typed = typed(names.AS_OF, datetime(day.year, day.month, day.day))
    path = edited(book(tmp_path / "mid.xlsx"), typed("ACTUAL_REVENUE", actual, down=PLACE), day_typed)
    cells = review_of(path, tmp_path, profile)
    sheet = openpyxl.load_workbook(path)["⑤運用"]
    top = next(cell.row for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if cell.value == str(running.TITLE))
    heads = {cells[cell.coordinate]: cell.column_letter for cell in sheet[top + 1] if cells.get(cell.coordinate)}
    rows = range(top + 2, top + 16)
    found = {str(cells[f"B{row}"]): {str(head): cells.get(f"{col}{row}") for head, col in heads.items()} for row in rows if cells.get(f"B{row}")}
    first = cell_of(openpyxl.load_workbook(path), "ACTUAL_REVENUE")
    return found, [cells[first.offset(PLACE, right).coordinate] for right in (-1, 0, 1, 2)]


@needs_soffice
def test_who_joins_or_leaves_owes_by_the_day_what_the_own_days_say(tmp_path: Path, soffice_profile: Path):
    """382.7万円 of 635万円, not 349.3万円 after 11 of 20 days: 360万円 are 94% of it, △ and no ○, and land at 597万円."""
    rows, (_, _, rate, sign) = computed(tmp_path, soffice_profile, date(2026, 11, 16), 3_600_000)
    revenue = rows["売上（円）"]
    assert revenue["今日まで"] == pytest.approx(GOAL * SHARE)
    assert (revenue["ペース比"], revenue["判定"]) == (pytest.approx(3_600_000 / (GOAL * SHARE)), "△")
    assert revenue[str(running.LANDING_HEAD)] == pytest.approx(3_600_000 / SHARE)
    assert (rate, sign) == (revenue["ペース比"], "△")
    deals = rows["受注件数（件）"]
    assert deals["今日まで"] == pytest.approx(deals["月の目標"] * SHARE)
    assert rows["平均受注単価（円）"]["今日まで"] == rows["平均受注単価（円）"]["月の目標"]
    assert rows["チーム売上（円）"]["今日まで"] == pytest.approx(GOAL * SHARE)


@needs_soffice
def test_before_the_first_day_of_who_joins_nothing_of_his_is_due(tmp_path: Path, soffice_profile: Path):
    """By the 5th, after 4 of 20 days: 0.2 each of three full-timers, of 2.8."""
    rows, _ = computed(tmp_path, soffice_profile, date(2026, 11, 5), 1_000_000)
    assert rows["売上（円）"]["今日まで"] == pytest.approx(GOAL * 0.6 / 2.8)


@needs_soffice
def test_on_the_last_day_all_is_due(tmp_path: Path, soffice_profile: Path):
    rows, (target, actual, rate, _) = computed(tmp_path, soffice_profile, date(2026, 11, 30), 6_350_000)
    revenue = rows["売上（円）"]
    assert next(iter(value for head, value in revenue.items() if head == "目標")) == GOAL
    assert (target, actual, rate) == (GOAL, GOAL, pytest.approx(1))
