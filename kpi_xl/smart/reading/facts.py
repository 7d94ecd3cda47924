"""Facts: where the figures of a text stand now (現状は商談30件)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.reading.movement import is_where_it_starts
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.words.lexicon import Word, WordKind

NEAR = 6
"""Characters between a figure's name and its number."""


class Fact(NamedTuple):
    """Where a figure stands now."""

    what: str | None  #: the figure; None where the text leaves it open
    number: Quantity


def facts(goal: GoalStatement) -> list[Fact]:
    """The present values that a text names, each with the figure that stands before it."""
    is_japanese, is_note = goal.language == "ja", only_tells(goal)
    return [
        Fact(_named_at(goal, number, is_japanese), number)
        for index, number in enumerate(goal.numbers)
        if is_note or is_where_it_starts(goal.plain, goal.numbers, index, is_japanese)
    ]


def _named_at(goal: GoalStatement, number: Quantity, is_japanese: bool) -> str | None:
    """商談 of 商談30件, demos of 30 demos."""
    subjects = [word for word in goal.words if is_subject(word)]
    others = [other.start for other in goal.numbers if other is not number]
    before = [
        word.text for word in subjects
        if 0 <= number.start - word.end <= NEAR and not any(word.end <= at < number.start for at in others)
    ]  # fmt: skip
    after = [
        word.text for word in subjects if 0 <= word.start - number.end <= NEAR and not _ENDS.search(goal.plain, number.end, word.start)
    ]
    return next(iter(before[::-1] if is_japanese else [*after, *before[::-1]]), None)


def only_tells(goal: GoalStatement) -> bool:
    """True of a text that says where figures stand, and sets no target (現状は商談30件、受注5件)."""
    return _TELLS.match(goal.plain) is not None


def is_subject(word: Word) -> bool:
    """True of a word that a figure can belong to."""
    kind = word.meaning.kind
    return word.meaning.is_concrete or kind in (WordKind.SALES, WordKind.THING, WordKind.GENERAL)


_ENDS = re.compile(r"[),;、。]")
"""Renewals 92% (LY 88%), upsell £45k: what follows the bracket is another figure."""
_TELLS = re.compile(
    r"[\s※【\[(]*(?:(?:現状|現在|今(?![月期年週度回後日])|実績|進捗|前年|昨年|先月)(?!比|対|同|並|超|割|以上|より)(?:の?実績|値)?(?:】|は|:|\s)?[^にへ→]*$"
    r"|(?:currently|now|today|at present|baseline|current|status(?=:)|(?:we|i|it)(?:'re| are| is| sits?| stands?) (?:now )?at)\b(?!.*(?:\bto\b|→)))"
)
