"""The cells of a workbook on disk.

Read from the package itself: one pass gives what was typed, whether it is a formula and the value it carries;
only sheets that are asked for are read, and a stray value in XFD1048576 costs nothing.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from kpi_xl.hosts.plans.cells import PlanCells, SheetArea, TableArea, Value, read_reference
from kpi_xl.packages import BROKEN
from kpi_xl.sheets.references import Area


class DamagedWorkbookError(Exception):
    """A part of the package cannot be read, or contradicts another."""


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except (ElementTree.ParseError, KeyError, IndexError, ValueError, *BROKEN) as error:
        raise DamagedWorkbookError from error


class PlanBook(PlanCells):
    """One workbook, opened for reading. The package was checked before.

    Raises:
        DamagedWorkbookError: from any of its methods.
    """

    def __init__(self, path: Path) -> None:
        self.label, self.folder = path.name, path.parent
        self._package = zipfile.ZipFile(path)
        self._sheets: dict[str, Mapping[tuple[int, int], tuple[Value, bool]]] = {}

    def close(self) -> None:
        self._package.close()

    # --- what a reader asks for ---------------------------------------------------------------------------------

    @cached_property
    def names(self) -> Mapping[str, SheetArea]:
        found: dict[str, SheetArea] = {}
        for element in self._workbook.iter():
            if _tag(element) == "definedName" and element.get("localSheetId") is None:
                area = read_reference(element.text or "")
                if area and area[0] in self._parts:
                    found[element.get("name", "")] = area
        return found

    @cached_property
    def tables(self) -> Mapping[str, TableArea]:
        found = {}
        for title, part in self._parts.items():
            for table_part in self._related(part, "table"):
                root = self._xml(table_part)
                area = (title, *(Area.parse(root.get("ref", "")) or (1, 1, 1, 1)))
                with _damage_named():
                    found[root.get("displayName", "")] = TableArea(area, int(root.get("totalsRowCount", "0")))
        return found

    @cached_property
    def counts_from_1904(self) -> bool:  # type: ignore[override]
        return any(_tag(each) == "workbookPr" and each.get("date1904") in ("1", "true") for each in self._workbook)

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        title, top, left, bottom, right = area
        filled = self._sheet(title)
        return [
            [filled.get((row, col), (None, False)) for col in range(left, right + 1)] for row in range(top, bottom + 1)
        ]

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
                address = Area.parse(element.get("r", ""))
                row, col = address[:2] if address else (row, col + 1)
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
