"""Every function against figures that do not come from this code."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from kpi_xl.functions import Category, call, catalogue

CASES = tomllib.loads((Path(__file__).parent / "reference_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['call'][0]}: {case['source']}")
def test_figure_is_as_published(case):
    """The source of each figure stands beside it in the table."""
    name, *arguments = case["call"]
    given, wanted = call(name, *arguments), case["gives"]
    assert given == (wanted if is_text(wanted) else pytest.approx(np.array(wanted), rel=1e-12))


def is_text(wanted: object) -> bool:
    """A text, or a table with texts in it."""
    return isinstance(wanted, str) or (isinstance(wanted, list) and isinstance(wanted[0][0], str))


def test_every_function_has_a_reference_case():
    """A new function without a figure from outside fails here; KPI_FUNNEL repeats the others as a table.

    The SMART functions judge sentences: theirs are in tests/smart.
    """
    checked = {case["call"][0] for case in CASES}
    unchecked = {function.name for function in catalogue() if function.category is not Category.SMART} - checked
    assert unchecked == {"KPI_FUNNEL"}, "add a [[case]] to reference_cases.toml, its figure published or worked out by hand"


def test_funnel_is_the_other_functions_as_a_table():
    """The numbers of the method, all four at once."""
    arguments = (10_000_000, 500_000, 0.2, 0.05)
    assert call("KPI_FUNNEL", *arguments) == [["受注", 20], ["商談", 100], ["アポイント", 100], ["架電", 2000]]
