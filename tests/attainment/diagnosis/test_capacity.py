"""Capacity with ramp, heads, joint visits and coverage: counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis.capacity import Capacity, Coverage, heads_missing, ramp_share
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import load_role
from kpi_xl.demo.people import PEOPLE
from kpi_xl.periods import Month
from kpi_xl.targets import Member

NOVEMBER = Month(2026, 11)


def joined(name: str, when: date | None) -> Member:
    return Member(name, "東", load_role("field_sales"), when)


TEAM = [joined("佐藤", None), joined("鈴木", date(2025, 4, 1)), joined("田中", date(2026, 10, 1)), joined("山田", date(2026, 12, 1))]


def test_new_members_count_as_far_as_they_are_ramped_up():
    """Two full members, one in the second month at 50%, one not there yet: 2.5, or 75 meetings at 30."""
    capacity = Capacity.of(TEAM, NOVEMBER)
    assert (capacity.members, capacity.full_members, capacity.brings(30)) == (3, 2.5, 75)


@given(months=st.integers(-3, 12))
def test_the_ramp_is_the_demos(months: int):
    """The made-up company's people work as much as is planned for them."""
    person = next(person for person in PEOPLE if person.joined_before is not None)
    month = NOVEMBER.plus(-person.joined_before + months)  # type: ignore[operator]
    assert ramp_share(person.member(NOVEMBER).joined, month) == person.ramp(month, NOVEMBER)


@given(required=st.integers(1, 500), per_head=st.floats(1, 60), months=st.integers(0, 6))
def test_heads_missing_are_just_enough(required: int, per_head: float, months: int):
    """With them the goal is reached in the month, with one less it is not."""
    capacity, hired = Capacity.of(TEAM, NOVEMBER), NOVEMBER.plus(-months)
    heads = heads_missing(required, per_head, capacity, hired)
    assert isinstance(heads, int)
    each = per_head * ramp_share(hired.start, NOVEMBER)
    assert capacity.brings(per_head) + heads * each >= required - 1e-6
    assert heads == 0 or capacity.brings(per_head) + (heads - 1) * each < required


def test_who_joins_after_the_month_does_not_help():
    """No number of heads hired in December makes November."""
    found = heads_missing(500, 30, Capacity.of(TEAM, NOVEMBER), Month(2026, 12))
    assert isinstance(found, TooLittle)
    assert "2026年12月" in str(found)


@pytest.mark.parametrize(
    ("pipeline", "won", "times", "missing"),
    [(30e6, 0, 3.0, 0), (20e6, 0, 2.0, 10e6), (12e6, 6e6, 3.0, 0), (6e6, 6e6, 1.5, 6e6), (0, 10e6, None, 0), (0, 12e6, None, 0)],
)
def test_coverage_is_of_what_is_left(pipeline: float, won: float, times: float | None, missing: float):
    """Three times the goal at the month's start, three times the rest later on, nothing once it is reached."""
    coverage = Coverage(pipeline, 10e6, won)
    assert (coverage.times, coverage.missing) == (times, missing)
