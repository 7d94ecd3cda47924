"""What has been drawn, and where: results with the tables that show them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kpi_xl.attainment.report.model import Result, RoleBlock, TeamResult
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area
from kpi_xl.sheets.monthly.outlook.running_month import OutlookFigures
from kpi_xl.sheets.monthly.table.heatmap import Heatmap
from kpi_xl.sheets.monthly.table.kpi_table import KpiTable


@dataclass(frozen=True)
class DrawnResult:
    """A result and the table that shows it."""

    result: Result
    table: KpiTable
    outlook: OutlookFigures | None = None  #: of a month that is not over


@dataclass(frozen=True)
class DrawnBlock:
    """A role's part of a team's sheet."""

    block: RoleBlock
    total: DrawnResult
    heatmap: Heatmap | None  #: None of a team of one person, which has no sheet of its own
    has_table: bool = True  #: False: the role's only member has the table, on the page of his or her own

    def column(self, col: int, skip: int = 0) -> Area:
        """A column of the table, as the team's sheet reads it."""
        return self.table.column(col, skip) if self.has_table else self.table.far_area(col, skip)

    @property
    def members(self) -> tuple[Result, ...]:
        return self.block.members

    @property
    def table(self) -> KpiTable:
        """Of the total."""
        return self.total.table


@dataclass(frozen=True)
class DrawnTeam:
    """A team's sheet."""

    team: TeamResult
    sheet: Canvas
    leads: tuple[DrawnResult, ...]
    blocks: tuple[DrawnBlock, ...]

    @property
    def front(self) -> DrawnResult | None:
        """Whose KGI stands for the team: its manager's, else the first role's whose KGI is in yen, else the first's."""
        if self.leads:
            return self.leads[0]
        return next((block.total for block in self.blocks if block.block is self.team.front_block), None)

    @property
    def overalls(self) -> list[Area]:
        """The members' mean attainment, an area per block."""
        return [block.heatmap.overall for block in self.blocks if block.heatmap]

    @property
    def kgis(self) -> list[Area]:
        """The members' attainment of their KGI, an area per block."""
        return [block.heatmap.column(0) for block in self.blocks if block.heatmap]


def on_the_members_page(team: TeamResult, member: DrawnResult) -> DrawnTeam:
    """A team of one person: the page of the only member is the team's, too."""
    (block,) = team.blocks
    return DrawnTeam(team, member.table.sheet, (), (DrawnBlock(block, replace(member, result=block.total), None, has_table=False),))
