"""The inventory of a package of our own drawing: which sheets it has, with their names, and which parts.

Reads what XlsxWriter writes, where all sheets are visible.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.sheets.references import quoted_title

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
TITLES = "docProps/app.xml"

_TYPES = {
    "worksheets": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "drawings": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "charts": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
}
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


class ListedSheet(NamedTuple):
    """A sheet as the workbook will list it."""

    title: str
    model: str  #: the title of the sheet it comes from; its own where it stays as it is
    part: str


class _Name(NamedTuple):
    """A defined name; *sheet* is the position of the sheet it belongs to."""

    name: str
    sheet: int | None
    formula: str
    more: str = ""  #: attributes

    @property
    def order(self) -> str:
        """Names stand as Excel sorts them."""
        return f"{self.name.replace('_xlnm.', '').lower()}::{self.formula.lstrip(chr(39)).lower()}"

    def xml(self) -> str:
        scope = "" if self.sheet is None else f' localSheetId="{self.sheet}"'
        return f'<definedName name="{self.name}"{scope}{self.more}>{escape(self.formula, quote=False)}</definedName>'

    def shown(self) -> str | None:
        """As the file's properties list it; None for a name of no cells."""
        sheet, mark, _ = self.formula.partition("!")
        if not mark:
            return None
        return self.name if self.sheet is None else f"{sheet}!{self.name.removeprefix('_xlnm.')}"


def renewed_inventory(
    package: Package, sheets: Sequence[ListedSheet], gone: Collection[str], added: Iterable[str]
) -> dict[str, bytes]:
    """The parts that list *sheets*, the parts that are *added*, and none that are *gone*."""

    def read(part: str) -> str:
        return package.read(part).decode()

    workbook = read(WORKBOOK)
    before = [unescape(title) for title in re.findall(r'<sheet name="([^"]*)"', workbook)]
    names = sorted(_names(workbook, before, sheets), key=lambda name: name.order)
    changed = {
        WORKBOOK: _workbook(workbook, sheets, names),
        WORKBOOK_RELATIONS: _relations(read(WORKBOOK_RELATIONS), sheets),
        CONTENT_TYPES: _content_types(read(CONTENT_TYPES), gone, added),
        TITLES: _titles(read(TITLES), sheets, names),
    }
    return {part: text.encode() for part, text in changed.items()}


def _names(workbook: str, before: Sequence[str], sheets: Sequence[ListedSheet]) -> Iterator[_Name]:
    """The workbook's names, those of a sheet once for each sheet that comes from it."""
    for name, scope, more, formula in _NAME.findall(workbook):
        formula = unescape(formula)
        if not scope:
            yield _Name(name, None, formula, more)
            continue
        model = before[int(scope)]
        for position, sheet in enumerate(sheets):
            if sheet.model == model:
                old, new = quoted_title(model), quoted_title(sheet.title)
                yield _Name(name, position, formula.replace(f"{old}!", f"{new}!"), more)


def _workbook(workbook: str, sheets: Sequence[ListedSheet], names: Iterable[_Name]) -> str:
    listed = (
        f'<sheet name="{xml_attribute(sheet.title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    workbook = _between(workbook, "sheets", "".join(listed))
    return _between(workbook, "definedNames", "".join(name.xml() for name in names))


def xml_attribute(text: str) -> str:
    """A text that may stand in an element and in an attribute alike."""
    return escape(text, quote=False).replace('"', "&quot;")


def _relations(relations: str, sheets: Sequence[ListedSheet]) -> str:
    """The sheets first, then all else, numbered through."""
    found = [(_WORKSHEET, sheet.part.removeprefix("xl/")) for sheet in sheets]
    found += [(kind, target) for kind, target in _RELATION.findall(relations) if kind != _WORKSHEET]
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, start=1)
    )
    first = relations.index("<Relationship ")
    return f"{relations[:first]}{''.join(lines)}</Relationships>"


def _content_types(types: str, gone: Collection[str], added: Iterable[str]) -> str:
    kept = _OVERRIDE.sub(lambda match: "" if match[1] in gone else match[0], types)
    lines = (
        f'<Override PartName="/{part}" ContentType="{_TYPES[part.split("/")[1]]}"/>'
        for part in added
        if not part.endswith(".rels")
    )
    return kept.replace("</Types>", f"{''.join(lines)}</Types>")


def _titles(properties: str, sheets: Sequence[ListedSheet], names: Iterable[_Name]) -> str:
    """The file's properties, which count and list sheets and names."""
    shown = [title for name in names if (title := name.shown()) is not None]
    counts = {"Worksheets": len(sheets), "Named Ranges": len(shown)}
    for words, count in counts.items():
        properties = re.sub(rf"(<vt:lpstr>{words}</vt:lpstr></vt:variant><vt:variant><vt:i4>)\d+", rf"\g<1>{count}", properties)
    listed = [*(sheet.title for sheet in sheets), *shown]
    lines = "".join(f"<vt:lpstr>{escape(title, quote=False)}</vt:lpstr>" for title in listed)
    vector = f'<vt:vector size="{len(listed)}" baseType="lpstr">{lines}</vt:vector>'
    return _between(properties, "TitlesOfParts", vector)


def _between(xml: str, element: str, content: str) -> str:
    """*xml* with another content of the one *element* of that name."""
    start, end = xml.index(f"<{element}>") + len(element) + 2, xml.index(f"</{element}>")
    return f"{xml[:start]}{content}{xml[end:]}"


_NAME = re.compile(r'<definedName name="([^"]*)"(?: localSheetId="(\d+)")?([^>]*)>([^<]*)</definedName>')
_RELATION = re.compile(r'<Relationship Id="[^"]*" Type="([^"]*)" Target="([^"]*)"/>')
_OVERRIDE = re.compile(r'<Override PartName="/([^"]*)"[^>]*/>')
