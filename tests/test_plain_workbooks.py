"""Workbooks with ordinary formulas (``new --formulas plain``): what every spreadsheet since Excel 2010 computes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer

from kpi_xl.cli.planning.templating import excel_macros
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.errors import InputError
from kpi_xl.functions import catalogue
from kpi_xl.hosts.files.macros.macro_books import write_macro_workbook
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.writing.company_templates import fill_template
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from tests.ironcalc_engine import Computed, needs_ironcalc, same
from tests.role_books import ROLES, cell_of, demanding_settings, edited, typed, without_name, write_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.test_ironcalc import EDITS, settings_of_every_role
from tests.test_workbooks import same as same_value
from tests.workbooks import cached, formulas

pytestmark = pytest.mark.xdist_group("plain_workbooks")

PLAIN = FormulaKind.PLAIN
OF_EXCEL_2010 = {
    "ABS", "AND", "ASC", "AVERAGE", "CEILING", "CHOOSE", "COUNT", "COUNTA", "COUNTIF", "DATE", "DATEVALUE", "DAY", "EDATE", "EOMONTH",
    "EXACT", "FALSE", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISERROR", "ISNUMBER", "LEFT", "LEN", "LOWER", "MATCH", "MAX", "MID",
    "MIN", "MOD", "MONTH", "NA", "NETWORKDAYS", "NOT", "OR", "PROPER", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS",
    "SUBSTITUTE", "SUM", "SUMIF", "SUMPRODUCT", "TEXT", "TODAY", "TRIM", "VALUE", "YEAR",
}  # fmt: skip
"""What our formulas take of Excel. All but IFERROR (2007) are older; EDATE, EOMONTH and NETWORKDAYS are built in since 2007."""
LONGEST_FORMULA = 8192


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> list[Path]:
    """Every role in both languages, with all that a plan can hold."""
    folder, made = tmp_path_factory.mktemp("plain"), []
    for language in LANGUAGES:
        with speaking(language):
            made += [write_book(folder / f"{role.replace(':', '-')}-{language}.xlsx", role, kind=PLAIN) for role in ROLES]
    return made


def all_formulas(path: Path) -> list[str]:
    """Those of cells, of names, and of the rules of sheets."""
    with zipfile.ZipFile(path) as package:
        names_and_rules = [
            unescape(found)
            for part in package.namelist()
            if part.startswith(("xl/workbook.xml", "xl/worksheets/sheet"))
            for found in re.findall(r"<(?:definedName|formula|formula1|formula2)\b[^>]*>([^<]*)<", package.read(part).decode())
        ]
    return [text.removeprefix("=") for _, _, text in formulas(path)] + names_and_rules


def test_nothing_in_it_is_newer_than_excel_2010(plain):
    """One unknown function is #NAME? on the screen of whoever was sent the file."""
    seen = set()
    for path in plain:
        for formula in all_formulas(path):
            assert "_xl" not in formula, formula
            assert len(formula) < LONGEST_FORMULA
            tokens = Tokenizer(f"={formula}").items
            seen |= {token.value.strip(":(").upper() for token in tokens if token.type == "FUNC" and token.subtype == "OPEN"}
    assert seen <= OF_EXCEL_2010, seen - OF_EXCEL_2010
    assert "CEILING" in seen


def test_no_formula_is_an_array(plain):
    """Array formulas cannot be edited cell by cell, and dynamic ones are unknown to Excel 2019."""
    for path in plain:
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                if part.startswith("xl/worksheets/sheet"):
                    assert not re.search(rb't="array"|\bcm="', package.read(part)), f"{path.name} {part}"
            assert "xl/metadata.xml" not in package.namelist()


def test_none_of_our_functions_is_called_or_named(plain):
    """The guide does not offer what the workbook does not have."""
    ours = {function.name for function in catalogue()}
    for path in plain:
        book = openpyxl.load_workbook(path)
        assert ours.isdisjoint(book.defined_names)
        texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [text for text in texts if any(f"{name}(" in text for name in ours)] == []


