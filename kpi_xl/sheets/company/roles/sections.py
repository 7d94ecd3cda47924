"""A role's part of a page: drawn by the code of the role workbook, with the company's figures."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.definitions import Kpi
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.page import Draft, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.styles import NAVY, TITLE


class CompanyFigures(Figures):
    """What the formulas of a role's section show: the targets are the company's."""

    def __init__(self, targets: RoleTargets) -> None:
        settings, company = targets.workings.company.settings.as_role, targets.workings.chain.company
        role = targets.role
        members = tuple(member for member in settings.members if member.role.id == role.id)
        known = {item.name: company.inputs.get(item.name, item.default) for item in role.inputs}
        super().__init__(role, replace(settings, inputs={**known, **company.inputs, names.KGI_AMOUNT: company.goal}, members=members))
        self.targets = targets

    def target(self, kpi: Kpi, month: Month | None = None) -> float:
        """The target that holds in the month that is planned."""
        return self.targets.target(kpi)


def role_draft(targets: RoleTargets) -> Draft:
    """What a section of the role is drawn from."""
    whole = targets.workings.company.whole
    figures = CompanyFigures(targets)
    return Draft(whole.book, targets.role, figures.settings, figures, whole.canvases)


def section(targets: RoleTargets, step: Step, widths: tuple[float, ...]) -> Page:
    """The part of a page that speaks of one role."""
    return Page(role_draft(targets), step, *widths)

BAR = TITLE.but(font_size=14, bottom=2, bottom_color=NAVY)
AIR = 6
"""Under the bar."""


def draw_bar(page: CompanyPage, row: int, last_col: int, words: object) -> None:
    """The name of the role, over the whole width of its section: larger than a heading, on a heavier line."""
    page.canvas.fill(row, 1, last_col, BAR)
    page.canvas.text(row, 1, words, BAR)
    page.canvas.sheet.set_row(row, 26)
    page.canvas.sheet.set_row(row + 1, AIR)
