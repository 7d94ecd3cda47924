"""What calamine does not tell of a worksheet: hidden rows, error values, number formats with a unit, and how large it is.

Read from the XML itself, by patterns: parsing it takes longer than all the rest of a log.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from kpi_xl.activity.fields import NOT_COMPUTED
from kpi_xl.activity.words.money import MoneyUnit, currency_named, money_unit

LARGEST_AREA = 50_000_000
"""Cells from A1 to the last one. The reader holds them all."""
SMALL_AREA = 5_000_000
"""So many cells are read as they stand: 200 MB at most."""

MOST_COLUMNS = 16_384
HEAD = 10_000
"""Bytes by which a sheet's way of quoting is known."""
_ROW = re.compile(rb'<row(?!Breaks)(?: r="(\d+)")?')
_PREFIXED = re.compile(rb":(?:row|c[ \n\t\r>/])")
_UNNUMBERED_CELL = re.compile(rb'<c(?=[ \n\t\r>/])(?! r=")')
"""Cells that do not begin with their number. What all of them begin with is searched for fast; counting what each may begin with takes five
times as long over 100 MB."""
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*?\bhidden\s*=\s*["'](?:1|true)["'])[^>]*?\br\s*=\s*["'](\d+)"""
)
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*)(?:"e"|'e')""")
_NO_VALUE_BEHIND = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v />")
_NOT_COMPUTED_CELL = re.compile(
    rb"""(<(?:\w+:)?c\s(?![^>]*?\bt\s*=\s*["'](?!n["']))[^>]*?)(?:\s+t\s*=\s*["']n["'])?>(<f\b[^>]*?(?:/>|>[^<]*</f>))(?:<v\s*/>|<v></v>)?</c>"""
)
"""A cell with a formula and no value; one whose value is a text may be blank."""
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s(?=[^>]*?\bhidden\s*=\s*["'](?:1|true)["'])[^>]*>""")
_FROM_TO = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
_NOT_WITHIN_Z = re.compile(rb'<c(?=[ \n\t\r>/])(?! r="[A-Z]\d)')
"""A cell beyond column Z, or one that does not begin with its number; most sheets have neither, which one search tells."""
_BEYOND_Z = re.compile(rb'r="[A-Za-z]{2,3}\d')
"""With the digit, because every sheet has xmlns:r="http:...": to look for words then takes ten times as long."""
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]|_.|\*.|\[[^\]]*\]')
_PLACES = "0#?"


@dataclass(frozen=True)
class WorksheetXml:
    """The XML of one worksheet."""

    content: bytes

    @cached_property
    def is_to_change(self) -> bool:
        """Whether it may hold cells that the reader would give as empty ones."""
        return self._has_errors or bool(self.not_computed)

    @property
    def _has_errors(self) -> bool:
        """Whether it may hold error values."""
        return b't="e"' in self.content or (b"='" in self.content[:HEAD] and b"'e'" in self.content)

    @cached_property
    def not_computed(self) -> int:
        """How many formulas have no value, as programs other than Excel write them."""
        if b"</f>" not in self.content or not any(pattern in self.content for pattern in _NO_VALUE_BEHIND):
            return 0
        return len(_NOT_COMPUTED_CELL.findall(self.content))

    @cached_property
    def with_errors_as_text(self) -> bytes:
        """The same with error values, and formulas that have none, as texts: the reader would give them as empty cells."""
        if not self.is_to_change:
            return self.content
        content = _NOT_COMPUTED_CELL.sub(rb'\1 t="str">\2<v>%s</v></c>' % NOT_COMPUTED.encode(), self.content) if self.not_computed else self.content
        return _ERROR_CELL.sub(rb'\1"str"', content)

    def hidden_columns(self) -> frozenset[int]:
        """Positions, from 0, of the columns that somebody has hidden."""
        head = self.content[: max(self.content.find(b"sheetData"), 0)]
        spans = [{name: int(number) for name, number in _FROM_TO.findall(column)} for column in _HIDDEN_COLUMN.findall(head)]
        return frozenset(
            position for span in spans if len(span) == 2 for position in range(span[b"min"] - 1, min(span[b"max"], MOST_COLUMNS))
        )

    def hidden_rows(self) -> frozenset[int]:
        """Numbers of the rows that a filter, or a person, has hidden."""
        if b"hidden" not in self.content:
            return frozenset()
        return frozenset(map(int, _HIDDEN_ROW.findall(self.content)))

    def is_sparse(self) -> bool:
        """Whether its cells lie far apart, or are written so that where they lie is not known before they are parsed."""
        if not self._is_plain():
            return True
        there = 2 * len(self._numbers) * (26 + len(self._columns_beyond_z))
        return self._area > SMALL_AREA and there < self._area

    def is_too_large(self) -> bool:
        """Whether the rectangle of the cells of a sheet that is not sparse is larger than can be held."""
        return self._area > LARGEST_AREA

    def _is_plain(self) -> bool:
        """Whether each of the rows, and each cell, begins with its number, as Excel and all libraries write them."""
        first = max(self.content.find(b"<row"), 0)
        if b"" in self._numbers or (self.content.find(b":", first) >= 0 and _PREFIXED.search(self.content, first)):
            return False
        return not self._reaches_beyond_z or _UNNUMBERED_CELL.search(self.content) is None

    @cached_property
    def _area(self) -> int:
        """Cells from A1 to the last one, Z being the last column at least."""
        return max(map(int, filter(None, self._numbers)), default=0) * max((_column(letters) for letters in self._columns_beyond_z), default=26)

    @cached_property
    def _numbers(self) -> list[bytes]:
        """What stands as the number of each row, where rows begin with it."""
        return _ROW.findall(self.content)

    @cached_property
    def _columns_beyond_z(self) -> set[bytes]:
        """Letters of the columns that have two or three."""
        if not self._reaches_beyond_z or _BEYOND_Z.search(self.content) is None:
            return set()
        return {letters.upper() for letters in re.findall(rb'\br="([A-Za-z]{2,3})\d', self.content)}

    @cached_property
    def _reaches_beyond_z(self) -> bool:
        """Whether some cell may stand beyond column Z."""
        return _NOT_WITHIN_Z.search(self.content) is not None

    def cells_with(self, styles: Mapping[int, MoneyUnit]) -> dict[tuple[int, int], MoneyUnit]:
        """(row from 1, column from 0) -> what the number format of the cell says that it counts."""
        if not styles:
            return {}
        numbers = "|".join(map(str, styles))
        pattern = re.compile(
            rb"""<(?:\w+:)?c\s(?=[^>]*?\bs\s*=\s*["'](%s)["'])[^>]*?\br\s*=\s*["']([A-Z]+)(\d+)""" % numbers.encode()
        )
        return {
            (int(row), _column(letters) - 1): styles[int(style)] for style, letters, row in pattern.findall(self.content)
        }


