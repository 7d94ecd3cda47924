"""Cell styles of the company's own pages."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.styles import (
    BODY,
    HAIRLINE,
    INPUT_FILL,
    INPUT_INK,
    MUTED,
    NAVY,
    PANEL,
    WHITE,
)

ROW = BODY.but(bottom=1, bottom_color=HAIRLINE)
LABEL = ROW
SUB_LABEL = ROW.but(indent=1)
MUTED_ROW = ROW.but(font_size=9, font_color=MUTED)
VALUE = ROW.but(align="right", shrink=True)
MUTED_VALUE = VALUE.but(font_color=MUTED)
INPUT = VALUE.but(bg_color=INPUT_FILL, font_color=INPUT_INK, locked=False)
"""A cell to type into, parted from the others by its ground alone."""
SENTENCE = INPUT.but(align="left", indent=1, font_size=14, bold=True, text_wrap=True, shrink=False)
NOTE = BODY.but(font_size=9, font_color=MUTED)
NOTE_RIGHT = NOTE.but(align="right")
HEAD_NOTE = NOTE_RIGHT.but(bottom=1, bottom_color=NAVY)
"""At the right of a heading: how to read what follows."""

LANE = BODY.but(bold=True, font_color=NAVY, shrink=True)
ARROW = BODY.but(align="center", font_size=12, font_color=MUTED)
HANDED = BODY.but(align="right", font_size=9, font_color=NAVY)
BOX_CAPTION = BODY.but(align="center_across", font_size=9, font_color=MUTED, bg_color=PANEL, top=2, top_color=NAVY)
BOX_VALUE = BODY.but(align="center_across", font_size=15, bold=True, bg_color=PANEL)
BOX_NOTE = BODY.but(align="center_across", font_size=9, font_color=MUTED, bg_color=PANEL)
DAY_CAPTION = BODY.but(align="center_across", font_size=9, font_color=WHITE, bg_color=NAVY)
DAY_VALUE = BODY.but(align="center_across", font_size=16, bold=True, font_color=WHITE, bg_color=NAVY)
DAY_NOTE = BODY.but(align="center_across", font_size=9, font_color="#DCE3EC", bg_color=NAVY)

COUNT = Text('#,##0"件"', "#,##0")
COMPANIES = Text('#,##0"社"', "#,##0")
EACH = Text('[<10]0.0"件";#,##0"件"', "[<10]0.0;#,##0")
"""What one person does: one decimal below 10."""
WEEK_EACH = Text('"週"#,##0"件"', '#,##0" a week"')
