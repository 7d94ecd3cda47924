"""Quantities: the numbers of a goal that measure something, in figures or in words."""

from __future__ import annotations

from collections.abc import Iterable

from kpi_xl.smart.numbers.figures import figures
from kpi_xl.smart.numbers.number_words import number_words
from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.times.time_phrase import TimePhrase


def quantities(text: str, times: Iterable[TimePhrase]) -> list[Quantity]:
    """The measuring numbers of a `plain` text outside its *times*, from left to right."""
    found = [*figures(text), *number_words(text)]
    for phrase in times:
        found = [each for each in found if each.start >= phrase.end or each.end <= phrase.start]
    return sorted(found)
