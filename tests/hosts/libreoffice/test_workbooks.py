"""Workbooks written for Excel: opened in LibreOffice Calc, edited, saved, and read again as Excel would."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.planning.templating import templates_folder
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.hosts.files.writing.books import write_report
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from tests.linked_books import bound_to_the_addin
from tests.role_books import cell_of, write_book
from tests.sheets.monthly.report_fixture import mixed_report
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice
from tests.workbooks import OURS

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

GOAL = 54_321_000
CALL = re.compile(r"\bKPI_[A-Z_]+(?=\()")


@dataclass(frozen=True)
class Saved:
    """A workbook before and after: as written for Excel, and as Calc saved it when it was edited."""

    original: Path
    copy: Path
    opened: tuple[int, list[str]]  #: cells that call our functions, and cells in error
    edited: tuple[int, list[str]]

    @cached_property
    def content(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(self.copy)

    @cached_property
    def original_content(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(self.original)

    @property
    def is_role_book(self) -> bool:
        return self.original.stem in ROLE_IDS


def calls(book: openpyxl.Workbook) -> list[list[str]]:
    """The functions that each formula calls, where it calls ours."""
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    texts = (value.text if isinstance(value, ArrayFormula) else value for value in cells)
    return sorted(found for text in texts if isinstance(text, str) and (found := CALL.findall(text)))


@pytest.fixture(scope="module")
def saved(office, tmp_path_factory) -> list[Saved]:
    """Four role workbooks with LAMBDA names, four with macros, and a monthly report of all roles."""
    folder, copies = tmp_path_factory.mktemp("originals"), tmp_path_factory.mktemp("saved")
    originals = [write_book(folder / f"{role_id}.xlsx", role_id) for role_id in ROLE_IDS]
    originals += [templates_folder() / f"{role_id}.xlsm" for role_id in ROLE_IDS]
    write_report(MeasuredMonth(mixed_report()), folder / "report.xlsx")
    made = []
    for path in (*originals, folder / "report.xlsx"):
        is_role = path in originals
        first = str(Step.GOAL.tab) if is_role else openpyxl.load_workbook(path, read_only=True).sheetnames[0]
        changed = {"KGI_AMOUNT": GOAL} if is_role else {}
        counts = office("edit_and_save", str(path), str(copies / path.name), changed, {first: 3})
        made.append(Saved(path, copies / path.name, *counts))
    return made


def test_the_functions_of_excel_workbooks_compute(saved, record_property):
    """Calc 7.4 looks for no add-in in .xlsx files, and knows no LAMBDA: the extension makes both compute."""
    for each in saved:
        cells = len(calls(each.original_content))
        assert each.opened == (cells, []), f"{each.original.name} as opened"
        assert each.edited == (cells, []), f"{each.original.name} as edited"
    count = sum(cells for each in saved for cells, _ in (each.opened, each.edited))
    record_property("compared", f"{count} cells of opened and edited workbooks, none in error")
    assert count > 500


def test_saved_workbooks_call_the_functions_by_their_names(saved):
    """Excel, and whoever gets the file next, know KPI_…, not what Calc calls them."""
    for each in saved:
        assert calls(each.content) == calls(each.original_content), each.original.name
        with zipfile.ZipFile(each.copy) as package:
            parts = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))
        assert b"KPIXL." not in parts.upper(), each.original.name


def test_lambda_names_survive(saved):
    """The recipient of an .xlsx has nothing installed."""
    for each in saved:
        wanted = OURS & set(each.original_content.defined_names)
        assert OURS & set(each.content.defined_names) == wanted, each.original.name
        assert bool(wanted) is (each.is_role_book and each.original.suffix == ".xlsx"), each.original.name


@needs_excel_lint
def test_lambda_names_come_back(office, saved, tmp_path):
    """A workbook that went through Calc's own format, or lost its macros, has nothing else that its recipient could compute with."""
    with_names, with_macros = (each.original for each in saved if each.original.stem == "field_sales")
    through_ods, without_macros = tmp_path / "through_ods.xlsx", tmp_path / "without_macros.xlsx"
    office("edit_and_save", str(with_names), str(tmp_path / "book.ods"), {}, {})
    cells, errors = office("edit_and_save", str(tmp_path / "book.ods"), str(through_ods), {}, {})[0]
    office("edit_and_save", str(with_macros), str(without_macros), {}, {})
    assert cells > 50
    assert errors == []
    wanted = OURS & set(openpyxl.load_workbook(with_names).defined_names)
    for made in (through_ods, without_macros):
        assert OURS & set(openpyxl.load_workbook(made).defined_names) == wanted
    assert lint_workbooks([through_ods, without_macros]) == []


