"""Days and months as texts, in the words that every spreadsheet reads alike; the cell of a day holds its number."""

from __future__ import annotations

from datetime import date, timedelta

from kpi_xl.language import spoken
from kpi_xl.periods import Month
from kpi_xl.sheets.live.values import ERROR, SUM, Live, Value, chosen, joined

_DAY_ZERO = date(1899, 12, 30)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def serial(of: date) -> float:
    """A day as Excel counts it.

    >>> serial(date(2026, 12, 1))
    46357.0
    """
    return float((of - _DAY_ZERO).days)


def day(address: str, shown: date) -> Live:
    """A cell of a day.

    >>> day("A1", date(2026, 12, 1)).value
    46357.0
    """
    return Live(address, serial(shown))


def end_of_month(of: Live) -> Live:
    month = _month(of)
    return Live(f"EOMONTH({of.formula},0)", ERROR if month is None else serial(month.end - timedelta(days=1)))


def start_of_month(of: Live) -> Live:
    month = _month(of)
    return Live(f"EOMONTH({of.formula},-1)+1", ERROR if month is None else serial(month.start), binds=SUM)


def next_month(start: Live) -> Live:
    """The first day of the month after; of a first day."""
    month = _month(start)
    return Live(f"EDATE({start.formula},1)", ERROR if month is None else serial(month.end))


def start_of_year(of: Live, first_month: Live) -> Live:
    """The first day of the fiscal year, which begins with *first_month*, that a day lies in."""
    found, first = _date(of.value), first_month.value
    formula = f"DATE(YEAR({of.formula})-IF(MONTH({of.formula})<{first_month.formula},1,0),{first_month.formula},1)"
    if found is None or isinstance(first, str):
        return Live(formula, ERROR)
    return Live(formula, serial(date(found.year - (found.month < first), int(first), 1)))


def place_in_year(of: Live, first_month: Live) -> Live:
    """Which month of the fiscal year, which begins with *first_month*, a day lies in: 1 to 12."""
    found, first = _date(of.value), first_month.value
    formula = f"MOD(MONTH({of.formula})-{first_month.formula},12)+1"
    if found is None or isinstance(first, str):
        return Live(formula, ERROR, binds=SUM)
    return Live(formula, float((found.month - int(first)) % 12 + 1), binds=SUM)


def today() -> Live:
    """The day on which the workbook is looked at."""
    return Live("TODAY()", serial(date.today()))


def month_text(of: Live) -> Live:
    """The month of a day: 2026年11月, 2026-11."""
    if spoken() == "ja":
        return joined(_part("YEAR", of), "年", _part("MONTH", of), "月")
    return joined(_part("YEAR", of), "-", _two_digits(_part("MONTH", of)))


def day_text(of: Live) -> Live:
    """A day as tables write it: 2026年11月30日, 2026-11-30."""
    if spoken() == "ja":
        return joined(month_text(of), _part("DAY", of), "日")
    return joined(month_text(of), "-", _two_digits(_part("DAY", of)))


def day_in_sentence(of: Live) -> Live:
    """A day as a sentence says it: 2026年11月30日, Nov 30, 2026."""
    if spoken() == "ja":
        return day_text(of)
    return joined(chosen(_part("MONTH", of), _MONTHS), " ", _part("DAY", of), ", ", _part("YEAR", of))


def _part(function: str, of: Live) -> Live:
    found = _date(of.value)
    return Live(f"{function}({of.formula})", ERROR if found is None else float(getattr(found, function.lower())))


def _two_digits(number: Live) -> Live:
    words = number.value if isinstance(number.value, str) else f"{number.value:02.0f}"
    return Live(f'TEXT({number.formula},"00")', words)


def _month(of: Live) -> Month | None:
    found = _date(of.value)
    return None if found is None else Month(found.year, found.month)


def _date(number: Value) -> date | None:
    return None if isinstance(number, str) else _DAY_ZERO + timedelta(days=int(number))
