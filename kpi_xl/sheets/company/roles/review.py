"""⑤運用 of the company: a section a role, and one revision log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.roles.sections import draw_bar, section
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.company.workings.year import CompanyYear
from kpi_xl.sheets.role.parts.page import FIRST_ROW
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import proposals
from kpi_xl.sheets.role.review.page import (
    FIRST_KPI,
    KPI_WIDTHS,
    NOTES_WIDTH,
    draw_comparisons,
    draw_results,
    reviewed_kpis,
)
from kpi_xl.sheets.role.review.revisions import Watched, watched
from kpi_xl.sheets.role.review.revisions import draw as draw_revisions
from kpi_xl.units import Unit


def draw_review(workings: Workings, roles: Sequence[RoleTargets], year: CompanyYear) -> None:
    most = max(len(reviewed_kpis(targets.role)) for targets in roles)
    widths = [width for _ in range(most) for width in KPI_WIDTHS]
    padding = [KPI_WIDTHS[0]] * max(0, proposals.FIGURES - 3 * most)
    page = CompanyPage(workings.company, Tab.REVIEW, 2, 15, *widths, *padding, NOTES_WIDTH)
    notes = FIRST_KPI + len(widths) + len(padding)
    page.begin(notes)
    watched_here = list(company_watched([targets.role for targets in roles]))
    row = draw_revisions(page, FIRST_ROW, notes, watched_here, RECORDED_ASIDE) + 2
    breaks = []
    for targets in roles:
        breaks.append(row)
        row = _role(page, row, notes, targets, year)
    page.canvas.sheet.set_h_pagebreaks(breaks)
    page.canvas.page(row - 2, notes, pages_high=0)


def _role(page: CompanyPage, row: int, notes: int, targets: RoleTargets, year: CompanyYear) -> int:
    """The row after the section."""
    draw_bar(page, row, notes, targets.role.label)
    part = section(targets, Step.REVIEW, page.widths)
    results = draw_results(part, row + 2, notes, year.starts, partial(year.target, targets), AT_TOP)
    return draw_comparisons(part, results.end, results) + 2


AT_TOP = Text("このシートの最初の", "at the top of this sheet")
RECORDED_ASIDE = 8
"""Right of the workings of the sections below."""


def company_watched(roles: Sequence[RoleTemplate]) -> Iterator[Watched]:
    """The goal and its parts, what all roles share, and the targets typed by hand."""
    yield Watched(names.KGI_AMOUNT, Text("月間の売上目標", "Monthly revenue goal"), Unit.YEN)
    yield Watched(names.NEW_GOAL, Text("うち新規", "of it new business"), Unit.YEN)
    yield Watched(names.EXISTING_GOAL, Text("うち既存", "of it existing customers"), Unit.YEN)
    for each in INPUTS.values():
        yield Watched(each.name, each.label, each.unit)
    for role in roles:
        yield from (each for each in watched(role) if each.name not in INPUTS and each.name != names.KGI_AMOUNT)
