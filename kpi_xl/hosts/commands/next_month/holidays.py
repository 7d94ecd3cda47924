"""The days off of a later month: what is listed stays, and a new fiscal year brings its holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpi_xl.hosts.commands.next_month.model import Turning
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.hosts.plans.cells import DAYS_TO_1904
from kpi_xl.hosts.plans.places import Placed, beside, placed
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.days_off import holiday_label
from kpi_xl.sheets.role.parts import names
from kpi_xl.workdays import is_national_holiday, national_holiday_name, year_end_days


def turn_holidays(cells: PlanCells, last: Month, turning: Turning) -> None:
    """List the holidays up to the end of *last*, the last month of the fiscal year, where the list ends before."""
    until = next(iter(placed(cells, names.HOLIDAYS_UNTIL)), None)
    end = PlanValues(cells, []).named_day(names.HOLIDAYS_UNTIL) if until is not None else None
    if until is None or end is None or end >= last.end - timedelta(days=1):
        return
    days = dict(_days_off(end + timedelta(days=1), last.end))
    free = _free_rows(cells)
    if len(free) < len(days):
        turning.notes.append(_NO_ROOM.format(day=f"{end:%Y/%m/%d}", count=len(days) - len(free), rows=counted(len(days) - len(free), "row")))
        return
    for place, (day, name) in zip(free, days.items(), strict=False):
        turning.put(place, _number(cells, day))
        label = beside(cells, place, 1)
        if label.cell.is_blank:
            turning.put(label, holiday_label(name))
    turning.put(until, _number(cells, last.end - timedelta(days=1)))
    turning.changes.append(_ADDED.format(count=len(days), days=counted(len(days), "day off", "days off"), last=last.label))


def _days_off(first: date, end: date) -> Iterator[tuple[date, str]]:
    """Holidays and the usual days at the year's end on weekdays, each with its name."""
    usual = {day for offset in range(12) for day in year_end_days(Month.of(first).plus(offset))}
    for offset in range((end - first).days):
        day = first + timedelta(days=offset)
        if is_national_holiday(day) or (day in usual and day.weekday() < 5):
            yield day, national_holiday_name(day) if is_national_holiday(day) else ""


def _free_rows(cells: PlanCells) -> list[Placed]:
    """The blank cells below the last day of the list."""
    found = placed(cells, names.HOLIDAYS)
    used = max((place for place, each in enumerate(found) if not each.cell.is_blank), default=-1)
    return found[used + 1 :]


def _number(cells: PlanCells, day: date) -> float:
    return serial(day) - (DAYS_TO_1904 if cells.counts_from_1904 else 0)


_ADDED = Text("設定：休業日に{last}までの{count}日を追加", "Settings: {days} added, up to {last}")
_NO_ROOM = Text(
    "休業日の一覧は{day}までで、空いている行が{count}行足りません。「設定」に行を挿入して、来年度の祝日を追加してください。",
    "The list of days off ends on {day} and lacks {rows}. Insert rows in Settings and add next year's holidays.",
)
