"""Past notes: a period in brackets with its figure, where the figure stood then: (Nov: 24%), （11月：24%）."""

from __future__ import annotations

import re

from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import TimePhrase

LATELY = 6
"""Months in which a month that is named beside a figure lies behind, not ahead."""
LONGEST = 200
"""Days of a period that can lie behind so; of a year nobody can tell."""


def is_past_note(text: str, phrase: TimePhrase, today: Today) -> bool:
    """True of a period that has begun and stands in brackets with its figure, or before 実績: no deadline."""
    if _AS_OF.match(text, phrase.end) and lies_behind(phrase, today, or_runs=False):
        return True  # 実績7件（11/27時点）
    if phrase.span is not None and text.startswith("実績", phrase.end) and not _AHEAD.search(phrase.words):
        return lies_behind(phrase, today, or_runs=True)
    if phrase.span is not None and _WHEN_IT_WAS.match(text, phrase.end) and not _AHEAD.search(phrase.words):
        return True
    if text[phrase.start - 1 : phrase.start] != "(" or phrase.span is None or _FIGURE.match(text, phrase.end) is None:
        return False
    return lies_behind(phrase, today, or_runs=True)


def lies_behind(phrase: TimePhrase, today: Today, or_runs: bool) -> bool:
    """True of a period that is over, or that was over lately though without a year it is the next one; or that still runs."""
    if phrase.span is None:
        return False
    begins, ends = phrase.span
    if begins <= today.day:
        return or_runs or ends <= today.day
    if _AHEAD.search(phrase.words):
        return False
    return 0 < (today.day.month - ends.month + 1) % 12 <= LATELY and (ends - begins).days < LONGEST


_WHEN_IT_WAS = re.compile(r"[にで][^、。をでに\d]{1,8}(?<!まし)[したっんい]た(?!い|く|ら|め)(?=[一-龥ァ-ヶ])")
"""上期で落とした大手2社: when something happened."""
_AS_OF = re.compile(r"末?(?:時点|現在)")
_AHEAD = re.compile(r"[来翌次]|今[春夏秋冬]|next|nxt|coming|20\d\d")
_FIGURE = re.compile(r"(?:の|時点|実績|は|:|=| actual| was| at|\s)*(?:約|[$€£¥])?\d[^()]*\)")
