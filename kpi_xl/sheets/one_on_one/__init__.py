"""1on1 cards: one A4 page for a talk about one person's month."""

from kpi_xl.sheets.one_on_one.card import draw_card
from kpi_xl.sheets.one_on_one.promise import FormerCard, Promise

__all__ = ["FormerCard", "Promise", "draw_card"]
