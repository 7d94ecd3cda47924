"""Words that several sheets build from a KPI or a day."""

from __future__ import annotations

from datetime import date

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.role.looks import captioned
from kpi_xl.units import Unit

UNIT_WORDS = {
    Unit.COUNT: Text("件", ""),
    Unit.YEN: Text("円", " yen"),
    Unit.SCORE: Text("点", " points"),
    Unit.DAYS: Text("日", " days"),
}
"""Unit -> what follows a number; a rate and a ratio carry their sign in the number format."""


def unit_and_period(kpi: Kpi) -> str:
    """件／月, count / month; a rate of the month is just %."""
    return f"{kpi.unit.label}{_per(kpi)}"


def with_unit(kpi: Kpi, with_period: bool = False) -> str:
    """The KPI's number format with its unit: 30件, or 30件／月."""
    period = _per(kpi) if with_period else ""
    return captioned(kpi.number_format, after=f"{UNIT_WORDS.get(kpi.unit, '')}{period}")


def _per(kpi: Kpi) -> str:
    """Of a count or a sum the period is part of the unit; of a quotient only where it is not the usual month."""
    if not kpi.is_additive and kpi.period is Period.MONTH:
        return ""
    return f"{Text('／', ' / ')}{kpi.period.label}"


def purpose_words(role: RoleTemplate, kpi: Kpi) -> str:
    """What a KPI is for, as a new workbook begins: its success factor, else what it drives; the KGI's is the company's to say."""
    factor = next((str(ksf.label) for ksf in role.ksfs if ksf.id == kpi.ksf), "")
    return factor or (str(role.kpi(kpi.drives).label) if kpi.drives else "")


def in_brackets(words: object, more: object) -> str:
    """売上（円）, Revenue (yen)."""
    return str(Text(f"{words}（{more}）", f"{words} ({more})"))


def long_day(day: date) -> Text:
    """2026年12月31日, December 31, 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}")
