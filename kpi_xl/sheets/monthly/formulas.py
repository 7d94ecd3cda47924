"""Formulas of the monthly sheets: plain Excel that computes what attainment/rates.py computes.

Arguments are cell addresses; every formula gives a dash where there is nothing to compare. Texts that a
formula builds have a twin here that builds the same text in Python, for the cached value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from kpi_xl.attainment.rates import DUST, Status
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import spoken
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.monthly.looks import card_format
from kpi_xl.units import Unit

_NONE = f'"{NOTHING}"'
_GOOD, _FAIR, _POOR = (f'"{status.value}"' for status in Status)

SUM_TERMS = 200
"""References in one SUM: Excel takes 255 arguments and 8,192 characters, and a sheet name has up to 31."""


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


def gap_value(difference: float | None, kpi: Kpi) -> float | None:
    """The twin of `gap`: rounded as the cell is, so that 0.3 - 0.1 x 3 is 0 in both."""
    if difference is None:
        return None
    return round(difference * 100 if kpi.unit is Unit.RATE else difference, DUST)


def overall(cells: str) -> str:
    """The mean of the rates in *cells*, each counted at most 100%."""
    return f'=IF(COUNT({cells})=0,{_NONE},(SUMIF({cells},"<1")+COUNTIF({cells},">=1"))/COUNT({cells}))'


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
    return f"=IF(COUNT({now},{before})<2,{_NONE},IF({before}>0,ROUND({now}/{before}-1,{DUST}),{_NONE}))"


def change_value(now: float | None, before: float | None) -> float | None:
    if now is None or before is None or before <= 0:
        return None
    return round(now / before - 1, DUST)


def sums(cells: Sequence[str]) -> list[str]:
    """SUM formulas that together add up all *cells*."""
    chunks = [cells[start : start + SUM_TERMS] for start in range(0, len(cells), SUM_TERMS)]
    return [f"=SUM({','.join(chunk)})" for chunk in chunks]


# --- texts that formulas build ---------------------------------------------------------------------------------


def literal(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def value_text(cell: str, kpi: Kpi) -> str:
    """A KPI's value as text; its twin is `shown`."""
    return f"TEXT({cell},{literal(card_format(kpi))})"


def rate_text(cell: str) -> str:
    """A rate as text; its twin is `percent`."""
    return f'TEXT({cell},"0.0%;▲0.0%;0.0%")'


def percent(value: float | None) -> str:
    """76.9%, rounded as a spreadsheet rounds: 6.25% is 6.3%.

    >>> percent(0.0625), percent(-0.4), percent(None)
    ('6.3%', '▲40.0%', '—')
    """
    if value is None:
        return NOTHING
    size = half_up(abs(value) * 100, 1)
    return f"{'▲' if value < 0 and size else ''}{size:,.1f}%".replace(",", "")


def half_up(value: float, places: int) -> Decimal:
    """*value* rounded as a spreadsheet shows it: halves go up, from the 15 digits that a cell holds."""
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def shown(kpi: Kpi, value: float | None) -> str:
    """A KPI's value as its card format shows it.

    >>> from kpi_xl.definitions import load_role
    >>> shown(load_role("field_sales").kgi, 2_400_000), shown(load_role("field_sales").kgi, 12_000_000)
    ('240.0万円', '1,200.0万円')
    """
    if value is None:
        return NOTHING
    if kpi.unit is Unit.RATE:
        return percent(value)
    if kpi.unit is Unit.YEN and spoken() == "ja":
        return _shown_in_man(value)
    places = kpi.number_format.partition(";")[0].partition(".")[2].count("0")
    size = f"{half_up(abs(value), places):,}"
    positive, negative, zero = card_format(kpi).split(";")[:3]
    form = zero if value == 0 else negative if value < 0 else positive
    return _plain(form).replace("#", size, 1)


def _shown_in_man(value: float) -> str:
    if value < 0:
        return f"▲{half_up(-value, 0):,}円"
    tenths = int(half_up(value / 1000, 0))
    whole = f"{tenths // 10:,}" if value >= 10_000_000 else str(tenths // 10)
    return f"{whole}.{tenths % 10}万円"


def _plain(section: str) -> str:
    """A section of a number format with its digits as one ``#`` and its quotes gone."""
    digits = [index for index, char in enumerate(section) if char in "#0,."]
    return (section[: digits[0]] + "#" + section[digits[-1] + 1 :]).replace('"', "")
