"""The month-end benchmark compares like with like: three programs, one sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from benchmarks import by_hand, with_openpyxl, with_xlsxwriter
from benchmarks.log import EIGHT_KPIS, LAST_MONTH, SHARES_OF_EIGHT, write_log
from benchmarks.month_end import OURS, commands
from benchmarks.turns import Run, Side, ratio, run_once
from kpi_xl.definitions import load_role
from kpi_xl.sheets.monthly.listing import HEAD_ROW
from kpi_xl.workdays import usual_calendar
from tests.spreadsheet import needs_soffice, recalculated

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("month-end") / "log.csv"
    write_log(path, rows=6_000, members=24, shares=SHARES_OF_EIGHT)
    return path


def listed(path: Path, first_row: int, first_col: int) -> dict[tuple[object, object], tuple[object, ...]]:
    """(member, KPI) -> everything that a list says of them."""
    sheet = openpyxl.load_workbook(path, data_only=True)["一覧"]
    rows = sheet.iter_rows(min_row=first_row, min_col=first_col, max_col=first_col + 9, values_only=True)
    return {(row[1], row[3]): tuple(map(rounded, row)) for row in rows if row[1]}


def rounded(value: object) -> object:
    return round(value, 9) if isinstance(value, float) else value


def test_the_script_with_xlsxwriter_says_what_we_say(log: Path, tmp_path: Path):
    """Every cell of the table: texts, targets, actuals, and the computed values of all formulas."""
    run_once(commands(log, tmp_path)[OURS])
    with_xlsxwriter.write(with_xlsxwriter.counted(str(log)), str(tmp_path / "script.xlsx"))
    ours = listed(tmp_path / "ours.xlsx", HEAD_ROW + 2, 2)
    assert len(ours) == 24 * 8
    assert listed(tmp_path / "script.xlsx", 2, 1) == ours


@needs_soffice
def test_the_script_with_openpyxl_says_what_we_say(log: Path, tmp_path: Path, soffice_profile):
    """It writes no computed values, so a spreadsheet computes them."""
    run_once(commands(log, tmp_path)[OURS])
    with_openpyxl.write(with_openpyxl.counted(str(log)), str(tmp_path / "script.xlsx"))
    rows = recalculated([tmp_path / "script.xlsx"], tmp_path, soffice_profile)[tmp_path / "script.xlsx"]["一覧"]
    found = {
        (rows[f"B{row}"], rows[f"D{row}"]): tuple(rounded(rows[f"{letter}{row}"]) for letter in "ABCDEFGHIJ")
        for row in range(2, 24 * 8 + 2)
    }
    ours = listed(tmp_path / "ours.xlsx", HEAD_ROW + 2, 2)
    assert found.keys() == ours.keys()
    for key, row in found.items():
        assert [pytest.approx(cell) if isinstance(cell, float) else cell for cell in ours[key]] == list(row), key


def test_the_scripts_know_the_role(log: Path):
    """Targets, units and the month's working days are those of the role that we read."""
    role = load_role(str(EIGHT_KPIS))
    assert [(kpi.name, kpi.target) for kpi in by_hand.KPIS] == [(str(kpi.label), kpi.target) for kpi in role.kpis]
    assert usual_calendar(LAST_MONTH).days_in(LAST_MONTH) == by_hand.WORKING_DAYS
    assert str(role.title) == by_hand.ROLE


def test_a_ratio_is_that_of_the_quickest_runs():
    """What else the machine does only adds to a run: however slow the others are, they decide nothing."""
    ours = Side((Run(1.0, 1.0, 100), Run(9.0, 9.0, 120), Run(1.2, 1.1, 100)))
    theirs = Side((Run(2.0, 2.0, 100), Run(2.5, 2.0, 100), Run(8.0, 2.0, 100)))
    assert ratio({"ours": ours, "theirs": theirs}, "ours", "theirs") == 0.5
    assert (ours.least("cpu"), ours.most_megabytes) == (1.0, 120)
