"""What cells may hold: one answer for each, the same in every host, and a bad cell leaves the others alone."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import ArgumentError, UnknownNameError
from kpi_xl.functions import CellError, call, call_cells
from kpi_xl.language import speaking


def shown(result: object) -> object:
    """A result as cells show it: an error by its sign."""
    if isinstance(result, (list, np.ndarray)):
        return [shown(each) for each in result]
    return result.code if isinstance(result, CellError) else result


NUMBER, DATE = "KPI_REQUIRED_DEALS", "KPI_PER_DAY"


@pytest.mark.parametrize(
    ("cell", "deals"),
    [
        (None, 0), ("", 0), ("  ", 0), (3_000_000, 6), ("300万円", 6), ("３００万", 6), ("3,000,000", 6), (True, 1), (False, 0),
        (date(2026, 11, 1), 1), (datetime(2026, 11, 1, 12), 1), (-1, "#N/A"), ("▲5", "#N/A"), ("多い", "#VALUE!"),
        ("1/0", "#VALUE!"), ("#N/A", "#N/A"), ("#DIV/0!", "#DIV/0!"), ("#NAME?", "#NAME?"), (float("nan"), "#N/A"),
        (float("inf"), "#N/A"),
    ],
)  # fmt: skip
def test_a_cell_where_a_number_is_wanted(cell, deals):
    """The table of kpi_xl.functions.calling.values, row by row; the neighbours are computed whatever stands beside them."""
    assert shown(call_cells(NUMBER, [[1_000_000], [cell], [500_000]], 500_000)) == [[2], [deals], [1]]


@pytest.mark.parametrize(
    ("cell", "per_day"),
    [
        ("", "#N/A"), (46327, 53), (46327.9, 53), ("2026-11-30", 53), ("2026/11/30", 53), (date(2026, 11, 1), 53), (25, "#N/A"),
        (60, "#N/A"), (3e6, "#N/A"), (-1, "#N/A"), ("来月", "#VALUE!"), (True, "#N/A"), ("#REF!", "#REF!"),
    ],
)  # fmt: skip
def test_a_cell_where_a_date_is_wanted(cell, per_day):
    """Excel's serial numbers, ISO dates and dates; nothing before March 1900, where Excel counts a day too many."""
    assert shown(call_cells(DATE, 1000, [[46327], [cell]])) == [[53], [per_day]]


@pytest.mark.parametrize(
    ("cell", "share"),
    [("", 0.5), ("—", 0.5), ("90%", 0.5), (True, 0.5), (1.0, 2 / 3), ("#N/A", "#N/A"), (float("nan"), 0.5), (date(2026, 11, 1), 2 / 3)],
)
def test_a_cell_of_a_range_that_is_counted(cell, share):
    """As Excel's COUNT; but an error is not passed over."""
    assert shown(call_cells("KPI_SHARE_ATTAINING", [[0.9], [cell], [0.5]])) == share


@pytest.mark.parametrize(
    ("cell", "rate"),
    [("以上", 0.8), ("HIGHER", 0.8), (1, 0.8), (" 以下 ", 1.2), (-1.0, 1.2), ("", "#N/A"), ("高い", "#N/A"), (0, "#N/A"), ("#N/A", "#N/A")],
)
def test_a_cell_where_a_direction_is_wanted(cell, rate):
    """What is not known is not taken for the usual side."""
    assert shown(call_cells("KPI_ATTAINMENT", 24, 30, [cell])) == [pytest.approx(rate) if isinstance(rate, float) else rate]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("多い", 25), "#VALUE!"), ((-1, "#DIV/0!"), "#DIV/0!"), (("#REF!", "多い"), "#REF!"), (("多い", "#REF!"), "#VALUE!"),
        ((-1, 25), "#N/A"), (("#N/A", "多い"), "#N/A"),
    ],
)  # fmt: skip
def test_of_two_wrong_arguments_a_text_or_an_error_is_shown_first(cells, wanted):
    """As Excel computes: a rule is only looked at once there is a number."""
    revenue, rate = cells
    assert shown(call_cells("KPI_REQUIRED_MEETINGS", revenue, 500_000, rate)) == wanted


