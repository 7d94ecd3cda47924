"""Macros in a workbook: its VBA project, the settings that xlwings reads, and help that XlsxWriter cannot write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from kpi_xl.hosts.files.macros.vba.module import VbaModule
from kpi_xl.hosts.files.macros.vba.project import vba_project
from kpi_xl.language import Text
from kpi_xl.sheets.styles import MUTED

Change = Callable[[bytes], bytes]
WORKBOOK_PART = "xl/workbook.xml"


@dataclass(frozen=True)
class Macros:
    """What a workbook with macros carries beside its sheets. Whoever knows Excel's side puts it together."""

    modules: tuple[VbaModule, ...]  #: without those of the workbook and its sheets
    workbook_code: str  #: of the workbook's own module
    settings_title: str  #: of the sheet that xlwings reads
    settings: Mapping[str, str]
    argument_help: str  #: what the function wizard says about arguments: an ``<ext>`` of workbook.xml


def add_macros(writer: Workbook, macros: Macros, project_name: str) -> None:
    """Give a workbook whose sheets are drawn the settings sheet and the project."""
    _settings_sheet(writer, macros)
    writer.set_vba_name("ThisWorkbook")
    documents = [VbaModule.workbook(macros.workbook_code)]
    for number, sheet in enumerate(writer.worksheets(), start=1):
        sheet.set_vba_name(f"Sheet{number}")
        documents.append(VbaModule.sheet(f"Sheet{number}"))
    writer.add_vba_project(io.BytesIO(vba_project([*documents, *macros.modules], project_name)), is_stream=True)


def _settings_sheet(writer: Workbook, macros: Macros) -> None:
    """xlwings reads two columns down to the first empty cell; what they are for stands beside them."""
    sheet = writer.add_worksheet(macros.settings_title)
    for row, (key, value) in enumerate(macros.settings.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.write_string(0, 3, str(_NOTE), writer.add_format({"font_color": MUTED}))
    sheet.set_column(0, 1, 32)
    sheet.hide()


def completed(package: bytes, macros: Macros, changes: Mapping[str, Change]) -> bytes:
    """The package that XlsxWriter wrote, with the help and *changes* to its parts; a new part is made from b"".

    It is not compressed, so that its bytes do not depend on which zlib a machine has.
    """
    extended = f"<extLst>{macros.argument_help}</extLst></workbook>"
    steps = [(WORKBOOK_PART, lambda part: replaced(part, "</workbook>", extended)), *changes.items()]
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        contents = {name: source.read(name) for name in source.namelist()}
        for name, change in steps:
            contents[name] = change(contents.get(name, b""))
        for name, content in contents.items():
            member = zipfile.ZipInfo(name)
            member.create_system = 0  # the same on every system
            target.writestr(member, content)
    return written.getvalue()


def replaced(part: bytes, old: str, new: str) -> bytes:
    """*part* with its one *old* replaced.

    Raises:
        ValueError: *old* does not stand there once, so XlsxWriter is another than this was made for.
    """
    if part.count(old.encode()) != 1:
        raise ValueError(f"expected once: {old}")
    return part.replace(old.encode(), new.encode())


_NOTE = Text(
    "xlwings の設定です。Python の場所は kpi-xl install が書くファイルにあります。",
    "Settings of xlwings. The path of Python is in the file that kpi-xl install writes.",
)
