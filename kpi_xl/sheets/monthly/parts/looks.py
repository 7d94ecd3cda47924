"""Looks of the monthly sheets: styles made once, column widths in pixels.

Hundreds of sheets are drawn from a handful of styles, so none is built while drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.live.areas import DUST_BELOW
from kpi_xl.sheets.styles import (
    BAD,
    BAD_TINT,
    BODY,
    FAIR,
    FAIR_TINT,
    GOOD,
    GOOD_TINT,
    HAIRLINE,
    HEADING,
    INK,
    LEFT,
    MUTED,
    MUTED_TEXT,
    NAVY,
    PANEL,
    ROW_HEIGHT,
    TABLE_CENTRE,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    TITLE,
    WHITE,
    YEN_PIXELS,
    Style,
)  # fmt: skip
from kpi_xl.targets import Thresholds
from kpi_xl.units import Unit, card_yen_format, signed

STATUS_COLOURS = {Status.GOOD: GOOD, Status.FAIR: FAIR, Status.POOR: BAD}
STATUS_TINTS = {Status.GOOD: GOOD_TINT, Status.FAIR: FAIR_TINT, Status.POOR: BAD_TINT}

MARGIN = 12
MEMBER_WIDTHS = (MARGIN, 194, 70, 78, 52, YEN_PIXELS, YEN_PIXELS, 146, 52, YEN_PIXELS, YEN_PIXELS, 150)
TEAM_WIDTHS = (MARGIN, 216, 100, 100, 100, YEN_PIXELS, YEN_PIXELS, 100, 100, YEN_PIXELS, YEN_PIXELS, 120)
NAME_COL, LAST_COL = 1, 11
"""The table's first and last column, on member and team sheets alike."""

PIXELS_PER_ROW = ROW_HEIGHT * 4 // 3

HEADLINE = TITLE
SUBTITLE = MUTED_TEXT
AS_OF = MUTED_TEXT.but(align="right")
SECTION = HEADING
SECTION_NOTE = MUTED_TEXT.but(align="right", bottom=1, bottom_color=NAVY)
POINT = LEFT.but(shrink=True)
FOOT = MUTED_TEXT.but(shrink=True, align="left", indent=1)

HEAD = TABLE_HEAD.but(shrink=True)
HEAD_LEFT = TABLE_HEAD.but(align="left", indent=1)
HEAD_WRAPPED = TABLE_HEAD.but(text_wrap=True, font_size=9)
LABEL = TABLE_TEXT.but(shrink=True)
LABEL_BOLD = LABEL.but(bold=True)
NOTE = TABLE_TEXT.but(font_size=9, text_wrap=True)
SMALL = TABLE_CENTRE.but(font_size=9, font_color=MUTED)
SIGN = TABLE_CENTRE.but(bold=True, font_size=11)
RATE_FORMAT = Unit.RATE.number_format()
NUMBER = TABLE_NUMBER.but(indent=1)
RATE = NUMBER.but(num_format=RATE_FORMAT)
BACK = MUTED_TEXT.but(font_color=NAVY, underline=1)
LINK = TABLE_TEXT.but(font_color=NAVY, underline=1, shrink=True)
TAG = TABLE_NUMBER.but(font_color=MUTED, font_size=9, indent=1)

SUM_LABEL = TABLE_TEXT.but(bold=True, bg_color=PANEL, top=1, top_color=NAVY)
SUM_HEAT = TABLE_CENTRE.but(bold=True, bg_color=PANEL, top=1, top_color=NAVY)
SUM_RATE = RATE.but(bold=True, bg_color=PANEL, top=1, top_color=NAVY)
SHARE_LABEL = TABLE_TEXT.but(font_color=MUTED, bg_color=PANEL)
SHARE = TABLE_CENTRE.but(font_color=MUTED, bg_color=PANEL, num_format="0.0%")
SHARE_OVERALL = RATE.but(font_color=MUTED, bg_color=PANEL)
NOT_FOLLOWED = TABLE_CENTRE.but(bg_color=PANEL)

LEGEND = MUTED_TEXT.but(align="right")
LEGEND_CELL = MUTED_TEXT.but(align="center")

ASIDE = MUTED_TEXT
ASIDE_HEAD = MUTED_TEXT.but(bold=True, bottom=1, bottom_color=HAIRLINE)
ASIDE_CENTRE = MUTED_TEXT.but(align="center")

