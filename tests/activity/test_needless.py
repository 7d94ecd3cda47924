"""Columns that a count does not ask for need not be read; those that it asks for must be."""

from __future__ import annotations

import pytest

from kpi_xl.activity.fields import Field
from kpi_xl.activity.query import needless_for
from kpi_xl.definitions import Tallied, Tally

WON = Tally(Tallied.SUM, ("won",))
CUSTOMERS = Tally(Tallied.DISTINCT, ("visit",))
PIPELINE = Tally(Tallied.SUM, ("pipeline",))
INBOUND = Tally(Tallied.COUNT, ("appointment",), ("web",))
NOT_INBOUND = Tally(Tallied.COUNT, ("appointment",), (), ("web",))


@pytest.mark.parametrize(
    ("tallies", "needless"),
    [
        ([], {Field.ACCOUNT, Field.SOURCE}),
        ([WON], {Field.ACCOUNT, Field.SOURCE}),
        ([CUSTOMERS], {Field.SOURCE}),  # different customers
        ([PIPELINE], {Field.SOURCE}),  # a stock is told apart by its customers
        ([WON, Tally(Tallied.COUNT, ("won", "pipeline"))], {Field.SOURCE}),
        ([INBOUND], {Field.ACCOUNT}),
        ([NOT_INBOUND], {Field.ACCOUNT}),
        ([WON, INBOUND], {Field.ACCOUNT}),
        ([CUSTOMERS, INBOUND], set()),
        ([WON, PIPELINE, NOT_INBOUND], set()),
    ],
)
def test_a_column_is_left_out_only_where_nothing_counts_by_it(tallies: list[Tally], needless: set[Field]):
    """A column left out by mistake would make ten customers one, or count outbound calls as answers to requests."""
    assert needless_for(tallies) == needless
