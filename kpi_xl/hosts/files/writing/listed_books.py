"""The month's list as a workbook."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.hosts.files.writing.spliced_books import SplicingBook
from kpi_xl.sheets.monthly.listing import draw_list
from kpi_xl.sheets.monthly.parts.wording import report_title


def write_list(report: MonthlyReport, path: Path) -> None:
    """Write everybody's KPIs as one table."""
    book = SplicingBook(path, str(report_title(report)), report.month.start)
    draw_list(book, report)
    book.close()
