"""``report --month`` and the fiscal year of the plan."""

from __future__ import annotations

import json

import openpyxl
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


@pytest.mark.parametrize(("month", "is_told"), [("2026-11", False), ("2027-11", True)])
def test_the_sheet_and_the_json_tell_it_as_well(tmp_path, run, month, is_told):
    """Who reads the report is not who ran the command; nobody keeps what a terminal said."""
    (tmp_path / "log.csv").write_text(HEADER + GOOD, encoding="utf-8")
    words = f"{month[:4]}年11月は計画ブックの年度（2026年4月〜2027年3月）の外です"
    command = ("report", str(tmp_path / "log.csv"), "--plan", str(write_book(tmp_path / "plan.xlsx")), "--month", month)
    told = json.loads(run(*command, "--json").out)["log"]["notes"]
    assert any(note.startswith(words) for note in told) is is_told
    assert run(*command, "-o", str(tmp_path / "report.xlsx")).status == 0
    first = openpyxl.load_workbook(tmp_path / "report.xlsx").worksheets[0]
    shown = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    assert any(words in each for each in shown) is is_told
    assert "データについて" in shown or not is_told
