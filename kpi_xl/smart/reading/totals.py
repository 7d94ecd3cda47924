"""Totals: one goal that is given with its parts (2 enterprise and 6 SMB deals, 8 total; 新規5社と既存3社の計8社)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.reading.explanations import has_sentences


def has_total(text: str, targets: Sequence[Quantity]) -> bool:
    """True where a total is named, or the numbers to reach add up to it."""
    return _TOTAL.search(text) is not None or _is_sum(text, targets)


def is_total(text: str, number: Quantity) -> bool:
    """8 of 2 enterprise and 6 SMB deals, 8 total; of 新規5社と既存3社の計8社."""
    return _TOTAL_AFTER.match(text, number.end) is not None or _TOTAL_BEFORE.search(text, max(0, number.start - 12), number.start) is not None


def _is_sum(text: str, targets: Sequence[Quantity]) -> bool:
    """8 deals: 5 new and 3 renewals. What stands after a colon, a bracket or a full stop and adds up to the first are its parts."""
    if len(targets) < FEWEST or len({number.scale for number in targets}) > 1:
        return False
    first, *others = targets
    if abs(first.value - sum(number.value for number in others)) > abs(first.value) / 1e9:
        return False
    return _LEADS_TO_PARTS.search(text, first.end, others[0].start) is not None and not has_sentences(text[others[0].start : others[-1].end])


def has_parts_in_brackets(text: str, numbers: Sequence[Quantity]) -> bool:
    """$600k in Q1 (Jan 180 / Feb 190 / Mar 230): what adds up in brackets to the figure before them is its parts, whatever its power."""
    if not FEWEST <= len(numbers) <= MOST_PARTS:
        return False
    first, *others = numbers
    between = text[first.end : others[0].start]
    inside = text[first.end : others[-1].start]
    if "(" not in between or ")" in inside or _STANDS.search(inside):
        return False
    total = sum(number.value for number in others)
    return any(abs(first.value - power * total) <= abs(first.value) / 1e9 for power in _POWERS)


FEWEST, MOST_PARTS = 3, 13
"""A sum and two parts."""
_STANDS = re.compile(r"現|今|残|実績|済|あと|\b(?:now|current|so far|done|left|to go|more)")
"""契約90件（現在64件、残り26件）: where it stands and what is left are no parts."""
_POWERS = (1, 1e3, 1e4, 1e6, 1e8)
_TOTAL = re.compile(
    r"(?:合計|総計|トータル|(?<![一-龥])計|[合あ]わせて|全部で|総勢)(?:で|は|:)?\s?(?:[^、。\d]{0,6}(?<!に))?\d"
    r"|\bin total\b|\btotal(?: of|ing|s|:)? \d|\d (?:[a-z]+ ){0,2}(?:total|altogether|combined|overall|in all)\b|\ball told\b|= ?\d+ "
)
_LEADS_TO_PARTS = re.compile(r"[:(=。]|\. |内訳|うち|of which|split")
_TOTAL_AFTER = re.compile(r" (?:[a-z]+ ){0,2}(?:total|altogether|combined|overall|in all|in total)\b")
_TOTAL_BEFORE = re.compile(
    r"(?:合計|総計|トータル|(?<![一-龥])計|[合あ]わせて|全部で|\btotal(?: of|:)?|\ball told,?|(?<=\d[^\d]=)|(?<=\d=)|(?<== ))"
    r"(?:で|は|:|月|週)?\s?$"
)
