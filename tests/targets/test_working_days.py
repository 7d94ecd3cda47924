"""Working days: what targets per day rest on, against the Cabinet Office's list of holidays."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.workdays import WorkCalendar, is_national_holiday

CABINET_OFFICE = Path(__file__).parents[3] / "shared" / "eval" / "cao_holidays" / "syukujitsu.csv"
"""Not part of the project; the comparison is skipped where it is not at hand."""

FISCAL_YEAR_2026 = {4: 21, 5: 18, 6: 22, 7: 22, 8: 20, 9: 19, 10: 21, 11: 19, 12: 23, 1: 19, 2: 18, 3: 22}
"""Mondays to Fridays without the holidays of the Cabinet Office's list, counted from that file."""

needs_list = pytest.mark.skipif(not CABINET_OFFICE.is_file(), reason="the Cabinet Office's list is not at hand")


def official_holidays() -> set[date]:
    with CABINET_OFFICE.open(encoding="cp932", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {date(*map(int, row[0].split("/"))) for row in rows}


def every_day(first: date, end: date) -> list[date]:
    return [first + timedelta(days=index) for index in range((end - first).days)]


@pytest.mark.parametrize("month", fiscal_year_months(Month(2026, 4)), ids=str)
def test_the_working_days_of_fiscal_year_2026(month: Month):
    """18 to 23: a plan that takes 20 for every month is wrong by a tenth in May and in December."""
    assert WorkCalendar().days_in(month) == FISCAL_YEAR_2026[month.month]


@needs_list
def test_the_table_is_the_cabinet_offices():
    """The twelve numbers above, counted anew from the official file."""
    holidays = official_holidays()
    counted = {
        month.month: sum(1 for day in every_day(month.start, month.end) if day.weekday() < 5 and day not in holidays)
        for month in fiscal_year_months(Month(2026, 4))
    }
    assert counted == FISCAL_YEAR_2026
    assert sum(counted.values()) == 244


@needs_list
def test_every_holiday_of_ten_years_is_the_official_one():
    """Substitute holidays, citizens' holidays and the moved ones of the Olympic year included."""
    first, end = date(2018, 1, 1), date(2028, 1, 1)
    ours = {day for day in every_day(first, end) if is_national_holiday(day)}
    assert ours == {day for day in official_holidays() if first <= day < end}


def test_company_days_and_worked_holidays_change_the_count():
    """Year-end days off, and a company that is open on 勤労感謝の日."""
    off = frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31), date(2026, 12, 26)})  # the last a Saturday
    assert WorkCalendar(off).days_in(Month(2026, 12)) == 20
    assert WorkCalendar(worked_holidays=frozenset({date(2026, 11, 23)})).days_in(Month(2026, 11)) == 20


def test_a_month_without_any_working_day_still_divides():
    """A month of company holidays must not divide by zero."""
    closed = frozenset(every_day(date(2026, 8, 1), date(2026, 9, 1)))
    assert WorkCalendar(closed).days_in(Month(2026, 8)) == 1
    assert WorkCalendar(closed).count(date(2026, 8, 1), date(2026, 9, 1)) == 0
