"""Role workbooks for the tests: as they are made, and as people change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from kpi_xl.definitions import ROLE_IDS, RoleTemplate, load_role
from kpi_xl.hosts.files.writing.books import write_role_workbook
from kpi_xl.periods import Month
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, Thresholds

DECEMBER = Month(2026, 12)
ROLES = (*ROLE_IDS, "inside_sales:bdr")

Change = Callable[[Workbook], None]


RATES = {"WIN_RATE": 0.18, "RENEWAL_RATE": 0.75}


def members_of(role: RoleTemplate) -> tuple[Member, ...]:
    """A team as it is: tracks mixed, one share given, a newcomer, and somebody of another role."""
    whole = load_role(role.id)
    tracks = [track.id for track in whole.tracks] or [None]
    return (
        Member("佐藤 花子", "東京", whole.for_track(tracks[0]), date(2019, 4, 1), 0.5),
        Member("鈴木 一郎", "東京", whole.for_track(tracks[-1]), None, None),
        Member("髙橋 美咲", "大阪", whole, date(2026, 10, 1), None),
        Member("田中 健", "", whole.for_track(tracks[-1]), None, None),
        Member("渡辺 次郎", "東京", load_role("manager" if role.id != "manager" else "field_sales"), None, None),
    )


def demanding_settings(role: RoleTemplate) -> BookSettings:
    """Everything at once: seasonality, a target by hand, shares, tracks."""
    by_hand = next(kpi for kpi in reversed(role.kpis) if kpi.is_additive and kpi is not role.kgi)
    return BookSettings(
        DECEMBER,
        {"KGI_AMOUNT": 12_345_678, **{name: rate for name, rate in RATES.items() if name in role.defaults}},
        members_of(role),
        thresholds=Thresholds(1.0, 0.7),
        month_weights={4: 0.75, 8: 0.5, 12: 1.5, 3: 1.25},
        overrides={by_hand.id: by_hand.target + 2.5},
    )


def write_book(
    path: Path,
    role: RoleTemplate | str = "field_sales",
    settings: BookSettings | None = None,
    kind: FormulaKind = FormulaKind.LAMBDAS,
) -> Path:
    """A role workbook as `kpi-xl new` writes it."""
    role = load_role(role) if isinstance(role, str) else role
    write_role_workbook(role, settings or demanding_settings(role), path, kind)
    return path


def edited(path: Path, *changes: Change) -> Path:
    """The workbook after somebody changed it, saved in its place."""
    book = openpyxl.load_workbook(path)
    for change in changes:
        change(book)
    book.save(path)
    return path


def cell_of(book: Workbook, name: str) -> Cell:
    """The (first) cell of a workbook name."""
    title, address = next(iter(book.defined_names[name].destinations))
    return book[title][address.replace("$", "").partition(":")[0]]


def typed(name: str, value: object, down: int = 0, right: int = 0) -> Change:
    """Type a value into a named cell, or beside it."""

    def change(book: Workbook) -> None:
        cell_of(book, name).offset(down, right).value = value

    return change


def member_cell(row: int, column: str, value: object) -> Change:
    """Type into the members table: row 0 is the first member, the column is called by its Japanese word."""
    index = [words.ja for words in names.MEMBER_COLUMNS].index(column)
    return typed(names.MEMBERS_AREA, value, row + 1, index)


def log_typed(rows: Sequence[Sequence[object]], below: int = 0) -> Change:
    """Type rows into the table of the activity log; *below*: from how many rows below its head on, less one."""

    def change(book: Workbook) -> None:
        for down, row in enumerate(rows, start=below + 1):
            for right, value in enumerate(row):
                cell_of(book, names.LOG_AREA).offset(down, right).value = value

    return change


def without_name(name: str) -> Change:
    def change(book: Workbook) -> None:
        del book.defined_names[name]

    return change
