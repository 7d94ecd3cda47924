"""①KGI: draws the page."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.company.kgi.lanes import draw_lanes
from kpi_xl.sheets.company.kgi.layout import LAST_COL, TABLES, WIDTHS
from kpi_xl.sheets.company.kgi.sentence import draw_sentence
from kpi_xl.sheets.company.kgi.tables import draw_tables
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.live.values import cell, choice, filled
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.targets.member_check import FAULT
from kpi_xl.sheets.styles import BAD


def draw(workings: Workings) -> None:
    page = CompanyPage(workings.company, Tab.GOAL, *WIDTHS)
    page.begin(LAST_COL)
    people, days = cell(names.PEOPLE, workings.chain.everybody.people), cell(names.DAYS_OF_MONTH, workings.chain.working_days)
    who_when = choice(begins_with(page.members_check, FAULT), MEND_LIST, filled(WHO_WHEN, people=people, days=days))
    shown = page.canvas.placed(3, LAST_COL, who_when, looks.NOTE_RIGHT, fixed=False)
    page.marked(3, LAST_COL, 3, LAST_COL, {begins_with(shown, FAULT): {"font_color": BAD}})
    draw_sentence(page)
    page.canvas.sheet.set_row(TABLES - 1, 9)
    draw_tables(page, workings)
    last = draw_lanes(page, workings)
    page.canvas.page(last, LAST_COL)


WHO_WHEN = Text("{people}名・稼働日 {days}日", "people: {people}, working days: {days}")
MEND_LIST = Text(
    "⚠ 設定の担当者の一覧に直すところがあります。人数と下の件数は合っていません",
    "⚠ The list of members on Settings has a fault: the people and counts below are not right",
)
"""Sheet 4 shows no targets then; here the figures stand, and are told."""
