"""The cells of a workbook, found by workbook names and tables wherever they were moved to.

Read from the package itself: one pass gives what was typed, whether it is a formula and the value it carries;
only sheets that are asked for are read, and a stray value in XFD1048576 costs nothing.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from kpi_xl.errors import NO_VALUE
from kpi_xl.hosts.files.plan_package import BROKEN

Value = str | float | bool | None
Area = tuple[str, int, int, int, int]
"""Sheet title, first row, first column, last row, last column; counted from 1."""

MOST_CELLS = 100_000
"""In one name or table; a name for a whole column is a slip."""


@dataclass(frozen=True)
class Cell:
    """One cell: the value that was typed, or the one that its formula carries."""

    place: str  #: file: sheet!A1
    value: Value
    is_formula: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing, or nothing but white space."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def quoted(self) -> object:
        """The value as a finding quotes it."""
        return NO_VALUE if self.is_blank else self.value

    @property
    def text(self) -> str:
        return "" if self.is_blank else str(self.value).strip()


@dataclass(frozen=True)
class Table:
    """An Excel table: its heads, and its rows below them."""

    place: str  #: file: sheet!B7:F37
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class DamagedWorkbookError(Exception):
    """A part of the package cannot be read, or contradicts another."""


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except (ElementTree.ParseError, KeyError, IndexError, ValueError, *BROKEN) as error:
        raise DamagedWorkbookError from error


class PlanBook:
    """One workbook, opened for reading. The package was checked before.

    Raises:
        DamagedWorkbookError: from any of its methods.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._package = zipfile.ZipFile(path)
        self._sheets: dict[str, Mapping[tuple[int, int], tuple[Value, bool]]] = {}

    def close(self) -> None:
        self._package.close()

    # --- what a reader asks for ---------------------------------------------------------------------------------

    @cached_property
    def names(self) -> Mapping[str, Area]:
        """The workbook names that stand for cells."""
        found: dict[str, Area] = {}
        for element in self._workbook.iter():
            if _tag(element) == "definedName" and element.get("localSheetId") is None:
                area = read_reference(element.text or "")
                if area and area[0] in self._parts:
                    found[element.get("name", "")] = area
        return found

    def cell(self, name: str) -> Cell | None:
        """The (first) cell of a name; None where there is no such name."""
        cells = self.cells(name)
        return cells[0] if cells else None

    def cells(self, name: str) -> list[Cell]:
        """The cells of a name, row by row."""
        area = self.names.get(name)
        return [] if area is None else [cell for row in self._area(area) for cell in row]

    def table(self, name: str, area_name: str) -> Table | None:
        """The table called *name*, its totals row left out; where it was dropped, the cells called *area_name*."""
        for title, part in self._parts.items():
            for table_part in self._related(part, "table"):
                root = self._xml(table_part)
                if root.get("displayName", "").upper() == name:
                    return self._table(title, root.get("ref", ""), int(root.get("totalsRowCount", "0")))
        if area_name not in self.names:
            return None
        title, *bounds = self.names[area_name]
        return self._table(title, ":".join(f"{_letters(col)}{row}" for row, col in (bounds[:2], bounds[2:])))

    @property
    def table_names(self) -> list[str]:
        parts = [part for sheet in self._parts.values() for part in self._related(sheet, "table")]
        return [self._xml(part).get("displayName", "") for part in parts]

    @cached_property
    def counts_from_1904(self) -> bool:
        """True in workbooks of old Macs, whose dates count from 1904."""
        return any(_tag(each) == "workbookPr" and each.get("date1904") in ("1", "true") for each in self._workbook)

    # --- areas --------------------------------------------------------------------------------------------------

    def _table(self, title: str, ref: str, totals: int = 0) -> Table:
        rows = list(self._area((title, *(_bounds(ref) or (1, 1, 1, 1)))))
        return Table(
            f"{self.path.name}: {title}!{ref}", tuple(rows[0]), tuple(map(tuple, rows[1 : len(rows) - totals]))
        )

    def _area(self, area: Area) -> Iterator[list[Cell]]:
        title, top, left, bottom, right = area
        bottom = min(bottom, top + MOST_CELLS // (right - left + 1))
        for row in range(top, bottom + 1):
            yield [self._cell(title, row, col) for col in range(left, right + 1)]

    def _cell(self, title: str, row: int, col: int) -> Cell:
        value, is_formula = self._sheet(title).get((row, col), (None, False))
        return Cell(f"{self.path.name}: {title}!{_letters(col)}{row}", value, is_formula)

    # --- the package --------------------------------------------------------------------------------------------

    @cached_property
    def _workbook(self) -> ElementTree.Element:
        return self._xml("xl/workbook.xml")

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        """Sheet title -> its part."""
        targets = self._relationships("xl/workbook.xml")
        sheets = [each for each in self._workbook.iter() if _tag(each) == "sheet"]
        parts = {each.get("name", ""): targets.get(_relation_id(each), ("", ""))[1] for each in sheets}
        return {title: part for title, part in parts.items() if part in self._package.namelist()}

    def _related(self, part: str, kind: str) -> list[str]:
        return [target for each, target in self._relationships(part).values() if each == kind]

    def _relationships(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Relationship id -> (kind, part)."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self._package.namelist():
            return {}
        found = {}
        for each in self._xml(rels):
            target = each.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], whole)
        return found

    def _xml(self, part: str) -> ElementTree.Element:
        with _damage_named():
            return ElementTree.fromstring(self._package.read(part))

    @cached_property
    def _strings(self) -> list[str]:
        parts = self._related("xl/workbook.xml", "sharedStrings")
        return [_text_of(item) for part in parts for item in self._xml(part)]

    def _sheet(self, title: str) -> Mapping[tuple[int, int], tuple[Value, bool]]:
        if title not in self._sheets:
            with _damage_named(), self._package.open(self._parts[title]) as file:
                self._sheets[title] = dict(self._filled(file))
        return self._sheets[title]

    def _filled(self, file: IO[bytes]) -> Iterator[tuple[tuple[int, int], tuple[Value, bool]]]:
        """Where a sheet has a value or a formula, and which."""
        row = col = 0
        for event, element in ElementTree.iterparse(file, ("start", "end")):
            tag = _tag(element)
            if event == "start" and tag == "row":  # a writer may leave the addresses out
                row, col = int(element.get("r", row + 1)), 0
            elif event == "end" and tag == "c":
                bounds = _bounds(element.get("r", ""))
                row, col = bounds[:2] if bounds else (row, col + 1)
                yield (row, col), self._content(element)
            elif event == "end" and tag == "row":
                element.clear()

    def _content(self, element: ElementTree.Element) -> tuple[Value, bool]:
        parts = {_tag(child): child for child in element}
        kind, shown = element.get("t", "n"), parts["v"].text if "v" in parts else None
        value: Value = shown
        if kind == "inlineStr" and "is" in parts:
            value = _text_of(parts["is"])
        elif shown is not None and kind == "s":
            value = self._strings[int(shown)]
        elif shown is not None and kind == "b":
            value = shown == "1"
        elif shown is not None and kind == "n":
            value = float(shown)
        return value, "f" in parts


