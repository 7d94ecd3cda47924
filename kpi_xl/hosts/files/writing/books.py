"""Workbooks on disk: role workbooks and monthly reports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.writing.drawn_books import write_drawn
from kpi_xl.hosts.files.writing.lambda_names import define_lambda_names
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.company import CompanySettings, draw_company_workbook
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_report
from kpi_xl.sheets.role import BookSettings, draw_role_workbook


def write_role_workbook(
    role: RoleTemplate, settings: BookSettings, path: Path, kind: FormulaKind = FormulaKind.LAMBDAS
) -> None:
    """Write the workbook in which a team of *role* plans: its functions are LAMBDA names, or ordinary formulas."""

    def draw(book: Book) -> None:
        draw_role_workbook(book, role, settings)
        if kind is FormulaKind.LAMBDAS:
            define_lambda_names(book)

    write_drawn(path, f"{role.title} KPI", settings.month.start, draw, kind=kind)


def write_report(
    month: MeasuredMonth, path: Path, progress: Progress = silent, notes: Mapping[tuple[str, str, str], str] = MappingProxyType({})
) -> dict[tuple[str, str, str], str]:
    """Write the monthly workbook: the team sheets and one sheet per member.

    Args:
        notes: what people typed into a former version, see `Book.notes`.

    Returns:
        the notes that found no place.
    """
    left: dict[tuple[str, str, str], str] = {}

    def draw(book: Book) -> None:
        book.notes = dict(notes)
        draw_report(book, month)
        left.update(book.notes)

    write_drawn(path, report_title(month.report), month.report.month.start, draw, on_sheet=progress)
    return left


def write_company_workbook(settings: CompanySettings, path: Path, kind: FormulaKind = FormulaKind.LAMBDAS) -> None:
    """Write the workbook in which a company plans: its functions are LAMBDA names, or ordinary formulas."""

    def draw(book: Book) -> None:
        draw_company_workbook(book, settings)
        if kind is FormulaKind.LAMBDAS:
            define_lambda_names(book)

    write_drawn(path, f"{COMPANY_ROLE.label} KPI", settings.month.start, draw, kind=kind)
