"""Wishes: goals without a figure that one line strings together (売上を伸ばす、チームワークを良くする)."""

from __future__ import annotations

import re

from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.stretches import Part, within
from kpi_xl.smart.words.lexicon import Word, WordKind


def wishes(goal: GoalStatement) -> list[Part]:
    """The wishes of a text without numbers, where every piece between its commas is one by itself; else nothing."""
    if not _SEPARATOR.search(goal.plain):
        return []
    pieces = list(_pieces(goal.plain))
    named = [wished(goal, start, end) for start, end in pieces]
    return pieces if len(pieces) > 1 and None not in named and len(set(named)) == len(named) else []


def _pieces(text: str) -> list[Part]:
    cuts = [each.span() for each in _SEPARATOR.finditer(text.rstrip("。.!、 "))]
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return list(zip(begins, ends, strict=True))


def wished(goal: GoalStatement, start: int, end: int) -> str | None:
    """What a piece wants to change; None of one that leads on to the next, or that qualifies its noun."""
    inside = within(goal.words, start, end)
    piece = goal.plain[start:end].strip(" 。.!")
    whole = _WISH_EN if goal.language == "en" else _WISH
    if not inside or len(piece) > LONGEST or not whole.fullmatch(piece):
        return None
    if goal.language == "en":
        return next((word.text for word in inside if is_what(word)), None) if changes(inside[0]) else None
    nouns = [word for word in inside if is_what(word)]
    return nouns[-1].text if nouns and changes(inside[-1]) else None


def is_what(word: Word) -> bool:
    return is_subject(word) or word.meaning.kind is WordKind.SOFT


def changes(word: Word) -> bool:
    """増やす, 良くする, 強化, improve."""
    return word.meaning.kind in (WordKind.RAISE, WordKind.LOWER, WordKind.KEEP) or word.meaning.family is not None


LONGEST = 40
"""Characters of a wish; longer ones say how."""
_SEPARATOR = re.compile(r"[、。;](?=.)|, (?!and )|\. (?=[a-z])")
_WISH = re.compile(
    r"(?:[一-龥ァ-ヶー]{2,10}で)?(?:もっと|さらに|より)?(?:[^、。をがにでとてはるすくたい]|の){1,14}(?:[をがも](?:もっと|さらに|より|しっかり)?)?"
    r"(?:[^、。をがにで]{0,6}(?:[くに])?(?:する|させる|やす|らす|ばす|げる|める|える|ぐ|る|す|したい|たい|います|します)|(?<=[一-龥ァ-ヶー])(?<![をがも]))"
)
_WISH_EN = re.compile(r"(?!.*\b(?:by|through|via|to|with|so|for|because|since|while)\b)(?:[a-z'-]+ ){1,5}[a-z'-]+")
