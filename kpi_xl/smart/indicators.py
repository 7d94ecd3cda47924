"""Indicators: what a goal measures. Known ones from the vocabulary, others by their form (…数, …率, "number of …")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.lexicon import Sense, Subject, Word
from kpi_xl.smart.phrases import any_of, vocabulary
from kpi_xl.smart.statement import Indicator

Form = tuple[str, int, int]
"""Words that say by their form that they are measured, and where they begin and end."""

FURTHEST = 14
_APART = re.compile(r"[をはがに、。,]|  ")
_JAPANESE_FORM = re.compile(
    rf"(?:[一-龥々ァ-ヴーa-z0-9・→/&]{{1,20}}?|(?<=[のるたせい])){any_of('indicators', 'ja')}(?={any_of('indicators', 'followed')})"
)
_NOT_MEASURED = frozenset(vocabulary("phrases")["indicators"]["not_measured"])
_ENGLISH_FORM = re.compile(
    rf"\b(?:{any_of('indicators', 'of_en')} of (?:the )?(?P<of>[a-z][a-z'-]*(?: [a-z][a-z'-]*)?)"
    rf"|(?P<modifier>[a-z][a-z'-]*(?:-[a-z]+)*) {any_of('indicators', 'heads_en')})\b"
)
_PLAIN_MODIFIERS = frozenset(vocabulary("phrases")["indicators"]["plain_modifiers_en"])


def find_indicator(text: str, words: Sequence[Word], is_japanese: bool) -> Indicator | None:
    """The indicator that a text names: a KPI's own word first, then a counted activity, then a word's form."""
    known = _known(words)
    formed = (_japanese_form(text) if is_japanese else None) or _english_form(text)
    if known is None:
        return Indicator(formed[0], None) if formed else None
    subject, word = known
    if formed is None:
        return Indicator(word.text, subject)
    return _together(text, subject, word, formed) or Indicator(word.text, subject)


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
    """The first word with the sense that says most: an indicator, else an activity, else sales."""
    for sense in (Sense.INDICATOR, Sense.ACTIVITY, Sense.SALES):
        for word in words:
            if word.meaning.sense is sense and word.meaning.subject is not None:
                return word.meaning.subject, word
    return None


def _japanese_form(text: str) -> Form | None:
    for match in _JAPANESE_FORM.finditer(text):
        if match[0] not in _NOT_MEASURED:
            return match[0], match.start(), match.end()
    return None


def _english_form(text: str) -> Form | None:
    for match in _ENGLISH_FORM.finditer(text):
        if match["of"] or match["modifier"] not in _PLAIN_MODIFIERS:
            return match[0], match.start(), match.end()
    return None
