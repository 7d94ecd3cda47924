"""Where everything stands on ④目標: rows that depend on the role, and the columns of the working out.

The working out of the shares stands in muted columns right of the printed area.
"""

from __future__ import annotations

from functools import cached_property

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.sheets.role.parts.page import FIRST_ROW
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.sheets.styles import PLAIN_YEN_WIDTH, YEN_WIDTH

LABEL, FIRST, TOTAL = 1, 2, 14
"""The year's columns: words, twelve months from FIRST on, the total."""
WIDTHS = (2, 24, *[PLAIN_YEN_WIDTH] * 12, YEN_WIDTH)

SHARE_FIELDS = 1
"""What each member's share is, before the columns of the groups."""
GROUP_FIELDS = ("flag", "given", "weight")
KPI_FIELDS = ("share", "floor", "remainder", "rank")
YEAR_FIELDS = ("weight", "share", "floor", "remainder", "rank")

LEAST_MEMBERS = 30
SPARE_MEMBERS = 10


def member_rows(settings: BookSettings) -> int:
    """How many members the workbook has room for."""
    return max(LEAST_MEMBERS, len(settings.members) + SPARE_MEMBERS)


class TargetLayout:
    """The rows and columns of one role's ④目標, from the row *top* on."""

    def __init__(
        self, role: RoleTemplate, settings: BookSettings, stages: int, has_amount: bool, top: int = FIRST_ROW
    ) -> None:
        self.role, self.has_amount, self.stages, self.top = role, has_amount, stages, top
        self.room = member_rows(settings)
        # the year: its head, a row of each, and its note
        self.months, self.weights, self.days, self.amounts, self.cumulated, self.year_note = range(top + 1, top + 7)

    # --- rows ---------------------------------------------------------------------------------------------------

    @property
    def way_back(self) -> int:
        """The heading of the way back."""
        return self.year_note + 2

    @property
    def kpis(self) -> int:
        """The heading of the KPIs."""
        return self.way_back + 4 + self.stages if self.has_amount else self.top

    def kpi_row(self, kpi: Kpi) -> int:
        return self.kpis + 2 + self.role.kpis.index(kpi)

    @property
    def shares(self) -> int:
        """The heading of the members' shares."""
        return self.kpis + 4 + len(self.role.kpis)

    @property
    def team_row(self) -> int:
        """The team's targets, and the sums of the working out."""
        return self.shares + 2

    @property
    def first_member(self) -> int:
        return self.team_row + 1

    @property
    def last_member(self) -> int:
        return self.team_row + self.room

    # --- the members' KPIs and the working out ------------------------------------------------------------------

    @cached_property
    def shared(self) -> tuple[Kpi, ...]:
        """The KPIs that are allocated to members."""
        return tuple(kpi for kpi in self.role.kpis if kpi.is_additive)

    @cached_property
    def groups(self) -> tuple[str | None, ...]:
        """The tracks that have KPIs of their own; None is everybody of the role."""
        return tuple(dict.fromkeys([None, *(kpi.track for kpi in self.role.kpis)]))

    @property
    def first_shared_col(self) -> int:
        """Name, team and role stand before it, team and role two columns wide."""
        return LABEL + 5

    def group_col(self, track: str | None, field: str) -> int:
        first = self.helpers + SHARE_FIELDS
        return first + self.groups.index(track) * len(GROUP_FIELDS) + GROUP_FIELDS.index(field)

    def share_col(self, kpi: Kpi, field: str) -> int:
        first = self.helpers + SHARE_FIELDS + len(self.groups) * len(GROUP_FIELDS)
        return first + self._places[kpi.id] * len(KPI_FIELDS) + KPI_FIELDS.index(field)

    def shared_col(self, kpi: Kpi) -> int:
        """Where the members' parts of a KPI stand."""
        return self.first_shared_col + self._places[kpi.id]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {kpi.id: place for place, kpi in enumerate(self.shared)}

    @property
    def last_printed_col(self) -> int:
        return max(TOTAL, self.first_shared_col + len(self.shared) - 1)

    @property
    def helpers(self) -> int:
        """The first column of the working out."""
        return self.last_printed_col + 2

    @property
    def check_col(self) -> int:
        """The first column of the check of the members' list, behind all others."""
        return self.helpers + SHARE_FIELDS + len(self.groups) * len(GROUP_FIELDS) + len(self.shared) * len(KPI_FIELDS) + 1

    @property
    def widths(self) -> tuple[float, ...]:
        more = self.last_printed_col - TOTAL
        return (*WIDTHS, *[WIDTHS[FIRST]] * more)
