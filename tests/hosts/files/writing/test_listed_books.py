"""Lists on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.hosts.files.writing.listed_books import write_list
from tests.hosts.files.likeness import parts
from tests.sheets.monthly.report_fixture import field_report, large_report, mixed_report, odd_report, report
from tests.spreadsheet import lint_workbooks, needs_excel_lint

REPORTS: dict[str, Callable[[], MonthlyReport]] = {
    "field": field_report, "mixed": mixed_report, "odd": odd_report, "large": lambda: large_report(120),
    "nobody": lambda: report([]),
}  # fmt: skip


def test_the_same_list_gives_the_same_bytes(tmp_path: Path):
    """Files that are kept or compared must not change without a reason."""
    for name in ("one", "other"):
        write_list(mixed_report(), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_texts_are_written_once(tmp_path: Path):
    """A thousand members times eight KPIs repeat a few hundred texts."""
    write_list(large_report(120), tmp_path / "list.xlsx")
    shared = parts(tmp_path / "list.xlsx")["xl/sharedStrings.xml"].decode()
    assert shared.count("<si>") == len(set(shared.split("<si>")[1:])) < 250
    assert f'uniqueCount="{shared.count("<si>")}"' in shared


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path: Path):
    paths = [tmp_path / f"{name}.xlsx" for name in REPORTS]
    for name, path in zip(REPORTS, paths, strict=True):
        write_list(REPORTS[name](), path)
    assert lint_workbooks(paths) == []
