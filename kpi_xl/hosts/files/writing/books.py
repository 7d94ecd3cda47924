"""Workbooks on disk: role workbooks and monthly reports."""

from __future__ import annotations

from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.hosts.files.stamp.model import Model
from kpi_xl.hosts.files.writing.cloned_books import CloningBook
from kpi_xl.hosts.files.writing.drawn_models import drawn, sketched
from kpi_xl.hosts.files.writing.lambda_names import define_lambda_names
from kpi_xl.language import Language, spoken
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_report
from kpi_xl.sheets.role import BookSettings, draw_role_workbook

TEMPLATE_MONTH = Month(2026, 4)
"""Every month's workbook is a stamp of this one's."""


def write_role_workbook(
    role: RoleTemplate, settings: BookSettings, path: Path, kind: FormulaKind = FormulaKind.LAMBDAS
) -> None:
    """Write the workbook in which a team of *role* plans: its functions are LAMBDA names, or ordinary formulas."""
    sketch = sketched(partial(_draw, role=role, settings=settings), kind)
    template = role_template(role, spoken(), kind)
    if sketch.shape == template.shape:
        template.stamp(path, sketch, settings.month.start)
        return
    content = BytesIO()  # such as a team too large for the template
    book = Book(content, _title(role), settings.month.start, kind=kind)
    _draw(book, role, settings)
    book.close()
    with written_beside(path) as temporary:
        temporary.write_bytes(content.getvalue())


@lru_cache(maxsize=32)
def role_template(role: RoleTemplate, language: Language, kind: FormulaKind = FormulaKind.LAMBDAS) -> Model:
    """The workbook of *role* with the method's standard; *language* is the one spoken."""
    draw = partial(_draw, role=role, settings=BookSettings.standard(role, TEMPLATE_MONTH))
    return Model(drawn(draw, Book, _title(role), TEMPLATE_MONTH.start, kind), sketched(draw, kind))


def _title(role: RoleTemplate) -> str:
    return f"{role.title} KPI"


def _draw(book: Book, role: RoleTemplate, settings: BookSettings) -> None:
    draw_role_workbook(book, role, settings)
    if book.kind is FormulaKind.LAMBDAS:
        define_lambda_names(book)


def write_report(month: MeasuredMonth, path: Path, progress: Progress = silent) -> None:
    """Write the monthly workbook: the team sheets and one sheet per member."""
    book = CloningBook(path, str(report_title(month.report)), month.report.month.start)
    book.on_sheet = progress
    draw_report(book, month)
    book.close()
