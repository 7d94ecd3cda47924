"""Beside: a sentence, bracket or aside next to a goal that says why or how its figure is reached (…（LP2本追加）, … - we have 30 open quotes)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.words.phrases import any_of


def said_beside(text: str, target: Quantity, japanese: bool) -> str | None:
    """The first that stands beside the *target*, and tells more than which and whose figure it is."""
    tells = _tells_ja if japanese else _tells_en
    return next((words for words, in_brackets, _, _ in _beside(text[:LONGEST], target) if tells(words, in_brackets)), None)


def grounds_beside(text: str, target: Quantity, japanese: bool) -> list[tuple[int, int]]:
    """Where the pieces begin and end that say why or how: what happens in them, and when, is nothing of the goal's."""
    tells = _tells_ja if japanese else _tells_en
    pieces = _beside(text[:LONGEST], target)
    return [
        (begin, end) for words, in_brackets, begin, end in pieces
        if tells(words, in_brackets) and not _ENDS_IT.search(words) and not text.endswith(")", 0, begin)
    ]  # fmt: skip


def _beside(text: str, target: Quantity) -> Iterator[tuple[str, bool, int, int]]:
    """The pieces of a text that do not hold the target: whether they stand in brackets, and where."""
    for piece in _PIECE.finditer(text):
        if text.startswith("(", piece.end()) and piece.end() < target.start <= text.find(")", piece.end()):
            continue  # Hit quota this quarter ($320k): what the bracket tells the figure of
        if not piece.start() <= target.start < piece.end():
            yield piece[0].strip(" 。.!,、;-–※"), text.endswith("(", 0, piece.start()), *piece.span()
            continue
        behind = _BEHIND_JA.search(text, target.end, piece.end())
        if behind is not None:
            yield behind["clause"].strip(" 。、"), False, *behind.span("clause")


def _tells_ja(words: str, in_brackets: bool) -> bool:
    if len(words) < SHORTEST or _ONLY_WHICH_JA.search(words) or _ONLY_WAS_JA.fullmatch(words):
        return False
    return _TELLS_JA.search(words) is not None


def _tells_en(words: str, in_brackets: bool) -> bool:
    if len(words) < SHORTEST or _ONLY_WHICH_EN.search(words) or _ONLY_WAS_EN.fullmatch(words):
        return False
    if _CALCULATED.search(words):
        return True
    return _WAY_EN.search(words) is not None if in_brackets else len(_WORD.findall(words)) >= FEWEST_WORDS


LONGEST = 600
"""Characters of a cell in which what stands beside a goal is looked for."""
SHORTEST, FEWEST_WORDS = 4, 3
_ENDS_IT = re.compile(
    r"(?:まで|迄)に|達成|完了|実現|クリア|判定|測定|計測|評価|やり切|やりき"
    r"|\b(?:by|due|until|before|no later than) (?!then\b|[a-z]+ing\b)[a-z0-9]"
)
"""A sentence with its own day may be the goal's."""
_BEHIND_JA = re.compile(r"、(?P<clause>[^。、()※\d][^。()※]*[一-龥うくすつぬむぐぶる])(?=。|$)")
"""…回収率60%、アプリ内通知に切り替えて実施: a clause behind the figure."""
_PIECE = re.compile(r"(?:[^。.!;()※|\n-]|\.(?! |$)|(?<! )-|-(?! ))+")
_WORD = re.compile(r"[a-z][a-z'-]+")
_CALCULATED = re.compile(r"\d[^、。]{0,14}(?:×|(?<![a-z])x(?![a-z])|\*)\s?[^\d、。]{0,8}\d")
_ONLY_WAS_JA = re.compile(
    r"(?:昨年度?|前年度?|去年|先月|前月|先週|前期|昨期|前回|直近|現在|現状|今|[上下今]期|\d{1,2}月)の?(?:実績|同月|同期|\d{1,2}月)?[はが:]?約?\d[^、。がはを]{0,6}"
)
_ONLY_WAS_EN = re.compile(
    r"(?:(?:was|were|now|currently|last [a-z]+:?|(?:we|i) (?:got|had|did|won|closed|made)"
    r"|(?:we're|it's|now) at|up from|down from|from) )?[$€£~]?\d[\d.,]*[km%]?"
    r"(?: [a-z]+)?(?: (?:last|in|now|today|currently|so far)(?: [a-z0-9]+){0,2})?"
)
"""先月は9件, we got 19 in November: where the figure stood is where the step begins, and no ground for a leap."""
_ONLY_WHICH_JA = re.compile(any_of("beside", "only_which_ja"))
_TELLS_JA = re.compile(rf"{any_of('beside', 'tells_ja')}|{_CALCULATED.pattern}")
_ONLY_WHICH_EN = re.compile(rf"\b{any_of('beside', 'only_which_en')}")
_WAY_EN = re.compile(rf"\b{any_of('beside', 'way_en')}\b")
