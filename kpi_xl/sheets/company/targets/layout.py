"""Where everything stands on ④, from the year at its top to the last role."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.role.parts.target_layout import WIDTHS, TargetLayout
from kpi_xl.sheets.styles import ROW_HEIGHT

LABEL, LAST_COL = 1, 14
NAME, TEAM, SEAT, CARRIES, FIRST_KPI = 1, 2, 3, 5, 6
"""Columns of the members; the seat is two wide."""
HELPERS = LAST_COL + 2
POSITION, TEAM_NUMBER, WORKED = HELPERS, HELPERS + 1, HELPERS + 2
"""Right of the page: where a member stands in the workings, the team's number there, then the working out."""
LEAST_ROWS, SPARE_ROWS, SPARE_PART = 5, 3, 4
"""For the members of a role: at least so many rows, and free ones, three or a quarter more than there are members."""
PROMISE_COLUMNS = 2
"""What the member expects and the gap, behind the role's goal."""


PAGE_POINTS = 820
"""The height of a printed page at this width; rows of a section are 20 high, its heads somewhat more."""


class RoleRows:
    """The rows of one role's section from *top* on."""

    def __init__(self, targets: RoleTargets, top: int) -> None:
        self.targets, self.top = targets, top
        self.kpis = top + 2
        """The heads of the KPIs."""
        self.members = self.kpis + len(targets.role.kpis) + 2
        """The heads of the members."""
        self.everybody = self.members + 1
        count = len(targets.workings.roster.of_role(targets.role))
        self.room = max(LEAST_ROWS, count + max(SPARE_ROWS, count // SPARE_PART))

    @property
    def first(self) -> int:
        return self.everybody + 1

    @property
    def last(self) -> int:
        return self.everybody + self.room

    @property
    def end(self) -> int:
        return self.last + 2

    @property
    def height(self) -> int:
        return ROW_HEIGHT * (self.end - self.top + 1)


class CompanyLayout:
    """The rows of the whole page."""

    def __init__(self, workings: Workings, roles: Sequence[RoleTargets]) -> None:
        whole = workings.company.whole
        self.year = TargetLayout(whole.role, whole.settings, 0, has_amount=True)
        self.teams = self.year.year_note + 2
        """The heading of the teams."""
        self.first_team = self.teams + 4
        self.last_team = self.first_team + workings.layout.team_room - 1
        self.roles: list[RoleRows] = []
        top = self.last_team + 2
        for targets in roles:
            self.roles.append(RoleRows(targets, top))
            top = self.roles[-1].end

    widths = WIDTHS

    @property
    def breaks(self) -> list[int]:
        """The roles that begin a page: as many stand on one as there is room for."""
        found, used = [], ROW_HEIGHT * self.last_team
        for rows in self.roles:
            if used + rows.height > PAGE_POINTS:
                found.append(rows.top)
                used = 0
            used += rows.height
        return found


