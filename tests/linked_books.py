"""Workbooks as Excel saves them where it has bound their formulas to the add-in: ``[1]!KPI_GAP(A1,B1)``, and a link to its file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

ADDIN_FILE = "file:///C:\\Users\\hanako\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\kpi_xl.xlam"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_FORMULA = re.compile(r"<f\b[^>]*>[^<]*</f>")
_CALL = re.compile(r"(?<![\w.!])(?=KPI_\w+\()")


def bound_to_the_addin(source: Path, path: Path) -> int:
    """Write *source* to *path* with every call of our functions bound to the add-in; how many formulas that are."""
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    called: set[str] = set()
    count = 0
    for name in parts:
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            text = parts[name].decode()
            called |= {call for formula in _FORMULA.findall(text) for call in re.findall(r"KPI_\w+(?=\()", formula)}
            bound = _FORMULA.sub(lambda formula: _CALL.sub("[1]!", formula[0]), text)
            count += sum("[1]!" in formula for formula in _FORMULA.findall(bound))
            parts[name] = bound.encode()
    _add_link(parts, sorted(called))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return count


def _add_link(parts: dict[str, bytes], called: list[str]) -> None:
    names = "".join(f'<definedName name="{name}"/>' for name in called)
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" '
        f'r:id="rId1"><sheetNames><sheetName val="kpi_xl.conf"/></sheetNames><definedNames>{names}</definedNames>'
        "</externalBook></externalLink>"
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/externalLinkPath" Target="{ADDIN_FILE}" TargetMode="External"/></Relationships>'
    ).encode()
    link, part = "externalLinks/externalLink1.xml", "/xl/externalLinks/externalLink1.xml"
    reference = f'<externalReference xmlns:r="{RELATIONS}" r:id="rIdAddin"/>'
    relation = f'<Relationship Id="rIdAddin" Type="{RELATIONS}/externalLink" Target="{link}"/>'
    _put(parts, "xl/workbook.xml", "<definedNames>", f"<externalReferences>{reference}</externalReferences>")
    _put(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", relation)
    _put(parts, "[Content_Types].xml", "</Types>", f'<Override PartName="{part}" ContentType="{KIND}"/>')


def _put(parts: dict[str, bytes], name: str, before: str, added: str) -> None:
    text = parts[name].decode()
    assert text.count(before) == 1, name
    parts[name] = text.replace(before, added + before).encode()
