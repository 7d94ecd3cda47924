"""Monthly sheets that live in a role workbook: dated titles, notes kept, and nothing that breaks when they are copied."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.report import draw_report
from tests.sheets.monthly.report_fixture import field_report, large_report, mixed_report, odd_report
from tests.spreadsheet import lint_workbooks, needs_excel_lint

REPORTS = {"field": field_report, "mixed": mixed_report, "odd": odd_report, "large": lambda: large_report(15)}
Notes = dict[tuple[str, str, str], str]


def drawn(
    folder: Path, monthly: MonthlyReport, taken: tuple[str, ...] = (), notes: Notes | None = None
) -> tuple[Path, Notes]:
    """The dated report, and the notes that found no row."""
    path = folder / "report.xlsx"
    book = Book(str(path), "月次レポート", date(2026, 11, 30), taken=taken)
    book.notes = dict(notes or {})
    draw_report(book, MeasuredMonth(monthly), dated=True)
    book.close()
    return path, book.notes


def test_titles_begin_with_the_month_and_the_first_is_the_attainment(tmp_path):
    """A workbook holds many months; DESIGN calls the sheet 2026-11 達成."""
    assert openpyxl.load_workbook(drawn(tmp_path, field_report())[0]).sheetnames[:2] == ["2026-11 達成", "2026-11 佐藤 花子"]
    titles = openpyxl.load_workbook(drawn(tmp_path, mixed_report())[0]).sheetnames
    assert titles[:2] == ["2026-11 東京チーム", "2026-11 大阪カスタマーサクセス"]
    assert all(title.startswith("2026-11 ") and len(title) <= 31 for title in titles)


def test_titles_that_the_workbook_has_already_are_left_to_it(tmp_path):
    path, _ = drawn(tmp_path, field_report(), taken=("2026-11 達成", "①KGI"))
    assert openpyxl.load_workbook(path).sheetnames[0] == "2026-11 達成 (2)"


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
def test_every_sheet_says_which_month_it_belongs_to(tmp_path, make):
    """By a name of its own, which survives renaming and copying; titles with quotes have it, too."""
    book = openpyxl.load_workbook(drawn(tmp_path, make())[0])
    marks = {title: list(book[title].defined_names["REPORT_2026_11"].destinations) for title in book.sheetnames}
    assert {address for ((_, address),) in marks.values()} == {"$B$1"}


def test_a_title_with_a_quote_is_named_as_well(tmp_path):
    member = field_report().teams[0].blocks[0].members[0]
    report = field_report()
    block = replace(report.teams[0].blocks[0], members=(replace(member, name="O'Brien!"),))
    path, _ = drawn(tmp_path, replace(report, teams=(replace(report.teams[0], blocks=(block,)),)))
    sheet = openpyxl.load_workbook(path)["2026-11 O'Brien!"]
    assert sheet.defined_names["NOTES_FIELD_SALES"].attr_text.startswith("'2026-11 O''Brien!'!$B$")


def test_notes_come_back_beside_their_kpi(tmp_path):
    """By the KPI's name, wherever its row is now; as text, whatever is typed."""
    notes = {
        ("2026-11 佐藤 花子", "NOTES_FIELD_SALES", "商談数"): "=1+1",
        ("2026-11 佐藤 花子", "NOTES_FIELD_SALES", "もうないKPI"): "古いメモ",
    }
    path, left = drawn(tmp_path, field_report(), notes=notes)
    sheet = openpyxl.load_workbook(path)["2026-11 佐藤 花子"]
    area = sheet.defined_names["NOTES_FIELD_SALES"].attr_text.rpartition("!")[2]
    rows = {row[0].value: row[-1] for row in sheet[area.replace("$", "")]}
    assert (rows["商談数"].value, rows["商談数"].data_type) == ("=1+1", "s")
    assert left == {("2026-11 佐藤 花子", "NOTES_FIELD_SALES", "もうないKPI"): "古いメモ"}


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
def test_only_formulas_read_other_sheets(tmp_path, make):
    """Sheets are copied into the open workbook one by one, and only links in formulas can be turned back afterwards."""
    path, _ = drawn(tmp_path, make())
    titles = openpyxl.load_workbook(path).sheetnames
    with zipfile.ZipFile(path) as package:
        for number, title in enumerate(titles, start=1):
            sheet = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            rules = re.findall(r"<(?:formula\d?|xm:f|cfvo[^>]*val=)[^>]*>([^<]*)<", sheet)
            assert [rule for rule in rules if "!" in rule] == []
            assert set(_read_by_charts(package, number)) <= {title}


def _read_by_charts(package: zipfile.ZipFile, number: int) -> list[str]:
    """The titles of the sheets whose cells the charts of a sheet show."""
    titles = []
    for drawing in _related(package, f"xl/worksheets/_rels/sheet{number}.xml.rels", "drawings"):
        for chart in _related(package, f"xl/drawings/_rels/{drawing}.rels", "charts"):
            text = package.read(f"xl/charts/{chart}").decode()
            read = re.findall(r"<c:f>(.*?)!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?</c:f>", text)
            titles += [unescape(title).removeprefix("'").removesuffix("'").replace("''", "'") for title in read]
    return titles


def _related(package: zipfile.ZipFile, part: str, folder: str) -> list[str]:
    if part not in package.namelist():
        return []
    return re.findall(rf'Target="\.\./{folder}/([^"]+)"', package.read(part).decode())


@needs_excel_lint
@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_has_nothing_to_repair(tmp_path, language):
    with speaking(language):
        assert lint_workbooks([drawn(tmp_path, mixed_report())[0]]) == []
