"""The workbooks that kpi-xl makes, made once for the tests: every role and a monthly report, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.functions import catalogue, expand, lambda_names
from kpi_xl.language import LANGUAGES, speaking

OURS = {function.name for function in catalogue()} | set(lambda_names(set()))


def make_all(folder: Path) -> list[Path]:
    """The demo's workbooks in both languages."""
    from kpi_xl.demo.run import make_demo

    made = []
    for language in LANGUAGES:
        with speaking(language):
            demo = make_demo(folder / language)
        made += [*demo.books, demo.report_path]
    return made


def formulas(path: Path) -> Iterator[tuple[str, str, str]]:
    """(sheet, cell, formula) of every formula cell."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                if cell.data_type == "f" and isinstance(text, str):
                    yield sheet.title, cell.coordinate, text


def cached(path: Path) -> dict[tuple[str, str], object]:
    """The values that the workbook carries, as previews and file readers show them."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def in_plain_excel(path: Path, copy: Path) -> Path:
    """A copy whose calls of our functions are replaced by their Excel twins, so that any spreadsheet computes it."""
    book = openpyxl.load_workbook(path)
    names = frozenset(name for name in book.defined_names if name not in OURS)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                if cell.data_type == "f" and isinstance(text, str) and "KPI_" in text:
                    cell.value = expand(text, names)
    for name in OURS & set(book.defined_names):
        del book.defined_names[name]
    book.save(copy)
    return copy
