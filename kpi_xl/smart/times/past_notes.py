"""Past notes: a period in brackets with its figure, where the figure stood then: (Nov: 24%), （11月：24%）."""

from __future__ import annotations

import re

from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import TimePhrase

LATELY = 6
"""Months in which a month that is named beside a figure lies behind, not ahead."""


def is_past_note(text: str, phrase: TimePhrase, today: Today) -> bool:
    """True of a period that has begun and stands in brackets with its figure: no deadline."""
    if text[phrase.start - 1 : phrase.start] != "(" or phrase.span is None or _FIGURE.match(text, phrase.end) is None:
        return False
    begins = phrase.span[0]
    return begins <= today.day or (today.day.month - begins.month) % 12 <= LATELY


_FIGURE = re.compile(r"(?:の|時点|実績|は|:|=| actual| was| at|\s)*(?:約|[$€£¥])?\d[^()]*\)")
