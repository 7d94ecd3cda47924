"""What filling a workbook leaves behind: every formula carries what a spreadsheet computes, or nothing at all."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from kpi_xl.cli.planning.templating import excel_macros
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.hosts.files.macros.macro_books import write_macro_workbook
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.files.recalculation import engine
from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
from kpi_xl.hosts.files.writing.books import write_company_workbook
from kpi_xl.hosts.plans.places import changes, placed
from kpi_xl.periods import Month
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role import BookSettings
from tests.company_books import SETTINGS, write_company
from tests.role_books import edited, write_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import cached, formulas

NUMBERS = (0.2, 0.5, 3.0, 30.0, 1e6, 2.5e6)
MARCH = float(serial(date(2027, 3, 1)))


def filled(path: Path, **values: float) -> Path:
    """A copy with numbers typed into named cells."""
    book = PlanBook(path)
    fills = changes(book, {name: [value] for name, value in values.items()})
    book.close()
    stamp_computed(path, path.read_bytes(), path.with_stem("filled"), fills)
    return path.with_stem("filled")


def without_value(path: Path) -> list[str]:
    carried = cached(path)
    return [f"{sheet}!{cell}" for sheet, cell, _ in formulas(path) if carried[sheet, cell] is None]


def same(carried: object, computed: object) -> bool:
    """Numbers to 1e-9; an empty text is no cell when it comes back."""
    if isinstance(carried, (int, float)) and isinstance(computed, (int, float)):
        return carried == pytest.approx(computed, rel=1e-9, abs=1e-9)
    return (carried or "") == (computed or "")


def everything_typed(path: Path) -> Path:
    """A copy with a number in each input of the twelve months, of ② and ④, with gaps, and marks beside all proposals."""
    chance, book, fills = Random(path.name), PlanBook(path), {}
    for name in book.names:
        cells = placed(book, name)
        if name.startswith(("ACTUAL_", "LAST_YEAR_")):
            fills |= {each.address: chance.choice(NUMBERS) for each in cells[:8] if chance.random() < 0.8}
        elif name.startswith("BASELINE_") or (name.startswith("OVERRIDE_") and chance.random() < 0.3):
            fills[cells[0].address] = chance.choice(NUMBERS)
        elif name.startswith("PROPOSED_TICK"):
            fills[cells[0].address] = "○"
    fills[placed(book, "PLAN_MONTH")[0].address] = MARCH
    book.close()
    stamp_computed(path, path.read_bytes(), path.with_stem(f"{path.stem}-typed"), fills)
    return path.with_stem(f"{path.stem}-typed")


@needs_soffice
def test_every_formula_carries_what_a_spreadsheet_computes(tmp_path, soffice_profile):
    """Phones and previews show what is carried: whatever is typed, it is what LibreOffice comes to, cell by cell."""
    drawn = [write_book(tmp_path / f"{role}.xlsx", role, kind=FormulaKind.PLAIN) for role in ROLE_IDS]
    write_company_workbook(SETTINGS, tmp_path / "company.xlsx", FormulaKind.PLAIN)
    books = [everything_typed(path) for path in (*drawn, tmp_path / "company.xlsx")]
    computed = recalculated(books, tmp_path, soffice_profile)
    for book in books:
        carried = cached(book)
        cells = [(carried[sheet, cell], computed[book][sheet].get(cell), f"{sheet}!{cell} {text}") for sheet, cell, text in formulas(book)]
        assert [each for each in cells if not same(*each[:2])][:3] == []
        assert without_value(book) == []
        assert len(cells) > 900


def test_functions_that_are_macros_are_computed_by_their_twins_and_by_python(tmp_path):
    """No engine but Excel runs our macros; 20 working days of April must not stand beside March."""
    path, role = tmp_path / "fs.xlsm", load_role("field_sales")
    write_macro_workbook(role, BookSettings.standard(role, Month(2026, 12)), excel_macros("xlsm"), path)
    book = filled(path, PLAN_MONTH=MARCH)
    assert without_value(book) == []
    carried = cached(book)
    shown = {text: carried[sheet, cell] for sheet, cell, text in formulas(book)}
    days = next(value for text, value in shown.items() if text.startswith("=KPI_WORKING_DAYS(EOMONTH(PLAN_MONTH,-1)+1"))
    assert days == 22, "March 2027 has 23 weekdays, one of them the vernal equinox"
    assert next(value for text, value in shown.items() if text.startswith("=KPI_SMART(KGI_TEXT")).startswith("S○ M○")


def test_without_the_engine_a_value_is_dropped_rather_than_left(tmp_path, monkeypatch):
    """A missing number is calculated when Excel opens the file; a stale one is read."""
    monkeypatch.setattr(engine, "_loaded", lambda package: 1 / 0)
    book = filled(write_book(tmp_path / "fs.xlsx"), WIN_RATE=0.5)
    carried = cached(book)
    follows = [text for sheet, cell, text in formulas(book) if carried[sheet, cell] is None]
    assert any("WIN_RATE" in text or "KPI_REQUIRED" in text for text in follows)
    with zipfile.ZipFile(book) as package:
        assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")


def test_a_cell_that_the_engine_computes_otherwise_carries_nothing(tmp_path):
    """Where it was not what Excel had saved before, it is not believed now."""
    path = write_book(tmp_path / "fs.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    pattern = re.compile(rb'<c r="\w+"[^>]*><f>[^<]*KGI_AMOUNT[^<]*</f><v>\d+</v>')
    name, match = next((name, found) for name, part in parts.items() if (found := pattern.search(part)))
    parts[name] = parts[name].replace(match[0], match[0].replace(b"<v>", b"<v>7"))
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    book = filled(path, KGI_AMOUNT=20_000_000)
    assert len(without_value(book)) == 1


def test_a_workbook_that_another_program_saved_comes_to_the_same(tmp_path):
    """openpyxl says of empty cells that they are numbers, and keeps no value of any formula."""
    path = write_book(tmp_path / "fs.xlsx")
    before = cached(filled(path, ACTUAL_REVENUE=1_000_000))
    saved = filled(edited(path), ACTUAL_REVENUE=1_000_000)
    after = cached(saved)
    assert len(list(formulas(saved))) > 1000
    assert [place for *place, _ in formulas(saved) if not same(before[tuple(place)], after[tuple(place)])] == []


def test_titles_without_quotes_are_read(tmp_path):
    """Excel and LibreOffice write ①KGI!$B$5 where XlsxWriter writes '①KGI'!$B$5."""
    path = write_book(tmp_path / "fs.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            is_read = name.startswith(("xl/worksheets/sheet", "xl/workbook"))
            package.writestr(name, re.sub(r"'([①②③④⑤]\w+|設定)'!", r"\1!", content.decode()) if is_read else content)
    book = filled(path, KGI_AMOUNT=20_000_000)
    assert "①KGI!" in zipfile.ZipFile(book).read("xl/workbook.xml").decode()
    assert without_value(book) == []
    assert 20_000_000 in cached(book).values()


def test_a_chart_shows_the_new_values(tmp_path):
    """Excel draws a chart from what it remembers until it has calculated; other programs never do anything else."""
    path = write_company(tmp_path / "c.xlsx")
    book = filled(path, WIN_RATE=0.3)

    def points(package_path: Path) -> list[bytes]:
        with zipfile.ZipFile(package_path) as package:
            charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
            assert charts
            return [each for name in charts for each in re.findall(rb"<c:numCache>.*?</c:numCache>", package.read(name), re.DOTALL)]

    assert points(path) != points(book)
    carried = cached(book)
    with zipfile.ZipFile(book) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    for ref, body in re.findall(r"<c:f>([^<]*)</c:f><c:numCache>(.*?)</c:numCache>", chart, re.DOTALL):
        sheet, _, area = ref.replace("'", "").partition("!")
        first = area.replace("$", "").partition(":")[0]
        shown = re.search(r'<c:pt idx="0"><c:v>([^<]*)</c:v>', body)
        assert shown is not None
        assert float(shown[1]) == pytest.approx(float(carried[sheet, first]))


def test_what_is_not_touched_stays_byte_for_byte(tmp_path):
    """Styles, drawings, other sheets: whatever does not follow from the cells is copied as it is."""
    path = write_company(tmp_path / "c.xlsx")
    book = filled(path, CAPACITY_CALLS=60)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(book) as after:
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert before.namelist() == after.namelist()
    assert changed
    assert [name for name in changed if not name.startswith(("xl/worksheets/sheet", "xl/charts/", "xl/workbook.xml"))] == []


def test_what_depends_on_the_day_of_opening_is_computed_with_what_was_filled(tmp_path):
    """What it carries may be of another day, so it is no value to go by; the day itself is left as it was saved."""
    path = tmp_path / "day.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("One")
        sheet.write_number("A1", 1)
        sheet.write_formula("B1", "=TODAY()", None, 5)
        sheet.write_formula("C1", "=A1+1", None, 2)
        sheet.write_formula("D1", "=A1+B1", None, 6)
        sheet.write_formula("E1", '=IF(A1>1,"more","")', None, "")
    stamp_computed(path, path.read_bytes(), tmp_path / "out.xlsx", {"One!A1": 10.0})
    carried = cached(tmp_path / "out.xlsx")
    assert [carried["One", cell] for cell in ("B1", "C1", "D1", "E1")] == [5, 11, None, "more"]
