"""Workbooks of 1on1 cards, one a manager: nothing of anybody else's people is in them, and what was written stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kpi_xl.attainment.conversation.talk import Talk
from kpi_xl.attainment.conversation.talks import Round
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.hosts.files.writing.drawn_books import write_drawn
from kpi_xl.hosts.files.writing.member_books import LONGEST_FILE_NAME, legal_file_name
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.one_on_one import FormerCard, draw_card
from kpi_xl.sheets.one_on_one.card import CardSheet


def card_file_names(rounds: Sequence[Round], report: MonthlyReport) -> list[str]:
    """A file name per manager, each once."""
    taken: set[str] = set()
    found = []
    for each in rounds:
        base, number = f"{report.month} 1on1 {legal_file_name(each.name)}"[:LONGEST_FILE_NAME], 1
        name = base
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        found.append(f"{name}.xlsx")
    return found


def write_cards(rounds: Sequence[Round], names: Sequence[str], report: MonthlyReport, former: Sequence[FormerCard], folder: Path) -> None:
    """Write the workbooks into *folder*, called by *names*."""
    for each, name in zip(rounds, names, strict=True):
        cards = [_card(talk, each, report, former) for talk in each.talks]
        write_drawn(folder / name, f"1on1 {each.name}", report.month.start, partial(_draw, cards=cards))


def _draw(book: Book, cards: Sequence[CardSheet]) -> None:
    for card in cards:
        draw_card(book, card)


def _card(talk: Talk, each: Round, report: MonthlyReport, former: Sequence[FormerCard]) -> CardSheet:
    own = [card for card in former if card.member == talk.result.name and not card.is_blank]
    own = [card for card in own if card.team == talk.result.team] or own  # who changed team keeps the promise; two of one name do not share it
    this = [card for card in own if card.month == report.month]
    earlier = [card for card in own if card.month < report.month and not card.promise.is_blank]
    return CardSheet(talk, each.manager, report, _latest(earlier), _latest(this))


def _latest(cards: Sequence[FormerCard]) -> FormerCard | None:
    return max(cards, key=lambda card: (card.month, card.day), default=None)
