"""Cards: the figures on top of a sheet, each with a rule coloured by its status.

Status is live: a card names the cell that holds its ○, △ or ×.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.values import Live, text
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.formulas import is_in_man, kpi_text
from kpi_xl.sheets.styles import Style

CARD_COLUMNS = ((1, 2), (3, 5), (6, 8), (9, 11))
"""First and last column of each card."""

ROWS = 4
"""A card's rows: rule, caption, value, note."""


def figure(kpi: Kpi, value: Live) -> tuple[Live, str]:
    """A KPI's value on a card, and its number format."""
    return (kpi_text(kpi, value), "General") if is_in_man(kpi) else (value, looks.card_format(kpi))


@dataclass(frozen=True)
class Card:
    caption: Text | str
    value: Live
    note: Live
    number_format: str = "General"
    sign: Live | None = None  #: the cell of the status; None: the rule stays navy
    small: bool = False  #: a name rather than a figure


def draw_cards(sheet: Canvas, top: int, cards: Sequence[Card]) -> None:
    """Draw the cards side by side from row *top* on."""
    assert len(cards) <= len(CARD_COLUMNS), f"{len(cards)} cards, and room for {len(CARD_COLUMNS)}: one has to take another's place"
    heights = (looks.RULE_HEIGHT, looks.CAPTION_HEIGHT, looks.VALUE_HEIGHT, looks.CAPTION_HEIGHT)
    for offset, height in enumerate(heights):
        sheet.sheet.set_row(top + offset, height)
    for (first, last), card in zip(CARD_COLUMNS, cards, strict=False):
        _draw_card(sheet, top, first, last, card)


def _draw_card(sheet: Canvas, top: int, first: int, last: int, card: Card) -> None:
    rule, rule_end = looks.CARD_RULE
    sheet.fill(top, first, last - 1, rule)
    sheet.blank(top, last, rule_end)
    value_style = looks.card_value_style(card.number_format, card.small)
    _draw(sheet, top + 1, first, last, text(card.caption), looks.CARD_CAPTION)
    _draw(sheet, top + 2, first, last, card.value, value_style)
    _draw(sheet, top + 3, first, last, card.note, looks.CARD_NOTE)
    if card.sign:
        _colour(sheet, top, first, last, card.sign)


def _draw(sheet: Canvas, row: int, first: int, last: int, live: Live, style: Style) -> None:
    """One line of a card over all of its columns."""
    if last > first:
        sheet.merged(row, first, last, "", style)
    sheet.live(row, first, live, style)


def _colour(sheet: Canvas, top: int, first: int, last: int, sign: Live) -> None:
    """The rule's ground and the value's ink follow the status."""
    for row, last_col, part in ((top, last, "bg_color"), (top + 2, first, "font_color")):
        for status, form in looks.status_formats(sheet.book, part).items():
            rule = {"type": "formula", "criteria": f'={sign}="{status.value}"', "format": form}
            sheet.sheet.conditional_format(row, first, row, last_col, rule)
