"""Headline figures on top of a page: caption, value with its sign beside it, note; parted by hairlines, without boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.live import figures
from kpi_xl.sheets.live.values import Live, Part, joined
from kpi_xl.sheets.marks import colour_signs
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.units import CARD_YEN_FORMAT, Unit

ROWS = 4
"""Caption, value, note, and the space below."""
SPACE = 10


@dataclass(frozen=True)
class Headline:
    """One figure; its value is a text, for a number does not run on into the next column."""

    caption: Part
    value: Live
    note: Part
    sign: Live | None = None  #: the cell that holds ○, △ or ×
    is_name: bool = False  #: names are long, and set smaller than figures


def draw_headlines(page: Page, row: int, headlines: Sequence[Headline], places: Sequence[tuple[int, int | None]]) -> int:
    """Draw them side by side; the row below.

    Args:
        places: the columns of each value and of its sign.
    """
    heights = (looks.CAPTION_HEIGHT, looks.HEADLINE_HEIGHT, looks.CAPTION_HEIGHT, SPACE)
    for offset, height in enumerate(heights):
        page.canvas.sheet.set_row(row + offset, height)
    for place, (headline, (col, sign_col)) in enumerate(zip(headlines, places, strict=True)):
        value = looks.HEADLINE.but(font_size=15) if headline.is_name else looks.HEADLINE
        styles = (looks.CAPTION, value, looks.HEADLINE_NOTE)
        lines = (headline.caption, headline.value, headline.note)
        for offset, (live, style) in enumerate(zip(lines, styles, strict=True)):
            page.canvas.live(row + offset, col, joined(live), style.but(**looks.PARTED) if place else style)
        if headline.sign and sign_col is not None:
            page.canvas.live(row + 1, sign_col, headline.sign, looks.HEADLINE_SIGN)
            colour_signs(page.canvas, row + 1, sign_col, row + 1)
    return row + ROWS


def told(kpi: Kpi, value: Live) -> Live:
    """A KPI's value as a headline says it: 1,904万円, 38件, 19.8%; a dash where there is no number."""
    if kpi.unit is Unit.YEN:
        return yen_told(value)
    suffix = str(_SUFFIX.get(kpi.unit, ""))
    return figures.formatted(value, _places(kpi), ";".join(part + suffix for part in kpi.number_format.split(";")))


def yen_told(value: Live) -> Live:
    """An amount as a headline says it; a dash where there is no number."""
    return figures.in_man(value) if spoken() == "ja" else figures.formatted(value, 0, str(CARD_YEN_FORMAT))


def _places(kpi: Kpi) -> int:
    return {Unit.RATE: 3, Unit.SCORE: 2, Unit.RATIO: 2}.get(kpi.unit, kpi.decimals)


_SUFFIX = {Unit.COUNT: Text('"件"', ""), Unit.DAYS: Text('"日"', '" days"'), Unit.SCORE: Text('"点"', "")}
