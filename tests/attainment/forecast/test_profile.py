"""How a month goes: pooled shares by hand, and the straight line where there is too little."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.forecast.profile import LEAST_COUNT, Profile, first_day_reached
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

CALENDAR = WorkCalendar()
MONTHS = (Month(2026, 4), Month(2026, 5), Month(2026, 6))


def at_the_end(months: tuple[Month, ...] = MONTHS, first_half: int = 1, second_half: int = 3) -> dict[date, float]:
    """Three of four counts in the second half of each month's working days."""
    daily = {}
    for month in months:
        days = list(CALENDAR.working_days(month.start, month.end))
        daily |= {day: float(first_half if place < len(days) / 2 else second_half) for place, day in enumerate(days)}
    return daily


def test_a_busy_month_end_is_expected_late():
    """By half of the month a quarter is usually done; a straight line would cry wolf each month."""
    profile = Profile.of(at_the_end(), MONTHS, CALENDAR)
    assert not profile.is_linear
    assert profile.share(10, 20) == pytest.approx(0.25, abs=0.02)
    assert profile.share(0, 20) == 0
    assert profile.share(20, 20) == pytest.approx(1)
    assert "3か月" in str(profile.basis)


def test_months_weigh_by_what_they_counted():
    """A month of ten orders says less of the profile than one of a hundred."""
    early, late = {date(2026, 4, 1): 300.0}, {date(2026, 5, 29): 90.0, date(2026, 6, 30): 10.0}
    profile = Profile.of({**early, **late}, MONTHS, CALENDAR)
    assert profile.share(10, 20) == pytest.approx(300 / 400)


def test_a_weekend_belongs_to_the_day_before_it():
    """Orders booked on Saturdays are done by Friday's count, those of a holiday at the month's start on its first day."""
    friday, saturday = date(2026, 6, 5), date(2026, 6, 6)
    on_friday = Profile.of(dict.fromkeys((friday, date(2026, 4, 1), date(2026, 5, 1)), 50.0), MONTHS, CALENDAR)
    on_saturday = Profile.of(dict.fromkeys((saturday, date(2026, 4, 1), date(2026, 5, 1)), 50.0), MONTHS, CALENDAR)
    assert on_friday.shares == on_saturday.shares
    may = Month(2026, 5)
    closed = WorkCalendar(frozenset({date(2026, 5, 1)}))
    assert Profile.of({may.plus(each).start: 50.0 for each in (-1, 0, 1)}, MONTHS, closed).share(1, 20) > 0.9


@pytest.mark.parametrize("daily", [{}, at_the_end(MONTHS[:2], 10, 30), at_the_end(MONTHS, 0, 1)], ids=["nothing", "two months", "few"])
def test_too_little_history_is_a_straight_line_and_says_so(daily: dict[date, float]):
    """Two months, or thirty counts, are no rule."""
    assert sum(daily.values()) < LEAST_COUNT or len({day.month for day in daily}) < 3
    profile = Profile.of(daily, MONTHS, CALENDAR)
    assert profile.is_linear
    assert profile.share(7, 20) == pytest.approx(0.35)
    assert "均等" in str(profile.basis)


@given(shares=st.lists(st.floats(0, 1), min_size=21, max_size=21).filter(lambda each: sum(each) > 0.1), days=st.integers(1, 23))
def test_the_day_of_a_share_is_the_first_that_has_it(shares: list[float], days: int):
    """share and day_of are inverse, whatever the month's length."""
    total, done, curve = sum(shares[1:]) or 1.0, 0.0, [0.0]
    for each in shares[1:]:
        done += each
        curve.append(done / total)
    profile = Profile(tuple(curve), 3, 100)
    for wanted in (0.1, 0.5, 0.9):
        day = profile.day_of(wanted, days)
        if day is not None:
            assert profile.share(day, days) >= wanted - 1e-9
            assert day == 1 or profile.share(day - 1, days) < wanted
    assert [profile.share(day, days) for day in range(days + 1)] == sorted(profile.share(day, days) for day in range(days + 1))


def test_the_day_reached_counts_this_month_only():
    """Last month's surplus does not make this month."""
    may = Month(2026, 5)
    daily = {may.start - timedelta(days=1): 100.0, date(2026, 5, 7): 4.0, date(2026, 5, 8): 6.0, date(2026, 6, 1): 50.0}
    assert first_day_reached(daily, may, 10) == date(2026, 5, 8)
    assert first_day_reached(daily, may, 11) is None
