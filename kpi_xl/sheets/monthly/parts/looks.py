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
    INPUT_FILL,
    INPUT_INK,
    INPUT_RULE,
    MUTED,
    MUTED_TEXT,
    NAVY,
    PLAN,
    ROW_HEIGHT,
    TITLE,
    WHITE,
    Style,
)  # fmt: skip
from kpi_xl.targets import Thresholds
from kpi_xl.units import Unit, card_yen_format, signed
from kpi_xl.units import gap_format as gap_format

STATUS_COLOURS = {Status.GOOD: GOOD, Status.FAIR: FAIR, Status.POOR: BAD}
STATUS_TINTS = {Status.GOOD: GOOD_TINT, Status.FAIR: FAIR_TINT, Status.POOR: BAD_TINT}

MARGIN, GUTTER, AMOUNT = 12, 16, 110
"""The white at the left, that between parts of a table, and a column that holds ▲9,900,000,000 in bold."""
NAME_COL, LAST_COL = 1, 14
"""The table's first and last column, on member and team sheets alike."""
RUNNING_WIDTHS = (MARGIN, 172, 78, 144, AMOUNT, AMOUNT, 70, 90, 50, GUTTER, AMOUNT, AMOUNT, AMOUNT, GUTTER, 140)
"""Of a month that is not over: its own part of the table has three columns. The fourth column holds a headline figure, too."""
COMPLETE_WIDTHS = (*RUNNING_WIDTHS[:12], GUTTER, GUTTER, 234)
TEAM_WIDTHS = (MARGIN, 176, *[84] * 4, 90, *[84] * 7, 144)
"""Columns that hold a heatmap as well; amounts are in 万円 there, and the fifth of them holds a gap with its sign."""

PIXELS_PER_ROW = ROW_HEIGHT * 4 // 3

HEADLINE = TITLE
SUBTITLE = MUTED_TEXT
AS_OF = BODY.but(align="right", valign="bottom")
DAYS = MUTED_TEXT.but(align="right")
SECTION = HEADING
SECTION_NOTE = MUTED_TEXT.but(align="right", bottom=1, bottom_color=NAVY)
POINT = BODY.but(shrink=True, align="left")
FOOT = MUTED_TEXT.but(shrink=True, align="left")

HEAD_RULE = {"bottom": 1, "bottom_color": PLAN}
HEAD = MUTED_TEXT.but(align="right", shrink=True, **HEAD_RULE)
HEAD_LEFT = HEAD.but(align="left")
HEAD_CENTRE = HEAD.but(align="center")
HEAD_WRAPPED = HEAD_CENTRE.but(text_wrap=True, shrink=False)
RULE = {"bottom": 1, "bottom_color": HAIRLINE}
LINE = BODY.but(**RULE)
LABEL = LINE.but(shrink=True, align="left")
LABEL_BOLD = LABEL.but(bold=True)
LABEL_BELOW = LABEL.but(indent=1)
"""A KPI that says how another comes about: a rate, an average."""
MEMO = BODY.but(bg_color=INPUT_FILL, font_color=INPUT_INK, font_size=9, align="left", text_wrap=True, bottom=1, bottom_color=INPUT_RULE)
FINE = BODY.but(font_size=9, align="left", text_wrap=True)
SMALL = LINE.but(font_size=9, font_color=MUTED, align="left", shrink=True)
SIGN = LINE.but(bold=True, font_size=11, align="center")
RATE_FORMAT = Unit.RATE.number_format()
NUMBER = LINE.but(align="right", shrink=True)
RATE = NUMBER.but(num_format=RATE_FORMAT)
BAR = LINE.but(num_format="0%;0%;0%;", right=1, right_color=MUTED)
"""Shows nothing but a bar, and no dash; the right edge is the goal."""
BACK = MUTED_TEXT.but(font_color=NAVY, underline=1)
LINK = LABEL.but(font_color=NAVY)
TAG = NUMBER.but(font_color=MUTED, font_size=9)
HEAT = LINE.but(align="center", font_size=9)
MEAN, MEAN_TAG = RATE.but(align="center"), TAG.but(align="center")
"""Of a row of the heatmap, under a centred head."""

SUM_RULE = {"top": 1, "top_color": NAVY}
SUM_LABEL = LABEL_BOLD.but(**SUM_RULE)
SUM_HEAT = HEAT.but(bold=True, **SUM_RULE)
SUM_MEAN = MEAN.but(bold=True, **SUM_RULE)
SHARE_LABEL = LABEL.but(font_color=MUTED, font_size=9)
SHARE = HEAT.but(font_color=MUTED, font_size=9, num_format="0.0%")
SHARE_OVERALL = MEAN.but(font_color=MUTED, font_size=9)
NOT_FOLLOWED = HEAT

