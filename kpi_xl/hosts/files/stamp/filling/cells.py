"""Editing the cells of a worksheet part; every byte outside the touched cells stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.workbook.markup import value_of, with_attribute
from kpi_xl.hosts.files.stamp.workbook.sheet import Cell, Row, Sheet, spaced
from kpi_xl.hosts.files.stamp.workbook.values import EMPTY, Content
from kpi_xl.sheets.references import Area, address

Place = tuple[int, int]  # row, column


class Edit(NamedTuple):
    """What a cell shall hold."""

    content: Content = EMPTY
    keeps_formula: bool = False  #: only the computed value changes
    formula: str | None = None  #: a new formula, with *content* as its value; with *keeps_formula*, only its text
    style: str | None = None  #: the style to take on; otherwise a cell keeps its own, a new one its row's or column's

    @property
    def is_blank(self) -> bool:
        return self.content == EMPTY and self.formula is None


@dataclass
class SheetEdits:
    """All changes of one sheet's cells."""

    cells: dict[Place, Edit] = field(default_factory=dict)
    row_tags: dict[int, bytes] = field(default_factory=dict)  #: attributes of rows that are not there yet

    def apply(self, sheet: Sheet) -> bytes:
        """The part with the edits; the very same bytes where nothing changes."""
        changes = _Changes(sheet)
        places = sorted(self.cells)
        for number, in_row in groupby(places, key=lambda place: place[0]):
            changes.edit_row(
                number, {column: self.cells[number, column] for _, column in in_row}, self.row_tags.get(number)
            )
        return changes.joined()


def edited_cell(sheet: Sheet, cell: Cell, edit: Edit) -> bytes:
    """The cell's XML with *edit*."""
    return _Changes(sheet).edited(cell, edit)


