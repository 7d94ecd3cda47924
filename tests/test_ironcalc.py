"""A second engine agrees: IronCalc computes what our workbooks say, LAMBDA names as they are stored."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import to_excel

from kpi_xl.definitions import ROLE_IDS, RoleTemplate, load_role
from kpi_xl.functions import CellError, call_cells
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.role import BookSettings
from tests.functions.test_omitted import TWINS, calls_of, named_values, written
from tests.ironcalc_engine import POISON, Computed, destroyed, needs_ironcalc, same
from tests.role_books import DECEMBER, ROLES, demanding_settings, members_of, write_book
from tests.role_books import edited as edit
from tests.role_books import typed as typed_into
from tests.spreadsheet import CellError as ShownError
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import in_plain_excel

pytestmark = [needs_ironcalc, pytest.mark.xdist_group("every_kind")]

CANNOT_READ = {
    "odd.xlsx": "IronCalc takes an exclamation mark in a sheet's title for its end; less-odd.xlsx has all but that"
}
"""File -> why IronCalc cannot open it."""

EDITS = (
    {"KGI_AMOUNT": 17_654_321, "WIN_RATE": 0.27, "APPOINTMENT_RATE": 0.083, "SHOW_RATE": 0.72},
    {"KGI_AMOUNT": 9_999_500, "WIN_RATE": 1.0, "APPOINTMENT_RATE": 0.003, "SHOW_RATE": 0.05},
    {"KGI_AMOUNT": 0, "WIN_RATE": 0.5, "APPOINTMENT_RATE": 0.5, "SHOW_RATE": 1.0},
)
"""What somebody types one after the other, where a workbook has the cell."""


BROKEN = {"WIN_RATE": 25, "KGI_AMOUNT": -5, "UNIT_PRICE": 0, "RENEWAL_RATE": 80, "CUSTOMERS_DUE": -5, "ADDED_AMOUNT": 0}
"""What no new workbook can be made with, where a workbook has the cell."""


def test_every_cell_of_every_workbook(every_kind: list[Path], tmp_path: Path, record_property):
    """Formulas mean the same to an engine that owes nothing to ours: no name is bound wrongly, no format read in two ways."""
    readable = [path for path in every_kind if path.name not in CANNOT_READ]
    cells, wrong = 0, []
    for path in readable:
        computed = Computed(path, tmp_path)
        cells += len(computed.formulas)
        wrong += [f"{path.parent.name}/{path.name} {difference}" for difference in computed.differences()]
    left_out = len(every_kind) - len(readable)
    record_property(
        "ironcalc",
        f"{cells - len(wrong):,} of {cells:,} formula cells of {len(readable)} workbooks equal ({left_out} it cannot open)",
    )
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:20])
    assert left_out == len(LANGUAGES) * len(CANNOT_READ)
    assert cells > 30_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_after_the_inputs_were_edited(language: str, tmp_path: Path, record_property):
    """A workbook in which somebody types comes to where a new one with those inputs begins: what Python computes for it."""
    cells, changed, wrong = 0, 0, []
    for role, settings in settings_of_every_role():
        with speaking(language):
            edited = Computed(write_book(tmp_path / "before.xlsx", role, settings), tmp_path)
        for edits in EDITS:
            typed = {name: value for name, value in edits.items() if role.input(name)}
            edited.type(typed)
            new = replace(settings, inputs={**settings.inputs, **typed})
            with speaking(language):
                wanted = destroyed(write_book(tmp_path / "after.xlsx", role, new), tmp_path / "copy.xlsx")
            cells += len(wanted)
            for old, each in zip(edited.formulas, wanted, strict=True):
                changed += old.carried != each.carried
                if not same(each.carried, got := edited.value(each.sheet, each.address)):
                    wrong.append(
                        f"{role.id} {typed} {each.sheet}!{each.address}: {each.carried!r}, computed {got!r}: {each.text}"
                    )
    record_property(
        "ironcalc",
        f"{cells - len(wrong):,} of {cells:,} cells equal after edits of inputs ({changed:,} changed, {language})",
    )
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:20])
    assert changed > 3000


@needs_soffice
def test_every_cell_after_inputs_that_break_a_rule(tmp_path: Path, soffice_profile: Path, record_property):
    """25 is how people type 25%: what then shows #N/A and what goes on, LibreOffice and IronCalc say alike."""
    edited, plain = {}, {}
    for role_id, (name, value) in product(ROLE_IDS, BROKEN.items()):
        if not load_role(role_id).input(name):
            continue
        path = write_book(tmp_path / f"{role_id}-{name}.xlsx", role_id)
        edited[path] = Computed(path, tmp_path)
        edited[path].type({name: value})
        plain[path] = edit(in_plain_excel(path, tmp_path / f"plain-{path.name}"), typed_into(name, value))
    shown, cells, errors, wrong = recalculated(list(plain.values()), tmp_path, soffice_profile), 0, 0, []
    for path, computed in edited.items():
        cells += len(computed.formulas)
        for each in computed.formulas:
            ours, theirs = computed.value(each.sheet, each.address), shown[plain[path]][each.sheet].get(each.address)
            theirs = to_excel(theirs) if isinstance(theirs, datetime) else theirs
            errors += isinstance(theirs, ShownError)
            if not same(theirs, ours):
                wrong.append(
                    f"{path.stem} {each.sheet}!{each.address}: LibreOffice {theirs!r}, IronCalc {ours!r}: {each.text}"
                )
    record_property(
        "ironcalc",
        f"{cells - len(wrong):,} of {cells:,} cells as in LibreOffice after wrong inputs ({errors:,} errors)",
    )
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:20])
    assert errors > 500