LEGEND = MUTED_TEXT.but(align="right")
LEGEND_CELL = MUTED_TEXT.but(align="right")

ASIDE = MUTED_TEXT
ASIDE_HEAD = MUTED_TEXT.but(bold=True, bottom=1, bottom_color=HAIRLINE)
ASIDE_CENTRE = MUTED_TEXT.but(align="center")

SPACE, CAPTION_HEIGHT, VALUE_HEIGHT = 10, 17, 33
PARTED = {"left": 1, "left_color": PLAN}
"""A headline figure begins with a hairline, which parts it from the one before."""
CARD_CAPTION = MUTED_TEXT.but(align="left")
CARD_VALUE = BODY.but(font_size=20, bold=True, align="left")
CARD_NOTE = BODY.but(font_size=9, align="left")
CARD_SIGN = BODY.but(font_size=16, align="left", indent=1)


@lru_cache(maxsize=16)
def card_styles(is_first: bool, warns: bool, shrinks: bool, is_long: bool) -> tuple[Style, Style, Style]:
    """Of caption, value and note; every figure but the first begins with a hairline."""
    value = CARD_VALUE.but(font_color=BAD if warns else INK, shrink=shrinks, font_size=15 if is_long else 20)
    caption, value, note = (each if is_first else each.but(indent=1, **PARTED) for each in (CARD_CAPTION, value, CARD_NOTE))
    return caption, value, note


@lru_cache(maxsize=256)
def number_style(number_format: str, bold: bool = False, muted: bool = False) -> Style:
    """A table number in *number_format*."""
    return NUMBER.but(num_format=number_format, bold=bold, font_color=MUTED if muted else INK)


def table_format(kpi: Kpi, scale: float = 1, is_part: bool = False, is_small: bool = False) -> str:
    """The format of a KPI's values in a table.

    Args:
        scale: in how many of its unit it is told.
        is_part: parts of counts have a decimal: 13.3 are due by now.
        is_small: what a day must bring; of amounts in 万円 a decimal, too.
    """
    if kpi.unit is Unit.YEN:
        return Unit.YEN.number_format(1 if scale >= 10_000 and (is_small or not kpi.is_additive) else kpi.decimals)
    return kpi.unit.number_format(max(1, kpi.decimals)) if kpi.unit is Unit.COUNT and is_part else kpi.number_format


@lru_cache(maxsize=256)
def aside_style(number_format: str) -> Style:
    """A figure beside the print area."""
    return ASIDE.but(num_format=number_format, shrink=True)


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


def heat_style(thresholds: Thresholds, base: Style = HEAT) -> Style:
    """A heatmap cell: its sign by the thresholds as they are now; the conditional formats follow later changes."""
    good, fair = (f"{limit - DUST_BELOW:.10f}" for limit in (thresholds.good, thresholds.fair))
    signs = [status.value for status in Status]
    return base.but(num_format=f'[>={good}]"{signs[0]} "0.0%;[>={fair}]"{signs[1]} "0.0%;"{signs[2]} "0.0%')


def status_formats(book: Book, colour: str) -> dict[Status, object]:
    """Per status the conditional format that sets *colour*: font_color, or tint (with the sign)."""
    return {status: book.format(style) for status, style in _CONDITIONAL[colour].items()}


UNSEEN = Style({"font_color": WHITE})
MUTED_DASH = Style({"font_color": MUTED, "bold": False})

_CONDITIONAL = {
    "font_color": {status: Style({"font_color": colour}) for status, colour in STATUS_COLOURS.items()},
    "tint": {
        status: Style({"bg_color": ground, "font_color": STATUS_COLOURS[status], "num_format": sign_format(status)})
        for status, ground in STATUS_TINTS.items()
    },
}


def set_team_widths(sheet: Canvas, roles: Iterable[RoleTemplate]) -> int:
    """Columns for the team's table and a heatmap of each role's KPIs; the last of them."""
    last_col = max([LAST_COL, *(NAME_COL + 1 + len(role.kpis) for role in roles)])
    set_widths(sheet, (*TEAM_WIDTHS, *[TEAM_WIDTHS[2]] * (last_col - LAST_COL)))
    return last_col


def set_widths(sheet: Canvas, widths: tuple[int, ...]) -> None:
    """Column widths in pixels from the left."""
    for col, width in enumerate(widths):
        sheet.sheet.set_column_pixels(col, col, width)
