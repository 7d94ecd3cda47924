"""What charts remember of their cells, renewed where the cells have changed; other points stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape

from kpi_xl.hosts.files.recalculation.carried import value_at
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.formula_text import split_sheet
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, Value, content, escaped
from kpi_xl.sheets.references import Area

_CACHE = re.compile(
    rb"(?P<begin><c:f>(?P<ref>[^<]*)</c:f><c:(?P<kind>str|num)Cache>)(?P<body>.*?)(?P<end></c:(?P=kind)Cache>)", re.DOTALL
)
_POINT = re.compile(rb'<c:pt idx="(\d+)"(?:\s[^>]*)?>.*?</c:pt>', re.DOTALL)


def renewed_charts(book: TemplateBook, changed: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Chart part -> its content, of those that show a cell which is another in the *changed* sheets."""
    sheets = {
        sheet.title: (book.sheet(sheet.index), Sheet(part))
        for sheet in book.sheets
        if sheet.is_worksheet and (part := changed.get(sheet.part)) is not None
    }
    found = {}
    for name in book.package.members:
        if name.startswith("xl/charts/chart") and name.endswith(".xml"):
            part = book.package.read(name)
            new = _CACHE.sub(partial(_renewed, sheets), part)
            if new != part:
                found[name] = new
    return found


def _renewed(sheets: Mapping[str, tuple[Sheet, Sheet]], match: re.Match[bytes]) -> bytes:
    title, ref = split_sheet(unescape(match["ref"].decode()))
    area = Area.parse(ref)
    if area is None or title is None or title not in sheets:
        return match[0]
    points = {int(point[1]): point[0] for point in _POINT.finditer(match["body"])}
    before = dict(points)
    for index, value in _changes(*sheets[title], area):
        text = _shown(value, match["kind"] == b"num")
        points.pop(index, None)
        if text is not None:
            points[index] = b'<c:pt idx="%d"><c:v>%s</c:v></c:pt>' % (index, text)
    if points == before:
        return match[0]
    head = _POINT.sub(b"", match["body"])
    return match["begin"] + head + b"".join(points[index] for index in sorted(points)) + match["end"]


def _changes(old: Sheet, new: Sheet, area: Area) -> Iterator[tuple[int, Value]]:
    """The cells of an area that hold something else now, counted as a chart counts them."""
    places = ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))
    for index, place in enumerate(places):
        cells = old.cell(*place), new.cell(*place)
        bodies = [cell.body if cell else b"" for cell in cells]
        if bodies[0] != bodies[1]:
            yield index, None if cells[1] is None else value_at(new, cells[1])


def _shown(value: Value, is_number: bool) -> bytes | None:
    """A text counts as 0 among numbers."""
    if value is None:
        return None
    if not is_number:
        return escaped(f"{value:g}" if isinstance(value, float) else str(value))
    found = content(value, is_1904=False)
    return found.number or b"0" if isinstance(found, Content) else b"0"
