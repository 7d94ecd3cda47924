"""The month's list as a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.hosts.files.writing.drawn_books import write_drawn
from kpi_xl.sheets.monthly.listing import draw_list
from kpi_xl.sheets.monthly.parts.wording import report_title


def write_list(report: MonthlyReport, path: Path) -> None:
    """Write everybody's KPIs as one table."""
    write_drawn(path, report_title(report), report.month.start, partial(draw_list, report=report))
