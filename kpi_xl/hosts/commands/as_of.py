"""The day of ⑤: up to which results are filled in of a planned month that is not over. Workbooks without that cell get none."""

from __future__ import annotations

from datetime import date, timedelta

from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.hosts.plans.cells import DAYS_TO_1904
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.periods import Month
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.parts import names


def running_day(cells: PlanCells, open_plan: OpenPlan, last: date, today: date) -> date | None:
    """The last day of the log in the planned month, while working days of it are to come; None otherwise.

    Args:
        last: the log's last day.
    """
    day, month = min(last, today), open_plan.month
    is_over = not open_plan.plan.calendar.count(today + timedelta(days=1), month.end)
    return day if names.AS_OF in cells.names and Month.of(day) == month and not is_over else None


def unfinished_month(cells: PlanCells, open_plan: OpenPlan) -> Month | None:
    """The planned month, where what is typed for it reaches up to a day before its last working day."""
    cell = cells.cell(names.AS_OF)
    day = None if cell is None or cell.is_blank else PlanValues(cells, []).day(cell)
    if day is None or Month.of(day) != open_plan.month:
        return None
    return open_plan.month if open_plan.plan.calendar.count(day + timedelta(days=1), open_plan.month.end) else None


def day_value(cells: PlanCells, day: date) -> Value:
    """A day as the workbook's cells hold it."""
    return serial(day) - (DAYS_TO_1904 if cells.counts_from_1904 else 0)
