"""Formulas of the monthly sheets: plain Excel that computes what attainment/rates.py computes.

Arguments are cell addresses; every formula gives a dash where there is nothing to compare. Texts that a
formula builds have a twin here that builds the same text in Python, for the cached value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.rates import DUST, Status
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import spoken
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.formula_texts import man_yen, man_yen_text, number_text
from kpi_xl.sheets.monthly.parts.looks import card_format
from kpi_xl.units import MINUS, Unit, half_up

_NONE = f'"{NOTHING}"'
_GOOD, _FAIR, _POOR = (f'"{status.value}"' for status in Status)

SUM_TERMS, SUM_LENGTH = 250, 8_000
"""References in one SUM, and its characters: Excel takes 255 and 8,192."""


def rate(target: str, actual: str, direction: Direction) -> str:
    """Attainment: actual / target, or 2 - actual / target where lower is better; pass or fail at a zero target."""
    if direction is Direction.LOWER:
        passed, quotient = f"{actual}<=0", f"2-{actual}/{target}"
    else:
        passed, quotient = f"{actual}>=0", f"{actual}/{target}"
    return f"=IF(COUNT({target},{actual})<2,{_NONE},IF({target}=0,IF({passed},1,0),{quotient}))"


def sign(rate_cell: str, good: str, fair: str) -> str:
    """○, △ or × of a rate."""
    rounded = f"ROUND({rate_cell},{DUST})"
    return f"=IF(ISNUMBER({rate_cell}),IF({rounded}>={good},{_GOOD},IF({rounded}>={fair},{_FAIR},{_POOR})),{_NONE})"


def gap(target: str, actual: str, kpi: Kpi) -> str:
    """How far on the good side of the target; rates in points."""
    difference = f"{target}-{actual}" if kpi.direction is Direction.LOWER else f"{actual}-{target}"
    if kpi.unit is Unit.RATE:
        difference = f"({difference})*100"
    return f"=IF(COUNT({target},{actual})<2,{_NONE},ROUND({difference},{DUST}))"


def due(target: str, share: str, step: float | None) -> str:
    """What of a target is due where *share* of the month is usually done; in whole steps, as pacing.py counts it."""
    if step is None:
        return f"({target}*{share})"
    return f"(ROUNDUP(ROUND({target}*{share}/{step:g},{DUST}),0)*{step:g})"


def pace(target: str, actual: str, due_by_now: str) -> str:
    """Attainment of what is due by now."""
    quotient = f"IF({due_by_now}=0,IF({actual}>=0,1,0),{actual}/{due_by_now})"
    return f"=IF(COUNT({target},{actual})<2,{_NONE},{quotient})"


def needed(target: str, actual: str, left: str) -> str:
    """Amount needed per remaining working day; 0 once the target is made."""
    return f"=IF(COUNT({target},{actual})<2,{_NONE},IF({left}>0,MAX(0,{target}-{actual})/{left},{_NONE}))"


def gap_value(difference: float | None, kpi: Kpi) -> float | None:
    """The twin of `gap`: rounded as the cell is, so that 0.3 - 0.1 x 3 is 0 in both."""
    if difference is None:
        return None
    return rounded(difference * 100 if kpi.unit is Unit.RATE else difference, DUST)


def overall(cells: str) -> str:
    """The mean of the rates in *cells*, each counted from 0 to 100%."""
    below = f'SUMIFS({cells},{cells},">0",{cells},"<1")'
    return f'=IF(COUNT({cells})=0,{_NONE},({below}+COUNTIF({cells},">=1"))/COUNT({cells}))'


def count_from(cells: Sequence[str], threshold: str) -> str:
    """How many rates are at the threshold or above, the dust of ROUND(rate, 9) allowed for."""
    return "+".join(f'COUNTIF({area},">="&({threshold}-0.0000000005))' for area in cells)


def share_from(cells: Sequence[str], threshold: str) -> str:
    """The share of the known rates that are at the threshold or above."""
    known = count_all(cells)
    return f"=IF({known}=0,{_NONE},({count_from(cells, threshold)})/({known}))"


def count_all(cells: Sequence[str]) -> str:
    return "+".join(f"COUNT({area})" for area in cells)


def change(now: str, before: str) -> str:
    """The change against a value before, as a share of it."""
    return f"=IF(COUNT({now},{before})<2,{_NONE},IF({before}>0,({now}-{before})/{before},{_NONE}))"


def change_value(now: float | None, before: float | None) -> float | None:
    if now is None or before is None or before <= 0:
        return None
    return (now - before) / before


@dataclass(frozen=True)
class Linked:
    """A value and the cell, on any sheet, that it is read from."""

    reference: str
    value: float | None


def sums(cells: Sequence[Linked]) -> list[Linked]:
    """SUM formulas that together add up all *cells*, each within what Excel takes."""
    chunks: list[list[Linked]] = []
    room = 0
    for cell in cells:
        room -= len(cell.reference) + 1
        if room < 0 or len(chunks[-1]) == SUM_TERMS:
            chunks.append([])
            room = SUM_LENGTH - len(cell.reference)
        chunks[-1].append(cell)
    return [
        Linked(f"=SUM({','.join(cell.reference for cell in chunk)})", sum(cell.value or 0.0 for cell in chunk))
        for chunk in chunks
    ]


# --- texts that formulas build ---------------------------------------------------------------------------------


def value_text(cell: str, kpi: Kpi) -> str:
    """A KPI's value as text; its twin is `shown`."""
    text = man_yen_text(cell) if _is_in_man(kpi) else number_text(cell, places_of(kpi.unit, kpi.decimals), card_format(kpi))
    return _if_known(cell, text)


