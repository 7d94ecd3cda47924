"""Role workbooks with macros (.xlsm): the functions as UDFs, and buttons where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.commands.catalogue import (
    ADOPT_CASE,
    CHECK_GOALS,
    CLOSE_MONTH,
    EXPORT_PDF,
    IMPORT_ACTUALS,
    MONTHLY_REPORT,
    NEXT_BOOK,
    WORK_BACK,
)
from kpi_xl.hosts.commands.command import Command
from kpi_xl.hosts.files.macros.parts import Macros, add_macros, completed
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.company import CompanySettings, draw_company_workbook
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import BookSettings, draw_role_workbook
from kpi_xl.sheets.role.parts.steps import Step

PROJECT_NAME = "KpiXl"
BUTTONS: Mapping[Text, tuple[Command, ...]] = {
    Step.GOAL.tab: (WORK_BACK, CHECK_GOALS),
    Step.KPIS.tab: (CHECK_GOALS,),
    Step.TARGETS.tab: (WORK_BACK,),
    Step.REVIEW.tab: (IMPORT_ACTUALS, MONTHLY_REPORT, EXPORT_PDF, CLOSE_MONTH, NEXT_BOOK),
    Tab.SCENARIO.tab: (ADOPT_CASE,),
}
"""Sheet -> what its buttons do; a role's workbook has no scenarios."""

# The row between a page's lead and its content is empty; it is made high enough for buttons, from the first column on.
_ROW, _FIRST_COL, _ROW_HEIGHT = 4, 1, 34
_WIDTH, _HEIGHT, _GAP = 150, 28, 10


def write_macro_workbook(
    role: RoleTemplate, settings: BookSettings, macros: Macros, path: Path, kind: FormulaKind = FormulaKind.MACROS
) -> None:
    """Write the workbook in which a team of *role* plans, with buttons: its functions are macros, or ordinary formulas."""
    draw = partial(draw_role_workbook, role=role, settings=settings)
    _write(path, f"{role.title} KPI", settings.month, macros, kind, draw)


def write_macro_company(
    settings: CompanySettings, macros: Macros, path: Path, kind: FormulaKind = FormulaKind.MACROS
) -> None:
    """Write the workbook in which a company plans, with buttons: its functions are macros, or ordinary formulas."""
    _write(path, f"{COMPANY_ROLE.label} KPI", settings.month, macros, kind, partial(draw_company_workbook, settings=settings))


def _write(path: Path, title: str, month: Month, macros: Macros, kind: FormulaKind, draw: Callable[[Book], object]) -> None:
    content = BytesIO()
    book = Book(content, title, month.start, kind=kind)
    draw(book)
    _draw_buttons(book)
    add_macros(book.writer, macros, PROJECT_NAME)
    book.close()
    with written_beside(path) as temporary:
        temporary.write_bytes(completed(content.getvalue(), macros, {}))


def _draw_buttons(book: Book) -> None:
    for tab, commands in BUTTONS.items():
        sheet = book.writer.get_worksheet_by_name(str(tab))
        if sheet is None:
            continue
        sheet.set_row(_ROW, _ROW_HEIGHT)
        for number, command in enumerate(commands):
            place = {"x_offset": number * (_WIDTH + _GAP), "y_offset": 6, "width": _WIDTH, "height": _HEIGHT}
            options = {"macro": command.macro, "caption": str(command.label), "description": str(command.help)}
            sheet.insert_button(_ROW, _FIRST_COL, {**place, **options})
