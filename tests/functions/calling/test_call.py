"""What cells hold, the shapes that come back, and what an omitted argument means."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors import ArgumentError, KpiError, UnknownNameError
from kpi_xl.functions import call, evaluate
from kpi_xl.language import speaking
from kpi_xl.rounding import TOLERANCE

RATE = st.integers(1, 1000).map(lambda thousandths: thousandths / 1000)
NAMES = {"KGI_AMOUNT": 10_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.2, "APPOINTMENT_RATE": 0.05}


def test_omitted_arguments_come_from_the_workbook():
    """=KPI_REQUIRED_CALLS() is what people type; the named cells stand in."""
    assert call("KPI_REQUIRED_CALLS", names=NAMES) == 2000
    assert call("KPI_REQUIRED_CALLS", None, None, 0.4, names=NAMES) == 1000
    assert call("KPI_REQUIRED_CALLS", names={**NAMES, "SHOW_RATE": 0.5}) == 4000


@pytest.mark.parametrize(
    ("given_range", "result"),
    [
        ([3_000_000, 10_000_000], [6, 20]),
        ([[3_000_000], [10_000_000]], [[6], [20]]),
        ([[3_000_000, 10_000_000]], [[6, 20]]),
        ((3_000_000, 10_000_000), [6, 20]),
    ],
)
def test_result_has_the_shape_of_the_range(given_range, result):
    """A column gives a column, a row a row; the unit price is one cell for all."""
    assert call("KPI_REQUIRED_DEALS", given_range, 500_000) == result


def test_numpy_in_numpy_out():
    """100,000 rows must not become Python lists on the way."""
    deals = call("KPI_REQUIRED_DEALS", np.full(100_000, 3_000_000), 500_000)
    assert isinstance(deals, np.ndarray)
    assert deals.dtype.kind == "i"
    assert set(deals) == {6}


@pytest.mark.parametrize("shape", [(40_000,), (40_000, 1), (200, 200)])
def test_a_long_range_is_computed_as_a_short_one(shape):
    """Long ranges are computed block by block; where a block ends must not show."""
    revenue = np.arange(np.prod(shape), dtype=float).reshape(shape) * 1000
    rate = np.linspace(0.01, 1, shape[-1]) if len(shape) > 1 else 0.3
    meetings = call("KPI_REQUIRED_MEETINGS", revenue, 50_000, rate)
    assert meetings.shape == shape
    exact = np.ceil(np.ceil(revenue / 50_000 * (1 - TOLERANCE)) / rate * (1 - TOLERANCE))
    assert (meetings == exact).all()


def test_row_and_column_make_a_table():
    """As in Excel: goals down, prices across."""
    assert call("KPI_REQUIRED_DEALS", [[1_000_000], [2_000_000]], [[500_000, 250_000]]) == [[2, 4], [4, 8]]


@pytest.mark.parametrize("typed", ["20%", "２０％", "0.2", 0.2])
def test_rates_are_read_as_people_type_them(typed):
    """Full width comes from Japanese input methods."""
    assert call("KPI_REQUIRED_MEETINGS", "1,000万", "50万円", typed) == 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((10_000_000, 500_000, 25), "win_rate：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。"),
        ((10_000_000, 500_000, 0), "win_rate：「0」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。"),
        ((-1, 500_000, 0.2), "revenue：「-1」は使えません。0以上の数が必要です。売上目標（円）を指定してください。"),
        ((10_000_000, 0, 0.2), "unit_price：「0」は使えません。0より大きい数が必要です。平均受注単価（円）を指定してください。"),
        (("多い", 500_000, 0.2), "revenue：「多い」は数として読めません。売上目標（円）を指定してください。"),
        ((float("nan"), 500_000, 0.2), "revenue：「nan」は使えません。0以上の数が必要です。売上目標（円）を指定してください。"),
        (([1_000_000, -5], 500_000, 0.2), "revenue[2]：「-5」は使えません。0以上の数が必要です。売上目標（円）を指定してください。"),
        (
            (10_000_000, 500_000),
            "KPI_REQUIRED_MEETINGS.win_rate：引数「成約率（商談あたりの受注）」がありません。"
            "値を指定するか、WIN_RATE という名前のセルを用意してください。",
        ),
    ],
)
def test_what_breaks_the_rule_is_named(arguments, message):
    """The first line of the message is what stands in the cell."""
    with pytest.raises(ArgumentError) as error:
        call("KPI_REQUIRED_MEETINGS", *arguments)
    assert str(error.value) == message


def test_messages_speak_english():
    """English complete."""
    with pytest.raises(ArgumentError) as error:
        call("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, 25)
    with speaking("en"):
        shown = str(error.value)
    assert shown == "win_rate: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25."


def test_unknown_function_names_the_nearest():
    """A typing slip is the commonest mistake."""
    with pytest.raises(UnknownNameError, match="もしかして「KPI_REQUIRED_CALLS」ですか"):
        call("KPI_REQUIRED_CALS", 1)


def test_dates_are_read_from_serials_and_text():
    """Excel hands over serial numbers; 46327 is 2026-11-01."""
    expected = call("KPI_WORKING_DAYS", date(2026, 11, 1), date(2026, 11, 30))
    assert call("KPI_WORKING_DAYS", 46327, 46356.5) == expected
    assert call("KPI_WORKING_DAYS", "2026-11-01", "2026/11/30") == expected


@given(st.integers(0, 10**9), RATE)
def test_required_count_is_the_smallest_that_suffices(outcome, rate):
    """The definition itself: n x rate reaches the outcome, one less does not (beyond binary dust)."""
    needed = call("KPI_REQUIRED_COUNT", outcome, rate)
    assert needed * rate >= outcome * (1 - 1e-9)
    assert needed == 0 or (needed - 1) * rate < outcome


@given(st.integers(0, 10**9), st.integers(1, 10**7), RATE, RATE)
def test_a_better_rate_never_takes_more_calls(revenue, price, rate, better):
    """Monotonicity: whoever converts better needs no more activity."""
    low, high = sorted((rate, better))
    assert call("KPI_REQUIRED_MEETINGS", revenue, price, high) <= call("KPI_REQUIRED_MEETINGS", revenue, price, low)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("KPI_REQUIRED_CALLS(10000000,500000,0.2,0.05)", 2000),
        ("=KPI_REQUIRED_CALLS(10000000, 500000, 20%, 5%)", 2000),
        ("KPI_PER_DAY(KPI_REQUIRED_CALLS(5000000,500000,20%,5%),DATE(2026,11,1))", 53),
        ("KPI_REQUIRED_DEALS({10000000,3000000},500000)", [20, 6]),
        ("KPI_REQUIRED_CALLS(,,40%,)", 1000),
        ("KPI_REQUIRED_CALLS(,,,8%)", 1250),
        ("kpi_gap(24,30)*2", -12),
        ('KPI_ATTAINMENT(4,5,"以下")', 1.2),
    ],
)
def test_expressions_compute_as_in_a_cell(expression, result):
    """What people paste from a cell works on the command line."""
    assert evaluate(expression, NAMES) == pytest.approx(result)


@pytest.mark.parametrize(
    "expression",
    [
        "", "=", "1+", "__import__('os')", "KPI_GAP.__class__", "[x for x in (1,)]", "KPI_GAP(1,2,x=3)",
        "(" * 500 + ")" * 500, "1/0", "1+" * 9000 + "1",
    ],
    ids=lambda text: text[:20] or "empty",
)  # fmt: skip
def test_anything_else_is_refused(expression):
    """An expression is data: nothing in it can run."""
    with pytest.raises(KpiError):
        evaluate(expression)
