"""Cells of certainty that ask for more than can be summed term by term, or for more than anybody can count."""

from __future__ import annotations

import pytest

from kpi_xl.errors import ArgumentError
from kpi_xl.functions import call
from kpi_xl.language import speaking


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ((0.8, 1000, 1e-7), 10_265_125_346),  # 80%, 1,000 at 0.00001%
        ((0.99, 3000, 0, 5000), 190_969_564_791),
        ((0.999999, 1, 0, 100), 100_250_311_708_463),
    ],
)
def test_cells_that_once_never_answered(arguments, count):
    """One trial more changes the chance by less than its rounding there: the search closes its bracket and ends."""
    assert call("KPI_REQUIRED_AT", *arguments) == pytest.approx(count, rel=1e-9)


def test_a_column_is_answered_where_it_can_be():
    """One cell that cannot be counted leaves its neighbours their numbers."""
    with pytest.raises(ArgumentError, match="1,000兆件"):
        call("KPI_REQUIRED_AT", 0.9, 1_000_000, 0, 100_000_000)
    assert call("KPI_REQUIRED_AT", 0.9, [20, 1_000_000], 4, 20) == [191, 9_237_251]


def test_what_cannot_be_counted_says_why_and_what_to_do():
    """A refusal in both languages, not #NUM! alone."""
    with speaking("en"), pytest.raises(ArgumentError, match=r"1,000,000,000,000,000\. Give a higher rate"):
        call("KPI_REQUIRED_AT", 0.9, 1_000_000, 0, 100_000_000)
    with pytest.raises(ArgumentError, match="1億件"):
        call("KPI_REQUIRED_AT", 0.9, 1, 5, 1e9)
