"""Live values of areas: how many cells hold a number, the lowest, what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.sheets.live.values import ERROR, NOTHING, PRODUCT, Live, Value, total
from kpi_xl.units import half_up

DUST_BELOW = 5e-10
"""What ROUND(rate, 9) forgives, where a number format or a COUNTIF cannot round."""


@dataclass(frozen=True)
class Area:
    """Cells side by side or one below the other, and what they show."""

    address: str
    values: tuple[Value, ...]

    @property
    def numbers(self) -> list[float]:
        return [value for value in self.values if not isinstance(value, str)]


def area(address: str, values: Sequence[float | str | None]) -> Area:
    return Area(address, tuple(NOTHING if value is None else value for value in values))


def count(*places: Area | Live) -> Live:
    """How many cells hold a number."""
    values = [value for each in places for value in (each.values if isinstance(each, Area) else (each.value,))]
    addresses = ",".join(each.address if isinstance(each, Area) else each.formula for each in places)
    return Live(f"COUNT({addresses})", float(sum(not isinstance(value, str) for value in values)))


def added(cells: Sequence[Live]) -> Live:
    """The sum of cells anywhere; those without a number do not count."""
    values = [each.value for each in cells if not isinstance(each.value, str)]
    return Live(f"SUM({','.join(each.formula for each in cells)})", float(sum(values)))


def lowest(numbers: Area) -> Live:
    return Live(f"MIN({numbers.address})", min(numbers.numbers, default=0.0))


def beside(wanted: Live, sought: Area, given: Area) -> Live:
    """What *given* holds beside the first cell of *sought* that is *wanted*, to the 15 digits that spreadsheets compare."""
    pairs = zip(given.values, sought.values, strict=True)
    found = [value for value, key in pairs if _compared(key) == _compared(wanted.value)]
    return Live(f"INDEX({given.address},MATCH({wanted.formula},{sought.address},0))", found[0] if found else ERROR)


def _compared(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


def count_of(word: str, places: Area) -> Live:
    """How many cells show *word*."""
    return Live(f'COUNTIF({places.address},"{word}")', float(places.values.count(word)))


def known(areas: Sequence[Area]) -> Live:
    """How many cells of several areas hold a number."""
    return total(*map(count, areas))


def count_from(areas: Sequence[Area], limit: Live) -> Live:
    """How many rates are at the limit or above, the dust of ROUND(rate, 9) allowed for."""
    return total(*(_count_from(each, limit) for each in areas))


def _count_from(rates: Area, limit: Live) -> Live:
    least = ERROR if isinstance(limit.value, str) else limit.value - DUST_BELOW
    reached = sum(not isinstance(least, str) and rate >= least for rate in rates.numbers)
    return Live(f'COUNTIF({rates.address},">="&({limit.formula}-{half_up(DUST_BELOW, 10):f}))', float(reached))


def capped_mean(rates: Area) -> Live:
    """The mean of the rates, each counted from 0 to 100%; none may be unknown."""
    cells, numbers = rates.address, rates.numbers
    below = f'SUMIFS({cells},{cells},">0",{cells},"<1")'
    added = sum(min(max(rate, 0.0), 1.0) for rate in numbers)
    mean = added / len(numbers) if numbers else ERROR
    return Live(f'({below}+COUNTIF({cells},">=1"))/COUNT({cells})', mean, binds=PRODUCT)
