"""Members as people edit them: rows deleted, inserted, moved, sorted and blanked, and ④ and a report still say the same."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.cli import main
from kpi_xl.definitions import load_role
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import names
from tests.role_books import cell_of, demanding_settings, write_book
from tests.spreadsheet import needs_soffice

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

ROLE = load_role("inside_sales")
LIST, SHOWN = names.MEMBERS_LIST, names.MEMBERS_SHOWN
NAME, TEAM, WHOSE_ROLE, _, SHARE = range(5)
SDR, BDR = "インサイドセールス（SDR）", "インサイドセールス（BDR）"


def a_new_member(down: int, name: str, role: str = "", share: float | None = None) -> list[tuple[object, ...]]:
    typed = [("type", LIST, down, NAME, name), ("type", LIST, down, WHOSE_ROLE, role)]
    return typed + ([] if share is None else [("type", LIST, down, SHARE, share)])


KEPT = {
    "a row in the middle is deleted": [("delete_rows", LIST, 2)],
    "a row is inserted in the middle": [("insert_rows", LIST, 2), *a_new_member(2, "伊藤 真理", BDR)],
    "the first member's row is blanked": [("blank", LIST, 1)],
    "rows are sorted, the blank one first or last": [("sort", LIST, 30, NAME, True)],
    "rows are sorted the other way round": [("sort", LIST, 30, NAME, False)],
    "a row is cut and put at the end": [("move", LIST, 1, 20)],
    "a row is inserted under the heads": [("insert_rows", LIST, 1), *a_new_member(1, "加藤 翔", SDR, 0.15)],
    "blank rows are deleted, and one is inserted above the end": [
        ("delete_rows", LIST, 22, 5), ("insert_rows", LIST, 27), *a_new_member(27, "小林 葵"),
    ],
    "the cells of a row are deleted": [("delete_cells", LIST, 3)],
    "shares, teams and roles are changed": [
        ("type", LIST, 1, SHARE, 0.25), ("type", LIST, 1, TEAM, "名古屋"), ("type", LIST, 1, WHOSE_ROLE, "inside_sales:bdr"),
    ],
    "the first row is deleted": [("delete_rows", LIST, 1)],
    "a column is inserted between name and team": [("insert_column", LIST, 1)],
    "forty members, and rows for them on the sheet of targets": [
        *[("insert_rows", LIST, 5)] * 15,
        *[edit for down in range(1, 41) for edit in [("type", LIST, down, NAME, f"担当 {down:02}")]],
        ("insert_rows", SHOWN, 3, 12), ("copy_row", SHOWN, 2, 3, 12),
    ],
}  # fmt: skip
"""What is done, one after the other."""

REFUSED = {
    "a name under the end of the list": [("type", LIST, 33, NAME, "山本 蓮")],
    "a name over the end of the list": [("type", LIST, 31, NAME, "山本 蓮")],
    "more members than rows": [
        ("insert_rows", LIST, 2, 30),
        *[("type", LIST, down, NAME, f"担当 {down:02}") for down in range(1, 36)],
    ],
    "shares over the whole": [("type", LIST, 1, SHARE, 0.8), ("type", LIST, 2, SHARE, 0.4)],
    "shares under the whole": [
        ("delete_cells", LIST, 5), ("delete_cells", LIST, 4), ("delete_cells", LIST, 3),
        ("type", LIST, 1, SHARE, 0.3), ("type", LIST, 2, SHARE, 0.3),
    ],
    "a row without a name": [("type", LIST, 2, NAME, "")],
    "a member who is listed twice": [("type", LIST, 4, NAME, "佐藤 花子")],
    "a role that is not in the list": [("type", LIST, 1, SHARE, 0.6), ("type", LIST, 2, WHOSE_ROLE, "営業部")],
}  # fmt: skip


def targets_shown(path: Path) -> dict[str, list[object]]:
    """Member -> what ④ shows for each KPI that is shared out."""
    book = openpyxl.load_workbook(path, data_only=True)
    title, address = next(iter(book.defined_names[SHOWN].destinations))
    (first, *_), *_ = book[title][address.replace("$", "")]
    count = sum(kpi.is_additive for kpi in ROLE.kpis)
    rows = [[cell.value for cell in row] for row in book[title].iter_rows(first.row, first.row + 60, first.column, first.column + 4 + count)]
    shown = rows[: rows.index(next((row for row in rows if row[0] is None), rows[-1]))]
    return {row[0]: row[5:] for row in shown if row[0] != "—"}


def targets_of_report(path: Path, log: Path, capsys) -> dict[str, list[object]]:
    """The same as `kpi-xl report` measures against."""
    with pytest.raises(SystemExit) as left:
        main(["report", str(log), "--plan", str(path), "--month", "2026-12", "--json"])
    said = capsys.readouterr()
    assert left.value.code == 0, said.err
    shared = [kpi.id for kpi in ROLE.kpis if kpi.is_additive]
    rows = {(row["member"], row["kpi"]): row["target"] for row in json.loads(said.out)["rows"]}
    found = {member: [rows.get((member, kpi), "—") for kpi in shared] for member, _ in rows}
    return {member: targets for member, targets in found.items() if set(targets) - {"—", None}}  # others are not in this plan


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.csv"
    path.write_text("日付,担当者,チーム,種別,件数,金額\n2026-12-02,佐藤 花子,東京,架電,30,\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def kept(office, tmp_path_factory) -> list[Path]:
    """One workbook after each edit, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("edited")
    book = write_book(folder / "plan.xlsx", ROLE, demanding_settings(ROLE), FormulaKind.PLAIN)
    return [Path(path) for path in office("edited_step_by_step", str(book), list(KEPT.values()), str(folder))]


@pytest.mark.parametrize("number", range(len(KEPT)), ids=list(KEPT))
def test_targets_are_those_of_the_report_after_each_edit(kept, log, capsys, number):
    """④ used to show #REF! for a deleted row, to pass over an inserted one, and to show a moved member twice."""
    shown = targets_shown(kept[number])
    of_this_role = {member: targets for member, targets in shown.items() if set(targets) != {"—"}}
    assert of_this_role == targets_of_report(kept[number], log, capsys)
    assert len(of_this_role) >= 3
    check = cell_of(openpyxl.load_workbook(kept[number], data_only=True), names.MEMBERS_CHECK).value
    assert check.startswith(f"{len(shown)}名")


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_a_report_refuses_is_said_beside_the_table(office, tmp_path, log, capsys, name):
    """Nobody finds at the end of the month that a member had no target: the sheet says so as it is typed, and shows no shares."""
    book = write_book(tmp_path / "plan.xlsx", ROLE, demanding_settings(ROLE), FormulaKind.PLAIN)
    saved = Path(office("edited_step_by_step", str(book), [REFUSED[name]], str(tmp_path))[0])
    carried = openpyxl.load_workbook(saved, data_only=True)
    assert cell_of(carried, names.MEMBERS_CHECK).value.startswith("⚠")
    assert {value for row in targets_shown(saved).values() for value in row} == {"—"}
    with pytest.raises(SystemExit) as left:
        main(["report", str(log), "--plan", str(saved), "--month", "2026-12", "--json"])
    assert left.value.code == 2
    assert "設定!" in capsys.readouterr().err
