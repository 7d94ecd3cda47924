"""How wide 游ゴシック (Yu Gothic) sets numbers: on the screen, where a sign has whole pixels, and on paper.

The pixels are those that Windows gives (GetCharWidth32W), as published in github.com/Ryujiyasu/oxi,
crates/oxidocs-wasm/src/data/yu_gothic_gdi_widths.json at 09654d3f; its digits agree with the 0.5562 em that another project reads
from YuGothR.ttc. All signs of Japanese texts, ▲ among them, are one em wide.
"""

from __future__ import annotations

import math

DOTS_AN_INCH, POINTS_AN_INCH = 96, 72
SIGNS = " %+,-./0"
"""What the columns below stand for; 0 for any digit. What is not listed counts as a whole em."""
REGULAR = {
    11: (3, 9, 8, 3, 5, 3, 5, 6), 12: (3, 10, 9, 3, 5, 3, 6, 7), 13: (4, 10, 9, 3, 6, 3, 6, 7), 15: (4, 12, 11, 4, 7, 4, 7, 8),
    16: (5, 13, 12, 4, 7, 4, 8, 9), 17: (5, 14, 12, 4, 7, 4, 8, 9), 19: (5, 15, 14, 5, 8, 5, 9, 11), 20: (6, 16, 14, 5, 9, 5, 10, 11),
    21: (6, 17, 15, 5, 9, 5, 10, 12), 24: (7, 19, 17, 6, 10, 6, 12, 13), 40: (11, 32, 29, 10, 17, 10, 19, 22),
}  # fmt: skip
BOLD = {
    11: (3, 9, 8, 3, 5, 3, 6, 6), 12: (3, 10, 9, 3, 5, 3, 6, 7), 13: (4, 11, 10, 4, 6, 4, 7, 7), 15: (4, 13, 11, 4, 6, 4, 8, 9),
    16: (5, 13, 12, 4, 7, 4, 8, 9), 17: (5, 14, 13, 5, 7, 5, 9, 10), 19: (5, 16, 14, 5, 8, 5, 10, 11), 20: (6, 17, 15, 6, 9, 6, 10, 11),
    21: (6, 18, 16, 6, 9, 6, 11, 12), 24: (7, 20, 18, 7, 10, 7, 12, 14), 37: (11, 31, 27, 10, 16, 10, 19, 21),
}  # fmt: skip
"""Pixels an em -> pixels of each sign; the last row is the finest, from which paper is reckoned."""
LETTERS = dict(zip(
    "abcdefghijklmnopqrstuvwxyz",
    (22, 23, 21, 23, 22, 14, 22, 23, 10, 12, 21, 10, 34, 23, 22, 23, 23, 15, 20, 14, 23, 20, 31, 20, 20, 18), strict=True,
))  # fmt: skip
"""Small letters of words in formats, at 40 pixels an em; bold ones are 3% wider."""


def pixels(text: str, points: float, is_bold: bool) -> float:
    """The width of a text: what the screen takes, or what paper takes where that is more."""
    widths = BOLD if is_bold else REGULAR
    em = points * DOTS_AN_INCH / POINTS_AN_INCH
    finest = max(widths)
    screen, paper = widths[math.floor(em + 0.5)], [(each + 0.5) / finest for each in widths[finest]]
    return sum(max(_of(sign, screen, em), _of(sign, paper, 1) * em) for sign in text)


def _of(sign: str, widths, em: float) -> float:
    place = SIGNS.find("0" if sign.isdecimal() else sign)
    if place >= 0:
        return widths[place]
    return (LETTERS[sign] + 1.5) / 40 * em if sign in LETTERS else math.ceil(em)
