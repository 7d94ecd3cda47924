"""Workbooks on disk: whole, or not at all."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import TeamResult
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.writing.books import write_report, write_role_workbook
from tests.role_books import demanding_settings
from tests.sheets.monthly.report_fixture import (
    FIELD,
    MANAGER,
    field_report,
    large_report,
    mixed_report,
    odd_report,
    report,
    result,
)  # fmt: skip
from tests.spreadsheet import lint_workbooks, needs_excel_lint

REPORTS = {
    "field": field_report,
    "mixed": mixed_report,
    "odd": odd_report,
    "large": lambda: large_report(30),
    "nobody": lambda: report([]),
    "manager alone": lambda: report([TeamResult("", (), (result(MANAGER, "", (0, None, None, 0)),))]),
}


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path: Path):
    paths = [tmp_path / f"{name}.xlsx" for name in REPORTS]
    for name, path in zip(REPORTS, paths, strict=True):
        write_report(MeasuredMonth(REPORTS[name]()), path)
    assert lint_workbooks(paths) == []


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path):
    """Files that are kept or compared must not change without a reason."""
    for name in ("one", "other"):
        write_role_workbook(FIELD, demanding_settings(FIELD), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_a_name_that_no_cell_can_hold_is_told_with_its_cell(tmp_path: Path):
    """Nothing is written then: XlsxWriter would leave the cell out and say nothing."""
    settings = demanding_settings(FIELD)
    worst = replace(settings.members[0], name="x" * 40_000)
    with pytest.raises(InputError) as raised:
        write_role_workbook(FIELD, replace(settings, members=(worst, *settings.members[1:])), tmp_path / "plan.xlsx")
    assert {str(finding.rule) for finding in raised.value.findings} == {"は32,767文字を超えています"}
    assert all("!" in str(finding.place) for finding in raised.value.findings)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wanted", [(700, 10, 10), (0, 10, 10)])
def test_how_often_python_collects_is_left_as_it_was(tmp_path: Path, wanted: tuple[int, int, int]):
    """Drawing collects seldom, the program around it as before, whether it ends well or not; 0 is never."""
    usual, during = gc.get_threshold(), []

    def tell(_: str) -> None:
        during.append(gc.get_threshold())
        if len(during) == 2:
            raise KeyboardInterrupt

    gc.set_threshold(*wanted)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_report(MeasuredMonth(field_report()), tmp_path / "report.xlsx", tell)
        after = gc.get_threshold()
    finally:
        gc.set_threshold(*usual)
    assert after == wanted
    assert during[0] == ((50_000, 10, 10) if wanted[0] else wanted)
