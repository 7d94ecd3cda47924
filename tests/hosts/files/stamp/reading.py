"""Workbook parts read by another parser, as an independent witness of what stamping wrote."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cell_values(part: bytes) -> dict[str, object]:
    """Address -> value of the cells that hold one; numbers are floats, shared strings their index."""
    values = {}
    for cell in etree.fromstring(part).iter(f"{MAIN}c"):
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        if kind == "inlineStr":
            text = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
            values[cell.get("r")] = re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)
        elif value is not None:
            values[cell.get("r")] = value if kind in ("str", "e") else value == "1" if kind == "b" else float(value)
    return values


def formulas(part: bytes) -> dict[str, str]:
    cells = etree.fromstring(part).iter(f"{MAIN}c")
    return {cell.get("r"): cell.findtext(f"{MAIN}f") or "" for cell in cells if cell.find(f"{MAIN}f") is not None}


def without_cells(part: bytes, filled: Collection[str], renewed: Collection[str]) -> bytes:
    """The canonical part without the *filled* cells, the values of the *renewed* formulas, and what widens with them."""
    root = etree.fromstring(part)
    for cell in list(root.iter(f"{MAIN}c")):
        if cell.get("r") in filled:
            cell.getparent().remove(cell)
        elif cell.get("r") in renewed:
            cell.attrib.pop("t", None)
            for value in cell.findall(f"{MAIN}v"):
                cell.remove(value)
    for row in list(root.iter(f"{MAIN}row")):
        row.attrib.pop("spans", None)
        if len(row) == 0 and not set(row.attrib) - {"r"}:
            row.getparent().remove(row)
    for dimension in root.iter(f"{MAIN}dimension"):
        dimension.attrib.pop("ref")
    return etree.tostring(root, method="c14n2")


def style_of(part: bytes, address: str) -> str | None:
    return next((cell.get("s") for cell in etree.fromstring(part).iter(f"{MAIN}c") if cell.get("r") == address), None)
