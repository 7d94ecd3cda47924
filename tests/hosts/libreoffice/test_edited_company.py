"""The company's members as people edit them: ④ shows after each edit what the program reads and measures against."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.references import Area
from kpi_xl.sheets.role.parts import names as role_names
from tests.role_books import cell_of
from tests.sheets.company.company_cases import REFERENCE, ROLES, write_company_book
from tests.spreadsheet import needs_soffice

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

LIST, TEAMS = role_names.MEMBERS_LIST, names.TEAMS_LIST
NAME, TEAM, ROLE, JOINED, LEFT, WEIGHT, PROMISE, LEADS = range(8)
FIELD, BDR = "フィールドセールス", "インサイドセールス（BDR）"


def a_new_member(down: int, name: str, team: str, role: str, *more: tuple[object, ...]) -> list[tuple[object, ...]]:
    return [("type", LIST, down, NAME, name), ("type", LIST, down, TEAM, team), ("type", LIST, down, ROLE, role), *more]


EDITS = {
    "weights and a new team are typed": [
        ("type", LIST, 2, WEIGHT, 0.5), ("type", LIST, 3, TEAM, "名古屋"), ("type", LIST, 4, PROMISE, 2_000_000),
    ],
    "a row in the middle is deleted": [("delete_rows", LIST, 2)],
    "a row is inserted in the middle": [("insert_rows", LIST, 2), *a_new_member(2, "加藤 翔", "大阪", FIELD)],
    "the first member's row is blanked": [("blank", LIST, 1)],
    "rows are sorted": [("sort", LIST, 30, NAME, True)],
    "rows are sorted the other way round": [("sort", LIST, 30, NAME, False)],
    "a row is cut and put at the end": [("move", LIST, 1, 20)],
    "a row is inserted under the heads": [("insert_rows", LIST, 1), *a_new_member(1, "小川 葵", "東京", BDR)],
    "a team gets a share and rates of its own": [
        ("type", TEAMS, 1, 1, 0.7), ("type", TEAMS, 2, 2, 640_000), ("type", TEAMS, 2, 3, 0.25),
    ],
    "the cells of a row are deleted": [("delete_cells", LIST, 3)],
    "blank rows are deleted, and one is inserted above the end": [("delete_rows", LIST, 22, 4), ("insert_rows", LIST, 27)],
    "six more in field sales, and rows for them on sheet 4": [
        *[edit for down in range(20, 26) for edit in a_new_member(down, f"新人 {down}", "大阪", FIELD)],
        ("insert_rows", "ROLE_SHOWN_1", 2, 6), ("copy_row", "ROLE_SHOWN_1", 1, 2, 6),
    ],
    "a column is inserted between name and team": [("insert_column", LIST, 1)],
}  # fmt: skip
"""What is done, one after the other."""


REFUSED = {
    "a name under the end of the list": [("type", LIST, 33, NAME, "山本 蓮")],
    "a row without a name": [("type", LIST, 2, NAME, "")],
    "a role that is not in the list": [("type", LIST, 1, ROLE, "営業部")],
    "a weight that is no number": [("type", LIST, 1, WEIGHT, "半分")],
    "a day that is none": [("type", LIST, 1, JOINED, "10月から")],
    "a day pasted as a text": [("type", LIST, 4, JOINED, "2026/10/1")],
    "more of a role than sheet 4 has rows": [
        edit for down in range(10, 16) for edit in a_new_member(down, f"新人 {down}", "東京", FIELD)
    ],
}  # fmt: skip
"""What would leave somebody without a target, or with a wrong one."""


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_wrong_is_said_beside_the_list(office, tmp_path, name):
    """As it is typed, not at the end of the month; and sheet 4 shows no targets until it is mended."""
    book = write_company_book(tmp_path / "company.xlsx", REFERENCE, FormulaKind.PLAIN)
    saved = Path(office("edited_step_by_step", str(book), [REFUSED[name]], str(tmp_path))[0])
    assert str(cell_of(openpyxl.load_workbook(saved, data_only=True), "MEMBERS_CHECK").value).startswith("⚠")
    assert {row[5] for place in range(1, 5) for row in rows_of(saved, place)} == {"—"}
    goal = openpyxl.load_workbook(saved, data_only=True)["①KGI"]
    assert any(str(cell.value).startswith("⚠ 設定の担当者") for cell in goal[4])  # its figures stand, and are told


@pytest.fixture(scope="module")
def edited(office, tmp_path_factory) -> list[Path]:
    """One workbook after each edit, computed and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("company")
    book = write_company_book(folder / "company.xlsx", REFERENCE, FormulaKind.PLAIN)
    return [Path(path) for path in office("edited_step_by_step", str(book), list(EDITS.values()), str(folder))]


def rows_of(path: Path, place: int) -> list[list[object]]:
    """What ④ shows of a role: name, team and the KPIs' columns as they are."""
    book = openpyxl.load_workbook(path, data_only=True)
    title, address = next(iter(book.defined_names[names.role_shown(place)].destinations))
    area = Area.parse(address)
    assert area is not None
    rows = book[title].iter_rows(area.top, area.bottom, area.left, area.left + 12, values_only=True)
    return [list(row) for row in rows if row[0] != "—"]


@pytest.mark.parametrize("number", range(len(EDITS)), ids=list(EDITS))
def test_sheet_4_shows_what_the_program_measures_against(edited, number):
    """Nobody edits a list as it was drawn: a target that moved to another member would be paid out."""
    plan = read_plans([edited[number]])
    assert plan.month is not None
    wanted = plan.all_targets(plan.month)
    seen = 0
    for place, role in enumerate(ROLES, start=1):
        shared = [kpi for kpi in load_role(role.id).kpis if kpi.is_additive]
        owed = [(member, targets) for member, targets in zip(plan.members, wanted, strict=True) if member.role.id == role.id]
        shown = rows_of(edited[number], place)
        assert [row[0] for row in shown] == [member.name for member, _ in owed]
        for row, (_, targets) in zip(shown, owed, strict=True):
            columns = [5, *range(8, 8 + len(shared) - 1)]
            assert [row[col] for col in columns] == [targets.get(kpi.id, "—") for kpi in shared]
            seen += 1
    assert seen >= 5
    assert str(cell_of(openpyxl.load_workbook(edited[number], data_only=True), "MEMBERS_CHECK").value).startswith(f"{seen}名")
