"""A worksheet part made ready for the same cells to be filled again and again: all else is bytes that only get joined.

How a cell is written is asked of the editor of cells once for each kind of content; a filling puts the content in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.filling.cells import Edit, Place, SheetEdits, edited_cell, prefixed
from kpi_xl.hosts.files.stamp.workbook.sheet import Cell, Sheet
from kpi_xl.hosts.files.stamp.workbook.values import EMPTY, Content

_MARK = b"\0"
"""Stands for a content; XML has no such character."""
_PLACEHOLDER = Edit(Content(b"", b"0"))


class Blank(NamedTuple):
    """A cell to be filled."""

    place: Place
    keeps_formula: bool  #: only the computed value is filled


@dataclass
class _Slot:
    """A blank within the part."""

    cell: Cell
    keeps_formula: bool
    number: int  #: of the blank
    content: Content | None = None  #: of the last filling
    shells: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)  #: kind -> what stands around a content


class SheetForm:
    """A worksheet part with blanks."""

    def __init__(self, sheet: Sheet, blanks: Sequence[Blank]) -> None:
        """A computed value that has no cell of its own, as within an array, is left out as in any filling."""
        places = (blank.place for blank in blanks if not blank.keeps_formula)
        if absent := {place: _PLACEHOLDER for place in places if sheet.cell(*place) is None}:
            sheet = Sheet(SheetEdits(absent).apply(sheet))
        self._sheet = sheet
        cells = ((sheet.cell(*blank.place), blank.keeps_formula, number) for number, blank in enumerate(blanks))
        self._slots = [_Slot(cell, keeps, number) for cell, keeps, number in cells if cell is not None]
        self._slots.sort(key=lambda slot: slot.cell.start)
        starts = [slot.cell.start for slot in self._slots]
        ends = [slot.cell.end for slot in self._slots]
        between = zip([0, *ends], [*starts, len(sheet.data)], strict=True)
        self._pieces = [piece for start, end in between for piece in (sheet.data[start:end], b"")][:-1]

    def filled(self, contents: Sequence[Content]) -> bytes:
        """The part with a content for each blank, in the order of the blanks."""
        prefix = self._sheet.patterns.prefix
        for at, slot in enumerate(self._slots):
            content = contents[slot.number]
            if content is slot.content:
                continue
            slot.content = content
            kind = content.kind or (b"n" if content.number else b"")
            shell = slot.shells.get(kind)
            if shell is None:
                shell = slot.shells[kind] = self._shell(slot, kind, content)
            text = prefixed(content.text, prefix) if content.text else content.number
            self._pieces[2 * at + 1] = b"%s%s%s" % (shell[0], text, shell[1])
        return b"".join(self._pieces)

    def _shell(self, slot: _Slot, kind: bytes, content: Content) -> tuple[bytes, bytes]:
        marked = Content(content.kind, b"" if content.text else _MARK, _MARK if content.text else b"")
        edit = Edit(marked if kind else EMPTY, slot.keeps_formula)
        before, _, after = edited_cell(self._sheet, slot.cell, edit).partition(_MARK)
        return before, after
