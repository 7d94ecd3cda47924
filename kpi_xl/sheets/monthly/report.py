"""The order of the sheets: all teams where there are several, each team, each member.

Sheets are made in that order and filled from the members up, because totals read the members' cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi_xl.attainment.model import MonthlyReport, RoleBlock, TeamResult
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.monthly import wording
from kpi_xl.sheets.monthly.drawn import DrawnResult
from kpi_xl.sheets.monthly.member import draw_member
from kpi_xl.sheets.monthly.overview import draw_overview
from kpi_xl.sheets.monthly.team import draw_team


def draw_report(book: Book, report: MonthlyReport) -> None:
    """Draw one month of everybody into *book*."""
    teams = [_planned_first(team) for team in report.teams] or [TeamResult("", (), ())]
    overview = book.sheet(str(wording.ALL_TEAMS)) if len(teams) > 1 else None
    team_sheets = [book.sheet(wording.team_name(team.name)) for team in teams]
    (overview or team_sheets[0]).sheet.activate()
    members = [[_draw_members(book, block, report) for block in team.blocks] for team in teams]
    drawn = [
        draw_team(sheet, team, report, blocks) for sheet, team, blocks in zip(team_sheets, teams, members, strict=True)
    ]
    if overview:
        draw_overview(overview, drawn, report)


def _draw_members(book: Book, block: RoleBlock, report: MonthlyReport) -> list[DrawnResult]:
    return [DrawnResult(member, draw_member(book.sheet(member.name), member, report)) for member in block.members]


def _planned_first(team: TeamResult) -> TeamResult:
    """Members whom no plan lists stand at the end of their block."""
    blocks = (
        replace(block, members=tuple(sorted(block.members, key=lambda member: not member.is_planned)))
        for block in team.blocks
    )
    return replace(team, blocks=tuple(blocks))
