"""The company workbook: one goal through all roles, drawn by the code of the role workbook where the steps are the same."""

from __future__ import annotations

from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.company import guide
from kpi_xl.sheets.company.kgi import page as kgi
from kpi_xl.sheets.company.parts.page import CompanyDraft
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.roles.pages import draw_current, draw_kpis
from kpi_xl.sheets.company.roles.review import draw_review
from kpi_xl.sheets.company.scenario import page as scenario
from kpi_xl.sheets.company.settings_sheet import page as settings_sheet
from kpi_xl.sheets.company.targets import page as targets
from kpi_xl.sheets.company.workings.drawing import draw_workings
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import role_targets
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import log_sheet
from kpi_xl.sheets.styles import MUTED, NAVY

__all__ = ["CompanySettings", "draw_company_workbook"]

_ASIDE = (Tab.GUIDE, Tab.SETTINGS, Tab.FUNCTIONS, Tab.WORKINGS)


def draw_company_workbook(book: Book, settings: CompanySettings) -> None:
    """Draw all sheets of a company's workbook into *book*."""
    is_plain = book.kind is FormulaKind.PLAIN
    tabs = {tab: book.sheet(str(tab.tab)) for tab in Tab if tab is not Tab.FUNCTIONS or not is_plain}
    company = CompanyDraft.begun(book, settings, tabs)
    book.inputs = frozenset(company.whole.figures.named_values)
    workings = Workings(company)
    roles = role_targets(workings)
    year = draw_workings(workings, roles)
    guide.draw(company)
    kgi.draw(workings)
    draw_current(workings, roles)
    draw_kpis(workings, roles)
    targets.draw(workings, roles)
    draw_review(workings, roles, year)
    scenario.draw(workings)
    settings_sheet.draw(company)
    if not is_plain:
        guide.draw_functions(company)
    if settings.with_log:
        log_sheet.draw(company.whole)
    for tab, canvas in tabs.items():
        canvas.sheet.set_tab_color(MUTED if tab in _ASIDE else NAVY)
