"""A second engine for the tests: IronCalc recomputes workbooks, their LAMBDA names as they are stored.

Engines keep the values that a workbook carries where they cannot compute, and say nothing. So every carried value of a
formula is replaced first by one that no formula gives. `python -m tests.ironcalc_engine BOOK.xlsx ...` says how many cells
of each workbook come out as it says.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree
from openpyxl.utils import coordinate_to_tuple

try:
    import ironcalc
except ImportError:  # no wheel for this platform
    ironcalc = None

IRONCALC = ironcalc is not None
NO_IRONCALC = "IronCalc (PyPI ironcalc) does not run here: no second engine recomputes the workbooks"
needs_ironcalc = pytest.mark.needs_ironcalc

POISON = "-987654321.125"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ENGLISH = ("en", "UTC", "en")  #: formulas as a file holds them


@dataclass(frozen=True)
class Formula:
    """A formula cell and the value that the workbook carries for it."""

    sheet: str
    address: str
    text: str  #: without the equals sign
    carried: object  #: a number, a text, True or False; an error as its text; None where it carries nothing


def destroyed(path: Path, copy: Path) -> list[Formula]:
    """Write a *copy* of which no formula cell carries its value; the formulas, with what they carried."""
    found: list[Formula] = []
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as written:
        titles = _titles(package)
        for name in package.namelist():
            content = package.read(name)
            if name in titles:
                tree = etree.fromstring(content)
                found += _destroy(tree, titles[name])
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            written.writestr(name, content)
    return found


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """Part of each sheet -> its title."""
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {
        each.get("Id"): str(PurePosixPath("xl") / each.get("Target")).replace("xl//xl", "xl") for each in relations
    }
    sheets = etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {targets[sheet.get(_RELATION)]: sheet.get("name") for sheet in sheets}


def _destroy(tree: Any, title: str) -> Iterator[Formula]:
    """Poison every formula cell of a sheet. None of ours fills more than its own cell."""
    for cell in tree.iter(f"{_MAIN}c"):
        formula = cell.find(f"{_MAIN}f")
        if formula is None:
            continue
        assert formula.get("ref") in (None, cell.get("r")), f"{title}!{cell.get('r')} fills {formula.get('ref')}"
        yield Formula(title, cell.get("r"), formula.text or "", _carried(cell))
        cell.attrib.pop("t", None)
        for value in cell.findall(f"{_MAIN}v"):
            cell.remove(value)
        etree.SubElement(cell, f"{_MAIN}v").text = POISON


def _carried(cell: Any) -> object:
    value = cell.findtext(f"{_MAIN}v")
    if value is None:
        return None
    match cell.get("t", "n"):
        case "n":
            return float(value) if value else None
        case "b":
            return value == "1"
        case _:
            return value  # a text or an error


class Computed:
    """A workbook as IronCalc computes it."""

    def __init__(self, path: Path, work: Path) -> None:
        copy = work / f"destroyed{path.suffix}"
        self.formulas = destroyed(path, copy)
        self.model = ironcalc.load_from_xlsx(str(copy), *_ENGLISH)
        self._sheets = {each["name"]: place for place, each in enumerate(self.model.get_worksheets_properties())}
        self._names = {each["name"]: each["formula"] for each in self.model.get_defined_name_list()}
        self.model.evaluate()

    def value(self, sheet: str, address: str) -> object:
        return self.model.get_cell_value(*self._place(sheet, address))

    def differences(self) -> list[str]:
        """Every formula cell that comes out other than the workbook says."""
        shown = [(each, self.value(each.sheet, each.address)) for each in self.formulas]
        return [
            f"{each.sheet}!{each.address}: carries {each.carried!r}, computed {value!r}: {each.text}"
            for each, value in shown
            if not same(each.carried, value)
        ]

    def type(self, typed: Mapping[str, float]) -> None:
        """Type numbers into named cells, and compute."""
        for name, value in typed.items():
            sheet, _, address = self._names[name].rpartition("!")
            title = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
            self.model.set_user_input(*self._place(title, address.replace("$", "")), repr(value))
        self.model.evaluate()

    def answers(self, formulas: Sequence[str]) -> list[object]:
        """What these formulas give on a new sheet of the workbook."""
        return _answers(self.model, len(self._sheets), formulas)

    def _place(self, sheet: str, address: str) -> tuple[int, int, int]:
        row, column = coordinate_to_tuple(address)
        return self._sheets[sheet], row, column


def answers(formulas: Sequence[str]) -> list[object]:
    """What these formulas give in an empty workbook."""
    return _answers(ironcalc.create("formulas", *_ENGLISH), 1, formulas)


def _answers(model: Any, sheet: int, formulas: Sequence[str]) -> list[object]:
    model.add_sheet("answers")
    for row, formula in enumerate(formulas, 1):
        model.set_user_input(sheet, row, 1, formula)
    model.evaluate()
    return [model.get_cell_value(sheet, row, 1) for row in range(1, len(formulas) + 1)]


def same(carried: object, computed: object) -> bool:
    """Numbers to 1e-9 of themselves, all else exactly; a formula that gives "" carries an empty text."""
    if isinstance(carried, bool) or isinstance(computed, bool):
        return carried is computed
    if isinstance(carried, (int, float)) and isinstance(computed, (int, float)):
        return carried == pytest.approx(computed, rel=1e-9, abs=1e-12)
    return carried == computed


def main(paths: Sequence[str]) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for path in paths:
            computed = Computed(Path(path), Path(work))
            differences = computed.differences()
            wrong += len(differences)
            print(
                f"{path}: {len(computed.formulas) - len(differences):,} of {len(computed.formulas):,} equal",
                *differences,
                sep="\n  ",
            )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
