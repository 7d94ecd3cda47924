"""The role workbook: a guide, the five steps from the goal to daily action, and the settings.

Each file draws one sheet; `names` is the one source of the workbook's names.
"""

from __future__ import annotations

from kpi_xl.definitions import RoleTemplate
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.role import current, goal, guide, log_sheet, settings_sheet
from kpi_xl.sheets.role.kpis import page as kpis
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.page import Draft
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import page as review
from kpi_xl.sheets.role.targets import page as targets
from kpi_xl.sheets.styles import MUTED, NAVY

__all__ = ["BookSettings", "draw_role_workbook"]

_SHEETS = {
    Step.GUIDE: guide,
    Step.GOAL: goal,
    Step.CURRENT: current,
    Step.KPIS: kpis,
    Step.TARGETS: targets,
    Step.REVIEW: review,
    Step.SETTINGS: settings_sheet,
}


def draw_role_workbook(book: Book, role: RoleTemplate, settings: BookSettings) -> None:
    """Draw all sheets of *role*'s workbook into *book*."""
    canvases = {step: book.sheet(str(step.tab)) for step in Step}
    figures = Figures(role, settings)
    book.inputs = frozenset(figures.named_values)
    draft = Draft(book, role, settings, figures, canvases)
    for step, sheet in _SHEETS.items():
        sheet.draw(draft)
        aside = step in (Step.GUIDE, Step.SETTINGS)
        canvases[step].sheet.set_tab_color(MUTED if aside else NAVY)
    if settings.with_log:
        log_sheet.draw(draft)
