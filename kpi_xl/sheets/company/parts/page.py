"""One page of the company workbook: a page of a plan whose links lead to the company's sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.company.parts.checks import members_check
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.company.parts.inputs import company_value
from kpi_xl.sheets.company.parts.seats import Seats
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.sheets.company.parts.tabs import CHIPS, Tab
from kpi_xl.sheets.live.days import month_text
from kpi_xl.sheets.live.values import Live, cell, entered
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.page import CHIP_WIDTH, Draft, Page
from kpi_xl.sheets.role.parts.steps import Step

_STEP_TABS = {
    Step.GUIDE: Tab.GUIDE, Step.GOAL: Tab.GOAL, Step.CURRENT: Tab.CURRENT, Step.KPIS: Tab.KPIS,
    Step.TARGETS: Tab.TARGETS, Step.REVIEW: Tab.REVIEW, Step.SETTINGS: Tab.SETTINGS,
}  # fmt: skip


@dataclass(frozen=True)
class CompanyDraft:
    """The company workbook being drawn: its sheets exist already."""

    book: Book
    settings: CompanySettings
    seats: Seats
    tabs: Mapping[Tab, Canvas]
    whole: Draft  #: the company's own goal, drawn as a role's is

    @classmethod
    def begun(cls, book: Book, settings: CompanySettings, tabs: Mapping[Tab, Canvas]) -> CompanyDraft:
        own = settings.as_role
        canvases = {step: tabs[tab] for step, tab in _STEP_TABS.items()}
        whole = Draft(book, COMPANY_ROLE, own, Figures(COMPANY_ROLE, own), canvases)
        return cls(book, settings, Seats(settings.company.roles), tabs, whole)


class CompanyPage(Page):
    """One sheet of a `CompanyDraft`."""

    def __init__(self, company: CompanyDraft, tab: Tab, *widths: float) -> None:
        self.company, self.tab = company, tab
        self.draft, self.widths = company.whole, widths
        self.canvas, self.figures = company.tabs[tab], company.whole.figures

    def begin(self, last_col: int) -> None:
        """Columns, links and titles; the month ends in *last_col*."""
        self.canvas.columns(*self.widths)
        self._chips()
        self.canvas.sheet.freeze_panes(1, 0)
        self.canvas.sheet.set_row(2, 30)
        self.canvas.text(2, 1, self.tab.title, looks.STEP_TITLE)
        self.canvas.text(3, 1, self.tab.lead, looks.LEAD)
        self.canvas.sheet.set_row(4, 10)
        self.canvas.live(2, last_col, month_text(self.month), looks.STAMP.but(font_size=10))

    # --- live values -------------------------------------------------------------------------------------------------

    def company_input(self, name: str) -> Live:
        """An input of ①, as it is typed."""
        return entered(name, company_value(self.company.settings.whole, name))

    @cached_property
    def members_check(self) -> Live:
        """What is wrong with the members' list, else how many there are; every cell of ④ asks for it."""
        return cell(role_names.MEMBERS_CHECK, members_check(self.company.settings))

    @property
    def attaining_threshold(self) -> float:
        """From which attainment on a member counts, as the first role that defines it says."""
        figures = (Figures(role, self.company.settings.as_role) for role in self.company.seats.roles)
        return next((each.attaining_threshold for each in figures if each.role.is_team), 0.8)

    # --- the links to the other sheets -------------------------------------------------------------------------------

    def _chips(self) -> None:
        """The first row: a link to each sheet."""
        col = 1
        for tab in CHIPS:
            first, width = col, 0.0
            while width < CHIP_WIDTH:
                width += self.widths[col]
                col += 1
            self._chip(tab, first, col - 1)
        self.canvas.sheet.set_row(0, 22)
        self.canvas.sheet.set_row(1, 8)

    def _chip(self, tab: Tab, first: int, last: int) -> None:
        style = looks.CHIP_HERE if tab is self.tab else looks.CHIP
        if last > first:
            self.canvas.merged(0, first, last, "", style)
        if tab is self.tab:
            self.canvas.text(0, first, tab.tab, style)
        else:
            self.canvas.link(0, first, self.company.tabs[tab].title, str(tab.tab), style)
