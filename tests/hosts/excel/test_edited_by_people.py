"""The macros on workbooks that people have protected, hidden, copied and written formulas into."""

from __future__ import annotations

import re
from datetime import datetime

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.hosts.excel import macros
from kpi_xl.hosts.excel.live.host import ExcelHost, opened_unasked
from kpi_xl.hosts.excel.live.session import calling_book
from kpi_xl.hosts.excel.vba.sources import module_texts
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import names
from tests.hosts.excel.machines import mac, windows
from tests.hosts.excel.open_books import REPLACE, REPORT_SHEETS, WHICH_LOG, cell_named, everything, opened, value_of
from tests.linked_books import bound_to_the_addin
from tests.role_books import edited, typed, write_book

GOAL, TARGETS, REVIEW = "①KGI", "④目標", "⑤運用"
ALL = [macros.work_back, macros.check_goals, macros.import_actuals, macros.write_monthly_report, macros.export_pdf]


def protect(book, *titles: str, locked: bool = True) -> None:
    """Protect sheets, their inputs, too, which are unlocked as we make them."""
    for title in titles:
        book.impl.file[title].protection.sheet = True
        for row in book.impl.file[title].iter_rows():
            for cell in row:
                cell.protection = Protection(locked=locked)


def protect_structure(book) -> None:
    book.impl.file.security = WorkbookProtection(lockStructure=True)


# --- hidden and protected ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("macro", ALL)
def test_hidden_sheets_stay_hidden_and_every_command_works(plain_book, program, macro):
    """Teams hide what they do not need. Excel refuses to activate a hidden sheet, which must not undo the work."""
    macros.write_monthly_report()
    program.answers[REPLACE] = "yes"
    for title in (GOAL, TARGETS, REVIEW):
        plain_book.impl.file[title].sheet_state = "hidden"
    before = len(program.said)
    macro()
    assert "予期しないエラー" not in program.said[-1]
    assert len(program.said) > before
    assert all(plain_book.impl.file[title].sheet_state == "hidden" for title in (GOAL, TARGETS, REVIEW))


@pytest.mark.parametrize("is_silent", [False, True], ids=["Windows", "Mac"])
def test_protected_sheets_are_named_and_nothing_is_written(plain_book, program, is_silent):
    """Both sheets in one message, with the button to press. A Mac says nothing where it cannot write."""
    program.is_silent = is_silent
    protect(plain_book, "②現状", REVIEW)
    before = everything(plain_book)
    macros.import_actuals()
    assert "営業.xlsx: ②現状は保護されているため、書き込めません" in program.said[-1]
    assert "営業.xlsx: ⑤運用は保護されているため" in program.said[-1]
    assert "シート「⑤運用」で校閲タブの「シート保護の解除」を押して" in program.said[-1]
    assert everything(plain_book) == before


def test_what_a_mac_did_not_write_is_found_by_reading_it_back(plain_book, program, monkeypatch):
    """Where not even the protection is told, a value that is not there must not be called written."""
    program.is_silent = True
    protect(plain_book, REVIEW)
    monkeypatch.setattr("kpi_xl.hosts.excel.live.changes.require_open_cells", lambda cells: list(cells))
    before = everything(plain_book)
    macros.import_actuals()
    assert "⑤運用は保護されているため、書き込めません" in program.said[-1]
    assert everything(plain_book) == before


def test_unlocked_inputs_of_a_protected_sheet_are_written(plain_book, program):
    """Most teams protect a sheet but for its inputs: those are what we write."""
    protect(plain_book, "②現状", REVIEW, GOAL, locked=False)
    macros.import_actuals()
    assert value_of(plain_book, "ACTUAL_REVENUE", 6) == 1_500_000


@pytest.mark.parametrize("macro", [macros.write_monthly_report, macros.export_pdf])
def test_a_protected_structure_is_said_with_its_remedy(plain_book, program, macro):
    """Sheets can neither be put in nor hidden for printing then."""
    macros.write_monthly_report()
    program.answers[REPLACE] = "yes"
    protect_structure(plain_book)
    before, settings = everything(plain_book), dict(program.settings)
    macro()
    assert "営業.xlsx はシートの構成が保護されています" in program.said[-1]
    assert "「ブックの保護」を解除" in program.said[-1]
    assert everything(plain_book) == before
    assert program.settings == settings


