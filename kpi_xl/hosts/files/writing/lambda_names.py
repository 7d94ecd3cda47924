"""Our functions as LAMBDA names of an .xlsx, so that it computes with nothing installed (Excel 365, 2024, web, phone)."""

from __future__ import annotations

from kpi_xl.functions import lambda_names
from kpi_xl.sheets.canvas import Book


def define_lambda_names(book: Book) -> None:
    """Define every function that plain Excel can say; an omitted argument falls back on the names that the book has by now."""
    for name, formula in lambda_names(frozenset(book.names)).items():
        book.writer.define_name(name, formula)
