"""Live values of the monthly sheets: plain Excel that computes what attainment/rates.py computes.

All give a dash where there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.report.rates import DUST
from kpi_xl.definitions import Kpi
from kpi_xl.language import spoken
from kpi_xl.sheets.live import figures
from kpi_xl.sheets.live.areas import Area, added, capped_mean, count, count_from, known
from kpi_xl.sheets.live.attainment import due as due
from kpi_xl.sheets.live.attainment import gap as gap
from kpi_xl.sheets.live.attainment import if_both
from kpi_xl.sheets.live.attainment import needed as needed
from kpi_xl.sheets.live.attainment import pace as pace
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    difference,
    number,
    quotient,
)  # fmt: skip
from kpi_xl.sheets.monthly.parts.looks import card_format
from kpi_xl.units import Unit, half_up

ZERO, HUNDRED = number(0), number(100)

LARGEST_WHOLE = 1e15
"""Whole numbers below it have no digit that a cell does not hold."""
SUM_TERMS, SUM_LENGTH = 250, 8_000
"""References in one SUM, and its characters: Excel takes 255 and 8,192."""


def gap_shown(gap: float | None, kpi: Kpi) -> float | None:
    """What `gap` gives where the difference is known: a list works nothing out a second time."""
    if gap is None:
        return None
    shown = float(gap * 100 if kpi.unit is Unit.RATE else gap)
    return shown if shown.is_integer() and abs(shown) < LARGEST_WHOLE else float(half_up(shown, DUST))


def change(now: Live, before: Live) -> Live:
    """The change against a value before, as a share of it."""
    share = quotient(difference(now, before), before)
    return if_both(now, before, choice(compared(before, ">", ZERO), share, DASH))


def change_value(now: float | None, before: float | None) -> float | None:
    """`change`, in a sentence."""
    value = change(cell("", now), cell("", before)).value
    return None if isinstance(value, str) else value


def overall(rates: Area) -> Live:
    """The mean of the rates, each counted from 0 to 100%."""
    return choice(compared(count(rates), "=", ZERO), DASH, capped_mean(rates))


def share_from(areas: Sequence[Area], limit: Live) -> Live:
    """The share of the known rates that are at the limit or above."""
    return choice(compared(known(areas), "=", ZERO), DASH, quotient(count_from(areas, limit), known(areas)))


def sums(cells: Sequence[Live]) -> list[Live]:
    """Sums that together add up all *cells*, each within what Excel takes."""
    chunks: list[list[Live]] = []
    room = 0
    for each in cells:
        room -= len(each.formula) + 1
        if room < 0 or len(chunks[-1]) == SUM_TERMS:
            chunks.append([])
            room = SUM_LENGTH - len(each.formula)
        chunks[-1].append(each)
    return [added(chunk) for chunk in chunks]


# --- figures in texts ------------------------------------------------------------------------------------------------


def kpi_text(kpi: Kpi, value: Live) -> Live:
    """A KPI's value as its card shows it, rounded."""
    if is_in_man(kpi):
        return figures.in_man(value)
    return figures.formatted(value, places_of(kpi.unit, kpi.decimals), card_format(kpi))


def is_in_man(kpi: Kpi) -> bool:
    """True where a card says 万円: a text, for no number format drops the .0 of whole 万円."""
    return kpi.unit is Unit.YEN and spoken() == "ja"


def shown(kpi: Kpi, value: float | None) -> str:
    """`kpi_text`, in a sentence.

    >>> from kpi_xl.definitions import load_role
    >>> shown(load_role("field_sales").kgi, 2_400_000), shown(load_role("field_sales").kgi, 12_000_000)
    ('240万円', '1,200万円')
    >>> shown(load_role("field_sales").kgi, -400)
    '0万円'
    """
    return str(kpi_text(kpi, cell("", value)).value)


def percent(value: float | None) -> str:
    """A rate in a sentence: 76.9%, rounded as a spreadsheet rounds.

    >>> percent(0.0625), percent(-0.4), percent(None)
    ('6.3%', '▲40.0%', '—')
    """
    return str(figures.percent(cell("", value)).value)


def rounded_to(value: float, places: int) -> float:
    return float(half_up(value, places))


def places_of(unit: Unit, decimals: int = 0) -> int:
    """How many decimals of a value the cells show."""
    return {Unit.RATE: 3, Unit.SCORE: 2, Unit.RATIO: 2}.get(unit, decimals)
