"""Parts of a period in Japanese (上旬, 半ば, 第2週, いっぱい), and its feasts."""

from __future__ import annotations

import re
from datetime import timedelta

from kpi_xl.smart.numbers.numerals import read_numeral
from kpi_xl.smart.times.spans import Span, Today
from kpi_xl.workdays import next_national_holiday

MONTH_DAYS = 28, 31
_PARTS = {"上旬": 2, "初旬": 2, "初め": 2, "初": 2, "頭": 2, "中旬": 4, "半ば": 3, "前半": 3}
"""Sixths of a period, five days of a month."""


def part_of(span: Span | None, part: str | None) -> Span | None:
    """上旬 ends on the 10th, 中旬 on the 20th, 前半 in the middle, 第2週 on the 14th; 末 and いっぱい with the period."""
    if span is None or part is None:
        return span
    if part.endswith("週"):
        return span[0], min(span[1], span[0] + timedelta(days=7 * int(read_numeral(part.strip("の第週")))))
    if part not in _PARTS:
        return span
    sixths, days = _PARTS[part], (span[1] - span[0]).days
    length = 5 * sixths if MONTH_DAYS[0] <= days <= MONTH_DAYS[1] else days * sixths // 6
    return span[0], span[0] + timedelta(days=max(1, length))


def coming_half(unit: str, offset: int, today: Today) -> Span | None:
    """来上期 is the next one that has not begun."""
    number = 1 if unit[0] == "上" else 2
    span = today.part("half", number)
    if span is None or not offset or span[0] > today.day:
        return span
    return today.part("half", number, span[0].year - (span[0].month < today.first_month) + 1)


def feast_on(words: str, is_before: bool, today: Today) -> Span | None:
    """The national holiday or feast that is named, or the day before it; None where it is neither."""
    if words.endswith("日") and (day := next_national_holiday(words, today.day)):
        day -= timedelta(days=is_before)
        return day, day + timedelta(days=1)
    days = next((days for name, days in FEASTS.items() if name in words), None)
    return today.on(*days[1 if is_before else 0]) if days else None


def is_nth_of_month(text: str, at: int) -> bool:
    """True before the 金曜 of 毎月第2金曜."""
    return _NTH_OF_MONTH.search(text, max(0, at - LONGEST_NTH), at) is not None


LONGEST_NTH = 10
_NTH_OF_MONTH = re.compile(r"毎月の?(?:第?[1-5一二三四](?:[・と、]第?[1-5一二三四])*)$")
FEASTS = {  # the last day, and the day before the first
    "クリスマス": ((12, 25), (12, 24)), "お盆": ((8, 16), (8, 12)), "gw": ((5, 5), (4, 28)),
    "ゴールデンウィーク": ((5, 5), (4, 28)), "正月": ((1, 3), (12, 31)), "元旦": ((1, 1), (12, 31)), "大晦日": ((12, 31), (12, 30)),
    "バレンタイン": ((2, 14), (2, 13)), "ホワイトデー": ((3, 14), (3, 13)),
}  # fmt: skip
