"""Cell styles of the role workbook, and how wide a text is."""

from __future__ import annotations

import math
import unicodedata

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.styles import (
    BODY,
    HAIRLINE,
    INK,
    INPUT_NUMBER,
    INPUT_TEXT,
    MUTED,
    MUTED_TEXT,
    NAVY,
    PANEL,
    PLAN,
    RIGHT,
    TABLE_HEAD,
    TITLE,
    WHITE,
)

CHIP = BODY.but(font_size=9, align="center", font_color=NAVY, bg_color=PANEL, right=5, right_color=WHITE)
CHIP_HERE = CHIP.but(bold=True, font_color=WHITE, bg_color=NAVY)
"""Written as text, not as a link: LibreOffice would show a link in blue on navy."""
STEP_TITLE = TITLE.but(font_size=16)
LEAD = MUTED_TEXT
STAMP = MUTED_TEXT.but(align="right")
NOTE = MUTED_TEXT
LABEL = BODY.but(align="left", bottom=1, bottom_color=HAIRLINE)
"""The first column of a table: flush with the heading above it."""
KPI_LABEL = LABEL.but(shrink=True)
"""A KPI's name; a long one shrinks rather than being cut."""
LABEL_NOTE = MUTED_TEXT.but(bottom=1, bottom_color=HAIRLINE)
VALUE = RIGHT.but(indent=1, bottom=1, bottom_color=HAIRLINE, shrink=True)
"""An amount that outgrows its column shrinks rather than showing ###."""
PLAIN_VALUE = RIGHT.but(bottom=1, bottom_color=HAIRLINE, shrink=True)
"""Without the indent, where twelve months have to fit."""
STRONG, PLAIN_STRONG = VALUE.but(bold=True), PLAIN_VALUE.but(bold=True)
LEVEL_TAG = MUTED_TEXT.but(align="center", bottom=1, bottom_color=HAIRLINE)
SMART = BODY.but(font_size=9, bold=True, align="center", bottom=1, bottom_color=HAIRLINE, shrink=True)
"""Five letters with their signs."""
ADVICE = LABEL.but(font_size=9, text_wrap=True, indent=1)
HEADING_NOTE = MUTED_TEXT.but(align="right", bottom=1, bottom_color=NAVY)
"""At the right of a section's head: how to read what follows."""
HEAD = TABLE_HEAD.but(indent=1)
"""Over figures that are indented."""
PLAIN_HEAD = TABLE_HEAD
HEAD_WRAPPED, PLAIN_HEAD_WRAPPED = HEAD.but(text_wrap=True), PLAIN_HEAD.but(text_wrap=True)
HEAD_LEFT = TABLE_HEAD.but(align="left")
"""Over the first column."""
HEAD_TEXT = HEAD_LEFT.but(indent=1)
"""Over a text that has figures at its left."""
HEAD_CENTRE = TABLE_HEAD.but(align="center")
HEAD_OVER = BODY.but(font_size=9, bold=True, font_color=NAVY, align="left", indent=1)
"""Over the columns of one KPI."""
RATE = VALUE.but(num_format="0.0%")
SIGN = PLAIN_VALUE.but(bold=True, font_size=11, align="center")
BAR = PLAIN_VALUE.but(num_format="0%;0%;0%;", right=1, right_color=MUTED)
"""Shows nothing but a bar, and no dash; the right edge is the goal."""
CAPTION_HEIGHT, HEADLINE_HEIGHT = 17, 33
PARTED = {"left": 1, "left_color": PLAN, "indent": 1}
"""A headline figure begins with a hairline, which parts it from the one before."""
CAPTION = MUTED_TEXT.but(align="left")
HEADLINE = BODY.but(font_size=20, bold=True, align="left")
HEADLINE_NOTE = BODY.but(font_size=9, align="left")
HEADLINE_SIGN = BODY.but(font_size=16, align="left", indent=1)
INPUT_VALUE = INPUT_NUMBER.but(indent=1, shrink=True)
PLAIN_INPUT = INPUT_NUMBER.but(shrink=True)
MEMO = INPUT_TEXT.but(font_size=9, right=0)
"""Several cells that look like one: a long text runs over the empty ones."""
INPUT_CENTRE = INPUT_NUMBER.but(align="center")
HELPER = BODY.but(font_size=8, font_color="#9CA3AF", align="right")
HELPER_HEAD = HELPER.but(bold=True)
LIST_END = MUTED_TEXT.but(bg_color=PANEL, indent=1)
"""The row that closes a list into which people insert rows."""
TOTAL = VALUE.but(bold=True, top=1, top_color=INK)

DATE = Text("yyyy/mm/dd", "yyyy-mm-dd")
MONTH = Text('yyyy"年"m"月"', "mmm yyyy")
SHORT_MONTH = Text('m"月"', "mmm")


def captioned(number_format: str, before: str = "", after: str = "") -> str:
    """A number format with words around the number, so that one cell says 「成約率 20.0%」 and stays a number.

    >>> captioned("0.0%;-0.0%", "rate ")
    '"rate "0.0%;"rate "-0.0%'
    """
    words = [f'"{word}"' if word else "" for word in (before, after)]
    return ";".join(f"{words[0]}{section}{words[1]}" for section in number_format.split(";"))


def width_of(text: str) -> float:
    """How many columns' worth a text takes: a full-width character is two.

    >>> width_of("商談 A")
    6.0
    """
    return float(sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text))


def lines_of(text: str, width: float) -> int:
    """How many lines a text wraps to in a cell *width* wide, some slack left for real Excel's wider fonts."""
    return max(1, exact_sum(math.ceil(max(1.0, width_of(line)) / (width * 0.9)) for line in text.split("\n")))