def test_a_percentage_typed_as_a_whole_number_is_told_how_to_write_it():
    """25 for 25% is the commonest slip; the message is what the cell's owner reads."""
    good, error = call_cells("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, [0.2, 25])
    assert good == 100
    assert str(error) == "win_rate[2]：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。"
    with speaking("en"):
        assert str(error) == "win_rate[2]: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25."


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("KPI_REQUIRED_CALLS", (), "#NAME?"),  # no cell of that name
        ("KPI_GAP", (1,), "#VALUE!"),  # nothing could stand in
        ("KPI_GAP", (1, 2, 1, 4), "#VALUE!"),
        ("KPI_GAP", ([1, 2, 3], [1, 2]), "#N/A"),
        ("KPI_FUNNEL", ([1, 2], 1, 1, 1), "#VALUE!"),
        ("KPI_REQUIRED_HEADCOUNT", (1e308, 0.5, 0.001), "#NUM!"),
        ("KPI_NEEDED_PER_DAY", (24, 30, 18, 18), "#N/A"),
        ("KPI_COVERAGE", (1, 5, 5), "#N/A"),
        ("KPI_SHARE_ATTAINING", (["", "—"],), "#N/A"),
        ("KPI_REQUIRED_AT", (0.9, 20, 25), "#N/A"),
        ("KPI_REQUIRED_AT", (0.9, 20, 21, 20), "#N/A"),
        ("KPI_REQUIRED_AT", (0.9, 2_000_000, 0.2), "#N/A"),
        ("KPI_REQUIRED_AT", (1, 20, 0.2), "#N/A"),
        ("KPI_PROBABILITY", (1, 2, 0, 20), "#N/A"),
        ("KPI_PROBABILITY", (1, 2, 21, 20), "#N/A"),
        ("KPI_PROBABILITY", (1, 2, 5, 20, 3), "#N/A"),
        ("KPI_RATE_RANGE", (5, 4), "#N/A"),
        ("KPI_REPEAT_RATE", (51, 50), "#N/A"),
        ("KPI_NRR", (100, 0, 60, 60), "#N/A"),
        ("KPI_CHURN_ANNUAL", (5,), "#N/A"),
        ("KPI_BOTTLENECK", (["a", "b"], [1, 2], [1]), "#N/A"),
        ("KPI_BOTTLENECK", (["a", "b"], [1, -2], [1, 1]), "#N/A"),
        ("KPI_GAP_BY_STAGE", (["a", "b"], [1, "x"], [1, 1], 5), "#VALUE!"),
        ("KPI_ADVISE", ("bad weather",), "#N/A"),
        ("KPI_DEFAULT", ("field_sales", "win_ratio"), "#N/A"),
        ("KPI_DEFAULT", ("field", "win_rate"), "#N/A"),
    ],
)
def test_a_call_that_cannot_be_computed_shows_its_sign_and_says_why(name, arguments, code):
    """In Python it raises, in a cell it is an error with a message in the user's language."""
    for language, is_english in (("ja", False), ("en", True)):
        with speaking(language):
            error = call_cells(name, *arguments)
            assert error.code == code
            assert str(error).isascii() is is_english
            with pytest.raises((ArgumentError, UnknownNameError)):
                call(name, *arguments)


def test_a_range_with_a_rule_broken_between_arguments_keeps_its_good_cells():
    """One member whose month is over does not blank the team."""
    assert shown(call_cells("KPI_NEEDED_PER_DAY", [24, 24, 31], 30, [14, 18, 18], 18)) == [1.5, "#N/A", 0.0]


def test_named_cells_stand_in_and_are_named_in_messages():
    """A blank named cell is 0 as any other; the message says which cell."""
    names = {"KGI_AMOUNT": 3_000_000, "UNIT_PRICE": None}
    error = call_cells("KPI_REQUIRED_DEALS", names=names)
    assert error.code == "#N/A"
    assert str(error).startswith("UNIT_PRICE：「0」")
    assert call_cells("KPI_REQUIRED_DEALS", [[1], [3_000_000]], names={**names, "UNIT_PRICE": 500_000}) == [[1], [6]]


def test_numpy_comes_back_as_numpy_with_errors_in_it():
    """Whoever computes a column in Python sees which rows went wrong."""
    result = call_cells(NUMBER, np.array([1_000_000.0, -1.0]), 500_000)
    assert shown(result) == [2, "#N/A"]
    assert isinstance(result, np.ndarray)


def test_errors_of_a_host_come_through():
    """A host may hand over what another call of ours gave."""
    error = call_cells(NUMBER, -1, 500_000)
    assert call_cells("KPI_GAP", [error, 5], 3)[0] is error


CELLS = st.one_of(
    st.none(), st.text(max_size=4), st.integers(-5, 10**9), st.floats(), st.booleans(), st.sampled_from(["#N/A", "20%"]),
    st.dates(), st.datetimes(),
)  # fmt: skip


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_a_range_is_what_its_cells_are_one_by_one(rows):
    """Whatever stands in the cells: computing together and alone is one and the same."""
    together = call_cells("KPI_REQUIRED_COUNT", [[left] for left, _ in rows], [[right] for _, right in rows])
    alone = [[call_cells("KPI_REQUIRED_COUNT", [left], [right])[0]] for left, right in rows]
    assert shown(together) == shown(alone)