def test_it_carries_what_the_workbook_with_functions_carries(tmp_path):
    """One plan, two files: whoever is sent the plain one sees the same figures."""
    for language in LANGUAGES:
        for role in ROLE_IDS:
            with speaking(language):
                ours = cached(write_book(tmp_path / "ours.xlsx", role))
                theirs = cached(write_book(tmp_path / "theirs.xlsx", role, kind=PLAIN))
            guide = next(iter(ours))[0]
            differing = {place for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)}
            assert {sheet for sheet, _ in differing} <= {guide, "設定", "Settings"}, differing
            assert len([sheet for sheet, _ in differing if sheet != guide]) <= 8  # what is kept of the sentence stands a row lower


@needs_soffice
def test_libreoffice_without_the_extension_computes_every_cell(plain, tmp_path, soffice_profile, record_property):
    """As it is: nothing is rewritten beforehand."""
    computed = recalculated(plain, tmp_path, soffice_profile)
    cells, wrong = 0, []
    for path in plain:
        carried = cached(path)
        for sheet, cell, formula in formulas(path):
            cells += 1
            if not same_value(carried[sheet, cell], got := computed[path][sheet].get(cell)):
                wrong.append(f"{path.name} {sheet}!{cell}: carries {carried[sheet, cell]!r}, computed {got!r}: {formula}")
    record_property("compared", f"{cells - len(wrong):,} of {cells:,} cells of {len(plain)} plain workbooks equal")
    assert not wrong, "\n".join(wrong[:20])
    assert cells > 10_000


@needs_soffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_computes_every_cell_after_edits(language, tmp_path, soffice_profile, record_property):
    """What somebody types comes to where a new workbook with those inputs begins."""
    pairs = []
    for number, (role, settings) in enumerate(settings_of_every_role()):
        typed_in = {name: value for name, value in EDITS[number % 2].items() if role.input(name)}
        with speaking(language):
            before = write_book(tmp_path / f"{number}-before.xlsx", role, settings, PLAIN)
            new = replace(settings, inputs={**settings.inputs, **typed_in})
            after = write_book(tmp_path / f"{number}-after.xlsx", role, new, PLAIN)
        pairs.append((edited(before, *(typed(name, value) for name, value in typed_in.items())), after))
    computed = recalculated([before for before, _ in pairs], tmp_path, soffice_profile)
    cells, wrong = 0, []
    for before, after in pairs:
        wanted = cached(after)
        for sheet, cell, formula in formulas(after):
            cells += 1
            if not same_value(wanted[sheet, cell], got := computed[before][sheet].get(cell)):
                wrong.append(f"{after.name} {sheet}!{cell}: {wanted[sheet, cell]!r}, computed {got!r}: {formula}")
    record_property("compared", f"{cells - len(wrong):,} of {cells:,} cells of plain workbooks equal after edits ({language})")
    assert not wrong, "\n".join(wrong[:20])


@needs_ironcalc
@pytest.mark.parametrize("language", LANGUAGES)
def test_ironcalc_computes_every_cell_also_after_edits(language, tmp_path, record_property):
    """An engine that is not ours and not LibreOffice's, as those of phones and the web are."""
    cells, changed, wrong = 0, 0, []
    for role, settings in settings_of_every_role():
        with speaking(language):
            computed = Computed(write_book(tmp_path / "before.xlsx", role, settings, PLAIN), tmp_path)
        wrong += computed.differences()
        cells += len(computed.formulas)
        for edits in EDITS:
            typed_in = {name: value for name, value in edits.items() if role.input(name)}
            computed.type(typed_in)
            new = replace(settings, inputs={**settings.inputs, **typed_in})
            with speaking(language):
                wanted = cached(write_book(tmp_path / "after.xlsx", role, new, PLAIN))
            for each in computed.formulas:
                carried = wanted[each.sheet, each.address]
                carried = openpyxl.utils.datetime.to_excel(carried) if hasattr(carried, "year") else carried
                changed += carried != each.carried
                cells += 1
                if not same(carried, got := computed.value(each.sheet, each.address)):
                    wrong.append(f"{role.id} {typed_in} {each.sheet}!{each.address}: {carried!r}, computed {got!r}: {each.text}")
    record_property("ironcalc", f"{cells - len(wrong):,} of {cells:,} cells of plain workbooks equal, edits included ({language})")
    assert not wrong, "\n".join(wrong[:20])
    assert changed > 3000


