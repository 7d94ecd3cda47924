"""What a cell of a worksheet part carries: the value of a formula, or a text that was filled in."""

from __future__ import annotations

import re
from html import unescape

from kpi_xl.hosts.files.stamp.workbook.sheet import Cell, Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Value


def value_at(sheet: Sheet, cell: Cell) -> Value:
    """None for nothing; an error as its text. Texts that are shared by cells are no results of formulas."""
    match = sheet.patterns.value.search(cell.body)
    kind = next((kind for kind in (b"str", b"inlineStr", b"b", b"e") if b't="%s"' % kind in cell.tag), b"")
    if match is None:
        return None
    text = _plain(match[0])
    if kind in (b"str", b"inlineStr", b"e"):
        return text
    if not text:
        return None
    return text == "1" if kind == b"b" else float(text)


def _plain(element: bytes) -> str:
    text = unescape(_TAG.sub(b"", element).decode())
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


_TAG = re.compile(rb"<[^>]*>")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
