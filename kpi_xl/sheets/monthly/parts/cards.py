"""Cards: the figures on top of a sheet, each with a rule coloured by its status.

Status is live: a card names the cell that holds its ○, △ or ×.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.formulas import shown, value_text
from kpi_xl.sheets.styles import Style
from kpi_xl.units import Unit

CARD_COLUMNS = ((1, 2), (3, 5), (6, 8), (9, 11))
"""First and last column of each card."""

ROWS = 4
"""A card's rows: rule, caption, value, note."""


@dataclass(frozen=True)
class Shown:
    """A cell of a card: a formula with its value, or a fixed text where *formula* is empty."""

    value: float | str | None
    formula: str = ""


def figure(kpi: Kpi, value: float | None, cell: str) -> tuple[Shown, str]:
    """A KPI's value on a card, and its number format; 万円 is a text, for no format drops the .0 of whole 万円."""
    if kpi.unit is Unit.YEN and spoken() == "ja":
        return Shown(shown(kpi, value), f"={value_text(cell, kpi)}"), "General"
    return Shown(value, f"={cell}"), looks.card_format(kpi)


@dataclass(frozen=True)
class Card:
    caption: Text | str
    value: Shown
    note: Shown
    number_format: str = "General"
    sign_cell: str = ""  #: where the status stands; "": none, the rule stays navy
    small: bool = False  #: a name rather than a figure


def draw_cards(sheet: Canvas, top: int, cards: Sequence[Card]) -> None:
    """Draw the cards side by side from row *top* on."""
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
    _draw(sheet, top + 1, first, last, Shown(str(card.caption)), looks.CARD_CAPTION)
    _draw(sheet, top + 2, first, last, card.value, value_style)
    _draw(sheet, top + 3, first, last, card.note, looks.CARD_NOTE)
    if card.sign_cell:
        _colour(sheet, top, first, last, card.sign_cell)


def _draw(sheet: Canvas, row: int, first: int, last: int, said: Shown, style: Style) -> None:
    """One line of a card over all of its columns."""
    if last > first:
        sheet.merged(row, first, last, "", style)
    if said.formula:
        sheet.formula(row, first, said.formula, said.value, style)
    elif isinstance(said.value, str):
        sheet.text(row, first, said.value, style)
    else:
        sheet.number(row, first, said.value, style)


def _colour(sheet: Canvas, top: int, first: int, last: int, sign_cell: str) -> None:
    """The rule's ground and the value's ink follow the status."""
    for row, last_col, part in ((top, last, "bg_color"), (top + 2, first, "font_color")):
        for status, form in looks.status_formats(sheet.book, part).items():
            rule = {"type": "formula", "criteria": f'={sign_cell}="{status.value}"', "format": form}
            sheet.sheet.conditional_format(row, first, row, last_col, rule)
