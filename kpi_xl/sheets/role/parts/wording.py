"""Words that several sheets build from a KPI or a day."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.live.figures import digits
from kpi_xl.sheets.live.values import Live, cell, choice, compared, joined, whole_part
from kpi_xl.sheets.role.parts.looks import captioned
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


def figure(kpi: Kpi, value: Live) -> Live:
    """A value of a KPI in its goal's sentence: 月間30件, 20.0%."""
    words = digits(value, _places(kpi), with_unit(kpi))
    if kpi.unit.is_whole and kpi.decimals:
        plain = digits(value, 0, with_unit(replace(kpi, decimals=0)))
        words = choice(compared(whole_part(value), "=", value), plain, words)
    before, after = _around(kpi)
    return joined(before, words, after)


def figure_words(kpi: Kpi, value: float) -> str:
    """The same of a number."""
    return str(figure(kpi, cell("", value)).value)


def _places(kpi: Kpi) -> int:
    """The decimals that `with_unit` shows; of a rate, of the share itself."""
    return kpi.decimals if kpi.unit.is_whole else 3 if kpi.unit is Unit.RATE else 2


def _around(kpi: Kpi) -> tuple[str, str]:
    """月間 before a count of the month, " a month" after it; nothing where the label says the period already."""
    label = str(kpi.label).casefold()
    if not kpi.is_additive or any(word in label for word in _SAID[kpi.period]):
        return "", ""
    return str(_BEFORE[kpi.period]), str(_AFTER[kpi.period])


_BEFORE = {
    Period.DAY: Text("1日", ""), Period.WEEK: Text("週", ""), Period.MONTH: Text("月間", ""), Period.YEAR: Text("年間", ""),
}  # fmt: skip
_AFTER = {
    Period.DAY: Text("", " a day"), Period.WEEK: Text("", " a week"), Period.MONTH: Text("", " a month"),
    Period.YEAR: Text("", " a year"),
}  # fmt: skip
_SAID = {
    Period.DAY: ("1日", "day", "daily"), Period.WEEK: ("週", "week"), Period.MONTH: ("月", "month"), Period.YEAR: ("年", "year", "annual"),
}  # fmt: skip


def purpose_words(role: RoleTemplate, kpi: Kpi) -> str:
    """What a KPI is for, as a new workbook begins: its success factor, else what it drives; the KGI's is the company's to say."""
    factor = next((str(ksf.label) for ksf in role.ksfs if ksf.id == kpi.ksf), "")
    return factor or (str(role.kpi(kpi.drives).label) if kpi.drives else "")


def in_brackets(words: object, more: object) -> str:
    """売上（円）, Revenue (yen)."""
    return str(Text(f"{words}（{more}）", f"{words} ({more})"))
