"""Deeds: what is done for customers and deals, where no KPI's word is said (3社と契約を結ぶ, onboard 12 accounts)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.words.lexicon import Word
from kpi_xl.smart.words.phrases import any_of, vocabulary

_DEEDS = re.compile(any_of("deeds", "ja")), re.compile(rf"\b{any_of('deeds', 'en')}\b")
_ACTS = re.compile(any_of("deeds", "acts_ja")), re.compile(rf"\b{any_of('deeds', 'acts_en')}\b")
_OF_OUR_OWN = re.compile(rf"{any_of('deeds', 'own_ja')}|\b{any_of('deeds', 'own_en')}\b")
_PARTIES = frozenset(vocabulary("phrases")["deeds"]["counters"])


def deed_of(text: str, target: Quantity | None, words: Sequence[Word], japanese: bool) -> str | None:
    """The words for it: a number of parties (3社), or of what is done for them; without a number an act towards them."""
    if (target is None and any(word.meaning.family is not None for word in words)) or _OF_OUR_OWN.search(text):
        return None
    patterns = _ACTS if target is None else _DEEDS
    said = next((found for each in (patterns if japanese else patterns[1:]) if (found := each.search(text))), None)
    if said is not None:
        return said[0]
    return target.words if target is not None and target.unit in _PARTIES else None
