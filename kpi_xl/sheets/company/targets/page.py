"""④目標: draws the page."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.targets.kpis import draw_kpis
from kpi_xl.sheets.company.targets.layout import LAST_COL, CompanyLayout
from kpi_xl.sheets.company.targets.members import MemberTable
from kpi_xl.sheets.company.targets.teams import draw_teams
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.company.workings.team_targets import target_cells
from kpi_xl.sheets.role.targets.year_plan import draw_year


def draw(workings: Workings, roles: Sequence[RoleTargets]) -> CompanyLayout:
    layout = CompanyLayout(workings, roles)
    page = CompanyPage(workings.company, Tab.TARGETS, *layout.widths)
    page.begin(LAST_COL)
    draw_year(page, layout.year)
    cells = target_cells(roles)
    tables = [MemberTable(page, rows, cells) for rows in layout.roles]
    draw_teams(page, workings, layout, tables)
    for rows, table in zip(layout.roles, tables, strict=True):
        draw_kpis(page, rows, roles)
        table.draw(tables)
    page.canvas.sheet.set_h_pagebreaks(layout.breaks)
    page.canvas.page(layout.roles[-1].last, LAST_COL, pages_high=0)
    return layout
