"""①KGI: draws the page."""

from __future__ import annotations

from kpi_xl.sheets.company.kgi.lanes import draw_lanes
from kpi_xl.sheets.company.kgi.layout import LAST_COL, TABLES, WIDTHS
from kpi_xl.sheets.company.kgi.sentence import draw_sentence
from kpi_xl.sheets.company.kgi.tables import draw_tables
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.workings.page import Workings


def draw(workings: Workings) -> None:
    page = CompanyPage(workings.company, Tab.GOAL, *WIDTHS)
    page.begin(LAST_COL)
    draw_sentence(page)
    page.canvas.sheet.set_row(TABLES - 1, 9)
    draw_tables(page, workings)
    last = draw_lanes(page, workings)
    page.canvas.page(last, LAST_COL)
