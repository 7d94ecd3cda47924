"""A chart part made ready to show other values: what it remembers of its cells, and where its axes end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape

from kpi_xl.hosts.files.stamp.workbook.formula_text import split_sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, Value, content, escaped
from kpi_xl.sheets.references import Area

_BLANK = re.compile(
    rb"<c:f>(?P<ref>[^<]*)</c:f><c:(?P<kind>str|num)Cache>(?P<format><c:formatCode>[^<]*</c:formatCode>)?.*?</c:(?P=kind)Cache>"
    rb'|<c:max val="[^"]*"/>',
    re.DOTALL,
)

Cells = Mapping[tuple[int, int], Value]
"""The values of a sheet by row and column, counted from 0."""
Piece = bytes | Callable[[Cells], bytes]


class ChartForm:
    """A chart over cells of one sheet."""

    def __init__(self, part: bytes, title: str) -> None:
        """*title*: of that sheet; caches of others' cells stay as they are."""
        self._pieces: list[Piece] = []
        self._ends: list[int] = []  # the pieces that hold the end of an axis
        position = 0
        for match in _BLANK.finditer(part):
            piece = self._piece(match, title)
            if piece is not None:
                self._pieces += [part[position : match.start()], piece]
                position = match.end()
        self._pieces.append(part[position:])

    def _piece(self, match: re.Match[bytes], title: str) -> Piece | None:
        if match["ref"] is None:
            self._ends.append(len(self._pieces) + 1)
            return b""
        sheet, ref = split_sheet(unescape(match["ref"].decode()))
        area = Area.parse(ref)
        if sheet != title or area is None:
            return None
        begin = b"<c:f>%s</c:f><c:%sCache>%s" % (match["ref"], match["kind"], match["format"] or b"")
        return _Cache(begin, b"</c:%sCache>" % match["kind"], area, match["kind"] == b"num")

    def filled(self, cells: Cells, ends: Sequence[float]) -> bytes:
        """The part with the values of *cells*; *ends* are those of its axes."""
        pieces = self._pieces.copy()
        for at, end in zip(self._ends, ends, strict=True):
            pieces[at] = b'<c:max val="%s"/>' % repr(end).encode()
        return b"".join(piece if isinstance(piece, bytes) else piece(cells) for piece in pieces)


class _Cache:
    """What a chart remembers of some cells, in a row or column."""

    def __init__(self, begin: bytes, end: bytes, area: Area, of_numbers: bool) -> None:
        rows, columns = range(area.top - 1, area.bottom), range(area.left - 1, area.right)
        self._places = [(row, column) for row in rows for column in columns]
        self._begin = begin + b'<c:ptCount val="%d"/>' % len(self._places)
        self._end = end
        self._text = _number if of_numbers else _words

    def __call__(self, cells: Cells) -> bytes:
        texts = [self._text(cells.get(place)) for place in self._places]
        points = (b'<c:pt idx="%d"><c:v>%s</c:v></c:pt>' % point for point in enumerate(texts) if point[1] is not None)
        return b"".join([self._begin, *points, self._end])


def _number(value: Value) -> bytes | None:
    """A text counts as 0, as it does where the chart is drawn."""
    if value is None:
        return None
    found = content(value, is_1904=False)
    return found.number or b"0" if isinstance(found, Content) else b"0"


def _words(value: Value) -> bytes | None:
    return None if value is None else escaped(str(value))
