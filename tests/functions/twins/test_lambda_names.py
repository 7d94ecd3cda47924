"""The twins as LAMBDA names: Excel must not have to repair a workbook that carries them."""

from __future__ import annotations

import re

import pytest
import xlsxwriter

from kpi_xl.definitions.loading import INPUT_ORDER
from kpi_xl.functions import catalogue, find, lambda_names, lambda_text
from kpi_xl.hosts.files.stamp.filling.builtin_functions import BUILTIN
from kpi_xl.language import LANGUAGES, speaking
from tests.spreadsheet import lint_workbooks, needs_excel_lint

NAMES = frozenset({*INPUT_ORDER, "HOLIDAYS", "PLAN_MONTH", "THRESHOLD_GOOD", "THRESHOLD_FAIR", "ATTAINING_THRESHOLD"})
TWINS = [function for function in catalogue() if function.has_twin]
LONGEST_FORMULA = 8192
"""Excel's own limit."""


@needs_excel_lint
def test_a_workbook_with_every_name_needs_no_repair(tmp_path):
    """With the workbook's inputs and without, in both languages."""
    paths = []
    for language in LANGUAGES:
        for names in (NAMES, frozenset()):
            paths.append(tmp_path / f"{language}{len(names)}.xlsx")
            with speaking(language), xlsxwriter.Workbook(paths[-1]) as book:
                book.add_worksheet("Sheet")
                for row, name in enumerate(sorted(NAMES)):
                    book.define_name(name, f"=Sheet!$A${row + 1}")
                for name, formula in lambda_names(names).items():
                    book.define_name(name, formula)
    assert lint_workbooks(paths) == []


@pytest.mark.parametrize("function", TWINS, ids=lambda function: function.name)
def test_every_name_fits_into_excel(function):
    """Longer formulas are refused, and a variable without its prefix makes Excel drop the name."""
    text = lambda_text(function, NAMES)
    assert len(text) <= LONGEST_FORMULA
    bare = re.sub(r'"[^"]*"', "", text)
    assert set(re.findall(r"(?<![\w.])\w+_\b(?!\()", bare)) == set()
    for parameter in function.parameters:
        assert not re.search(rf"(?<![\w.]){parameter.name}\b", bare), parameter.name


def test_no_variable_is_anything_else():
    """Two engines take UNIT_PRICE in the text of a LAMBDA for its parameter unit_price: the input of the workbook is lost."""
    variables = [name.casefold() for text in lambda_names(NAMES).values() for name in re.findall(r"_xl[po][mp]\.([\w.]+)", text)]
    ours = {name.casefold() for name in (*NAMES, *lambda_names(NAMES), *BUILTIN)}
    assert len(set(variables)) > 50
    assert ours.isdisjoint(variables)
    assert [name for name in variables if re.fullmatch(r"[a-z]{1,3}\d+|(r\d*)?(c\d*)?", name)] == []


def test_a_signature_is_the_same_in_every_workbook():
    """What a workbook has no cell for may still be left out: whoever gives it need not give all before it."""
    for function in TWINS:
        heads = [lambda_text(function, names).partition(",_xlfn.LET(")[0] for names in (NAMES, frozenset())]
        assert heads[0] == heads[1]
    assert "(_xlop.revenue_,_xlop.unit_price_," in lambda_text(find("KPI_REQUIRED_CALLS"), frozenset())
    assert "(_xlpm.actual_,_xlpm.target_,_xlop.direction_," in lambda_text(find("KPI_ATTAINMENT"), frozenset())


def test_a_function_that_plain_excel_cannot_say_has_no_name():
    """Half a function under the name of a whole one would be worse than #NAME?."""
    with pytest.raises(ValueError, match="KPI_REQUIRED_AT has no plain Excel twin"):
        lambda_text(find("KPI_REQUIRED_AT"), NAMES)