def test_a_workbook_with_ordinary_formulas_stays_one(office, tmp_path):
    """Its recipient's Excel knows no LAMBDA: none comes in, neither in its own format nor through Calc's."""
    plain = write_book(tmp_path / "plain.xlsx", kind=FormulaKind.PLAIN)
    office("edit_and_save", str(plain), str(tmp_path / "saved.xlsx"), {"KGI_AMOUNT": GOAL}, {})
    office("edit_and_save", str(plain), str(tmp_path / "book.ods"), {}, {})
    office("edit_and_save", str(tmp_path / "book.ods"), str(tmp_path / "through_ods.xlsx"), {}, {})
    for name in ("saved.xlsx", "through_ods.xlsx"):
        book = openpyxl.load_workbook(tmp_path / name)
        assert OURS & set(book.defined_names) == set(), name
        assert calls(book) == [], name
        assert names.BOOK_FORMULAS in book.defined_names


def test_calls_that_excel_bound_to_its_add_in_compute(office, tmp_path):
    """Excel saves ``[1]!KPI_GAP(A1,B1)`` and the place of the add-in's file, where Calc finds nothing; saved again, the link is gone."""
    bound = tmp_path / "bound.xlsm"
    count = bound_to_the_addin(templates_folder() / "field_sales.xlsm", bound)
    assert count > 50
    opened, edited = office("edit_and_save", str(bound), str(tmp_path / "saved.xlsx"), {"KGI_AMOUNT": GOAL}, {})
    assert opened == edited == (count, [])
    original = openpyxl.load_workbook(templates_folder() / "field_sales.xlsm")
    assert calls(openpyxl.load_workbook(tmp_path / "saved.xlsx")) == calls(original)
    with zipfile.ZipFile(tmp_path / "saved.xlsx") as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
    assert b"[1]" not in sheets


def test_what_was_edited_is_saved(saved):
    """The input that was typed stands in the file, two rows further down, and so does what follows from it."""
    for each in saved:
        if each.is_role_book:
            typed, before = cell_of(each.content, "KGI_AMOUNT"), cell_of(each.original_content, "KGI_AMOUNT")
            assert (typed.value, typed.row) == (GOAL, before.row + 2), each.original.name
    (book,) = (each.copy for each in saved if each.original.name == "field_sales.xlsm")
    computed = openpyxl.load_workbook(book, data_only=True)
    assert cell_of(computed, names.target_name(load_role("field_sales").kgi.id)).value == GOAL


def test_sheets_that_fail_to_come_in_leave_the_workbook_as_it_was(office, saved, tmp_path):
    """The sheets that were to be replaced are there again, and what reads them reads them."""
    (book,) = (each.original for each in saved if each.original.name == "field_sales.xlsx")
    report = saved[-1].original
    target, guide = str(Step.TARGETS.tab), str(Step.GUIDE.tab)
    before, failed, after = office("insert_in_vain", str(book), str(report), [target], (str(Step.REVIEW.tab), "B9"))
    assert set(before[0]) < set(failed[0]) | {target}
    assert target not in failed[0]
    assert guide in failed[0]
    assert after == before


def test_inserted_sheets_show_what_was_drawn(office, saved):
    """Calc 7.4 brings the keys of number formats, not the formats: a card of 71.4% showed 0.714285714285714."""
    (report,) = (each.original for each in saved if not each.is_role_book)
    assert office("shown_otherwise_when_inserted", str(report)) == []


def test_conditional_formats_come_in_as_they_were_drawn(office, saved):
    """Calc joins those that say the same, and then paints cells with others: bars where there are none to be."""
    sheets = office("conditions_when_inserted", str(saved[-1].original))
    for title, (drawn, inserted) in sheets.items():
        assert inserted == drawn, title
        alike = [conditions for _, _, conditions in drawn]
        assert len(set(alike)) < len(alike) >= 5, f"{title} has none that say the same"


@needs_excel_lint
def test_excel_opens_what_calc_saved(saved):
    """A finding of the linter is Excel's repair dialogue on a customer's screen."""
    assert lint_workbooks([each.copy for each in saved]) == []