# --- what is done with it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_the_same_plan_is_read_from_either(role_id, tmp_path):
    """`report` and `check` look at names and tables, not at how a target is computed."""
    ours, theirs = (write_book(tmp_path / f"{kind.value}.xlsx", role_id, kind=kind) for kind in (FormulaKind.LAMBDAS, PLAIN))
    assert read_plans([ours]) == read_plans([theirs])


def test_report_and_check_say_the_same_of_either(tmp_path, monkeypatch, capsys):
    """Whoever was sent the plain file sends it back filled in."""
    from kpi_xl.cli import main

    log = tmp_path / "log.csv"
    log.write_text("日付,担当者,チーム,種別,件数,金額\n2026-12-02,佐藤 花子,東京,受注,1,500000\n2026-12-03,鈴木 一郎,東京,商談,9,\n")
    said = []
    for kind in (FormulaKind.LAMBDAS, PLAIN):
        folder = tmp_path / kind.value
        folder.mkdir()
        monkeypatch.chdir(folder)
        write_book(folder / "plan.xlsx", kind=kind)
        for arguments in (["check", "plan.xlsx", "--json"], ["report", str(log), "--plan", "plan.xlsx", "--month", "2026-12", "--json"]):
            with pytest.raises(SystemExit) as left:
                main(arguments)
            said.append((left.value.code, *capsys.readouterr()))
    assert said[:2] == said[2:]
    assert [status for status, *_ in said] == [0] * 4


def test_it_can_be_stamped_like_any_other(tmp_path):
    """--template: what a company made of a plain workbook is filled, or refused, where one with functions is."""
    role = load_role("field_sales")
    wanted = BookSettings.standard(role, Month(2027, 1), {"KGI_AMOUNT": 7_000_000})
    filled, refused = [], []
    for kind in (FormulaKind.LAMBDAS, PLAIN):
        template, output = write_book(tmp_path / "ours.xlsx", role, kind=kind), tmp_path / f"filled-{kind.value}.xlsx"
        with pytest.raises(InputError) as error:
            fill_template(template, role, wanted, output)
        refused.append([(finding.place, finding.rule) for finding in error.value.findings])
        targets = [finding.place.partition(" ")[0] for finding in error.value.findings]  # named cells that hold formulas
        check = fill_template(edited(template, *map(without_name, targets)), role, wanted, output)
        book = openpyxl.load_workbook(output, data_only=True)
        filled.append({name: cell_of(book, name).value for name in check.found if name in book.defined_names})
    assert filled[0] == filled[1]
    assert refused[0] == refused[1]
    assert filled[0]["KGI_AMOUNT"] == 7_000_000


def test_an_xlsm_with_ordinary_formulas_has_its_buttons(tmp_path):
    """The buttons are macros; the figures stay where macros are not allowed."""
    path = tmp_path / "plan.xlsm"
    role = load_role("field_sales")
    write_macro_workbook(role, demanding_settings(role), excel_macros("xlsm"), path, PLAIN)
    with zipfile.ZipFile(path) as package:
        assert "xl/vbaProject.bin" in package.namelist()
        assert any(b"KpiWriteMonthlyReport" in package.read(part) for part in package.namelist() if "vmlDrawing" in part)
    assert not any("KPI_" in re.sub(r'"[^"]*"', "", formula) for _, _, formula in formulas(path))
    assert names.KGI_CHECKED_TEXT in openpyxl.load_workbook(path).defined_names