def settings_of_every_role() -> Iterator[tuple[RoleTemplate, BookSettings]]:
    """As the method has it, and with all that a plan can hold."""
    for role in map(load_role, ROLES):
        yield role, BookSettings.standard(role, DECEMBER, {}, members_of(role))
        yield role, demanding_settings(role)


def test_arguments_left_out(tmp_path: Path, record_property):
    """=KPI_REQUIRED_CALLS(,,,8%) in a workbook of any role gives what Python gives with that workbook's inputs."""
    calls = [(function, arguments) for function in TWINS for arguments in calls_of(function)]
    formulas = [
        f"={function.name}({','.join('' if each is None else written(each) for each in given)})"
        for function, given in calls
    ]
    wrong = []
    for role_id in ROLE_IDS:
        path = write_book(tmp_path / f"{role_id}.xlsx", role_id)
        names = named_values(openpyxl.load_workbook(path, data_only=True))
        got = Computed(path, tmp_path).answers(formulas)
        for (function, given), formula, value in zip(calls, formulas, got, strict=True):
            wanted = call_cells(function.name, *given, names=names)
            if not same(wanted.code if isinstance(wanted, CellError) else wanted, value):
                wrong.append(f"{role_id} {formula}: Python {wanted!r}, computed {value!r}")
    total = len(ROLE_IDS) * len(calls)
    record_property("ironcalc", f"{total - len(wrong):,} of {total:,} calls with arguments left out equal")
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:20])


# --- the comparison can fail ------------------------------------------------------------------------------------------


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with one thing in one part changed, in its place."""
    original = shutil.move(path, path.with_suffix(".original"))
    with zipfile.ZipFile(original) as package, zipfile.ZipFile(path, "w") as changed:
        assert old in package.read(part)
        for name in package.namelist():
            content = package.read(name)
            changed.writestr(name, content.replace(old, new) if name == part else content)
    return path


def test_no_carried_value_survives(tmp_path: Path):
    """IronCalc keeps what a workbook carries where it cannot compute: unless it is destroyed, everything seems equal."""
    copy = tmp_path / "copy.xlsx"
    found = destroyed(write_book(tmp_path / "book.xlsx"), copy)
    assert {each.carried for each in destroyed(copy, tmp_path / "again.xlsx")} == {float(POISON)}
    assert len(found) > 800


def test_one_wrong_value_is_found(tmp_path: Path):
    path = write_book(
        tmp_path / "book.xlsx", "field_sales", BookSettings.standard(load_role("field_sales"), DECEMBER, {})
    )
    assert Computed(path, tmp_path).differences() == []
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        "フィールドセールス ・ 2026年12月".encode(),
        "フィールドセールス ・ 2026年11月".encode(),
    )
    (found,) = Computed(path, tmp_path).differences()
    assert "2026年11月" in found


def test_a_parameter_named_as_a_cell_is_found(tmp_path: Path):
    """Inside a LAMBDA with a parameter unit_price, UNIT_PRICE is that parameter: the workbook's input is lost."""
    path = write_book(tmp_path / "book.xlsx")
    assert Computed(path, tmp_path).differences() == []
    rewritten(path, "xl/workbook.xml", b"unit_price_", b"unit_price")
    assert any("KPI_REQUIRED_DEALS()" in each for each in Computed(path, tmp_path).differences())
