"""The demo's year: twelve months of a made-up company, told day by day.

What the figures tell: new members ramp up, August and the year end are quiet, March and September busy, one
member's key-person contacts fall and the deals a month later.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kpi_xl.activity.fields import HANDWRITTEN
from kpi_xl.definitions import KINDS
from kpi_xl.demo.people import PEOPLE, Person
from kpi_xl.demo.work import WORK, Row, WorkDay
from kpi_xl.periods import Month, months_up_to
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar, year_end_days

LAST_MONTH = Month(2026, 11)
"""The month that the demo reports on where nobody names another."""

MONTHS = 12
WARM_UP = 2
"""Months lived before the year begins and not written: the first month's deals come from meetings before it."""

_SEASON = {1: 0.94, 3: 1.10, 8: 0.84, 9: 1.08, 12: 0.93}


def demo_members(last_month: Month = LAST_MONTH) -> tuple[Member, ...]:
    """The members table: two teams; some members joined within the year that ends with *last_month*."""
    return tuple(person.member(last_month) for person in PEOPLE)


def demo_calendar(last_month: Month = LAST_MONTH) -> WorkCalendar:
    """The company's calendar: closed from 12/29 to 1/3."""
    months = months_up_to(last_month, MONTHS + WARM_UP)
    return WorkCalendar(frozenset(day for month in months for day in year_end_days(month)))


def write_demo_log(path: Path, last_month: Month = LAST_MONTH) -> None:
    """Write the activity log of the year that ends with *last_month*, as CSV with a BOM: Excel opens it as it is."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.label.ja for field in HANDWRITTEN)
        writer.writerows(_year(last_month))


def write_demo_members(path: Path, last_month: Month = LAST_MONTH) -> None:
    """Write who is in the company, as `kpi-xl new company --members` reads it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("担当者", "チーム", "役割", "入社日"))
        for member in demo_members(last_month):
            writer.writerow((member.name, member.team, member.role.title.ja, member.joined or ""))


def _year(last_month: Month) -> Iterator[tuple[object, ...]]:
    """Every row of the log, by day."""
    working = [(person, WORK[person.role.partition(":")[0]](person)) for person in PEOPLE]
    first_day = last_month.plus(1 - MONTHS).start
    for day, today in _days(last_month):
        for person, work in working:
            ramp = person.ramp(Month.of(day), last_month)
            rows = list(work.rows(today, ramp)) if ramp else []
            if day >= first_day:
                yield from (_line(day, person, row) for row in rows)


def _days(last_month: Month) -> Iterator[tuple[date, WorkDay]]:
    calendar = demo_calendar(last_month)
    number = 0
    months = months_up_to(last_month, WARM_UP + MONTHS)
    for months_left, month in zip(range(len(months) - 1, -1, -1), months, strict=True):
        days = list(calendar.working_days(month.start, month.end))
        for of_month, day in enumerate(days):
            yield day, WorkDay(_season(day), number, of_month, len(days), months_left)
            number += 1


def _season(day: date) -> float:
    """Share of the usual activity: few are there around Obon and before the year ends."""
    is_holiday_time = (8, 12) <= (day.month, day.day) <= (8, 16) or (day.month == 12 and day.day >= 26)
    return _SEASON.get(day.month, 1.0) * (0.5 if is_holiday_time else 1.0)


def _line(day: date, person: Person, row: Row) -> tuple[object, ...]:
    kind = KINDS[row.kind].label.ja
    return day, person.name, person.team, kind, row.count, row.amount, row.score, row.account, row.source
