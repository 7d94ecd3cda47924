"""Days typed with a slash (12/18): told apart from fractions (1/3) by their size and by what stands around them."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of


def is_day(text: str, place: tuple[int, int], month: int, day: int) -> bool:
    """True of 12/18まで, 期限 3/31, （1/8） and 12/20 展示会で…; 1/3 alone is a third, and 3/31 can only be a day."""
    start, end = place
    is_no_fraction = day >= CLEARLY_A_DAY or month > day
    if text[end - 1] in ")日" or _DUE_AFTER.match(text, end) or _HELD_AFTER.match(text, end):
        return True
    if text[start - 1 : start] + text[end : end + 1] == "()" or _DUE_BEFORE.search(text, max(0, start - 12), start):
        return True
    if text.startswith((" ", ":", "に"), end) and (not start or _CLAUSE_BEFORE.search(text, start - 2, start)):
        return True  # 12/20 展示会でアポ30件
    if day >= CLEARLY_A_DAY and _NOUN_AFTER.match(text, end):
        return True  # 12/19契約
    return is_no_fraction and _ALONE_AFTER.match(text, end) is not None


CLEARLY_A_DAY = 13
"""A month has more days than a year has months: from here on 3/31 is no fraction."""
_DUE_AFTER = re.compile(
    r"\s?(?:の?[一-龥ァ-ヶ]{1,8})?(?:まで|迄)|\s?(?:に(?!(?:減|下|短|圧|縮|抑|上|増|伸|引|高|向|する|し))|〆|締|付|期限|時点|\s?~|から|以降|開始|スタート)"
)
_DUE_BEFORE = re.compile(r"(?:期限|期日|〆切り?|締め?切り?|納期|デッドライン|~|due|deadline)[はをが::=(\s]*$")
_HELD_AFTER = re.compile(rf"\s?{any_of('japanese_times', 'held')}")
_ALONE_AFTER = re.compile(r"\s*(?:$|[)、。,\]の])")
_CLAUSE_BEFORE = re.compile(r"[、。;]\s?$")
_NOUN_AFTER = re.compile(r"[一-龥ァ-ヶ]{2}")