def rate_text(cell: str) -> str:
    """A rate as text; its twin is `percent`."""
    return _if_known(cell, number_text(cell, places_of(Unit.RATE), Unit.RATE.number_format()))


def _if_known(cell: str, text: str) -> str:
    return f"IF(ISNUMBER({cell}),{text},{_NONE})"


def percent(value: float | None) -> str:
    """76.9%, rounded as a spreadsheet rounds: 6.25% is 6.3%.

    >>> percent(0.0625), percent(-0.4), percent(None)
    ('6.3%', '▲40.0%', '—')
    """
    if value is None:
        return NOTHING
    size = half_up(abs(value), places_of(Unit.RATE)) * 100
    return f"{MINUS if value < 0 and size else ''}{size:.1f}%"


def rounded(value: float, places: int) -> float:
    if places > 0 and value % 1 == 0 and abs(value) < 1e15:  # most gaps are whole, and ask for no decimal arithmetic
        return float(value)
    return float(half_up(value, places))


def places_of(unit: Unit, decimals: int = 0) -> int:
    """How many decimals of a value the cells show."""
    return {Unit.RATE: 3, Unit.SCORE: 2, Unit.RATIO: 2}.get(unit, decimals)


def _is_in_man(kpi: Kpi) -> bool:
    return kpi.unit is Unit.YEN and spoken() == "ja"


def shown(kpi: Kpi, value: float | None) -> str:
    """A KPI's value as its card format shows it, rounded.

    >>> from kpi_xl.definitions import load_role
    >>> shown(load_role("field_sales").kgi, 2_400_000), shown(load_role("field_sales").kgi, 12_000_000)
    ('240万円', '1,200万円')
    >>> shown(load_role("field_sales").kgi, -400)
    '0万円'
    """
    if value is None:
        return NOTHING
    if kpi.unit is Unit.RATE:
        return percent(value)
    if _is_in_man(kpi):
        return man_yen(value)
    size = half_up(abs(value), places_of(kpi.unit, kpi.decimals))
    positive, negative, zero = card_format(kpi).split(";")
    form = zero if not size else negative if value < 0 else positive
    return _plain(form).replace("#", f"{size:,}", 1)


def _plain(section: str) -> str:
    """A section of a number format with its digits as one ``#`` and the marks of its words gone."""
    digits = [index for index, char in enumerate(section) if char in "#0,."]
    return (section[: digits[0]] + "#" + section[digits[-1] + 1 :]).replace('"', "").replace("\\", "")