class _Changes:
    """Replacements in the part, by position."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._prefix = sheet.patterns.prefix
        self._pieces: list[tuple[int, int, bytes]] = []
        self._added: Area | None = None

    def edit_row(self, number: int, edits: Mapping[int, Edit], tag: bytes | None) -> None:
        following = self._sheet.row_from(number)
        if following is not None and following.number == number:
            self._edit_present_row(following, edits)
            return
        new = self._new_cells(number, edits, None)
        if not new:
            return
        row = b'<%srow r="%d"%s>%s</%srow>' % (self._prefix, number, tag or b"", b"".join(new.values()), self._prefix)
        at = following.start if following is not None else self._sheet.end
        self._pieces.append((at, at, row))

    def _edit_present_row(self, row: Row, edits: Mapping[int, Edit]) -> None:
        present, data = self._sheet.cell_by_column(row), self._sheet.data
        absent = {}
        for column, edit in edits.items():
            cell = present.get(column)
            if cell is None:
                absent[column] = edit
            elif (new := self.edited(cell, edit)) != data[cell.start : cell.end]:
                self._pieces.append((cell.start, cell.end, new))
        added = self._new_cells(row.number, absent, row)
        if not added:
            return
        self._widen_spans(row, added)
        if row.is_empty:
            self._pieces.append((row.tag_end, row.tag_end, b"".join(added.values()) + b"</%srow>" % self._prefix))
            return
        end = self._sheet.row_end(row)
        for column, xml in added.items():
            at = next((cell.start for cell in present.values() if cell.column > column), end)
            self._pieces.append((at, at, xml))

    def _widen_spans(self, row: Row, added: Mapping[int, bytes]) -> None:
        tag, spans = row.tag, value_of(row.tag, "spans")
        if spans:  # "1:5", or several
            ends = [int(end) for span in spans.split() for end in span.split(":")]
            if min(added) < min(ends) or max(added) > max(ends):
                tag = with_attribute(tag, "spans", f"{min(*ends, *added)}:{max(*ends, *added)}")
        if row.is_empty or tag != row.tag:
            self._pieces.append((row.start, row.tag_end, b"<%srow%s>" % (self._prefix, spaced(tag.rstrip()))))

    def _new_cells(self, number: int, edits: Mapping[int, Edit], row: Row | None) -> dict[int, bytes]:
        """XML by column, in order; what would be an empty cell without a style is no cell."""
        made = {}
        for column, edit in sorted(edits.items()):
            style = edit.style or self._sheet.inherited_style(row, column)
            if edit.keeps_formula or (edit.is_blank and not edit.style):
                continue
            tag = b' r="%s"' % address(number, column).encode()
            if style and style != "0":
                tag += b' s="%s"' % style.encode()
            made[column] = self._cell(tag, edit, self._formula(edit))
            self._note(number, column)
        return made

    def _note(self, row: int, column: int) -> None:
        old = self._added or Area(row, column, row, column)
        self._added = Area(min(old.top, row), min(old.left, column), max(old.bottom, row), max(old.right, column))

    def edited(self, cell: Cell, edit: Edit) -> bytes:
        if edit.keeps_formula:
            without_value = self._sheet.patterns.value.sub(b"", cell.body)
            if edit.formula is not None:
                without_value = self._rewritten(without_value, edit.formula)
            # extLst may follow the value
            at = without_value.find(b"<%sextLst" % self._prefix)
            at = len(without_value) if at < 0 else at
            tag = with_attribute(with_attribute(cell.tag, "vm", None), "t", None)
            return self._cell(tag, edit, without_value[:at], without_value[at:])
        tag = self._sheet.bare_tag(cell)
        if edit.style:
            tag = with_attribute(tag, "s", edit.style)
        return self._cell(tag, edit, self._formula(edit))

    def _rewritten(self, body: bytes, formula: str) -> bytes:
        """The body with another text in its <f>, whose attributes stay."""
        match = self._sheet.patterns.formula.search(body)
        return body if match is None else body[: match.start(2)] + _plain(formula) + body[match.end(2) :]

    def _formula(self, edit: Edit) -> bytes:
        return b"" if edit.formula is None else b"<%sf>%s</%sf>" % (self._prefix, _plain(edit.formula), self._prefix)

    def _cell(self, tag: bytes, edit: Edit, before: bytes, after: bytes = b"") -> bytes:
        p, content = self._prefix, edit.content
        if content.kind:
            tag = b'%s t="%s"' % (tag.rstrip(), content.kind)
        if content.text:
            body = prefixed(content.text, p)
        elif content.number or content.kind == b"str":
            body = b"<%sv>%s</%sv>" % (p, content.number, p)
        else:
            body = b""
        body = before + body + after
        return b"<%sc%s>%s</%sc>" % (p, tag, body, p) if body else b"<%sc%s/>" % (p, tag)

    def joined(self) -> bytes:
        if not self._pieces:
            return self._sheet.data
        data, pieces, position = self._sheet.data, [], 0
        for start, end, new in sorted(self._pieces + self._around(), key=lambda piece: piece[:2]):
            pieces += [data[position:start], new]
            position = end
        return b"".join([*pieces, data[position:]])

    def _around(self) -> list[tuple[int, int, bytes]]:
        """The sheet's dimension, and the tags of a sheetData that was empty."""
        found, sheet, p = [], self._sheet, self._prefix
        if sheet.is_empty:
            # the pieces of rows stand at the same place, between these two
            found.append((sheet.tag.start(), sheet.tag.end(), b"<%ssheetData%s>" % (p, sheet.tag[1].rstrip())))
            found.append((sheet.end, sheet.end, b"</%ssheetData>" % p))
        match = sheet.patterns.dimension.search(sheet.data, 0, sheet.tag.start())
        old = Area.parse(value_of(match[1], "ref") or "") if match else None
        if match and old and self._added:
            new = Area(
                min(old.top, self._added.top),
                min(old.left, self._added.left),
                max(old.bottom, self._added.bottom),
                max(old.right, self._added.right),
            )
            if new != old:
                tag = with_attribute(match[1], "ref", str(new))
                found.append((match.start(), match.end(), b"<%sdimension%s%s>" % (p, spaced(tag), match[2])))
        return found


def prefixed(inline: bytes, prefix: bytes) -> bytes:
    """An inline string whose elements carry the part's namespace prefix."""
    return _INLINE_TAG.sub(rb"\1%s" % prefix, inline) if prefix else inline


_INLINE_TAG = re.compile(rb"(</?)(?=(?:is|t)[ >])")


def _plain(formula: str) -> bytes:
    """A formula's text: no _xHHHH_ there."""
    return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