def read_reference(text: str) -> Area | None:
    """``'①KGI'!$E$10:$E$12`` as an area; None for anything else, such as #REF!.

    >>> read_reference("'It''s'!$B$2"), read_reference("#REF!$A$1")
    (("It's", 2, 2, 2, 2), None)
    """
    match = re.fullmatch(
        r"=?(?:'((?:[^']|'')+)'|([^'!#]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)", text.strip()
    )
    bounds = _bounds(match[3]) if match else None
    if match is None or bounds is None:
        return None
    return ((match[1] or match[2]).replace("''", "'"), *bounds)


def _bounds(address: str) -> tuple[int, int, int, int] | None:
    """(row, column, last row, last column) of A1 or A1:B2."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", address)
    if match is None:
        return None
    first = (int(match[2]), _number(match[1]))
    last = (int(match[4]), _number(match[3])) if match[3] else first
    return *first, *last


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _tag(element: ElementTree.Element) -> str:
    """The name without its namespace: Excel has two sets of them."""
    return str(element.tag).rpartition("}")[2]


def _relation_id(sheet: ElementTree.Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id" and "}" in key), "")


def _text_of(item: ElementTree.Element) -> str:
    """A string with its formatting dropped, and the furigana that Japanese Excel keeps beside it."""
    runs = [child for child in item if _tag(child) in ("t", "r")]
    parts = [run if _tag(run) == "t" else next((each for each in run if _tag(each) == "t"), None) for run in runs]
    return "".join(part.text or "" for part in parts if part is not None)
