"""Two workbooks compared part by part: what a person could ever see of them must be the same."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHARED = "xl/sharedStrings.xml"
TEXTS_PARTS = (SHARED, "[Content_Types].xml", "xl/_rels/workbook.xml.rels")
"""A stamp has its texts inside its cells; where a table of texts is listed is compared without it."""


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def differences(one: Path, other: Path) -> list[str]:
    """Every part, and every cell of a sheet, in which two workbooks differ."""
    first, second = (parts(path) for path in (one, other))
    found = [f"only one has {name}" for name in sorted((first.keys() ^ second.keys()) - {SHARED})]
    for name in sorted((first.keys() & second.keys()) - {SHARED}):
        if name.startswith("xl/worksheets/sheet"):
            found += _in_sheets(name, *(_sheet(each[name], _texts(each)) for each in (first, second)))
        elif _plain(name, first[name]) != _plain(name, second[name]):
            found.append(name)
    return found


def _in_sheets(name: str, one: tuple, other: tuple) -> list[str]:
    (cells, rest), (other_cells, other_rest) = one, other
    found = [f"{name}, beside its cells"] if rest != other_rest else []
    for address in cells.keys() | other_cells.keys():
        mine, others = cells.get(address), other_cells.get(address)
        if not _are_alike(mine, others):
            found.append(f"{name} {address}: {mine} {others}")
    return found


def _are_alike(one: tuple | None, other: tuple | None) -> bool:
    """Numbers differ where one writer keeps 16 digits and the other 17."""
    if one is None or other is None or one[:-1] != other[:-1]:
        return False
    mine, others = one[-1], other[-1]
    if isinstance(mine, float) and isinstance(others, float):
        return abs(mine - others) <= 1e-15 * abs(mine)
    return mine == others


def _texts(package: dict[str, bytes]) -> list[str]:
    if SHARED not in package:
        return []
    return ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in etree.fromstring(package[SHARED])]


def _sheet(part: bytes, texts: list[str]) -> tuple[dict[str, tuple], bytes]:
    """Address -> (style, formula, value), and the canonical rest of the part."""
    root = etree.fromstring(part)
    cells = {}
    for cell in list(root.iter(f"{MAIN}c")):
        formula = cell.find(f"{MAIN}f")
        written = None if formula is None else (formula.text, sorted(formula.attrib.items()))
        cells[cell.get("r")] = (cell.get("s"), cell.get("cm"), written, _value(cell, texts))
        cell.getparent().remove(cell)
    return cells, etree.tostring(root, method="c14n2")


def _value(cell, texts: list[str]) -> object:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "text", "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
    if kind == "s":
        return "text", texts[int(value)]
    if kind == "n":
        return None if value is None else float(value)
    return kind, value or ""


def _plain(name: str, part: bytes) -> bytes:
    if name.startswith("xl/charts/"):  # the ids of axes mean something within their chart alone
        part = re.sub(rb'(<c:(?:axId|crossAx) val=")\d+', rb"\1", part)
        # XlsxWriter remembers 0 for a blank cell, where there is nothing to be shown
        part = re.sub(rb'<c:pt idx="\d+"><c:v>0(?:\.0)?</c:v></c:pt>', b"", part)
        part = re.sub(rb"(?<=<c:v>)-?[\d.e+-]+(?=</c:v>)", lambda match: b"%.14g" % float(match[0]), part)
        return etree.tostring(etree.fromstring(part), method="c14n2")
    if name in TEXTS_PARTS:
        part = re.sub(rb"<(?:Override|Relationship)[^>]*sharedStrings[^>]*>", b"", part)
        return b"\n".join(sorted(part.replace(b"><", b">\n<").splitlines()))
    return part
