"""The twins as LAMBDA names: Excel must not have to repair a workbook that carries them."""

from __future__ import annotations

import re

import pytest
import xlsxwriter

from kpi_xl.definitions.loading import INPUT_ORDER
from kpi_xl.functions import catalogue, find, lambda_names, lambda_text
from kpi_xl.language import LANGUAGES, speaking
from tests.spreadsheet import lint_workbooks, needs_excel_lint

NAMES = frozenset({*INPUT_ORDER, "HOLIDAYS", "PLAN_MONTH", "THRESHOLD_GOOD", "THRESHOLD_FAIR", "ATTAINING_THRESHOLD"})
TWINS = [function for function in catalogue() if function.twin]
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
    """Longer formulas are refused, and a parameter without its prefix makes Excel drop the name."""
    text = lambda_text(function, NAMES)
    assert len(text) <= LONGEST_FORMULA
    bare = re.sub(r'"[^"]*"', "", text)
    for parameter in function.parameters:
        assert not re.search(rf"(?<![\w.]){parameter.name}_?\b", bare), parameter.name


def test_a_function_that_plain_excel_cannot_say_has_no_name():
    """Half a function under the name of a whole one would be worse than #NAME?."""
    with pytest.raises(ValueError, match="KPI_REQUIRED_AT has no plain Excel twin"):
        lambda_text(find("KPI_REQUIRED_AT"), NAMES)
