"""Microsoft's own validator finds nothing in what kpi-xl writes and ships, for any version of Office."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from kpi_xl.cli.planning.templating import build_templates, templates_folder
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.hosts.files.writing.company_templates import fill_template
from kpi_xl.language import speaking
from kpi_xl.sheets.role import BookSettings
from tests.hosts.files.stamp.feature_book import feature_book
from tests.hosts.files.writing.test_company_templates import company_book
from tests.open_xml_sdk import VERSIONS, findings, needs_open_xml_sdk
from tests.role_books import DECEMBER, write_book

pytestmark = [needs_open_xml_sdk, pytest.mark.xdist_group("every_kind")]

SHEET = "xl/worksheets/sheet2.xml"
FAULTS = {
    "a kind of cell that there is not": (SHEET, r't="str"', 't="text"'),
    "a row that is no number": (SHEET, r'<row r="3"', '<row r="three"'),
    "an element out of its place": (SHEET, r"(<sheetData>)", r"<mergeCells><mergeCell ref='A1:B1'/></mergeCells>\1"),
    "a merge without its area": (SHEET, r'<mergeCell ref="[^"]*"', "<mergeCell"),
    "two sheets of one name": ("xl/workbook.xml", r'(<sheet name=")[^"]*(" sheetId="2")', r"\1使い方\2"),
}
"""Fault -> part, what stands there, what is planted."""


def test_nothing_is_found_in_any_file(every_kind: list[Path], tmp_path: Path, record_property):
    """Excel repairs or refuses what its schemas do not allow, on a customer's screen."""
    paths = [*every_kind, *shipped(tmp_path), *filled(tmp_path)]
    found = findings(paths)
    wrong = [f"{path.parent.name}/{path.name} {fault}" for path in paths for fault in found[path]]
    record_property("open_xml_sdk", f"{len(paths)} files, {len(VERSIONS)} versions of Office, {len(wrong)} findings")
    assert not wrong, "\n".join(wrong[:20])
    assert {path.suffix for path in paths} == {".xlsx", ".xlsm", ".xlam"}


def shipped(folder: Path) -> list[Path]:
    """The workbooks with macros and the add-in, as they are committed and as they are built in English."""
    with speaking("en"):
        return [*sorted(templates_folder().glob("*.xl*")), *build_templates(folder).paths]


def filled(folder: Path) -> list[Path]:
    """Companies' own workbooks, filled for each role: a plain one, and one with every feature of Excel."""
    templates = [company_book(folder / "plain.xlsx"), feature_book(folder / "rich.xlsx")]
    paths = {(each, role_id): folder / f"{each.stem}-{role_id}.xlsx" for each in templates for role_id in ROLE_IDS}
    for (template, role_id), path in paths.items():
        role = load_role(role_id)
        fill_template(template, role, BookSettings.standard(role, DECEMBER, {}), path)
    return [*templates, *paths.values()]


def test_every_planted_fault_is_found(tmp_path: Path, record_property):
    """A validator that always says yes would be of no use; a file that it cannot open must not end the run for the others."""
    sound, broken = write_book(tmp_path / "sound.xlsx"), tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK but no more")
    planted = {fault: plant(sound, tmp_path / f"{number}.xlsx", *FAULTS[fault]) for number, fault in enumerate(FAULTS)}
    found = findings([sound, broken, *planted.values()])
    missed = [fault for fault, path in planted.items() if not found[path]]
    record_property("open_xml_sdk", f"{len(FAULTS) - len(missed)} of {len(FAULTS)} planted faults found")
    assert found[sound] == []
    assert found[broken][0].startswith("cannot be opened")
    assert missed == []


def plant(path: Path, copy: Path, part: str, old: str, new: str) -> Path:
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                text, count = re.subn(old, new, content.decode(), count=1)
                assert count == 1, f"no {old} in {part}"
                content = text.encode()
            written.writestr(name, content)
    return copy
