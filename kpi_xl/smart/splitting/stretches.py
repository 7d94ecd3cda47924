"""Stretches of a goal's text: what stands in one, and whether it is a sentence or act of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.lexicon import Word, WordKind

Part = tuple[int, int]
"""Where a goal stands in the text."""
Placed = TypeVar("Placed", Quantity, Word, TimePhrase)


def within(items: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of the *items*, which run from left to right, that begin in a stretch of the text."""
    first, last = (bisect_left(items, at, key=attrgetter("start")) for at in (start, end))
    return items[first:last]


def begins_sentence(goal: GoalStatement, start: int) -> bool:
    return start == 0 or _SENTENCE_BEFORE.search(goal.plain, max(0, start - 8), start) is not None


def ends_sentence(goal: GoalStatement, end: int) -> bool:
    return goal.plain[end : end + 1] in ("。", ".", ";", "!") or end >= len(goal.plain.rstrip("。. "))


def has_own_verb(goal: GoalStatement, part: Part) -> bool:
    """Train all 9 reps; a word before a number or article that names nothing is a verb too (source 55 leads)."""
    inside = within(goal.words, *part)
    begins = _LABEL.sub("", goal.plain[part[0] : part[1]].lstrip())
    if _NOUN_AS_VERB.match(begins):
        return True
    if inside and begins.startswith(inside[0].text) and not goal.plain[part[0] : inside[0].start].strip():
        return is_verb(inside[0])
    return _VERB_FIRST.match(begins) is not None


def is_verb(word: Word) -> bool:
    return word.meaning.is_doing or word.meaning.kind is WordKind.VERB


def has_deadline(times: Sequence[TimePhrase], part: Part) -> bool:
    return any(part[0] <= phrase.start < part[1] and not phrase.is_recurring and not phrase.is_start for phrase in times)


_SENTENCE_BEFORE = re.compile(r"(?:[。;；!][^、。;；!]{0,5}、?|\.\s|!\s(?:also |and |then |plus )?)$")
_LABEL = re.compile(r"^[a-z0-9][a-z0-9/ -]{1,16}: (?=[a-z]+ )")
_NOUN_AS_VERB = re.compile(
    r"(?:have|hold|run) [a-z]|(?:follow|reach|check|set|write|pick|ride|sit|kick|wrap|catch|line|phase|roll) (?:up|out|in|down|along|off) "
    r"|(?:sell|win|sign|close|book|land|list|fill|tour|stage|review|score|audit|log|track|price|market|shadow|source|stock|walk|coach) [$€£]?\d"
    r"|(?:have|be|keep|make|bring|send|share|pay|log|train|teach|finish|submit|write|read|attend|onboard|certify|recruit|migrate|fill|give|put|tell"
    r"|ask|learn|stop|help|turn|join|collect|deliver|build|create|hand|hire|move|sign|introduce) (?!rate|rates|time|to\b|volume)[a-z0-9$]"
    r"|(?:own|score|review|audit|log|shadow) (?:the|an?|first|all|every|each|my|our|two|three) "
    r"|(?:renew|upsell|quote|demo|pitch|visit|call|reorder|ramp) (?:\d[\d,]* [a-z]|(?!rate|time|up\b|to\b|by\b|in\b)[a-z])"
)
_VERB_FIRST = re.compile(r"(?!and\b|plus\b|at\b|about\b|with\b|all\b|over\b|under\b)[a-z]+ (?:[$€£]?\d|an? |the |all |our |every )")
