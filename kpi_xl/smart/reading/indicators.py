"""Indicators: what a goal measures. Known ones from the vocabulary, others by their form (…数, …率, "number of …")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.statement import Indicator
from kpi_xl.smart.words.lexicon import Subject, Word, WordKind, revenue
from kpi_xl.smart.words.phrases import any_of, vocabulary

Form = tuple[str, int, int]
"""Words that say by their form that they are measured, and where they begin and end."""

FURTHEST = 14
_SOLD = re.compile(rf"\b{any_of('indicators', 'sold_en')}\b|{any_of('indicators', 'sold_ja')}")
LONGEST_MODIFIER = 40
_APART = re.compile(r"[をはがに、。,]|  ")
_ENDING = re.compile(rf"{any_of('indicators', 'ja')}(?={any_of('indicators', 'followed')})")
_BEFORE_ENDING = re.compile(r"(?:[一-龥々ァ-ヴーa-z0-9・→/&]{1,20}|(?<=[のるたせい]))$")
_NOT_MEASURED = frozenset(vocabulary("phrases")["indicators"]["not_measured"])
_ENGLISH_FORM = re.compile(
    rf"\b(?:(?<=[a-z'-] )(?P<head>{any_of('indicators', 'heads_en')})"
    rf"|{any_of('indicators', 'of_en')} of (?:the )?[a-z][a-z'-]*(?: [a-z][a-z'-]*)?)\b"
)
_TWO_WORDS = re.compile(r"[a-z'-] [a-z]")
_COMPOUND = re.compile(any_of("indicators", "compounds"))
_MODIFIER = re.compile(r"\b[a-z][a-z'-]* $")
_PLAIN_MODIFIERS = frozenset(vocabulary("phrases")["indicators"]["plain_modifiers_en"])


def find_indicator(text: str, words: Sequence[Word], is_japanese: bool) -> Indicator | None:
    """The indicator that a text names: a KPI's own word first, then a counted activity, then a word's form."""
    known = _known([word for word in words if word.meaning.subject and not (is_japanese and _COMPOUND.match(text, word.end))])
    formed = (_japanese_form(text) if is_japanese else None) or _english_form(text)
    if known is None:
        return Indicator(formed[0], None) if formed else None
    subject, word = known
    if formed is None:
        return Indicator(word.text, subject)
    return _together(text, subject, word, formed) or Indicator(word.text, subject)


def money_sold(text: str, target: Quantity | None) -> Indicator | None:
    """Close ¥15M, 300万円を決める: an amount that a seller brings in is revenue, though nobody says so."""
    if target is None or target.scale not in (Scale.YEN, Scale.MONEY):
        return None
    sold = _SOLD.search(text)
    return Indicator(sold[0], revenue()) if sold else None


def _together(text: str, subject: Subject, word: Word, formed: Form) -> Indicator | None:
    """A known word and a form that belong together: 新規商談件数, 商談の件数, 見積提出から受注までの日数."""
    words, start, end = formed
    if start <= word.start < end:
        return Indicator(words, subject)
    between = text[word.end : start]
    if word.end > start or len(between) > FURTHEST or _APART.search(between):
        return None
    return Indicator(text[word.start : end], subject if between == "の" else None)


def _known(words: Sequence[Word]) -> tuple[Subject, Word] | None:
    """The first word of the kind that says most: an indicator, else an activity, else sales."""
    known = [(subject, word) for word in words if (subject := word.meaning.subject) is not None]
    for kind in (WordKind.INDICATOR, WordKind.ACTIVITY):
        for subject, word in known:
            if subject.kind is kind:
                return subject, word
    return known[0] if known else None


def _japanese_form(text: str) -> Form | None:
    last = 0
    for ending in _ENDING.finditer(text):
        before = _BEFORE_ENDING.search(text, max(last, ending.start() - 20), ending.start())
        if before is not None:
            start, last = before.start(), ending.end()
            if text[start:last] not in _NOT_MEASURED:
                return text[start:last], start, last
    return None


def _english_form(text: str) -> Form | None:
    for match in _ENGLISH_FORM.finditer(text) if _TWO_WORDS.search(text) else ():
        if match["head"] is None:
            return match[0], match.start(), match.end()
        modifier = _MODIFIER.search(text, max(0, match.start() - LONGEST_MODIFIER), match.start())
        if modifier is not None and modifier[0][:-1] not in _PLAIN_MODIFIERS:
            return text[modifier.start() : match.end()], modifier.start(), match.end()
    return None
