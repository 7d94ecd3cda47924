"""②現状 and ③KPI of the company: each a section a role."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.roles.sections import draw_bar, section
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.role import current
from kpi_xl.sheets.role.kpis import page as kpis
from kpi_xl.sheets.role.parts.page import FIRST_ROW
from kpi_xl.sheets.role.parts.steps import Step


def draw_current(workings: Workings, roles: Sequence[RoleTargets]) -> None:
    page = CompanyPage(workings.company, Tab.CURRENT, *current.WIDTHS)
    page.begin(current.TEXT)
    row = FIRST_ROW
    breaks: list[int] = []
    for targets in roles:
        breaks.append(row)
        draw_bar(page, row, current.TEXT, targets.role.label)
        last = current.draw_section(section(targets, Step.CURRENT, current.WIDTHS), row + 2, {*INPUTS, names.KGI_AMOUNT})
        row = last + 2
    page.canvas.page(row - 2, current.TEXT, pages_high=0)
    page.canvas.sheet.set_h_pagebreaks(breaks[2::2])


def draw_kpis(workings: Workings, roles: Sequence[RoleTargets]) -> None:
    depths = max(kpis.depths_of(targets.role) for targets in roles)
    widths = (2, *kpis.widths_of(depths))
    page = CompanyPage(workings.company, Tab.KPIS, *widths)
    page.begin(kpis.LAST)
    row, breaks = FIRST_ROW, []
    for targets in roles:
        breaks.append(row)
        draw_bar(page, row, kpis.last_col_of(depths), targets.role.label)
        row = kpis.draw_section(section(targets, Step.KPIS, widths), row + 2, depths) + 2
    page.canvas.page(row - 2, kpis.last_col_of(depths), pages_high=0)
    page.canvas.sheet.set_h_pagebreaks(breaks[1:])
