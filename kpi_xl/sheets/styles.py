"""The look: one palette, one type scale, every cell style a small change to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kpi_xl.language import Text

INK, MUTED, HAIRLINE, PANEL = "#1F2937", "#6B7280", "#D9DEE5", "#F5F7FA"
NAVY, PLAN, DATA_BAR, WHITE = "#1E3A5F", "#C3CEDC", "#C9D6E6", "#FFFFFF"
GOOD, FAIR, BAD = "#0F766E", "#B45309", "#B91C1C"
GOOD_TINT, FAIR_TINT, BAD_TINT = "#E3F1EF", "#FBEBDD", "#F9E3E3"
INPUT_FILL, INPUT_INK, INPUT_RULE = "#FFF9E5", "#1D4ED8", "#EADFB4"

FONT = Text("游ゴシック", "Yu Gothic")
ROW_HEIGHT = 20
YEN_PIXELS, YEN_WIDTH = 118, 16.2
"""A column, and the same in characters, in which a table's numbers reach ▲9,900,000,000, be they bold and indented."""
PLAIN_YEN_WIDTH = 14.9
"""Where they are not indented."""


@dataclass(frozen=True)
class Style:
    """XlsxWriter format properties, compared by value so that each is written once."""

    properties: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> Style:
        """This style with some properties changed.

        >>> BODY.but(bold=True).properties["bold"]
        True
        """
        return Style(MappingProxyType({**self.properties, **changes}))

    @cached_property
    def key(self) -> tuple[tuple[str, Any], ...]:
        return tuple(sorted(self.properties.items()))

    @cached_property
    def number(self) -> int:
        """The same for styles of the same properties, as long as the program runs."""
        return _NUMBERS.setdefault(self.key, len(_NUMBERS))


_NUMBERS: dict[tuple[tuple[str, Any], ...], int] = {}


BODY = Style().but(font_size=10, font_color=INK, valign="vcenter")
LEFT = BODY.but(align="left", indent=1)
RIGHT = BODY.but(align="right")
CENTRE = BODY.but(align="center")
MUTED_TEXT = BODY.but(font_color=MUTED, font_size=9)
TITLE = BODY.but(font_size=18, bold=True, font_color=NAVY)
HEADING = BODY.but(font_size=11, bold=True, font_color=NAVY, bottom=1, bottom_color=NAVY)

HEAD_RULE = {"bottom": 1, "bottom_color": PLAN}
TABLE_HEAD = MUTED_TEXT.but(align="right", **HEAD_RULE)
"""Over figures, aligned like them; a table's head has no ground of its own."""
TABLE_TEXT = LEFT.but(bottom=1, bottom_color=HAIRLINE)
TABLE_NUMBER = RIGHT.but(bottom=1, bottom_color=HAIRLINE, shrink=True)
"""A number of tens of billions is set a little smaller where its column is narrow, never as ###."""
TABLE_CENTRE = CENTRE.but(bottom=1, bottom_color=HAIRLINE)

INPUT = BODY.but(
    bg_color=INPUT_FILL, font_color=INPUT_INK, bottom=1, bottom_color=INPUT_RULE, right=1, right_color=WHITE, locked=False
)
"""Each line with its own rule; neighbouring columns are parted by white, not by boxes."""
INPUT_NUMBER = INPUT.but(align="right")
INPUT_TEXT = INPUT.but(align="left", indent=1)

CARD_CAPTION = MUTED_TEXT.but(bg_color=PANEL, indent=1)
CARD_VALUE = BODY.but(font_size=18, bold=True, bg_color=PANEL, align="left", indent=1)
CARD_NOTE = MUTED_TEXT.but(bg_color=PANEL, indent=1)
