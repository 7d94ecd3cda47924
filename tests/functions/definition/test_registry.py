"""What hosts and reference pages take from the registry."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kpi_xl.functions import CellError, call, call_cells, catalogue, evaluate
from kpi_xl.functions.definition.parameters import Shape
from kpi_xl.language import LANGUAGES, speaking

FUNCTIONS = catalogue()
RANGE_OF_CELLS = re.compile(r"\b[A-Z]+[0-9]+:[A-Z]+[0-9]+\b")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
DESIGNED = """
    KPI_REQUIRED_DEALS KPI_REQUIRED_MEETINGS KPI_REQUIRED_APPOINTMENTS KPI_REQUIRED_CALLS KPI_REQUIRED_REQUESTS KPI_REQUIRED_VISITS
    KPI_REQUIRED_COUNT KPI_REQUIRED_PIPELINE KPI_REQUIRED_HEADCOUNT KPI_FUNNEL KPI_REQUIRED_AT KPI_PROBABILITY KPI_RATE_RANGE
    KPI_WORKING_DAYS KPI_PER_DAY KPI_PER_WEEK KPI_ATTAINMENT KPI_STATUS KPI_GAP KPI_PACE KPI_LANDING KPI_NEEDED_PER_DAY KPI_COVERAGE
    KPI_SHARE_ATTAINING KPI_CHURN_MONTHLY KPI_CHURN_ANNUAL KPI_REPEAT_RATE KPI_NRR KPI_BOTTLENECK KPI_GAP_BY_STAGE KPI_ADVISE
    KPI_DEFAULT
""".split()  # noqa: SIM905


def test_every_function_of_the_design_is_there():
    """Names are promised to people's workbooks."""
    assert set(DESIGNED) <= {function.name for function in FUNCTIONS}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_example_computes_in_both_languages(function):
    """It is what people copy from the reference."""
    for language in LANGUAGES:
        with speaking(language):
            assert function.example.startswith(f"={function.name}(")
            if not RANGE_OF_CELLS.search(function.example):
                evaluate(function.example)
            if language == "en":
                assert not JAPANESE.search(function.example)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_help_and_errors_are_said_in_both_languages(function):
    """English complete; Japanese first."""
    for text in (function.help, function.errors, *(parameter.help for parameter in function.parameters)):
        assert not JAPANESE.search(text.en)
        assert text.ja or not text.en


def test_errors_say_what_breaks_which_rule():
    """Worked out from the parameters and rules, so that they cannot go out of date."""
    errors = next(function for function in FUNCTIONS if function.name == "KPI_REQUIRED_MEETINGS").errors
    assert errors.ja == (
        "#N/A：revenueが負、unit_priceが0以下、win_rateが0%以下か100%超。#VALUE!：数や日付の引数が文字。"
        "#NAME?：省略した引数の名前のセルがブックにない"
    )
    assert errors.en.startswith("#N/A: revenue is below 0; unit_price is 0 or below; win_rate is not above 0% and at most 100%. ")


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_a_condition_of_a_twin_goes_with_every_rule(function):
    """A rule that only Python knows would make the two differ."""
    if function.has_twin:
        assert all(rule.condition for rule in function.rules)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_no_argument_makes_a_call_break_off(function):
    """Whatever stands in the cells, a host gets values or errors, never an exception."""
    for cell in (None, "", "多い", "#N/A", -1, 0, 1, 0.5, True, float("nan"), 1e308, [1, "x"], [[None]], np.array([0.5, 2.0])):
        result = call_cells(function.name, *[cell] * len(function.parameters))
        assert isinstance(result, (list, np.ndarray, CellError, int, float, str))


def test_names_are_read_where_an_input_may_be_omitted():
    """What hosts tell the spreadsheet to recalculate with."""
    reading = {function.name for function in FUNCTIONS if function.reads_names}
    assert {"KPI_REQUIRED_CALLS", "KPI_PER_DAY", "KPI_STATUS", "KPI_GAP_BY_STAGE"} <= reading
    assert not reading & {"KPI_GAP", "KPI_CHURN_MONTHLY", "KPI_REQUIRED_AT"}


def test_large_whole_numbers_stay_numbers():
    """Beyond 64 bits there is no int in an array; the float remains."""
    assert call("KPI_REQUIRED_COUNT", 1e18, 0.001) == pytest.approx(1e21)
    assert call("KPI_REQUIRED_COUNT", np.array([1e18, 1.0]), 0.001)[1] == 1000


def test_every_shape_says_what_it_takes():
    """The reference shows it."""
    assert all(shape.label.ja and shape.label.en for shape in Shape)
