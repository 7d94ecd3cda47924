"""The notes column: what a person writes beside a KPI, kept when the month is drawn anew."""

from __future__ import annotations

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.names import notes_name
from kpi_xl.sheets.monthly.table.kpi_table import NAME, NOTE, KpiTable

TITLE = Text("メモ", "Notes")
HINT = Text(
    "気づいたことや次にすることを書きます。この月のシートを作り直しても残ります。",
    "What you noticed and what comes next. It is kept when this month's sheets are made again.",
)


def draw_notes(table: KpiTable, role: RoleTemplate) -> None:
    """The column beside a drawn table, with what stood there before."""
    sheet, last_row = table.sheet, table.last_row
    name = sheet.name_here(notes_name(role), table.first_row, NAME, last_row, NOTE)
    sheet.text(table.first_row - 1, NOTE, TITLE, looks.HEAD_LEFT)
    for row, kpi in enumerate(table.kpis, start=table.first_row):
        sheet.text(row, NOTE, sheet.book.notes.pop((sheet.title, name, str(kpi.label)), ""), looks.MEMO)
    rule = {"validate": "any", "input_title": str(TITLE), "input_message": str(HINT)}
    sheet.sheet.data_validation(table.first_row, NOTE, last_row, NOTE, rule)
