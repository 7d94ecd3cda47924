"""Reasons: what a goal is for, and why it can be reached, as the text says it."""

from __future__ import annotations

import re

from kpi_xl.smart.phrases import any_of

Clause = tuple[int, int]
"""Where a clause begins and ends."""


def purpose_of(text: str, japanese: bool) -> Clause | None:
    """The purpose clause."""
    if japanese:
        return _japanese_purpose(text)
    match = _PURPOSE_EN.search(text)
    if match:
        return match.span(match.lastindex or 0)
    return next((each.span(1) for each in _TO_DO.finditer(text) if not _WANTED.search(text, 0, each.start())), None)


def _japanese_purpose(text: str) -> Clause | None:
    """The clause before ために, べく, につなげる, from the comma before it on."""
    for match in _PURPOSE_JA.finditer(text):
        start = max((comma.end() for comma in _CLAUSE_BREAK.finditer(text, 0, match.start())), default=0)
        clause = text[start : match.start()]
        if len(clause) > 1 and clause not in _POINTING:
            return start, match.start()
    return None


def basis_of(text: str, japanese: bool) -> str | None:
    """What makes the goal feasible."""
    match = (_BASIS_JA if japanese else _BASIS_EN).search(text)
    return match[0].strip() if match else None


_PURPOSE_JA = re.compile(any_of("purpose", "ja"))
_CLAUSE_BREAK = re.compile(r"[、。]|(?<!\d),|,(?!\d)")
_POINTING = ("その", "この", "何の")
_PURPOSE_EN = re.compile(rf"\b{any_of('purpose', 'en')} ([^.;,]{{2,80}})|^to ([a-z]+ [^.;,]{{2,80}}),")
_TO_DO = re.compile(rf"(?<=[a-z0-9%)] )to ({any_of('purpose', 'verbs_en')}\b(?! [\d$])[^.;,]{{0,80}})")
_WANTED = re.compile(rf"\b{any_of('purpose', 'wanted_en')} $")
_BASIS_JA = re.compile(any_of("basis", "ja"))
_BASIS_EN = re.compile(rf"\b{any_of('basis', 'en')}\b")
