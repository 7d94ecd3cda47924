"""Quantities: the numbers of a goal that measure something, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from kpi_xl.smart.numbers.figures import figures
from kpi_xl.smart.numbers.number_words import number_words
from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.times.time_phrase import TimePhrase


def quantities(text: str, times: Iterable[TimePhrase]) -> list[Quantity]:
    """The measuring numbers of a `plain` text outside its *times*, from left to right."""
    found, words = list(figures(text)), list(number_words(text))
    if words:
        found = sorted([*found, *words], key=attrgetter("start", "end"))
    phrases = list(times)
    if phrases:
        found = list(_outside(found, phrases))
    return list(_ranges(text, found)) if len(found) > 1 else found


def _ranges(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """4台〜5台, £75k-£90k, between 30 and 40: one figure with its upper end."""
    last: Quantity | None = None
    for each in found:
        if last is not None and _is_range(text, last, each):
            last = last._replace(end=each.end, words=text[last.start : each.end], scale=each.scale, upper=each.value)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _is_range(text: str, lower: Quantity, upper: Quantity) -> bool:
    if lower.scale is not upper.scale or lower.upper is not None or not lower.value < upper.value:
        return False
    between = text[lower.end : upper.start]
    return _UP_TO.fullmatch(between) is not None or (between.strip() == "and" and text.endswith("between ", 0, lower.start))


_UP_TO = re.compile(r"\s?[~-]\s?")


def _outside(found: Iterable[Quantity], phrases: Sequence[TimePhrase]) -> Iterator[Quantity]:
    """Both run from left to right, and no time lies within another."""
    at = 0
    for each in found:
        while at < len(phrases) and phrases[at].end <= each.start:
            at += 1
        if at == len(phrases) or each.end <= phrases[at].start:
            yield each
