"""The lines of a narrow head: broken between words, in Japanese where the script changes, so that no character stands alone."""

from __future__ import annotations

import math
import re
from itertools import combinations
from textwrap import wrap

from kpi_xl.language import spoken
from kpi_xl.sheets.monthly.parts.wording import width

HEAD_SIGNS = 14
"""Half-width characters in a line of a head; letters of English are wider."""
ENGLISH_SIGNS = 13


def head_lines(label: str) -> list[str]:
    """As few lines as hold the label, of lengths as even as its words allow.

    >>> head_lines("キーパーソン接触率"), head_lines("資料請求→初回商談設定率"), head_lines("週あたり訪問数")
    (['キーパーソン', '接触率'], ['資料請求→', '初回商談設定率'], ['週あたり訪問数'])
    """
    if spoken() == "en":
        return wrap(label, ENGLISH_SIGNS)
    count = math.ceil(width(label) / HEAD_SIGNS)
    if count < 2:
        return [label]
    words = _WORD.findall(label)
    by_words = [[*_joined(words, places)] for places in combinations(range(1, len(words)), count - 1)]
    return min([lines for lines in by_words if _widest(lines) <= HEAD_SIGNS] or [_even(label, count)], key=_widest)


def _joined(words: list[str], places: tuple[int, ...]) -> list[str]:
    return ["".join(words[first:end]) for first, end in zip((0, *places), (*places, None), strict=True)]


def _widest(lines: list[str]) -> int:
    return max(map(width, lines))


def _even(label: str, count: int) -> list[str]:
    """Where no word ends in the right place."""
    size = math.ceil(len(label) / count)
    return [label[first : first + size] for first in range(0, len(label), size)]


_WORD = re.compile(r"（[^）]*）?|[ァ-ヶー]+[→・]?|[一-龠々]+[→・]?|[ぁ-ん]+|[^ァ-ヶー一-龠々ぁ-ん（]+")