def test_a_protected_sheet_that_reads_a_report_is_named_before_anything_changes(plain_book, program):
    """Its formulas would turn into #REF! with the report that they read."""
    macros.write_monthly_report()
    program.answers[REPLACE] = "yes"
    plain_book.sheets["使い方"].range("Z1").formula = "='2026-11 達成'!$G$25"
    protect(plain_book, "使い方")
    before = everything(plain_book)
    macros.write_monthly_report()
    assert "シート「使い方」で校閲タブの「シート保護の解除」" in program.said[-1]
    assert everything(plain_book) == before


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_copy_that_somebody_made_is_theirs(plain_book, program):
    """Excel calls it "2026-11 達成 (2)" and copies our mark along; a person keeps a version by it."""
    macros.write_monthly_report()
    team = plain_book.sheets["2026-11 達成"]
    team.copy(after=team)
    plain_book.sheets["2026-11 達成 (2)"].range("B1").value = "提出版"
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    titles = [sheet.name for sheet in plain_book.sheets]
    assert plain_book.sheets["2026-11 達成 (2)"].range("B1").value == "提出版"
    assert sorted(title for title in titles if title.startswith("2026-11")) == sorted([*REPORT_SHEETS, "2026-11 達成 (2)"])
    question = next(said for said in program.said if said.startswith(REPLACE))
    assert "(2)" not in question


def test_names_are_the_workbooks_and_not_those_of_a_copied_sheet(plain_book, program):
    """Excel gives a copied sheet its own names of the same spelling: the scenario of a colleague, not the plan."""
    copied = plain_book.impl.file.create_sheet("写し", 0)
    copied["A1"] = 0.9
    copied.defined_names["WIN_RATE"] = DefinedName("WIN_RATE", attr_text="'写し'!$A$1")
    macros.work_back()
    assert "商談 30件" in program.said[-1]


# --- formulas that read a report --------------------------------------------------------------------------------------


def readers(book) -> None:
    """One of each kind: ordinary, dynamic, and an array over several cells."""
    sheet = book.impl.file["使い方"]
    sheet["Z1"] = "='2026-11 達成'!$G$25"
    sheet["Z2"] = ArrayFormula("Z2", "=SUM('2026-11 達成'!$G$20:$G$25*2)")
    sheet["Z4"] = ArrayFormula("Z4:Z6", "='2026-11 達成'!$G$20:$G$22")


@pytest.mark.parametrize("knows_formula2", [True, False], ids=["365", "2016"])
def test_formulas_that_read_a_report_stay_as_they_were(plain_book, program, knows_formula2):
    """Read and written by `Formula`, a dynamic formula gains an @ and gives another figure; no array changes in part."""
    program.knows_formula2 = knows_formula2
    macros.write_monthly_report()
    readers(plain_book)
    if not knows_formula2:
        plain_book.impl.file["使い方"]["Z2"] = None  # no such formula there
    program.answers[REPLACE] = "yes"
    before = typed_of(plain_book)
    macros.write_monthly_report()
    assert program.said[-1].startswith("「2026-11 達成」を作成しました")
    assert typed_of(plain_book) == before
    assert [text for text in before.values() if "@" in text or "#REF!" in text] == []


ADDIN = r"'C:\Users\hanako\AppData\Roaming\Microsoft\Excel\XLSTART\kpi_xl.xlam'!"


def test_formulas_that_excel_bound_to_the_add_in_are_ours(tmp_path, path, program):
    """With the add-in open, Excel calls its functions by the path of its file, in formulas that read a report, too."""
    made = write_book(tmp_path / "made.xlsm", "field_sales", kind=FormulaKind.MACROS)
    assert bound_to_the_addin(made, tmp_path / "bound.xlsm") > 50
    said = []
    for file in ("made.xlsm", "bound.xlsm"):
        book = opened(tmp_path / file)
        program.answers[WHICH_LOG] = (str(path.with_name("活動.csv")),)
        for macro in (macros.work_back, macros.check_goals, macros.import_actuals, macros.write_monthly_report):
            macro()
        said.append([each.replace(file, "") for each in program.said])
        program.said.clear()
    assert said[0] == said[1]
    assert len(said[1]) >= 4
    reader = book.impl.file["使い方"]
    reader["Z1"] = f"={ADDIN}KPI_GAP('2026-12 達成'!$G$25,1)"
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    assert reader["Z1"].value == f"={ADDIN}KPI_GAP('2026-12 達成'!$G$25,1)"


def typed_of(book) -> dict[str, str]:
    cells = (book.impl.file["使い方"][address] for address in ("Z1", "Z2", "Z4"))
    return {
        cell.coordinate: f"{type(cell.value).__name__} {getattr(cell.value, 'text', cell.value)}" for cell in cells
    }


def test_names_of_other_sheets_that_read_a_report_read_the_new_one(plain_book, program):
    """A name may belong to one sheet alone."""
    macros.write_monthly_report()
    sheet = plain_book.impl.file["使い方"]
    sheet.defined_names["OURS"] = DefinedName("OURS", attr_text="'2026-11 達成'!$G$25")
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    assert sheet.defined_names["OURS"].attr_text == "'2026-11 達成'!$G$25"


