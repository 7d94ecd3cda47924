"""Quantities: the numbers of a goal that measure something, in figures or in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kpi_xl.smart.numbers.figures import figures
from kpi_xl.smart.numbers.number_words import number_words
from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.times.time_phrase import TimePhrase


def quantities(text: str, times: Iterable[TimePhrase]) -> list[Quantity]:
    """The measuring numbers of a `plain` text outside its *times*, from left to right."""
    found = sorted([*figures(text), *number_words(text)])
    phrases = list(times)
    if not phrases:
        return found
    return list(_outside(found, phrases))


def _outside(found: Iterable[Quantity], phrases: Sequence[TimePhrase]) -> Iterator[Quantity]:
    """Both run from left to right, and no time lies within another."""
    at = 0
    for each in found:
        while at < len(phrases) and phrases[at].end <= each.start:
            at += 1
        if at == len(phrases) or each.end <= phrases[at].start:
            yield each
