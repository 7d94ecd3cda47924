"""Workbooks with macros, looked into part by part."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def members_of(path: Path) -> dict[str, bytes]:
    """Name -> content."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def differing(first: Path, second: Path) -> list[str]:
    """The parts in which two packages differ, for the message of a failing test."""
    ours, theirs = members_of(first), members_of(second)
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def code_names(path: Path) -> list[str]:
    """What the workbook and its sheets are called in VBA, as their parts say."""
    members = members_of(path)
    parts = [members["xl/workbook.xml"]]
    parts += [members[name] for name in sorted(members) if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    properties = (f"{MAIN}workbookPr", f"{MAIN}sheetPr")
    return [element.get("codeName") for part in parts for element in etree.fromstring(part) if element.tag in properties]


def documents_of(project_stream: bytes) -> list[str]:
    """The document modules that the PROJECT stream lists."""
    return re.findall(r"^Document=(\w+)/", project_stream.decode("cp1252"), re.MULTILINE)