# --- what Excel makes of what is typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["TRUE", "令和8年11月30日", "2026年11月30日", "2026/11/30", "=1+1", "+3件"])
def test_texts_stay_the_texts_that_they_were(plain_book, program, sentence):
    """Excel makes a truth value, a day or a formula of them unless it is told otherwise."""
    cell_named(plain_book, names.KGI_TEXT).value = f"'{sentence}"
    macros.check_goals()
    assert value_of(plain_book, names.KGI_CHECKED_TEXT) == sentence


def test_a_cell_in_a_format_of_currency_is_a_number(plain_book, program):
    """Excel hands such a cell over as another kind of number, which is no reason to call it empty."""
    cell = cell_named(plain_book, "KGI_AMOUNT")
    plain_book.impl.file[cell.sheet.name][cell.address.replace("$", "")].number_format = "¥#,##0"
    macros.work_back()
    assert "商談 30件" in program.said[-1]


def test_days_are_right_in_a_workbook_that_counts_from_1904(path, program):
    """Workbooks of old Macs: a day written as its number of 1900 would be four years late."""

    def from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    edited(path, from_1904, typed("PLAN_MONTH", datetime(2026, 11, 1)))
    book = opened(path)
    macros.work_back()
    assert program.said[-1].startswith("2026年11月の逆算")
    cell_named(book, "WIN_RATE").value = 0.25
    macros.work_back()
    assert value_of(book, "REVISION_WHEN") in (44897, datetime(2026, 12, 3))


def test_days_off_may_be_a_whole_column(path, program):
    """Excel has a million rows: only those that the sheet uses are asked for."""

    def on_their_own_sheet(book: openpyxl.Workbook) -> None:
        book.create_sheet("休日").append([datetime(2026, 11, 2)])
        book.defined_names["HOLIDAYS"].attr_text = "休日!$A:$A"

    book = opened(edited(path, on_their_own_sheet))
    days = ExcelHost(book).cells.cells("HOLIDAYS")
    assert [cell.value for cell in days if not cell.is_blank] == [46328]
    macros.work_back()
    assert "商談 30件" in program.said[-1]


# --- where workbooks lie, and what they are called --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["売上=単価x件数.xlsx", "a=b=c.xlsx", "営業.xlsx"])
def test_a_workbook_may_have_an_equals_sign_in_its_name(path, program, monkeypatch, name):
    """VBA names the workbook on the command line as ``--wb=name``, where xlwings reads up to the next ``=``."""
    book = xw.Book(str(path.rename(path.with_name(name))))
    xw.Book(str(edited_copy(path.with_name(name), "別のブック=.xlsx")))
    monkeypatch.setattr("sys.argv", ["-c", f"--wb={name}", "--from_xl=1", "--app=Excel", f"--hwnd={book.app.hwnd}"])
    if "=" not in name:
        book.set_mock_caller()  # xlwings finds it by itself, on Windows
    macros.work_back()
    assert "商談 30件" in program.said[-1]
    assert program.shown[-1].startswith(TARGETS)
    assert calling_book().name == name


def edited_copy(path, name: str):
    copied = path.with_name(name)
    copied.write_bytes(path.read_bytes())
    return edited(copied, typed("WIN_RATE", 0.1))


def test_on_a_mac_a_report_is_opened_in_excels_container(tmp_path):
    """Elsewhere Excel stops and asks for access to the file, on each run."""
    package = tmp_path / "temporary" / "kpi-xl-2026-11.xlsx"
    package.parent.mkdir()
    package.write_bytes(b"a report")
    places = mac(tmp_path / "home")
    places.container.mkdir(parents=True)
    with opened_unasked(package, places) as opened_path:
        assert opened_path.is_relative_to(tmp_path / "home/Library/Containers/com.microsoft.Excel/Data")
        assert (opened_path.name, opened_path.read_bytes()) == (package.name, b"a report")
    assert list(places.container.iterdir()) == []
    with opened_unasked(package, windows(tmp_path / "home")) as opened_path:
        assert opened_path == package


# --- before Python ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsm", "xlam"])
def test_vba_says_what_keeps_python_from_being_asked(kind):
    """A workbook in Protected View is no active workbook: without this, the button would work on another one, or on none."""
    module = next(text for text in module_texts(kind) if 'VB_Name = "KpiXlMacros"' in text)
    run = re.search(r"Private Sub RunKpiXl.*?End Sub", module, re.DOTALL)[0]
    assert run.index("If IsProtectedView() Then") < run.index("OpenWorkbook") < run.index("RunPython")
    assert "Not Application.ActiveProtectedViewWindow Is Nothing" in module
    words = dict(re.findall(r'^Private Const (\w+) As String = "([0-9A-F]*)"', module, re.MULTILINE))
    said = {name: bytes.fromhex(codes).decode("utf-16-be") for name, codes in words.items()}
    assert "保護ビュー" in said["PROTECTED_VIEW"]
    assert "「編集を有効にする」を押して" in said["PROTECTED_VIEW"]
    assert "If Number = 70 Then Words = BLOCKED" in module
    assert "kpi-xl doctor" in said["BLOCKED"]
