"""A project that we wrote, run by a spreadsheet: LibreOffice compiles plain VBA from the source, as Excel does."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

import xlsxwriter

from kpi_xl.hosts.files.macros.vba.module import VbaModule
from kpi_xl.hosts.files.macros.vba.project import vba_project
from tests.hosts.files.macros.vba.basic_macro import answers_of
from tests.spreadsheet import needs_soffice

TWICE = VbaModule.exported(
    'Attribute VB_Name = "Calls"\nPublic Function Twice(ByVal Number As Double) As Double\nTwice = Number * 2\nEnd Function'
)


@needs_soffice
def test_plain_vba_runs(tmp_path: Path):
    """Our own module that spells Japanese, called as a macro; and a function called from a cell."""
    words = VbaModule.exported((files("kpi_xl.hosts.excel.vba") / "KpiXlWords.bas").read_text("ascii"))
    path = tmp_path / "ours.xlsm"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        sheet.write_formula("A1", "=Twice(21)")
        book.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Sheet1")
        modules = [VbaModule.workbook(), VbaModule.sheet("Sheet1"), words, TWICE]
        book.add_vba_project(io.BytesIO(vba_project(modules)), is_stream=True)
    said = "目標を逆算 ▲5% 髙".encode("utf-16-be").hex()
    script = "vnd.sun.star.script:VBAProject.KpiXlWords.KpiWords?language=Basic&location=document"
    call = f'book.getScriptProvider().getScript("{script}").invoke(Array("{said}"), Array(), Array())'
    cell = 'book.Sheets(0).getCellRangeByName("A1").String'
    assert answers_of(path, [call, cell], tmp_path) == ["目標を逆算 ▲5% 髙", "42"]