RULE_HEIGHT, SPACE, CAPTION_HEIGHT, VALUE_HEIGHT = 3, 8, 21, 31
PARTED = {"right": 5, "right_color": WHITE}
"""A card ends with a thick white line, which parts it from the next."""


def _card_styles(style: Style) -> tuple[Style, Style]:
    """A style inside a card, and at its right edge."""
    return style, style.but(**PARTED)


CARD_RULE = _card_styles(BODY.but(bg_color=NAVY))
CARD_CAPTION = MUTED_TEXT.but(bg_color=PANEL, align="left", indent=1, shrink=True, **PARTED)
CARD_NOTE = CARD_CAPTION.but(valign="top")
CARD_VALUE = CARD_CAPTION.but(font_size=18, bold=True, font_color=INK)


@lru_cache(maxsize=256)
def card_value_style(number_format: str, small: bool) -> Style:
    """A card's value; a name is set smaller than a figure."""
    style = CARD_VALUE.but(num_format=number_format)
    return style.but(font_size=15) if small else style


@lru_cache(maxsize=256)
def number_style(number_format: str, bold: bool = False) -> Style:
    """A table number in *number_format*."""
    return NUMBER.but(num_format=number_format, bold=bold)


@lru_cache(maxsize=256)
def aside_style(number_format: str) -> Style:
    """A figure beside the print area."""
    return ASIDE.but(num_format=number_format, shrink=True)


def gap_format(kpi_unit: Unit, decimals: int) -> str:
    """A difference: always signed; of rates in points, which the cell holds times 100."""
    if kpi_unit is Unit.RATE:
        return str(signed(r'+0.0"pt";\▲0.0"pt";0.0"pt"'))
    above, below, zero = kpi_unit.number_format(decimals).split(";")
    return f"+{above};{below};{zero}"


def card_format(kpi: Kpi, values: Iterable[float | None] = ()) -> str:
    """How a KPI's values read on a card: yen in 万円, counts with their unit."""
    if kpi.unit is Unit.YEN:
        return card_yen_format(values)
    suffix = str(_CARD_SUFFIX.get(kpi.unit, ""))
    return ";".join(section + suffix for section in kpi.number_format.split(";"))


_CARD_SUFFIX = {Unit.COUNT: Text('"件"', ""), Unit.DAYS: Text('"日"', '" days"'), Unit.SCORE: Text('"点"', "")}


def sign_format(status: Status) -> str:
    """A rate with its sign before it; the sign survives a black-and-white printer."""
    return str(signed(f'"{status.value} "0.0%;"{status.value} ▲"0.0%'))


def heat_style(thresholds: Thresholds, base: Style = TABLE_CENTRE) -> Style:
    """A heatmap cell: its sign by the thresholds as they are now; the conditional formats follow later changes."""
    good, fair = (f"{limit - DUST_BELOW:.10f}" for limit in (thresholds.good, thresholds.fair))
    signs = [status.value for status in Status]
    return base.but(num_format=f'[>={good}]"{signs[0]} "0.0%;[>={fair}]"{signs[1]} "0.0%;"{signs[2]} "0.0%')


def status_formats(book: Book, colour: str) -> dict[Status, object]:
    """Per status the conditional format that sets *colour*: font_color, bg_color, or tint (with the sign)."""
    return {status: book.format(style) for status, style in _CONDITIONAL[colour].items()}


MUTED_DASH = Style({"font_color": MUTED, "bold": False})

_CONDITIONAL = {
    "font_color": {status: Style({"font_color": colour}) for status, colour in STATUS_COLOURS.items()},
    "bg_color": {status: Style({"bg_color": colour}) for status, colour in STATUS_COLOURS.items()},
    "tint": {
        status: Style({"bg_color": ground, "font_color": STATUS_COLOURS[status], "num_format": sign_format(status)})
        for status, ground in STATUS_TINTS.items()
    },
}


def set_team_widths(sheet: Canvas, roles: Iterable[RoleTemplate]) -> int:
    """Columns for the team's table and a heatmap of each role's KPIs; the last of them."""
    last_col = max([LAST_COL, *(NAME_COL + 1 + len(role.kpis) for role in roles)])
    set_widths(sheet, (*TEAM_WIDTHS, *[TEAM_WIDTHS[-1]] * (last_col - LAST_COL)))
    return last_col


def set_widths(sheet: Canvas, widths: tuple[int, ...]) -> None:
    """Column widths in pixels from the left."""
    for col, width in enumerate(widths):
        sheet.sheet.set_column_pixels(col, col, width)