def worksheet_paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Title of each worksheet -> its part; nothing for sheets whose part cannot be told."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
    paths = {}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            paths[sheet.get("name", "")] = path
    return paths


def untitled_worksheets(package: zipfile.ZipFile) -> list[str]:
    """Worksheets that the workbook does not name in the usual way, and the reader may find all the same."""
    titled = set(worksheet_paths(package).values())
    return [part for part in package.namelist() if "worksheets/sheet" in part.lower() and part.lower().endswith(".xml") and part not in titled]


def styles_with_units(package: zipfile.ZipFile) -> dict[int, MoneyUnit]:
    """Index of each cell style whose number format shows a unit that changes the number: dollars, 千円."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    formats = {}
    for each in root.iter():
        if each.tag.endswith("}numFmt") and (unit := unit_of_format(each.get("formatCode", ""))):
            formats[each.get("numFmtId")] = unit
    if not formats:
        return {}
    styles = [style for each in root if each.tag.endswith("}cellXfs") for style in each]
    return {index: formats[style.get("numFmtId")] for index, style in enumerate(styles) if style.get("numFmtId") in formats}


def unit_of_format(code: str) -> MoneyUnit | None:
    """What one unit of a bare number under a number format is worth; None where it is a yen, or nothing is said.

    >>> unit_of_format('[$USD] #,##0'), unit_of_format('#,##0"千円"'), unit_of_format('"¥"#,##0')
    (MoneyUnit(factor=1.0, currency='USD'), MoneyUnit(factor=1000.0, currency='JPY'), None)
    >>> unit_of_format('#,##0,"千円"'), unit_of_format('yyyy"年"m"月"') # the comma shows yen in thousands
    (None, None)
    """
    units = {unit for section in code.split(";") if (unit := _section_unit(section))}
    if len(units) != 1:
        return None  # nothing said, or sections that differ: the cell holds what it holds
    unit = units.pop()
    return None if unit == MoneyUnit(1.0, "JPY") or unit == MoneyUnit() else unit


def _section_unit(section: str) -> MoneyUnit | None:
    marks = [found[0] or found[1] or found[2] for found in _QUOTED.findall(section)]
    bare = _QUOTED.sub("", section)
    if not any(place in bare for place in _PLACES) or any(letter in bare.lower() for letter in "ymdhs"):
        return None
    said = "".join(marks) + "".join(sign for sign in bare if sign in "$¥€£₩￥")
    point = said.find(".") if "." in said else -1
    words = said.replace(".", "").replace(",", "").replace("▲", "").replace("-", "").replace("△", "").strip()
    unit = money_unit(words)
    if unit is None:
        return MoneyUnit(1.0, named) if (named := currency_named(words)) else None
    last = max(bare.rfind(place) for place in _PLACES)
    factor = unit.factor / 1000.0 ** bare[last + 1 :].count(",")
    if point >= 0:  # a point that is only drawn: 2,400,000 as 240.0万円
        behind = re.split(r"\\\.|\"[^\"]*\.[^\"]*\"", section)[-1]
        factor /= 10.0 ** sum(1 for sign in _QUOTED.sub("", behind) if sign in _PLACES)
    return MoneyUnit(factor, unit.currency)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
