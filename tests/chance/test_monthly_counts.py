"""Monthly counts as a table: nothing lost, nothing doubled, holes are months without anything."""

from __future__ import annotations

import pytest

from kpi_xl.chance.monthly_counts import CountTable, MonthlyCounts
from kpi_xl.errors import ArgumentError
from kpi_xl.periods import Month

JANUARY = Month(2026, 1)


def test_a_hole_is_a_month_of_nothing_and_double_records_add_up():
    """A member on leave in February; March came in two rows; the team is the last one."""
    table = CountTable.of(
        [
            MonthlyCounts("佐藤", JANUARY, 2, 10, "西"),
            MonthlyCounts("佐藤", JANUARY.plus(2), 1, 4, "東"),
            MonthlyCounts("佐藤", JANUARY.plus(2), 3, 6, "東"),
            MonthlyCounts("鈴木", JANUARY.plus(1), 5, 9, "東"),
        ]
    )
    assert table.months == (JANUARY, JANUARY.plus(1), JANUARY.plus(2))
    assert table.counts.tolist() == [[2, 0, 4], [0, 5, 0]]
    assert table.exposures.tolist() == [[10, 0, 10], [0, 9, 0]]
    assert table.teams == (0, 0)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 10), (1, -10)])
def test_negative_counts_are_refused(count: float, exposure: float):
    """They come from corrections booked in another month, and would make a rate negative."""
    with pytest.raises(ArgumentError, match="0以上"):
        MonthlyCounts("佐藤", JANUARY, count, exposure)
