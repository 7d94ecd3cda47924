"""Company workbooks for the tests: the reference company as it is made, and as people change it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from kpi_xl.hosts.files.writing.books import write_company_workbook
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.targets import Company, Member
from tests.role_books import Change, typed
from tests.targets.test_company import COMPANY, DAY_OFF, MEMBERS, NOVEMBER

SETTINGS = CompanySettings(NOVEMBER, COMPANY, MEMBERS, DAY_OFF)


def write_company(path: Path, company: Company = COMPANY, members: tuple[Member, ...] = MEMBERS, **changed: Any) -> Path:
    """The workbook as `kpi-xl new company` writes it."""
    write_company_workbook(replace(SETTINGS, company=company, members=members, **changed), path, FormulaKind.LAMBDAS)
    return path


def member_typed(row: int, column: str, value: object) -> Change:
    """Type into the members' list: row 0 is the first member, the column is called by its Japanese word."""
    index = [words.ja for words in names.MEMBER_COLUMNS].index(column)
    return typed(role_names.MEMBERS_AREA, value, row + 1, index)
