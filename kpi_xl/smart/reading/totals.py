"""Totals: one goal that is given with its parts (2 enterprise and 6 SMB deals, 8 total; 新規5社と既存3社の計8社), or with what it comes of
(10件×20万円, 面談40→推薦25→内定8).
"""

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


def without_factors(text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """Of 10件×20日で月200件 the 200件: what is multiplied gives the figure, where it is said too."""
    if _TIMES.search(text) is None:
        return numbers
    return [each for each in numbers if not _is_factor(text, each)] or numbers


def _is_factor(text: str, number: Quantity) -> bool:
    before = max(0, number.start - LONGEST_FACTOR)
    return _TIMES.match(text, number.end) is not None or _TIMES_BEFORE.search(text, before, number.start) is not None


def without_steps(text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """Of 400 calls -> 40 meetings -> 8 deals and 面談40→推薦25→内定8 the last: what three steps and more lead to."""
    if len(numbers) < FEWEST or (_CHAIN.search(text) is None and _CHAIN_JA.search(text) is None):
        return numbers
    return [each for each in numbers if _STEP_NEXT.match(text, each.end) is None] or numbers


def is_next_step(text: str, between: str, following: Quantity) -> bool:
    """400 calls -> 40 meetings: another noun, which comes of the first."""
    mine, its = _NOUN_NEXT.match(between), _NOUN_NEXT.match(text, following.end)
    return mine is not None and its is not None and mine["noun"].rstrip("s") != its["noun"].rstrip("s")


def is_in_funnel(text: str, number: Quantity, between: str, following: Quantity) -> bool:
    """面談40→推薦25→内定8: each step has its noun, and comes of the one before."""
    if _NAMED_STEP.fullmatch(between) is None:
        return False
    return _STEP_AFTER.match(text, following.end) is not None or _STEP_BEFORE.search(text, max(0, number.start - 16), number.start) is not None


FEWEST, MOST_PARTS = 3, 13
"""A sum and two parts."""
_STANDS = re.compile(r"現|今|残|実績|済|あと|\b(?:now|current|so far|done|left|to go|more)")
"""契約90件（現在64件、残り26件）: where it stands and what is left are no parts."""
_POWERS = (1, 1e3, 1e4, 1e6, 1e8)
_NOUN_NEXT = re.compile(
    r" (?!by\b|in\b|per\b|this\b|next\b|from\b|to\b|until\b|before\b|an?\b|each\b|every\b|now\b|last\b|for\b|and\b|with\b|on\b|at\b)"
    r"(?P<noun>[a-z]{3,})"
)
_CHAIN = re.compile(r"\d[\d,]* [a-z]+ ?(?:→|->) ?\d[\d,]* [a-z]+ ?(?:→|->) ?\d[\d,]* [a-z]+")
_STEP_JA = r"\s?\d[\d,]*[件社名人組本]?\s?(?:→|->)\s?[一-龥ァ-ヶー]{2,8}"
_CHAIN_JA = re.compile(rf"[一-龥ァ-ヶ]{_STEP_JA}{_STEP_JA}\s?\d")
_STEP_NEXT = re.compile(r"[^\d→、。.;]{0,16}(?:→|->)")
_TOTAL = re.compile(
    r"(?:合計|総計|トータル|(?<![一-龥])計|(?<!。)[合あ]わせて|全部で|総勢)(?:で|は|:)?\s?(?:[^、。\d]{0,6}(?<!に))?\d(?!\d?[月/])"
    r"|\bin total\b|\btotal(?: of|ing|s|:)? \d|\d (?:[a-z]+ ){0,2}(?:total|altogether|combined|overall|in all)\b|\ball told\b|= ?\d+ "
)
_LEADS_TO_PARTS = re.compile(r"[:(=。]| [-–] |\. |内訳|うち|of which|split")
_TOTAL_AFTER = re.compile(r" (?:[a-z]+ ){0,2}(?:total|altogether|combined|overall|in all|in total)\b")
_TOTAL_BEFORE = re.compile(
    r"(?:合計|総計|トータル|(?<![一-龥])計|[合あ]わせて|全部で|\btotal(?: of|:)?|\ball told,?|(?<=\d[^\d]=)|(?<=\d=)|(?<== ))"
    r"(?:で|は|:|月|週)?\s?$"
)
LONGEST_FACTOR = 24
"""Characters of a factor and its noun."""
_BY_WHAT = r"\s?(?:×\s?[^\d\s、。=]{0,8}|[x*]\s?)"
"""×, or × with the name of what it is taken by: 10件×単価45万."""
_TIMES = re.compile(rf"\s?(?:/[日週月人]|/[a-z]+|[a-z]* )?{_BY_WHAT}[$€£¥]?\d")
_TIMES_BEFORE = re.compile(rf"\d(?:[^\d\s]{{0,4}}| [a-z]+){_BY_WHAT}$")
_STEP = r"(?:→|->|⇒)\s?[一-龥ァ-ヶーa-z]{2,12}\s?"
_NAMED_STEP, _STEP_BEFORE = re.compile(rf"[^\d→、。]{{0,3}}{_STEP}"), re.compile(rf"{_STEP}$")
_STEP_AFTER = re.compile(rf"[^\d→、。]{{0,3}}{_STEP}\d")
