"""Feasts that English deadlines are set by: Christmas, Thanksgiving, Labor Day. Those whose day follows the moon stay open."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from kpi_xl.smart.times.spans import Today


def holiday_on(name: str, today: Today) -> date | None:
    """The next day of the feast *name*; None where its day cannot be told."""
    rule = next((rule for words, rule in _FEASTS if name.removeprefix("the ").startswith(words)), None)
    if rule is None or today.day.year >= date.max.year:
        return None
    this_year, next_year = (_day_in(year, *rule) for year in (today.day.year, today.day.year + 1))
    return this_year if this_year >= today.day else next_year


def _day_in(year: int, month: int, day: int, weekday: int | None = None, later: int = 0) -> date:
    """The first *weekday* from that day of the month on, *later* days after it; without a weekday, the day itself."""
    found = date(year, month, day)
    if weekday is not None:
        found += timedelta(days=(weekday - found.weekday()) % 7 + later)
    return found


_FEASTS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("christmas", (12, 25)),
    ("xmas", (12, 25)),
    ("new year's eve", (12, 31)),
    ("new year", (1, 1)),
    ("independence day", (7, 4)),
    ("halloween", (10, 31)),
    ("golden week", (5, 5)),
    ("obon", (8, 16)),
    ("thanksgiving", (11, 22, calendar.THURSDAY)),
    ("black friday", (11, 22, calendar.THURSDAY, 1)),
    ("cyber monday", (11, 22, calendar.THURSDAY, 4)),
    ("labor day", (9, 1, calendar.MONDAY)),
    ("valentine", (2, 14)),
    ("st patrick", (3, 17)),
    ("st. patrick", (3, 17)),
    ("boxing day", (12, 26)),
    ("veterans day", (11, 11)),
    ("presidents", (2, 15, calendar.MONDAY)),
    ("mlk day", (1, 15, calendar.MONDAY)),
    ("mother's day", (5, 8, calendar.SUNDAY)),
    ("father's day", (6, 15, calendar.SUNDAY)),
    ("memorial day", (5, 25, calendar.MONDAY)),
)
"""Beginning of the name; month, day and what `_day_in` makes of them."""
