"""What has been drawn, and where: results with the tables that show them."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.report.model import Result, RoleBlock, TeamResult
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import Area
from kpi_xl.sheets.monthly.outlook.running_month import OutlookFigures
from kpi_xl.sheets.monthly.table.heatmap import Heatmap
from kpi_xl.sheets.monthly.table.kpi_table import KpiTable
from kpi_xl.units import Unit


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
    heatmap: Heatmap

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
        totals = [block.total for block in self.blocks]
        in_yen = [total for total in totals if total.result.kgi.kpi.unit is Unit.YEN]
        return next(iter(in_yen + totals), None)

    @property
    def overalls(self) -> list[Area]:
        """The members' mean attainment, an area per block."""
        return [block.heatmap.overall for block in self.blocks]

    @property
    def kgis(self) -> list[Area]:
        """The members' attainment of their KGI, an area per block."""
        return [block.heatmap.column(0) for block in self.blocks]
