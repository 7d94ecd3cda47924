"""計算: draws the workings, and says in which cells they stand."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.page import CompanyDraft, CompanyPage
from kpi_xl.sheets.company.parts.seats import Seat
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.workings.layout import Column, WorkingsLayout
from kpi_xl.sheets.company.workings.roster import Roster
from kpi_xl.sheets.company.workings.texts import serial
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.styles import Style
from kpi_xl.targets import Chain
from kpi_xl.targets.company.lanes import Lane

WIDTHS = (2, 6, 16, 14, 20, *[15.3] * 160)
"""Every figure of the working out holds -9,900,000,000 and two places."""
LIGHT = looks.HELPER.but(font_size=9)
WORDS = LIGHT.but(align="left")
DAY = LIGHT.but(num_format=f"{looks.DATE.ja};;")
HEAD = looks.HELPER_HEAD.but(font_size=9, text_wrap=True)

NO_TEAM = Text("（チームなし）", "(no team)")
"""What stands for the team of those who have none."""


class Workings:
    """The workings of one company's month: the chain as Python has it, and the cells that say the same."""

    def __init__(self, company: CompanyDraft) -> None:
        settings = company.settings
        self.company, self.layout = company, WorkingsLayout(settings, company.seats)
        self.chain = Chain.of(settings.whole, settings.members, settings.month, settings.work_calendar, settings.first_month)
        self.roster = Roster(settings, company.seats, self.chain.everybody, self.chain.working_days)

    @cached_property
    def page(self) -> CompanyPage:
        return CompanyPage(self.company, Tab.WORKINGS, *WIDTHS)

    def team_rows(self) -> list[tuple[int, str | None]]:
        """(row, team) of all rows of the teams, those without a team included."""
        teams = [*self.layout.teams, *[None] * (self.layout.team_room - len(self.layout.teams))]
        return list(enumerate(teams, start=self.layout.first_team))

    # --- who is new ------------------------------------------------------------------------------------------------

    @property
    def ramping(self) -> int:
        """How many of those who are there do not carry the whole yet."""
        return sum(1 for row in self.roster.rows if row.days and row.ramp < 1)

    @property
    def ramping_weight(self) -> float:
        return exact_sum(row.carries for row in self.roster.rows if row.ramp < 1)

    # --- seats -----------------------------------------------------------------------------------------------------

    def seats_of(self, lane: Lane) -> tuple[Seat, ...]:
        """Where those sit who work in a lane."""
        of_role = [seat for seat in self.layout.seats.all if seat.role.id == lane.role.id]
        return tuple(seat for seat in of_role if lane.role.track in (None, seat.role.track))

    def seat_weight(self, seat: Seat) -> Live:
        """The full members of a seat."""
        return cell(names.seat_weight(seat.number), exact_sum(row.seats[seat.number - 1] for row in self.roster.rows))

    def seat_people(self, seat: Seat) -> Live:
        """Its heads."""
        own = [row for row in self.roster.rows if row.role_number == seat.role_number and row.seat_number in (0, seat.number)]
        return cell(names.seat_people(seat.number), exact_sum(row.in_seat for row in own))

    # --- addresses -------------------------------------------------------------------------------------------------

    def members(self, col: int, elsewhere: bool = False) -> str:
        """A column of the members."""
        layout, canvas = self.layout, self.page.canvas
        if elsewhere:
            return canvas.reference(layout.first, col, layout.last)
        return f"{canvas.a1(layout.first, col, True)}:{canvas.a1(layout.last, col, True)}"

    def teams(self, col: int, elsewhere: bool = False) -> str:
        """A column of the teams."""
        layout, canvas = self.layout, self.page.canvas
        if elsewhere:
            return canvas.reference(layout.first_team, col, layout.last_team)
        return f"{canvas.a1(layout.first_team, col, True)}:{canvas.a1(layout.last_team, col, True)}"

    # --- cells -----------------------------------------------------------------------------------------------------

    def write(self, row: int, col: int, formula: str, value: float | str | date | None, style: Style = LIGHT) -> None:
        shown = serial(value) if isinstance(value, date) else value
        self.page.canvas.formula(row, col, f"={formula}", shown, style)

    def head(self, row: int, cells: dict[int, object]) -> None:
        for col, words in cells.items():
            self.page.canvas.text(row, col, words, HEAD.but(align="left") if col in (Column.NAME, Column.TEAM, Column.ROLE) else HEAD)
