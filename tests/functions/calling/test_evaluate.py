"""Formulas computed without a spreadsheet: signs before numbers, names, and what a misspelt one is answered with."""

from __future__ import annotations

import pytest

from kpi_xl.errors import InputError
from kpi_xl.functions import evaluate
from kpi_xl.language import speaking


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("-KPI_REQUIRED_DEALS(3000000,500000)", -6), ("+KPI_REQUIRED_DEALS(3000000,500000)", 6), ("--5", 5), ("2--3", 5), ("-{1,2}", [-1, -2]),
        ("50%*-20", -10), ("1.5万+.5万", 20_000), ("2億/4", 50_000_000),
    ],
)  # fmt: skip
def test_signs_and_scales_are_computed(formula, result):
    """A shortfall is written as minus what is missing; 万, 億 and % as on paper."""
    assert evaluate(formula) == result


@pytest.mark.parametrize("formula", ["~5", "not 5", "5 // 2", "5 ** 2", "5 if 1 else 2"])
def test_what_only_python_knows_is_no_formula(formula):
    with pytest.raises(InputError, match="は式として読めません"):
        evaluate(formula)


def test_a_misspelt_name_is_answered_with_the_nearest():
    with pytest.raises(InputError) as error:
        evaluate("UNIT_PRISE*2", {"UNIT_PRICE": 500_000, "KGI_AMOUNT": 1})
    assert str(error.value) == "式：「UNIT_PRISE」という名前はありません。もしかして「UNIT_PRICE」ですか。"


def test_a_name_where_none_is_known_is_answered_with_how_to_give_it():
    with pytest.raises(InputError) as error:
        evaluate("UNIT_PRICE*2")
    assert str(error.value) == "式：「UNIT_PRICE」という名前はありません。数で書くか、--set UNIT_PRICE=値 を付けてください。"
    with speaking("en"):
        assert "Write a number, or add --set UNIT_PRICE=VALUE" in str(error.value)
