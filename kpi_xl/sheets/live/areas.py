"""Live values of areas: how many cells hold a number, their sum, the lowest, what stands beside it or at a place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.live.values import ERROR, NOTHING, PRODUCT, Live, Value, cell, literal, total
from kpi_xl.sheets.references import address
from kpi_xl.units import half_up

DUST_BELOW = 5e-10
"""What ROUND(rate, 9) forgives, where a number format or a COUNTIF cannot round."""


@dataclass(frozen=True)
class Area:
    """Cells side by side or one below the other, and what they show."""

    address: str
    values: tuple[Value, ...]

    @cached_property
    def numbers(self) -> list[float]:
        return [value for value in self.values if not isinstance(value, str)]


def area(address: str, values: Sequence[float | str | None]) -> Area:
    return Area(address, tuple(NOTHING if value is None else value for value in values))


def at(row: int, col: int, value: Value | None, fixed: bool = False) -> Live:
    """A cell by its place, rows and columns counted from 0 as everywhere in drawing."""
    return cell(address(row + 1, col + 1, fixed), value)


def line(row: int, first_col: int, cells: Sequence[Live]) -> Area:
    """Neighbouring cells of a row."""
    return _span(row, first_col, row, first_col + len(cells) - 1, cells)


def column(first_row: int, col: int, cells: Sequence[Live]) -> Area:
    return _span(first_row, col, first_row + len(cells) - 1, col, cells)


def _span(row: int, col: int, last_row: int, last_col: int, cells: Sequence[Live]) -> Area:
    first, last = address(row + 1, col + 1, True), address(last_row + 1, last_col + 1, True)
    return Area(f"{first}:{last}", tuple(each.value for each in cells))


def count(*places: Area | Live) -> Live:
    """How many cells hold a number."""
    values = [value for each in places for value in (each.values if isinstance(each, Area) else (each.value,))]
    addresses = ",".join(each.address if isinstance(each, Area) else each.formula for each in places)
    return Live(f"COUNT({addresses})", float(sum(not isinstance(value, str) for value in values)))


def added(cells: Sequence[Live]) -> Live:
    """The sum of cells anywhere; those without a number do not count."""
    values = [each.value for each in cells if not isinstance(each.value, str)]
    return Live(f"SUM({','.join(each.formula for each in cells)})", float(exact_sum(values)))


def summed(numbers: Area) -> Live:
    return Live(f"SUM({numbers.address})", math.fsum(numbers.numbers))


def lowest(numbers: Area) -> Live:
    return Live(f"MIN({numbers.address})", min(numbers.numbers, default=0.0))


def highest(numbers: Area) -> Live:
    return Live(f"MAX({numbers.address})", max(numbers.numbers, default=0.0))


def mean(numbers: Area) -> Live:
    found = numbers.numbers
    return Live(f"AVERAGE({numbers.address})", math.fsum(found) / len(found) if found else ERROR)


def summed_where_known(known: Area, numbers: Area) -> Live:
    """The sum of those *numbers* beside which a number is *known*."""
    pairs = zip(known.values, numbers.values, strict=True)
    values = [number for each, number in pairs if not isinstance(each, str) and not isinstance(number, str)]
    return Live(f"SUMPRODUCT(ISNUMBER({known.address})*{numbers.address})", math.fsum(values))


def summed_share_where_known(known: Area, numbers: Area, shares: Area) -> Live:
    """The same, of each number only its *share*."""
    triples = zip(known.values, numbers.values, shares.values, strict=True)
    values = [
        each * share
        for is_known, each, share in triples
        if not isinstance(is_known, str) and not isinstance(each, str) and not isinstance(share, str)
    ]
    return Live(f"SUMPRODUCT(ISNUMBER({known.address})*{numbers.address}*{shares.address})", math.fsum(values))


# --- places in an area, counted from 1 ---------------------------------------------------------------------------------


def rows(places: Area) -> Live:
    """How many rows it has."""
    return Live(f"ROWS({places.address})", float(len(places.values)))


def item(places: Area, place: Live) -> Live:
    return Live(f"INDEX({places.address},{place.formula})", _at(places, place))


def _at(places: Area, place: Live) -> Value:
    at = place.value
    return ERROR if isinstance(at, str) or not 1 <= at <= len(places.values) else places.values[int(at) - 1]


def last_known(places: Area) -> Live:
    """The place of the last number."""
    found = [place for place, value in enumerate(places.values, 1) if not isinstance(value, str)]
    return Live(f"MATCH(9.9E+307,{places.address})", float(found[-1]) if found else ERROR)


def last_known_whole(places: Area, shares: Area) -> Live:
    """The place of the last number whose share is 1; 0 where there is none."""
    pairs = enumerate(zip(places.values, shares.values, strict=True), 1)
    found = [place for place, (value, share) in pairs if not isinstance(value, str) and not isinstance(share, str) and share >= 1]
    where = f"ROW({places.address})-MIN(ROW({places.address}))+1"
    return Live(f"SUMPRODUCT(MAX(ISNUMBER({places.address})*({shares.address}>=1)*({where})))", float(max(found, default=0)))


def between(places: Area, first: Live, last: Live) -> Area:
    """From one place to another."""
    begin, end = (0 if isinstance(each.value, str) else int(each.value) for each in (first, last))
    return Area(f"{item(places, first).formula}:{item(places, last).formula}", places.values[max(0, begin - 1) : end])


# --- what a word stands beside -----------------------------------------------------------------------------------------


def beside(wanted: Live, sought: Area, given: Area) -> Live:
    """What *given* holds beside the first cell of *sought* that is *wanted*, to the 15 digits that spreadsheets compare."""
    pairs = zip(given.values, sought.values, strict=True)
    found = [value for value, key in pairs if _compared(key) == _compared(wanted.value)]
    return Live(f"INDEX({given.address},MATCH({wanted.formula},{sought.address},0))", found[0] if found else ERROR)


def _compared(value: Value) -> str:
    return value.casefold() if isinstance(value, str) else f"{value:.15g}"


def count_of(word: str, places: Area) -> Live:
    """How many cells show *word*."""
    return Live(f"COUNTIF({places.address},{literal(word)})", float(sum(_shown(word, places))))


def known_beside(word: str, sought: Area, numbers: Area) -> Live:
    """How many of the *numbers* are numbers and stand beside *word*."""
    pairs = zip(_shown(word, sought), numbers.values, strict=True)
    found = sum(is_shown and not isinstance(value, str) for is_shown, value in pairs)
    return Live(f"SUMPRODUCT(({sought.address}={literal(word)})*ISNUMBER({numbers.address}))", float(found))


def summed_beside(word: str, sought: Area, numbers: Area) -> Live:
    """The sum of the *numbers* that stand beside *word*."""
    pairs = zip(_shown(word, sought), numbers.values, strict=True)
    found = [value for is_shown, value in pairs if is_shown and not isinstance(value, str)]
    return Live(f"SUMIF({sought.address},{literal(word)},{numbers.address})", math.fsum(found))


def summed_where_one(flags: Area, numbers: Area) -> Live:
    """The sum of the *numbers* beside which 1 stands."""
    pairs = zip(flags.values, numbers.values, strict=True)
    found = [value for flag, value in pairs if flag == 1 and not isinstance(value, str)]
    return Live(f"SUMIF({flags.address},1,{numbers.address})", math.fsum(found))


def _shown(word: str, places: Area) -> list[bool]:
    """For each cell whether it shows *word*; capitals are nothing to a spreadsheet."""
    wanted = word.casefold()
    return [isinstance(value, str) and value.casefold() == wanted for value in places.values]


def count_beyond(sign: str, limit: float, places: Area) -> Live:
    """How many numbers are ``<`` or ``>`` the limit."""
    found = sum(number < limit if sign == "<" else number > limit for number in places.numbers)
    return Live(f'COUNTIF({places.address},"{sign}{limit:g}")', float(found))


def filled_rows(places: Area, *words: str) -> Live:
    """How many cells show anything, spaces apart, but one of these *words*."""
    trimmed = f"TRIM({places.address})"
    tests = [f"({trimmed}<>{literal(word)})" for word in ("", *words)]
    found = sum(_trimmed(value) not in ("", *words) for value in places.values)
    return Live(f"SUMPRODUCT({'*'.join(tests) if words else f'{tests[0]}*1'})", float(found))


def count_other(word: str, places: Area) -> Live:
    """How many cells show anything but *word*."""
    return Live(f"SUMPRODUCT(({places.address}<>{literal(word)})*1)", float(len(places.values) - sum(_shown(word, places))))


def repeated(than: str, places: Area) -> Live:
    """How many cells show the same as another of them, but for *than*; ``*`` and ``?`` stand for any signs, as in every COUNTIF."""
    keys = [_compared(value) for value in places.values]
    found = sum(keys.count(key) > 1 and not is_it for key, is_it in zip(keys, _shown(than, places), strict=True))
    several = f"(COUNTIF({places.address},{places.address})>1)"
    return Live(f"SUMPRODUCT(({places.address}<>{literal(than)})*{several})", float(found))


def blank_beside_filled(places: Area, others: Sequence[Area]) -> Live:
    """How many of the *places* show nothing, spaces apart, while one of the *others* beside them does."""
    beside_it = "&".join(f"TRIM({each.address})" for each in others)
    rows = zip(places.values, *(each.values for each in others), strict=True)
    found = sum(not _trimmed(value) and any(map(_trimmed, rest)) for value, *rest in rows)
    return Live(f'SUMPRODUCT((TRIM({places.address})="")*({beside_it}<>""))', float(found))


def _trimmed(value: Value) -> str:
    return value.strip(" ") if isinstance(value, str) else f"{value:.15g}"


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
    added = exact_sum(min(max(rate, 0.0), 1.0) for rate in numbers)
    mean = added / len(numbers) if numbers else ERROR
    return Live(f'({below}+COUNTIF({cells},">=1"))/COUNT({cells})', mean, binds=PRODUCT)
