"""What follows a table that grows: its own range and filter, rules, names, charts and formulas that point at its data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from kpi_xl.hosts.files.stamp.filling.cells import Place
from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK, TemplateBook, TemplateTable
from kpi_xl.hosts.files.stamp.workbook.formula_text import Token, with_areas
from kpi_xl.sheets.references import Area

CHART_PARTS = re.compile(r"xl/(?:charts|chartEx|extendedCharts|chartsheets)/[^/]+\.xml")


@dataclass(frozen=True)
class Growth:
    """A table whose last row moves down to *bottom*."""

    table: TemplateTable
    bottom: int

    def stretched(self, sheet: int | None, area: Area) -> Area | None:
        """The area when it is the table's data, or columns of it, with or without headers; else None."""
        data = self.table.data
        if sheet != self.table.sheet or area.bottom != data.bottom or area.top not in (data.top, self.table.area.top):
            return None
        if area.left < data.left or area.right > data.right:
            return None
        return area._replace(bottom=self.bottom)

    def stretched_rule(self, area: Area) -> Area:
        """The area of a conditional format or validation that covers all rows of the data."""
        data = self.table.data
        covers = area.top <= data.top and area.bottom == data.bottom
        return area._replace(bottom=self.bottom) if covers and area.meets(data) else area


class Stretching:
    """The growths of one filling, applied to whatever points at the tables."""

    def __init__(self, book: TemplateBook, growths: Sequence[Growth]) -> None:
        self._book = book
        self._growths = growths

    # --- texts of formulas -------------------------------------------------------------------------------------------
    def text(self, formula: str, sheet: int | None, within: Place | None = None, cells_too: bool = False) -> str:
        """A formula with its references stretched. *sheet* is where it stands, *within* its cell.

        A relative reference in the table's own rows, such as that of a running total, moves with its row instead.
        """

        def change(token: Token) -> str | None:
            index = self._book.sheet_index(token.sheet) if token.sheet else sheet
            area = Area.parse(token.area)
            if area is None or not (":" in token.area or cells_too):
                return None
            for growth in self._growths:
                new = growth.stretched(index, area)
                if new is None or (within is not None and not _may_stretch(growth, sheet, within, token.area)):
                    continue
                first, _, last = token.area.partition(":")
                return f"{first}:{re.sub(r'[0-9]+$', str(new.bottom), last or first)}"
            return None

        return with_areas(formula, change)

    # --- parts -------------------------------------------------------------------------------------------------------
    def parts(self) -> dict[str, bytes]:
        """The table, chart and workbook parts that change."""
        package = self._book.package
        grown = {growth.table.part: growth for growth in self._growths}
        changed = {table.part: self._table_part(table, grown.get(table.part)) for table in self._book.tables.values()}
        for part in filter(CHART_PARTS.fullmatch, package.members):
            changed[part] = _each_text(
                _CHART_FORMULA, package.read(part), lambda text: self.text(text, None, None, True)
            )
        changed[WORKBOOK] = _each_text(_NAME, package.read(WORKBOOK), lambda text: self.text(text, None))
        return {part: data for part, data in changed.items() if data != package.read(part)}

    def _table_part(self, table: TemplateTable, growth: Growth | None) -> bytes:
        def change(match: re.Match[bytes]) -> bytes:
            area = Area.parse(match[2].decode())
            new = growth.stretched(table.sheet, area) if growth and area else None
            return match[1] + str(new).encode() + match[3] if new else match[0]

        first = table.data[:2]  # a column's formula is written as in its first row
        part = _REF.sub(change, self._book.package.read(table.part))
        return _each_text(_COLUMN_FORMULA, part, lambda text: self.text(text, table.sheet, first))

    def tail(self, sheet: int, tail: bytes) -> bytes:
        """What follows the cells of a sheet: conditional formats, validations, sparklines."""
        mine = [growth for growth in self._growths if growth.table.sheet == sheet]

        def change(match: re.Match[bytes]) -> bytes:
            if match["sparkline"]:  # its sqref is where it is drawn
                return _each_text(_TAIL_FORMULA, match[0], lambda text: self.text(text, sheet))
            if match["area"] is None:
                return match[0]
            return match["before"] + b" ".join(map(stretch, match["area"].split())) + match["after"]

        def stretch(ref: bytes) -> bytes:
            area = Area.parse(ref.decode())
            for growth in mine if area else ():
                area = growth.stretched_rule(area)  # type: ignore[arg-type]
            return ref if area == Area.parse(ref.decode()) else str(area).encode()

        tail = _SQREF.sub(change, tail)
        return _each_text(_TAIL_FORMULA, tail, lambda text: self.text(text, sheet))


def _may_stretch(growth: Growth, sheet: int | None, within: Place, area: str) -> bool:
    fixed = all(re.fullmatch(r"\$?[A-Za-z]+\$[0-9]+", end) for end in area.split(":"))
    in_table = sheet == growth.table.sheet and growth.table.area._replace(bottom=growth.bottom).holds(*within)
    return fixed or not in_table


def _each_text(pattern: re.Pattern[bytes], part: bytes, change: Callable[[str], str]) -> bytes:
    def replace(match: re.Match[bytes]) -> bytes:
        old = unescape(match[2].decode())
        new = change(old)
        return match[0] if new == old else match[1] + escape(new, quote=False).encode() + match[3]

    return pattern.sub(replace, part)


_CHART_FORMULA = re.compile(rb"(<(?:\w+:)?f(?:\s[^>]*)?>)([^<]+)(</(?:\w+:)?f>)")
_TAIL_FORMULA = re.compile(rb"(<(?:\w+:)?(?:f|formula[12]?)>)([^<]+)(</(?:\w+:)?(?:f|formula[12]?)>)")
_COLUMN_FORMULA = re.compile(
    rb"(<(?:\w+:)?calculatedColumnFormula(?:\s[^>]*)?>)([^<]+)(</(?:\w+:)?calculatedColumnFormula>)"
)
_NAME = re.compile(rb"(<(?:\w+:)?definedName\s[^>]*>)([^<]+)(</(?:\w+:)?definedName>)")
_REF = re.compile(rb"""(\sref=["'])([^"']+)(["'])""")
_SQREF = re.compile(
    rb"""(?P<sparkline><x14:sparkline>.*?</x14:sparkline>)"""
    rb"""|(?P<before>\ssqref=["']|<xm:sqref>)(?P<area>[^"'<]+)(?P<after>["']|</xm:sqref>)""",
    re.DOTALL,
)
