"""Where the label of what was done stands in the chart of a month: where no line is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from kpi_xl.attainment.month.month_line import MonthLine
from kpi_xl.sheets.monthly.charts.course import DONE_DOWN, DONE_UP, Course
from tests.sheets.monthly.report_fixture import FIELD

DAYS = tuple(date(2026, 11, 2) + timedelta(days=place) for place in range(5))


def label(done: Sequence[float], target: float = 10.0) -> tuple[int, int]:
    """Above or below, and at which day's place."""
    course = Course(FIELD.kgi, MonthLine(DAYS, tuple(done)), target, None, is_running=len(done) < len(DAYS))
    ((col, places),) = [(col, places) for col, places in course.columns.items() if col in (DONE_UP, DONE_DOWN)]
    (place,) = places
    assert places[place] == done[-1]
    return col, place


@pytest.mark.parametrize(
    ("done", "stands"),
    [
        ([3, 3, 3], (DONE_DOWN, 2)),  # 6 are due: below the line that is level
        ([2, 2, 4], (DONE_DOWN, 3)),  # the line comes from below: beside it
        ([4, 4, 7], (DONE_UP, 2)),
        ([0, 0, 1], (DONE_UP, 2)),  # a label below would stand on the days
        ([2, 2, 2, 2, 8], (DONE_UP, 4)),  # at the end, where it stands at the right
    ],
)
def test_a_label_stands_where_no_line_is(done: list[float], stands: tuple[int, int]):
    assert label(done) == stands
