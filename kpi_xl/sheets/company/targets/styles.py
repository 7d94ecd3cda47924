"""Cell styles of ④: figures without an indent, heads aligned like them."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.styles import BAD, BODY, HAIRLINE, NAVY, TABLE_HEAD

HEAD = TABLE_HEAD.but(text_wrap=True)
HEAD_LEFT = HEAD.but(align="left")
HEAD_OVER = BODY.but(font_size=9, bold=True, font_color=NAVY, align="center_across")
"""Over the columns of one role."""
FIGURE = BODY.but(align="right", shrink=True)
VALUE = FIGURE.but(bottom=1, bottom_color=HAIRLINE)
STRONG = VALUE.but(bold=True)
NAME = BODY.but(align="left")
SMALL = NAME.but(font_size=9)
GAP_FORMAT = Text(r"+#,##0;\▲#,##0;0", r"+#,##0;\−#,##0;0")
LINE = {"bottom": 1, "bottom_color": HAIRLINE}
"""Under a row that says something."""
SHORT = {"type": "cell", "criteria": "<", "value": 0}
"""A gap below nothing; its look has the line, too, and comes first: LibreOffice shows the first rule that holds and no other."""
SHORT_LOOK = {**LINE, "font_color": BAD}
