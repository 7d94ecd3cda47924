"""The Excel add-in (.xlam): the functions in every workbook, and the ribbon tab."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from kpi_xl.hosts.files.macros.parts import WORKBOOK_PART, Change, Macros, add_macros, completed, replaced
from kpi_xl.hosts.files.macros.ribbon import PART, RELATIONSHIP, TAB, ribbon_xml
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import keep_carried_values

PROJECT_NAME = "KpiXlAddin"
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON = f'<Relationship Id="rIdRibbon" Type="{RELATIONSHIP}" Target="{PART}"/>'
_HIDDEN = '<workbookView visibility="hidden" '
"""As in every add-in that Excel saves: nobody is shown the window of its workbook."""
_CREATED = datetime(2026, 4, 1)
"""A fixed time stamp: the same input gives the same bytes."""
_ABOUT = Text(
    "目標の逆算、SMARTチェック、月次の達成レポート。KPI関数をすべてのブックで使えます。",
    "Work back from goals, check them, report attainment. The KPI functions in every workbook.",
)
"""Shown in Excel's list of add-ins."""


def write_addin(macros: Macros, path: Path) -> None:
    """Write the add-in; its one sheet holds the settings."""
    content = io.BytesIO()
    writer = Workbook(content, {"in_memory": True})
    writer.set_properties({"title": str(TAB), "comments": str(_ABOUT), "created": _CREATED})
    keep_carried_values(writer)
    add_macros(writer, macros, PROJECT_NAME)
    writer.close()
    changes: dict[str, Change] = {
        WORKBOOK_PART: lambda part: replaced(part, "<workbookView ", _HIDDEN),
        "[Content_Types].xml": lambda part: replaced(part, _WORKBOOK_TYPE, _ADDIN_TYPE),
        "_rels/.rels": lambda part: replaced(part, "</Relationships>", f"{_RIBBON}</Relationships>"),
        PART: lambda _: ribbon_xml(),
    }
    with written_beside(path) as temporary:
        temporary.write_bytes(completed(content.getvalue(), macros, changes))
