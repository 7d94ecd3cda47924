"""Working days in cells. Both ends count, as in Excel's NETWORKDAYS.

Without a list of days off, Japan's national holidays are used.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from kpi_xl.functions.definition.parameters import HOLIDAYS, MONTH, Parameter, Shape
from kpi_xl.functions.definition.registry import Category, spreadsheet_function
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.periods import DAYS_PER_WEEK, Month
from kpi_xl.rounding import round_up
from kpi_xl.units import Unit
from kpi_xl.workdays import WorkCalendar

COUNT = Parameter("count", Shape.NUMBER, Text("1か月の件数", "count of a month"))
DAYS_OF_MONTH = "NETWORKDAYS(EOMONTH({month},-1)+1,EOMONTH({month},0),{holidays})"
AT_LEAST_ONE_DAY = f"IF({DAYS_OF_MONTH}<1,1,{DAYS_OF_MONTH})"
BY_CELL = {"computes_cells": True, "twin_takes_ranges": False}
"""NETWORKDAYS does not go through a range cell by cell: LibreOffice repeats the first cell's result."""
_USUAL = WorkCalendar()


@spreadsheet_function(
    "KPI_WORKING_DAYS", Category.CALENDAR,
    Parameter("start", Shape.DATE, Text("開始日", "first day")),
    Parameter("end", Shape.DATE, Text("終了日（含む）", "last day, included")),
    HOLIDAYS,
    help=Text("期間の稼働日数（土日・休業日を除く）", "Working days from start to end, both included"),
    example="=KPI_WORKING_DAYS(DATE(2026,11,1),DATE(2026,11,30))",
    twin="NETWORKDAYS({start},{end},{holidays})", unit=Unit.DAYS, is_whole=True, **BY_CELL,
)  # fmt: skip
def working_days(start: date, end: date, holidays: frozenset[date] | None) -> int:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_WORKING_DAYS", date(2026, 11, 1), date(2026, 11, 30))
    19
    """
    if end < start:  # Excel counts backwards with a minus
        return -working_days(end, start, holidays)
    if holidays is None:
        return _USUAL.count(start, end + timedelta(days=1))
    return int(np.busday_count(start, end + timedelta(days=1), holidays=sorted(holidays)))


@spreadsheet_function(
    "KPI_PER_DAY", Category.CALENDAR, COUNT, MONTH, HOLIDAYS,
    help=Text("1か月の件数を1稼働日あたりにする（切り上げ）", "A month's count per working day, rounded up"),
    example="=KPI_PER_DAY(1000,DATE(2026,12,1))",
    twin=up("{count}/" + AT_LEAST_ONE_DAY), unit=Unit.COUNT, is_whole=True, **BY_CELL,
)  # fmt: skip
def per_day(count: float, month: date, holidays: frozenset[date] | None) -> int:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_PER_DAY", 1_000, date(2026, 11, 1))
    53
    """
    return int(round_up(count / _days_of_month(month, holidays)))


@spreadsheet_function(
    "KPI_PER_WEEK", Category.CALENDAR, COUNT, MONTH, HOLIDAYS,
    help=Text("1か月の件数を週（5稼働日）あたりにする（切り上げ）", "A month's count per week of five working days, rounded up"),
    example="=KPI_PER_WEEK(40,DATE(2026,12,1))",
    twin=up("{count}/(" + AT_LEAST_ONE_DAY + f"/{DAYS_PER_WEEK})"), unit=Unit.COUNT, is_whole=True, **BY_CELL,
)  # fmt: skip
def per_week(count: float, month: date, holidays: frozenset[date] | None) -> int:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_PER_WEEK", 40, date(2026, 11, 1))
    11
    """
    return int(round_up(count / (_days_of_month(month, holidays) / DAYS_PER_WEEK)))


def _days_of_month(day: date, holidays: frozenset[date] | None) -> int:
    month = Month.of(day)
    return max(1, working_days(month.start, month.end - timedelta(days=1), holidays))
