"""Looks of a card."""

from __future__ import annotations

from kpi_xl.sheets.styles import (
    BAD,
    BODY,
    FAIR,
    GOOD,
    HEADING,
    INPUT_FILL,
    INPUT_INK,
    MUTED_TEXT,
    NAVY,
    PANEL,
    TITLE,
    Style,
)

MARGIN, CELL, GAP = 12, 91, 40
PANELS = ((1, 4), (6, 9), (11, 14))
"""First and last column of the three figures."""
LAST_COL = PANELS[-1][1]
WIDTHS = (MARGIN, *[CELL] * 4, GAP, *[CELL] * 4, GAP, *[CELL] * 4)
WIDE, NARROW = (1, 9), PANELS[2]
"""The two columns of the card's lower part."""
INPUT_RULE = "#E8DCA8"

HEADLINE = TITLE
AS_OF = BODY.but(align="right")
ASIDE_TEXT = MUTED_TEXT.but(align="right")
SUBTITLE = MUTED_TEXT.but(align="left")
SECTION = HEADING
SECTION_NOTE = MUTED_TEXT.but(align="right", bottom=1, bottom_color=NAVY)
PROMISED = BODY.but(font_size=13, bold=True, bg_color=PANEL, indent=1, align="left", shrink=True)
PROMISED_NOTE = MUTED_TEXT.but(bg_color=PANEL, indent=1, align="left", shrink=True)
PANEL_CELL = BODY.but(bg_color=PANEL)
KEPT = {"yes": PROMISED.but(font_color=GOOD), "not yet": PROMISED.but(font_color=FAIR), "no": PROMISED.but(font_color=BAD)}
CAPTION = MUTED_TEXT.but(align="left", shrink=True)
VALUE = BODY.but(font_size=20, bold=True, align="left", shrink=True)
NOTE = BODY.but(font_size=9, align="left", shrink=True)
SAYING = BODY.but(font_size=12, bold=True, align="left", shrink=True)
GROUND = BODY.but(align="left", shrink=True)
MUTED_GROUND = MUTED_TEXT.but(align="left", shrink=True)
FOOT, FOOT_RIGHT = MUTED_TEXT.but(align="left"), MUTED_TEXT.but(align="right")
_TYPED = Style({"bottom": 1, "bottom_color": INPUT_RULE, "bg_color": INPUT_FILL})
LABEL = MUTED_TEXT.but(**_TYPED.properties, indent=1, align="left")
TYPED = BODY.but(**_TYPED.properties, font_color=INPUT_INK, align="left", text_wrap=True, locked=False)
HIDDEN = MUTED_TEXT
