"""Lists are spliced for speed alone: the file is the one that XlsxWriter would have written row by row."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.writing.listed_books import write_list
from kpi_xl.hosts.files.writing.spliced_books import SplicingBook
from kpi_xl.language import speaking
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.lines import ROW, Line, LineCell, LineForm
from kpi_xl.sheets.monthly.listing import draw_list
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.styles import BODY
from tests.hosts.files.likeness import differences, parts
from tests.sheets.monthly.report_fixture import field_report, large_report, mixed_report, odd_report, report
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

REPORTS: dict[str, Callable[[], MonthlyReport]] = {
    "field": field_report, "mixed": mixed_report, "odd": odd_report, "large": lambda: large_report(120),
    "nobody": lambda: report([]),
}  # fmt: skip


def drawn(monthly: MonthlyReport, path: Path) -> Path:
    """The list with every row drawn."""
    book = Book(str(path), str(report_title(monthly)), monthly.month.start)
    draw_list(book, monthly)
    book.close()
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_spliced_list_is_the_drawn_list(tmp_path: Path, name: str, language: str):
    """Cells, formulas, styles, rules, names, print settings and properties."""
    with speaking(language):
        write_list(REPORTS[name](), tmp_path / "spliced.xlsx")
        drawn(REPORTS[name](), tmp_path / "drawn.xlsx")
    assert differences(tmp_path / "spliced.xlsx", tmp_path / "drawn.xlsx") == []


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


def test_a_figure_that_no_cell_can_hold_is_told_with_its_cell(tmp_path: Path):
    """Nothing is written then, not even half of it."""
    book = SplicingBook(tmp_path / "list.xlsx", "list", date(2026, 11, 1))
    form = LineForm(1, (LineCell(BODY), LineCell(BODY, f"=B{ROW}*2")))
    sheet = book.sheet("一覧")
    sheet.text(1, 1, "head")
    sheet.lines(2, [Line(form, (1.0, 2.0)), Line(form, (math.inf, 4.0)), Line(form, (3.0, math.nan))])
    with pytest.raises(InputError) as raised:
        book.close()
    assert [str(finding.place) for finding in raised.value.findings] == ["一覧!B4", "一覧!C5"]
    assert list(tmp_path.iterdir()) == []


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path: Path):
    paths = [tmp_path / f"{name}.xlsx" for name in REPORTS]
    for name, path in zip(REPORTS, paths, strict=True):
        write_list(REPORTS[name](), path)
    assert lint_workbooks(paths) == []


@needs_soffice
def test_a_spreadsheet_computes_a_spliced_list_as_a_drawn_one(tmp_path: Path, soffice_profile):
    """It opens, and each formula reads its own row."""
    paths = [tmp_path / "spliced.xlsx", tmp_path / "drawn.xlsx"]
    write_list(large_report(60), paths[0])
    drawn(large_report(60), paths[1])
    books = recalculated(paths, tmp_path, soffice_profile)
    assert books[paths[0]] == books[paths[1]]
    assert len(books[paths[0]]["一覧"]) > 60 * 7 * 10
