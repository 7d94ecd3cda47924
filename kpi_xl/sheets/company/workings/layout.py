"""Where everything stands on 計算."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property

from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.checks import room_of
from kpi_xl.sheets.company.parts.seats import Seats
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.sheets.role.parts.page import FIRST_ROW

LEAST_TEAMS, SPARE_TEAMS = 6, 4
MONTHS = 12
KEY_STEP = 1_000_000
"""Number of a role times this, plus the member's number within it, is the key by which ④ finds a member."""


class Column(IntEnum):
    """Of the members, and of the teams and roles as far as they go."""

    PLACE = 1
    NAME = 2
    TEAM = 3
    ROLE = 4
    JOINED = 5
    LEFT = 6
    TYPED = 7
    TEAM_NUMBER = 8
    ROLE_NUMBER = 9
    SEAT_NUMBER = 10
    NAMESAKES = 11  #: rows of the same name, this one among them
    FIRST_DAY = 12
    DAYS = 13
    WEIGHT = 14
    RAMP = 15
    CARRIES = 16
    PERSON = 17
    IN_SEAT = 18
    KEY = 19
    COMMITMENT = 20
    LEADS = 21
    NOBODY_LED = 22
    OVER = 23
    FIRST_SEAT = 24


class TeamColumn(IntEnum):
    """Of the teams, before their lanes."""

    NUMBER = 1
    NAME = 2
    SHARE = 3
    OWN = 4  #: the first of the price and rates

PEOPLE = TeamColumn.OWN + len(names.TEAM_INPUTS)
"""Column of the teams: how many are in them."""
LANE_FIELDS, LINK_FIELDS = 4, 3
"""Columns of a lane before its links, and of each link."""


class WorkingsLayout:
    """Rows and columns of one company's workings."""

    def __init__(self, settings: CompanySettings, seats: Seats) -> None:
        self.settings, self.seats = settings, seats
        self.room = room_of(settings)
        self.team_room = max(LEAST_TEAMS, len(self.teams) + SPARE_TEAMS)
        self.last_col = Column.FIRST_SEAT + len(seats.all) - 1

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The teams that members are in, in their order."""
        return tuple(dict.fromkeys(member.team for member in self.settings.members))

    month_row = FIRST_ROW + 1
    """The words of the month's facts; the facts below them."""

    # --- the roles: how many members, and whether their weights are percent ----------------------------------------

    year_head = FIRST_ROW + 5
    """The heads of the fiscal year's months."""
    roles_head = year_head + MONTHS + 3

    def role_row(self, place: int) -> int:
        return self.roles_head + place

    # --- the teams and their lanes ---------------------------------------------------------------------------------

    @cached_property
    def teams_head(self) -> int:
        return self.roles_head + len(self.seats.roles) + 3

    @cached_property
    def team_total(self) -> int:
        """The row of all teams together."""
        return self.teams_head + 1

    @cached_property
    def first_team(self) -> int:
        return self.team_total + 1

    @cached_property
    def last_team(self) -> int:
        return self.team_total + self.team_room

    # --- the members -----------------------------------------------------------------------------------------------

    @cached_property
    def head(self) -> int:
        return self.last_team + 4

    @cached_property
    def first(self) -> int:
        return self.head + 1

    @cached_property
    def last(self) -> int:
        return self.head + self.room

    def seat_col(self, number: int) -> int:
        return Column.FIRST_SEAT + number - 1


def lane_starts(links: Sequence[int]) -> list[int]:
    """The first column of each lane of so many links, and of what may stand behind them."""
    starts = [PEOPLE + 2]
    for count in links:
        starts.append(starts[-1] + LANE_FIELDS + LINK_FIELDS * count + 1)
    return starts
