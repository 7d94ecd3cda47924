"""Add-in and .xlsm open together: Excel binds a formula of the workbook to the add-in, and the workbook takes it back.

Excel reads ``=KPI_REQUIRED_DEALS()`` as the add-in's function where both have it, and saves the path of the add-in's file with it: on
another computer that is a link to nothing. What turns it back runs here in LibreOffice, over a workbook that answers for its links.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from kpi_xl.cli.planning.templating import templates_folder
from kpi_xl.hosts.excel.vba.sources import module_texts, workbook_code
from kpi_xl.hosts.files.macros.vba.module import VbaModule
from kpi_xl.hosts.files.macros.vba.project import vba_project
from tests.hosts.files.macros.vba.basic_macro import answers_of
from tests.spreadsheet import needs_soffice

FOLDER = "C:\\営業\\"
ADDIN = r"C:\Users\hanako\AppData\Roaming\Microsoft\Excel\XLSTART\kpi_xl.xlam"
COLLEAGUES = "/Users/ichiro/Library/Group Containers/UBF8T346G9.Office/Startup/KPI_XL.xlam"
OTHERS = r"C:\営業\価格表.xlsx"
TRIAL = """\
Attribute VB_Name = "Trial"
Option Explicit
Public Function Bound(ByVal Formulas As String, ByVal HasOurMacros As Boolean, ByVal IsProtected As Boolean, ByVal Addin As String) As String
    Dim Book As New PretendedBook
    Book.Name = "a'b=c.xlsm"
    Book.FullName = "C:\\a'b=c.xlsm"
    Book.Formulas = Formulas
    Book.HasOurMacros = HasOurMacros
    Book.IsProtected = IsProtected
    Book.DisplayAlerts = True
    KpiBind Book, Addin
    Bound = Book.Formulas & "/" & Book.Alerts
End Function
"""
UNASKED = "True;" + "False;True;"
"""Excel asks for a file that it does not find; nobody is asked, and afterwards Excel asks again as before."""
CASES = {
    "a workbook with the functions takes back what Excel bound to the add-in": (
        f"='{ADDIN}'!KPI_REQUIRED_DEALS()+'{OTHERS}'!Price|='{COLLEAGUES}'!KPI_GAP(A1,B1)", True, False,
        f"=KPI_REQUIRED_DEALS()+'{OTHERS}'!Price|=KPI_GAP(A1,B1)/{UNASKED}False;True;",
    ),
    "a workbook whose macros are off, or that has none, calls the add-in where it lies here": (
        f"='{COLLEAGUES}'!KPI_GAP(A1,B1)|='{ADDIN}'!KPI_PACE(A1,B1,C1,D1)", False, False,
        f"='{ADDIN}'!KPI_GAP(A1,B1)|='{ADDIN}'!KPI_PACE(A1,B1,C1,D1)/{UNASKED}",
    ),
    "a workbook without links is left alone": ("=KPI_REQUIRED_DEALS()", True, False, "=KPI_REQUIRED_DEALS()/True;"),
    "an add-in of another name is somebody else's": (
        r"='C:\my_kpi_xl.xlam'!F()|='C:\kpi_xl.xlam.xlsx'!G()", True, False,
        r"='C:\my_kpi_xl.xlam'!F()|='C:\kpi_xl.xlam.xlsx'!G()/True;",
    ),
    "a protected sheet keeps its link, and the workbook is opened and saved all the same": (
        f"='{ADDIN}'!KPI_GAP(A1,B1)", True, True, f"='{ADDIN}'!KPI_GAP(A1,B1)/{UNASKED}",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def bound(tmp_path_factory) -> dict[str, str]:
    """How each case ends; LibreOffice starts once."""
    folder = tmp_path_factory.mktemp("links")
    ours = next(text for text in module_texts("xlam") if 'VB_Name = "KpiXlLinks"' in text)
    pretended = Path(__file__).with_name("PretendedBook.cls").read_text("ascii")
    modules = [VbaModule.workbook(), VbaModule.sheet("Sheet1"), *map(VbaModule.exported, (ours, pretended, TRIAL))]
    path = folder / "links.xlsm"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Sheet").set_vba_name("Sheet1")
        book.set_vba_name("ThisWorkbook")
        book.add_vba_project(io.BytesIO(vba_project(modules)), is_stream=True)
    script = "vnd.sun.star.script:VBAProject.Trial.Bound?language=Basic&location=document"
    calls = [
        f'book.getScriptProvider().getScript("{script}").invoke(Array("{formulas}", {has}, {is_protected}, "{ADDIN}"), Array(), Array())'
        for formulas, has, is_protected, _ in CASES.values()
    ]
    return dict(zip(CASES, answers_of(path, calls, folder), strict=True))


@needs_soffice
@pytest.mark.parametrize("case", CASES)
def test_no_formula_calls_the_functions_by_the_path_of_another_file(case, bound):
    assert bound[case] == CASES[case][-1]


def test_the_add_in_is_told_of_every_workbook_that_is_opened_or_saved():
    """What Excel bound on opening is put right at once; what is typed afterwards, before it reaches the file."""
    addin = workbook_code("xlam")
    for event in (
        "Program_WorkbookOpen(ByVal Wb As Workbook)",
        "Program_WorkbookBeforeSave(ByVal Wb As Workbook, ByVal SaveAsUI As Boolean, Cancel As Boolean)",
    ):
        assert f"Private Sub {event}\n    KpiBind Wb, Me.FullName\nEnd Sub" in addin
    assert "Private WithEvents Program As Application" in addin
    assert "Private Sub Workbook_Open()\n    Set Program = Application\nEnd Sub" in addin


def test_a_button_puts_the_formulas_right_where_there_is_no_add_in():
    """A workbook saved with links by an older version, on the computer of somebody who works with its buttons alone."""
    for kind, book in (("xlsm", "ThisWorkbook"), ("xlam", "ActiveWorkbook")):
        macros = next(text for text in module_texts(kind) if 'VB_Name = "KpiXlMacros"' in text)
        assert f"    KpiBind {book}, ThisWorkbook.FullName\n    RunPython" in macros
    own = next(text for text in module_texts("xlsm") if 'VB_Name = "KpiXlOwnFunctions"' in text)
    assert "Public Sub KpiCallOwnFunctions()\n    KpiCallHome ThisWorkbook, ThisWorkbook.FullName\nEnd Sub" in own
    assert not any("KpiCallOwnFunctions()" in text for text in module_texts("xlam"))


@needs_soffice
def test_a_workbook_opens_in_libreoffice_with_its_macros_allowed(tmp_path):
    """Workbook_Open would run there: LibreOffice then stops with a message, for it cannot compile the rest of the project."""
    assert workbook_code("xlsm") == ""
    book = Path(shutil.copy(templates_folder() / "field_sales.xlsm", tmp_path))
    assert answers_of(book, ["book.Sheets(1).Name"], tmp_path, calculates=False) == ["①KGI"]
