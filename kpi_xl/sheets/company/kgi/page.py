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
from kpi_xl.sheets.live.values import cell, filled


def draw(workings: Workings) -> None:
    page = CompanyPage(workings.company, Tab.GOAL, *WIDTHS)
    page.begin(LAST_COL)
    people, days = cell(names.PEOPLE, workings.chain.everybody.people), cell(names.DAYS_OF_MONTH, workings.chain.working_days)
    page.canvas.live(3, LAST_COL, filled(WHO_WHEN, people=people, days=days), looks.NOTE_RIGHT)
    draw_sentence(page)
    page.canvas.sheet.set_row(TABLES - 1, 9)
    draw_tables(page, workings)
    last = draw_lanes(page, workings)
    page.canvas.page(last, LAST_COL)


WHO_WHEN = Text("{people}名・稼働日 {days}日", "people: {people}, working days: {days}")
