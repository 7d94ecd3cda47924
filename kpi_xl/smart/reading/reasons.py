"""Reasons: what a goal is for, and why it can be reached, as the text says it."""

from __future__ import annotations

import re
from functools import cache

from kpi_xl.smart.reading.explanations import fact_stated, is_means
from kpi_xl.smart.words.phrases import any_of

Clause = tuple[int, int]
"""Where a clause begins and ends."""


def purpose_of(text: str, japanese: bool) -> Clause | None:
    """The purpose clause."""
    if japanese:
        return _japanese_purpose(text) if _purpose_ja().search(text) else None
    match = _purpose_en().search(text)
    if match and not (match[0].startswith("to ") and is_means(text[match.end() :])):
        return match.span(match.lastindex or 0)
    return next((each.span(1) for each in _to_do().finditer(text) if not _wanted().search(text, 0, each.start())), None)


def _japanese_purpose(text: str) -> Clause | None:
    """The clause before ために, べく, につなげる, from the comma before it on."""
    for match in _purpose_ja().finditer(text):
        begin = max(0, match.start() - LONGEST_CLAUSE)
        start = max((comma.end() for comma in _CLAUSE_BREAK.finditer(text, begin, match.start())), default=begin)
        clause = text[start : match.start()]
        if len(clause) > 1 and not clause.endswith(_POINTING):
            return start, match.start()
    return None


def basis_of(text: str, japanese: bool) -> str | None:
    """What makes the goal feasible."""
    match = _basis(japanese).search(text)
    return match[0].strip() if match else fact_stated(text)


# --- patterns, made when the first goal is read ----------------------------------------------------------------------


@cache
def _purpose_ja() -> re.Pattern[str]:
    return re.compile(any_of("purpose", "ja"))


@cache
def _purpose_en() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('purpose', 'en')} ([^.;,]{{2,80}})|^to ([a-z]+ [^.;,]{{2,80}}),")


@cache
def _to_do() -> re.Pattern[str]:
    return re.compile(rf"to (?<=[a-z0-9%)] to )({any_of('purpose', 'verbs_en')}\b(?! [\d$])[^.;,]{{0,80}})")


@cache
def _wanted() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('purpose', 'wanted_en')} $")


@cache
def _basis(japanese: bool) -> re.Pattern[str]:
    return re.compile(any_of("basis", "ja") if japanese else rf"\b{any_of('basis', 'en')}\b")


LONGEST_CLAUSE = 120
"""Characters that are searched for where a clause begins, so that a long text costs no more than its length."""
_CLAUSE_BREAK = re.compile(r"[、。]|(?<!\d),|,(?!\d)")
_POINTING = ("その", "この", "何の")
