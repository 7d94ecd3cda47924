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
    LEFT,
    MUTED_TEXT,
    NAVY,
    PANEL,
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
LABEL = LEFT.but(bottom=1, bottom_color=HAIRLINE)
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
ADVICE = LABEL.but(font_size=9, text_wrap=True)
HEAD_WRAPPED = TABLE_HEAD.but(text_wrap=True)
HEAD_LEFT = TABLE_HEAD.but(align="left", indent=1)
INPUT_VALUE = INPUT_NUMBER.but(indent=1, shrink=True)
PLAIN_INPUT = INPUT_NUMBER.but(shrink=True)
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
