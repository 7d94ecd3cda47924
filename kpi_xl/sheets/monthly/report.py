"""The order of the sheets: all teams where there are several, each team, each member."""

from __future__ import annotations

from kpi_xl.attainment.model import MonthlyReport, TeamResult
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly import wording
from kpi_xl.sheets.monthly.member import draw_member


def draw_report(book: Book, report: MonthlyReport) -> None:
    for team in report.teams:
        for member in team.members:
            draw_member(book.sheet(member.name), member, report)
