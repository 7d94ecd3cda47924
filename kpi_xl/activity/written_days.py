"""Written days: the days between those of a sample, in the form in which the sample writes them.

An export is sorted by day as a rule; then a sample holds some days of each month only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kpi_xl.activity.days import DateOrder, decide_order, parse_day

MOST_DAYS = 5_000
"""Between the first and the last day; further apart is only a slip of the pen."""
SHOWN = 20
"""Texts by which the forms are known."""

_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y年%m月%d日}",
    lambda day: f"令和{day.year - 2018}年{day.month}月{day.day}日",
    lambda day: f"R{day.year - 2018}.{day.month}.{day.day}",
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: str((day - date(1899, 12, 30)).days),
)


def written_days(texts: Sequence[str], order: DateOrder | None) -> list[str]:
    """The days from the first to the last of *texts*, in the forms in which they are written.

    Args:
        order: of day and month where it is declared.

    >>> written_days(["4/29/2026", "5/2/2026"], None)
    ['4/29/2026', '4/30/2026', '5/1/2026', '5/2/2026']
    """
    decided = order or decide_order(texts).order
    days = {text: day for text in texts if (day := parse_day(text, decided)) is not None}
    if not days:
        return []
    first, last = min(days.values()), max(days.values())
    shown = list(days.items())[:SHOWN]
    forms = [form for form in _FORMS if any(form(day) == text for text, day in shown)]
    between = range(min((last - first).days, MOST_DAYS) + 1)
    return list(dict.fromkeys(form(first + timedelta(days=number)) for form in forms for number in between))
