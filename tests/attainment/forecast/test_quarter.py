"""The quarter's course: believed where months speak for it, and not where they merely differ."""

from __future__ import annotations

import numpy as np
import pytest

from kpi_xl.attainment.forecast.quarter import LEAST_MONTHS, QuarterCourse
from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

CALENDAR = WorkCalendar()
APRIL = Month(2025, 4)


def months(number: int, *per_day: float) -> dict[Month, float]:
    """So many months whose counts a working day are *per_day*, by the place in the quarter."""
    return {month: per_day[place % 3] * CALENDAR.days_in(month) for place in range(number) for month in [APRIL.plus(place)]}


def test_closed_quarters_are_seen_after_three_of_them():
    """65, 98 and 121% of the usual were the months of a public log's quarters."""
    course = QuarterCourse.of(months(9, 6.5, 9.8, 12.1), CALENDAR)
    usual = (6.5 * 9.8 * 12.1) ** (1 / 3)
    found = [course.factor(APRIL.plus(place)) for place in range(3)]
    assert found == pytest.approx([6.5 / usual, 9.8 / usual, 12.1 / usual], rel=0.05)
    assert np.prod(found) == pytest.approx(1)


def test_months_alike_have_no_course():
    assert QuarterCourse.of(months(12, 5, 5, 5), CALENDAR).factors == pytest.approx((1, 1, 1))
    assert QuarterCourse.of({}, CALENDAR).factors == (1, 1, 1)


def test_a_steady_fall_is_no_course():
    """5% less each month: the line has it, the quarter has nothing to add."""
    falling = {APRIL.plus(place): 100 * CALENDAR.days_in(APRIL.plus(place)) * 0.95**place for place in range(12)}
    assert QuarterCourse.of(falling, CALENDAR).factors == pytest.approx((1, 1, 1), abs=0.01)


def test_one_quarter_proves_nothing():
    assert QuarterCourse.of(months(LEAST_MONTHS - 1, 1, 5, 20), CALENDAR).factors == (1, 1, 1)


def test_months_that_merely_differ_are_believed_little():
    """A year of 200 companies whose months differ by a fifth for no reason: the course found is a few percent."""
    draw = np.random.RandomState(3)
    found = []
    for _ in range(200):
        totals = {month: count * np.exp(draw.normal(0, 0.2)) for month, count in months(12, 10, 10, 10).items()}
        found += [abs(np.log(factor)) for factor in QuarterCourse.of(totals, CALENDAR).factors]
    assert np.mean(found) < 0.03


def test_forecasts_are_of_their_own_month():
    """A member who follows the quarter is foretold the level of the month to come, not the average of all."""
    totals = months(9, 0.65, 1.0, 1.35)
    history = [MonthlyCounts("佐藤", month, round(count), CALENDAR.days_in(month)) for month, count in totals.items()]
    course = QuarterCourse.of(totals, CALENDAR)
    *_, (month, forecasts) = monthly_volume_forecasts(history, course=course)
    *_, (_, plain) = monthly_volume_forecasts(history)
    assert month == APRIL.plus(9)
    assert forecasts["佐藤"].mean == pytest.approx(0.65, rel=0.12)
    assert plain["佐藤"].mean > 0.85
    assert forecasts["佐藤"].alpha > 0


def test_how_little_is_known_of_a_course_is_said():
    """Of 300 companies whose quarters close (74, 100 and 135%) and whose months differ by a fifth, the factors lie as far off as told."""
    draw, truth = np.random.RandomState(5), np.array([-0.3, 0.0, 0.3])
    for number in (7, 9, 12):
        off, told = [], []
        for _ in range(300):
            totals = {month: count * np.exp(draw.normal(0, 0.2)) for month, count in months(number, *(10 * np.exp(truth))).items()}
            course = QuarterCourse.of(totals, CALENDAR)
            off += [(np.log(factor) - effect) ** 2 for factor, effect in zip(course.factors, truth, strict=True)]
            told += course.errors
        assert np.mean(told) == pytest.approx(np.mean(off), rel=0.5)
        assert np.mean(told) > 0.005


def test_a_course_that_is_not_believed_has_no_error():
    """Months alike leave nothing to be unsure of."""
    assert QuarterCourse.of(months(12, 5, 5, 5), CALENDAR).errors == pytest.approx((0, 0, 0), abs=1e-9)
    assert QuarterCourse.of({}, CALENDAR).errors == (0, 0, 0)


def test_a_past_month_is_judged_by_the_course_of_the_others():
    """One December of three times the usual makes a course of itself; the other months know of none."""
    totals = months(12, 10, 10, 10) | {Month(2025, 12): 30 * CALENDAR.days_in(Month(2025, 12))}
    course = QuarterCourse.of(totals, CALENDAR)
    assert course.without(Month(2025, 12)).factor(Month(2025, 12)) == pytest.approx(1)
    assert course.without(Month(2025, 11)).factor(Month(2025, 12)) > 1.01
    assert course.without(Month(2026, 4)) is course
