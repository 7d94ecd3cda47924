"""計算: the whole sheet."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.company.workings.members import draw_members
from kpi_xl.sheets.company.workings.month import draw_month
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.company.workings.team_targets import draw_team_targets, last_col
from kpi_xl.sheets.company.workings.teams import draw_teams
from kpi_xl.sheets.company.workings.year import CompanyYear


def draw_workings(workings: Workings, roles: Sequence[RoleTargets]) -> CompanyYear:
    layout, page = workings.layout, workings.page
    page.begin(layout.last_col)
    draw_month(workings)
    labels = last_col(roles) + 2
    draw_members(workings, labels)
    draw_teams(workings)
    draw_team_targets(workings, roles)
    year = CompanyYear(workings)
    year.draw()
    page.canvas.page(layout.last, layout.last_col, pages_high=1)
    return year
