"""Working days in cells. Both ends count, as in Excel's NETWORKDAYS.

Without a list of days off, Japan's national holidays are used.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from kpi_xl.functions.parameters import HOLIDAYS, MONTH, Parameter, Shape
from kpi_xl.functions.registry import Category, spreadsheet_function
from kpi_xl.functions.twins import guarded, up
from kpi_xl.language import Text
from kpi_xl.periods import DAYS_PER_WEEK, Month
from kpi_xl.targets import round_up
from kpi_xl.workdays import WorkCalendar

COUNT = Parameter("count", Shape.NUMBER, Text("1か月の件数", "count of a month"))
DAYS_OF_MONTH = "NETWORKDAYS(EOMONTH({month},-1)+1,EOMONTH({month},0),{holidays})"
AT_LEAST_ONE_DAY = f"IF({DAYS_OF_MONTH}<1,1,{DAYS_OF_MONTH})"


@spreadsheet_function(
    "KPI_WORKING_DAYS", Category.CALENDAR,
    Parameter("start", Shape.DATE, Text("開始日", "first day")),
    Parameter("end", Shape.DATE, Text("終了日（含む）", "last day, included")),
    HOLIDAYS,
    help=Text("期間の稼働日数（土日・休業日を除く）", "Working days from start to end, both included"),
    example="=KPI_WORKING_DAYS(DATE(2026,11,1),DATE(2026,11,30))",
    twin="NETWORKDAYS({start},{end},{holidays})", is_whole=True,
)  # fmt: skip
def working_days(start: Any, end: Any, holidays: frozenset[date] | None) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_WORKING_DAYS", date(2026, 11, 1), date(2026, 11, 30))
    19
    """
    return _vectorised(_working_days, start, end, holidays)


@spreadsheet_function(
    "KPI_PER_DAY", Category.CALENDAR, COUNT, MONTH, HOLIDAYS,
    help=Text("1か月の件数を1稼働日あたりにする（切り上げ）", "A month's count per working day, rounded up"),
    example="=KPI_PER_DAY(1000,DATE(2026,12,1))",
    twin=guarded(up("{count}/" + AT_LEAST_ONE_DAY), "count>=0"), is_whole=True,
)  # fmt: skip
def per_day(count: Any, month: Any, holidays: frozenset[date] | None) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_PER_DAY", 1_000, date(2026, 11, 1))
    53
    """
    return round_up(count / _vectorised(_days_of_month, month, month, holidays))


@spreadsheet_function(
    "KPI_PER_WEEK", Category.CALENDAR, COUNT, MONTH, HOLIDAYS,
    help=Text("1か月の件数を週（5稼働日）あたりにする（切り上げ）", "A month's count per week of five working days, rounded up"),
    example="=KPI_PER_WEEK(40,DATE(2026,12,1))",
    twin=guarded(up("{count}/(" + AT_LEAST_ONE_DAY + f"/{DAYS_PER_WEEK})"), "count>=0"), is_whole=True,
)  # fmt: skip
def per_week(count: Any, month: Any, holidays: frozenset[date] | None) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_PER_WEEK", 40, date(2026, 11, 1))
    11
    """
    return round_up(count / (_vectorised(_days_of_month, month, month, holidays) / DAYS_PER_WEEK))


def _vectorised(count: Any, start: Any, end: Any, holidays: frozenset[date] | None) -> Any:
    first, last = np.broadcast_arrays(start, end)
    result = np.empty(first.shape, dtype=float)
    for index in np.ndindex(first.shape):
        result[index] = count(first[index], last[index], holidays)
    return result


def _working_days(start: date, end: date, holidays: frozenset[date] | None) -> int:
    if end < start:  # Excel counts backwards with a minus
        return -_working_days(end, start, holidays)
    if holidays is None:
        return WorkCalendar().count(start, end + timedelta(days=1))
    return int(np.busday_count(start, end + timedelta(days=1), holidays=sorted(holidays)))


def _days_of_month(day: date, _: date, holidays: frozenset[date] | None) -> int:
    month = Month.of(day)
    return max(1, _working_days(month.start, month.end - timedelta(days=1), holidays))
