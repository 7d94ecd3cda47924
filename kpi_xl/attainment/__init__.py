"""Attainment: actuals against targets, for members and teams."""

from kpi_xl.attainment.model import (
    AttainmentRow,
    MonthlyReport,
    Result,
    RoleBlock,
    StageRow,
    TeamResult,
    TrendPoint,
)  # fmt: skip
from kpi_xl.attainment.rates import Status, attainment, gap, share_attaining, status_of
from kpi_xl.attainment.report import all_rows, build_report

__all__ = [
    "AttainmentRow", "MonthlyReport", "Result", "RoleBlock", "StageRow", "Status", "TeamResult", "TrendPoint", "all_rows",
    "attainment", "build_report", "gap", "share_attaining", "status_of",
]  # fmt: skip
