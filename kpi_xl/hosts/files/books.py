"""Workbooks on disk: role workbooks and monthly reports."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.attainment import MonthlyReport
from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.lambda_names import define_lambda_names
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly import draw_report
from kpi_xl.sheets.role import BookSettings, draw_role_workbook


def write_role_workbook(role: RoleTemplate, settings: BookSettings, path: Path) -> None:
    """Write the workbook in which a team of *role* plans, its functions as LAMBDA names."""
    with written_beside(path) as temporary:
        book = Book(str(temporary), f"{role.title} KPI", settings.month.start)
        draw_role_workbook(book, role, settings)
        define_lambda_names(book)
        book.close()


def write_report(report: MonthlyReport, path: Path, progress: Progress = silent) -> None:
    """Write the monthly workbook: the team sheets and one sheet per member."""
    title = Text("{month} 達成状況", "{month} attainment").format(month=report.month.label)
    with written_beside(path) as temporary:
        book = Book(str(temporary), str(title), report.month.start)
        book.on_sheet = progress
        draw_report(book, report)
        book.close()
