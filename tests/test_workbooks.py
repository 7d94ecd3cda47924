"""Every workbook that kpi-xl makes: opens without repair, and shows what a spreadsheet computes."""

from __future__ import annotations

import re

import openpyxl
import pytest

from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated
from tests.workbooks import cached, formulas, in_plain_excel, make_all

pytestmark = pytest.mark.xdist_group("workbooks")


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """Four role workbooks and a monthly report of fourteen members or so, in Japanese and in English."""
    return make_all(tmp_path_factory.mktemp("demo"))


@needs_excel_lint
def test_excel_opens_them_without_repair(workbooks):
    """A finding of the linter is Excel's repair dialogue on a customer's screen."""
    assert lint_workbooks(workbooks) == []


@needs_soffice
def test_a_spreadsheet_computes_the_values_they_carry(workbooks, tmp_path, soffice_profile, record_property):
    """Previews show the carried value, Excel the computed one: they must be the same in every formula cell."""
    copies = {path: in_plain_excel(path, tmp_path / f"{path.parent.name}-{path.name}") for path in workbooks}
    computed = recalculated(list(copies.values()), tmp_path, soffice_profile)
    compared, wrong = 0, []
    for path in workbooks:
        carried = cached(path)
        for sheet, cell, formula in formulas(path):
            wanted, got = carried[sheet, cell], computed[copies[path]][sheet].get(cell)
            compared += 1
            if not same(wanted, got):
                wrong.append(f"{path.parent.name}/{path.name} {sheet}!{cell}: carries {wanted!r}, computed {got!r}: {formula}")
    record_property("compared", f"{compared:,} formula cells of {len(workbooks)} workbooks, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert compared > 2000


def same(carried: object, computed: object) -> bool:
    """Numbers to 1e-9 (the spreadsheet saves 15 digits); an empty text is no cell when it comes back."""
    if isinstance(carried, (int, float)) and isinstance(computed, (int, float)):
        return carried == pytest.approx(computed, rel=1e-9, abs=1e-9)
    return (carried or "") == (computed or "")


def test_no_formula_cell_carries_nothing(workbooks):
    """Protected View, phones and Outlook show the carried value: 0 or nothing would be a lie."""
    for path in workbooks:
        carried = cached(path)
        assert [f"{path.name} {sheet}!{cell}" for sheet, cell, _ in formulas(path) if carried[sheet, cell] is None] == []


def test_no_workbook_name_is_a_variable_of_our_functions(workbooks):
    """Case aside: a LAMBDA that reads UNIT_PRICE while its parameter is unit_price reads the parameter."""
    names, variables = set(), set()
    for path in workbooks:
        book = openpyxl.load_workbook(path)
        texts = {**book.defined_names, **{name: each for sheet in book for name, each in sheet.defined_names.items()}}
        names |= {name.casefold() for name in texts}
        variables |= {word.casefold() for each in texts.values() for word in re.findall(r"_xl[po][mp]\.(\w+)", each.value)}
    assert len(names) > 150
    assert len(variables) > 50
    assert names.isdisjoint(variables)


def test_two_builds_are_identical(workbooks, tmp_path):
    """A workbook under version control changes only when its content does."""
    again = make_all(tmp_path)
    for first, second in zip(workbooks, again, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
