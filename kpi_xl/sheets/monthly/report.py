"""The order of the sheets: the company where there is one, each team, each member.

Sheets are made in that order and filled from the members up, because totals read the members' cells.
"""

from __future__ import annotations

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result, RoleBlock, TeamResult
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.monthly.company.page import draw_company
from kpi_xl.sheets.monthly.forecast.page import draw_forecast
from kpi_xl.sheets.monthly.forecast.whose import Followed, followed_company, followed_team
from kpi_xl.sheets.monthly.member.page import draw_member
from kpi_xl.sheets.monthly.order import planned_first
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.sheets.monthly.parts.names import drawn_name
from kpi_xl.sheets.monthly.team.drawn import DrawnResult, on_the_members_page
from kpi_xl.sheets.monthly.team.page import draw_team
from kpi_xl.sheets.references import quoted_title
from kpi_xl.sheets.titles import LONGEST_SHEET_NAME


def draw_report(book: Book, month: MeasuredMonth, dated: bool = False) -> None:
    """Draw one month of everybody into *book*.

    Args:
        dated: every title begins with the month, for a workbook that holds several.
    """
    begin = f"{month.report.month} " if dated else ""
    teams = [planned_first(team) for team in month.report.teams] or [TeamResult("", (), ())]
    company = book.sheet(f"{begin}{wording.ATTAINMENT if dated else wording.COMPANY}") if month.company else None
    behind_company = _draw_forecast(book, company, followed_company(month), month)
    alone = wording.ATTAINMENT if dated and not company and len(teams) == 1 else None
    sheets, behind = [], []
    for team in teams:
        has_page = not (company and team.is_one_person)
        sheets.append(book.sheet(f"{begin}{alone or team.name.strip() or wording.TEAM}") if has_page else None)
        behind.append(_draw_forecast(book, sheets[-1], followed_team(team, month), month))
    first = company or next(sheet for sheet in sheets if sheet)
    first.sheet.activate()
    members = [
        [_draw_members(book, block, month, (sheet or first).title, begin) for block in team.blocks]
        for sheet, team in zip(sheets, teams, strict=True)
    ]
    drawn = [
        draw_team(sheet, team, month, blocks, forecast) if sheet else on_the_members_page(team, blocks[0][0])
        for sheet, team, blocks, forecast in zip(sheets, teams, members, behind, strict=True)
    ]
    if company:
        draw_company(company, drawn, month, behind_company)
    if dated:
        _keep_titles(book)


def _draw_forecast(book: Book, whose: Canvas | None, followed: Followed | TooLittle | None, month: MeasuredMonth) -> str | None:
    """The page of forecasts right behind that of *whose* they are, where there is enough to tell; its title."""
    if whose is None or not isinstance(followed, Followed):
        return None
    room = LONGEST_SHEET_NAME - len(str(wording.FORECAST_SHEET))
    sheet = book.sheet(f"{whose.title[:room]}{wording.FORECAST_SHEET}")
    draw_forecast(sheet, followed, month.report, whose.title)
    return sheet.title


def _keep_titles(book: Book) -> None:
    """Let every sheet remember what it was called."""
    for sheet in book.writer.worksheets():
        cell = f"{quoted_title(sheet.name)}!$A$1"
        book.writer.defined_names.append([drawn_name(sheet.name), sheet.index, cell, False])


def draw_member_alone(book: Book, member: Result, insight: Insight | None, month: MeasuredMonth) -> None:
    """Draw one member's month as a workbook of its own: nothing of anybody else is in it.

    The sheet is called by its month, so that nothing but values tells one member's workbook from another's.
    """
    sheet = book.sheet(f"{month.report.month} {wording.ATTAINMENT}")
    draw_member(sheet, None, member, insight, month)


def _draw_members(
    book: Book, block: RoleBlock, month: MeasuredMonth, team_sheet: str, begin: str
) -> list[DrawnResult]:
    drawn = []
    for member in block.members:
        sheet = book.sheet(f"{begin}{member.name.strip() or wording.NO_NAME}")
        table = draw_member(sheet, team_sheet, member, month.insights.of(member), month)
        drawn.append(DrawnResult(member, table))
    return drawn
