"""The days off of a role workbook: what its list says against the national holidays."""

from __future__ import annotations

from datetime import date, timedelta

from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.workdays import WorkCalendar, is_national_holiday


def read_calendar(values: PlanValues) -> WorkCalendar:
    """Listed days that are no national holidays are the company's; national ones that were taken out are worked."""
    listed = _listed_days(values)
    company = frozenset(day for day in listed or () if not is_national_holiday(day))
    first, last = values.named_day(names.HOLIDAYS_FROM), values.named_day(names.HOLIDAYS_UNTIL)
    if listed is None or first is None or last is None:
        return WorkCalendar(company)
    if first > last:
        cell = values.book.cell(names.HOLIDAYS_UNTIL)
        values.report(cell.place if cell else names.HOLIDAYS_UNTIL, last.isoformat(), _SPAN_RULE, _SPAN_REMEDY)
        return WorkCalendar(company)
    return WorkCalendar(company, frozenset(_national_holidays(first, last) - listed))


def _listed_days(values: PlanValues) -> set[date] | None:
    if values.cell(names.HOLIDAYS) is None:
        return None
    cells = [cell for cell in values.book.cells(names.HOLIDAYS) if not cell.is_blank]
    days = [values.day(cell) for cell in cells]
    return {day for day in days if day is not None}


def _national_holidays(first: date, last: date) -> set[date]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return {day for day in days if is_national_holiday(day)}


_SPAN_RULE = Text("は休業日一覧の最初の日より前です", "is before the list of days off begins")
_SPAN_REMEDY = Text("一覧の最後の日を、最初の日以降の日付にしてください", "Set the last day of the list no earlier than its first day")
