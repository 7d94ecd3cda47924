"""Numerals: 1,200万, 12億5,000万, 二千五百, 1.5億 as numbers. The text is `plain`."""

from __future__ import annotations

import re

_DIGITS_BEHIND = r"[〇一二三四五六七八九十百千万億兆]|(?<=[十百千万億兆])\d[\d,]*+(?:\.\d++)?"
NUMERAL = (
    r"(?:\d[\d,]*+(?:\.\d++)?|\.\d++|[〇一二三四五六七八九十百千])"
    rf"(?:{_DIGITS_BEHIND})*(?!{_DIGITS_BEHIND})"  # not (...)*+, which loses the group around it up to Python 3.11.4
)
"""A pattern for what `read_numeral` reads. It never tries a shorter numeral: long runs of digits stay cheap."""

_PARTS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+|[〇一二三四五六七八九]|[十百千万億兆]")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}


def read_numeral(text: str) -> float:
    """The number that a match of `NUMERAL` stands for.

    >>> [read_numeral(numeral) for numeral in ("12億5,000万", "2千5百万", "百五十", "二〇二六", "1.15億")]
    [1250000000.0, 25000000.0, 150.0, 2026.0, 115000000.0]
    """
    if text.isascii():
        return float(text.replace(",", ""))
    total = section = 0.0
    pending: float | None = None
    for part in _PARTS.findall(text):
        if part in _SMALL:
            section += (1 if pending is None else pending) * _SMALL[part]
            pending = None
        elif part in _LARGE:
            total += (section + (pending or 0.0) or 1) * _LARGE[part]
            section, pending = 0.0, None
        elif part in _DIGITS:
            pending = (pending or 0.0) * 10 + _DIGITS[part]
        else:
            pending = float(part.replace(",", ""))
    return float(f"{total + section + (pending or 0.0):.15g}")
