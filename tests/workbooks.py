"""The workbooks that kpi-xl makes, made once for the tests: every role and a monthly report, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import load_role
from kpi_xl.functions import catalogue, expand, lambda_names
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.writing.books import write_report
from kpi_xl.hosts.files.writing.listed_books import write_list
from kpi_xl.hosts.files.writing.member_books import write_member_books
from kpi_xl.language import LANGUAGES, Language, speaking
from kpi_xl.sheets.formula_kind import FormulaKind
from tests.role_books import ROLES, demanding_settings, write_book
from tests.sheets.company.company_cases import demanding, write_company_book
from tests.sheets.monthly.report_fixture import ODD_NAMES, mixed_report, odd_report

MID_MONTH = date(2026, 11, 13)
LESS_ODD = [name.replace("!", "") for name in ODD_NAMES]
"""Names without an exclamation mark, which some engines take for the end of a sheet's title."""
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


def make_every_kind(folder: Path) -> list[Path]:
    """All that kpi-xl writes as .xlsx, in both languages.

    The demo's workbooks; plans of every role with all that a plan can hold, with our functions and with ordinary formulas;
    the month at its end and in its middle as report, list and each member's workbook; reports of names and figures that break sheets.
    """
    return [path for language in LANGUAGES for path in _every_kind_in(language, folder / language)]


def _every_kind_in(language: Language, folder: Path) -> Iterator[Path]:
    from kpi_xl.demo.run import DEMO_MONTH, make_demo

    with speaking(language):
        demo = make_demo(folder)
        yield from (*demo.books, demo.report_path)
        for role in ROLES:
            settings = replace(demanding_settings(load_role(role)), with_log=True)
            yield write_book(folder / f"plan-{role.replace(':', '-')}.xlsx", role, settings)
            yield write_book(folder / f"plain-{role.replace(':', '-')}.xlsx", role, settings, kind=FormulaKind.PLAIN)
        company = replace(demanding(), with_log=True)
        yield write_company_book(folder / "company.xlsx", company)
        yield write_company_book(folder / "plain-company.xlsx", company, FormulaKind.PLAIN)
        with open_log(demo.log) as activity:
            mid_month = measured_month(activity, read_plans(demo.books), DEMO_MONTH, MID_MONTH)
        write_report(mid_month, folder / "mid-month-report.xlsx")
        yield folder / "mid-month-report.xlsx"
        for name, month in {"end": demo.month, "mid-month": mid_month}.items():
            write_list(month.report, folder / f"{name}-list.xlsx")
            yield folder / f"{name}-list.xlsx"
            yield from write_member_books(month, folder / f"{name}-members")
        for name, report in {"mixed": mixed_report(), "odd": odd_report(), "less-odd": odd_report(LESS_ODD)}.items():
            write_report(MeasuredMonth(report), folder / f"{name}.xlsx")
            yield folder / f"{name}.xlsx"
