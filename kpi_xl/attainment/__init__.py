"""Attainment: actuals against targets, for members and teams."""

from kpi_xl.attainment.report.model import (
    AttainmentRow,
    MonthlyReport,
    Result,
    RoleBlock,
    StageRow,
    TeamResult,
    TrendPoint,
)  # fmt: skip
from kpi_xl.attainment.report.monthly_report import build_report
from kpi_xl.attainment.report.rates import Status, attainment, gap, share_attaining, status_of
from kpi_xl.attainment.report.rows import all_rows

__all__ = [
    "AttainmentRow", "MonthlyReport", "Result", "RoleBlock", "StageRow", "Status", "TeamResult", "TrendPoint", "all_rows",
    "attainment", "build_report", "gap", "share_attaining", "status_of",
]  # fmt: skip
