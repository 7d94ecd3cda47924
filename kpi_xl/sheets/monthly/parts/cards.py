"""Headline figures on top of a sheet: caption, value with its sign beside it, note; parted by hairlines.

Status is live: a card names the cell that holds its ○, △ or ×, and the sign alone is coloured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.values import Live
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.signs import colour_cells

Place = tuple[int, int | None]
"""The columns of a value and of its sign; what has no sign may be as long as the page is wide."""
MEMBER_PLACES: tuple[Place, ...] = ((1, 2), (3, 4), (7, 8), (11, None))
TEAM_PLACES: tuple[Place, ...] = ((1, 2), (4, 6), (8, 10), (11, None))

LONGEST = 26
"""In half-width characters: what a value without a sign may have, or it is set smaller."""

ROWS = 3
"""A card's rows: caption, value, note."""


@dataclass(frozen=True)
class Card:
    caption: Live
    value: Live  #: a text: numbers do not reach into the next cell
    note: Live
    sign: Live | None = None  #: the cell of the status
    warns: bool = False  #: the one thing of a page that is set in red


def draw_cards(sheet: Canvas, top: int, cards: Sequence[Card], places: Sequence[Place] = MEMBER_PLACES) -> None:
    """Draw the cards side by side from row *top* on."""
    assert len(cards) <= len(places), f"{len(cards)} cards, and room for {len(places)}: one has to take another's place"
    for offset, height in enumerate((looks.CAPTION_HEIGHT, looks.VALUE_HEIGHT, looks.CAPTION_HEIGHT)):
        sheet.sheet.set_row(top + offset, height)
    for card, place in zip(cards, places, strict=False):
        _draw_card(sheet, top, card, place)
    signed = [(top + 1, sign_col) for card, (_, sign_col) in zip(cards, places, strict=False) if card.sign and sign_col]
    colour_cells(sheet, signed)


def _draw_card(sheet: Canvas, top: int, card: Card, place: Place) -> None:
    col, sign_col = place
    is_long = sign_col is None and wording.width(str(card.value.value)) > LONGEST
    styles = looks.card_styles(col == looks.NAME_COL, card.warns, sign_col == col + 1, is_long)
    for row, (live, style) in enumerate(zip((card.caption, card.value, card.note), styles, strict=True), start=top):
        sheet.live(row, col, live, style)
    if card.sign and sign_col:
        sheet.live(top + 1, sign_col, card.sign, looks.CARD_SIGN)
