"""What a template holds: its sheets, names, tables and cell styles, found by name as Excel finds them (case ignored)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.hosts.files.stamp.workbook.formula_text import split_sheet
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.packages import damaged
from kpi_xl.sheets.references import Area

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WORKBOOK = "xl/workbook.xml"
ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


@dataclass(frozen=True)
class SheetEntry:
    """A sheet of the workbook."""

    index: int
    title: str
    part: str
    sheet_id: str
    is_worksheet: bool


@dataclass(frozen=True)
class DefinedName:
    """A name; *sheet* is the index of the sheet it belongs to, None for the workbook's."""

    name: str
    sheet: int | None
    formula: str


@dataclass(frozen=True)
class TemplateTable:
    """A table; *area* includes headers and totals."""

    name: str
    part: str
    sheet: int
    area: Area
    columns: tuple[str, ...]
    column_formulas: tuple[str | None, ...]
    header_rows: int
    totals_rows: int

    @property
    def data(self) -> Area:
        return self.area._replace(top=self.area.top + self.header_rows, bottom=self.area.bottom - self.totals_rows)


class TemplateBook:
    """A package read as a workbook."""

    def __init__(self, package: Package) -> None:
        """
        Raises:
            InputError: what the package holds is no workbook that can be filled.
        """
        self.package = package
        self._root = self.tree(WORKBOOK)
        if self._root.tag.startswith(STRICT):
            self.refuse(wording.STRICT, wording.SAVE_ORDINARY)
        if self._root.tag != f"{MAIN}workbook":
            raise InputError([damaged(package.path)])
        if any(name.startswith("_xmlsignatures/") for name in package.members):
            self.refuse(wording.SIGNED, wording.UNSIGN)
        properties = self._root.find(f"{MAIN}workbookPr")
        self.is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._sheets: dict[int, Sheet] = {}
        #: (sheet, row, column, over formulas) that were found fit to be filled
        self.allowed: set[tuple[int, int, int, bool]] = set()

    def refuse(self, rule: object, remedy: object) -> None:
        raise InputError([Finding(self.package.path.name, NO_VALUE, rule, remedy)])  # type: ignore[arg-type]

    def tree(self, part: str) -> Element:
        try:
            return ElementTree.fromstring(self.package.read(part))
        except ElementTree.ParseError as error:
            raise InputError([damaged(self.package.path)]) from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type, part)."""
        folder, rels = posixpath.dirname(part), relations_of(part)
        if rels not in self.package:
            return {}
        found = {}
        for relation in self.tree(rels).iter(RELATION):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    # --- sheets ------------------------------------------------------------------------------------------------------
    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        relations = self.relations(WORKBOOK)
        found = []
        for index, sheet in enumerate(self._root.iterfind(f"{MAIN}sheets/{MAIN}sheet")):
            kind, part = relations.get(sheet.get(RELATION_ID, ""), ("", ""))
            found.append(SheetEntry(index, sheet.get("name", ""), part, sheet.get("sheetId", ""), kind == "worksheet"))
        return tuple(found)

    @cached_property
    def _sheet_indices(self) -> dict[str, int]:
        return {sheet.title.casefold(): sheet.index for sheet in self.sheets}

    def sheet_index(self, title: str) -> int | None:
        return self._sheet_indices.get(title.casefold())

    def sheet(self, index: int) -> Sheet:
        """The worksheet's bytes, kept for the next filling.

        Raises:
            InputError: it is written in a way that no spreadsheet program writes.
        """
        if index not in self._sheets:
            data = self.package.read(self.sheets[index].part)
            # a comment or CDATA section could hold what looks like a cell
            if data.find(b"<!") >= 0 or ENCODING.match(data) or b"\0" in data[:100]:
                self._odd(index)
            try:
                self._sheets[index] = Sheet(data)
            except ValueError:
                self._odd(index)
        return self._sheets[index]

    def _odd(self, index: int) -> None:
        place = f"{self.package.path.name} {self.sheets[index].title}"
        raise InputError([Finding(place, NO_VALUE, wording.ODD_XML, wording.SAVE_AGAIN)])

    # --- names -------------------------------------------------------------------------------------------------------
    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        found = []
        for name in self._root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            scope = name.get("localSheetId")
            found.append(DefinedName(name.get("name", ""), int(scope) if scope else None, name.text or ""))
        return tuple(found)

    @cached_property
    def name_at(self) -> dict[tuple[int | None, str], DefinedName]:
        return {(name.sheet, name.name.casefold()): name for name in self.names}

    def public_names(self) -> list[str]:
        """What a person may fill, as it is typed: sheet names stand before the names that belong to a sheet."""
        shown = [name for name in self.names if not name.name.startswith("_xl")]
        return [name.name if name.sheet is None else f"{self.sheets[name.sheet].title}!{name.name}" for name in shown]

    def area_of(self, name: DefinedName) -> tuple[int, Area] | None:
        """(sheet, area) of a name that points to one range of cells, else None."""
        sheet, ref = split_sheet(name.formula.strip().removeprefix("="))
        index = self.sheet_index(sheet) if sheet is not None else None
        area = Area.parse(ref) if _ONE_RANGE.fullmatch(ref) else None
        return None if index is None or area is None else (index, area)

    # --- tables ------------------------------------------------------------------------------------------------------
    @cached_property
    def tables(self) -> dict[str, TemplateTable]:
        """By folded name."""
        found = {}
        for sheet in self.sheets:
            for kind, part in self.relations(sheet.part).values() if sheet.is_worksheet else ():
                if kind == "table" and (table := self._table(part, sheet.index)) is not None:
                    found[table.name.casefold()] = table
        return found

    def _table(self, part: str, sheet: int) -> TemplateTable | None:
        root = self.tree(part)
        area = Area.parse(root.get("ref", ""))
        if area is None:
            return None
        columns = root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")
        formulas = (column.find(f"{MAIN}calculatedColumnFormula") for column in columns)
        return TemplateTable(
            root.get("displayName", ""),
            part,
            sheet,
            area,
            tuple(_decoded(column.get("name", "")) for column in columns),
            tuple(None if formula is None else formula.text for formula in formulas),
            int(root.get("headerRowCount", "1")),
            int(root.get("totalsRowCount", "0")),
        )

    # --- styles ------------------------------------------------------------------------------------------------------
    @cached_property
    def _unlocked_styles(self) -> frozenset[int]:
        part = next((part for kind, part in self.relations(WORKBOOK).values() if kind == "styles"), None)
        if part is None:
            return frozenset()
        formats = self.tree(part).findall(f"{MAIN}cellXfs/{MAIN}xf")
        protections = (xf.find(f"{MAIN}protection") for xf in formats)
        return frozenset(
            index
            for index, protection in enumerate(protections)
            if protection is not None and protection.get("locked") in ("0", "false")
        )

    def is_locked(self, sheet: int, row: int, column: int) -> bool:
        """Whether the sheet's protection keeps people from typing there."""
        if not self.sheet(sheet).is_protected:
            return False
        return int(self.sheet(sheet).style(row, column) or 0) not in self._unlocked_styles


def relations_of(part: str) -> str:
    """
    >>> relations_of("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


_ONE_RANGE = re.compile(r"\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def _decoded(header: str) -> str:
    """A header with a line break stands as ``_x000a_`` in the table."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), header)
