"""``report --month`` and the fiscal year of the plan."""

from __future__ import annotations

import pytest

from tests.cli.conftest import GOOD, HEADER
from tests.role_books import write_book


@pytest.mark.parametrize(("month", "is_told"), [("2026-04", False), ("2027-03", False), ("2027-04", True), ("2026-03", True)])
def test_a_month_outside_the_fiscal_year_of_the_plan_is_told(tmp_path, run, month, is_told):
    """Last year's targets beside this year's actuals look like any others."""
    (tmp_path / "log.csv").write_text(HEADER + GOOD, encoding="utf-8")
    said = run("report", str(tmp_path / "log.csv"), "--plan", str(write_book(tmp_path / "plan.xlsx")), "--month", month)
    assert said.status == 0
    assert ("は計画ブックの年度（2026年4月〜2027年3月）の外です" in said.err) is is_told
