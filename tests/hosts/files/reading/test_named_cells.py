"""What people typed into workbooks of ours is found by names, and a stranger's name costs no more than its answer."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.reading.named_cells import named_cells


def book(path: Path, **areas: str) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "山田"
    sheet["A1"], sheet["B2"] = "売上", "手で書いたこと"
    for name, area in areas.items():
        sheet.defined_names[name] = DefinedName(name, attr_text=area)
    made.save(path)
    return path


def test_the_rows_of_a_name_are_read_and_other_names_are_not(tmp_path: Path):
    """A name that leads nowhere is one that people removed."""
    path = book(tmp_path / "a.xlsx", NOTES_A="'山田'!$A$1:$B$2", NOTES_GONE="#REF!$A$1", OTHER="'山田'!$A$1")
    assert named_cells(path, "NOTES_") == [("山田", {"NOTES_A": [("売上", None), (None, "手で書いたこと")]})]


@pytest.mark.parametrize("area", ["'山田'!$A$1:$XFD$1048576", "'山田'!$A:$XFD", "'山田'!$A$1:$A$1048576"])
def test_a_name_for_a_whole_sheet_is_damage(area: str, tmp_path: Path):
    """Each of its 17 thousand million cells would be made to be read."""
    with pytest.raises(InputError) as refused:
        named_cells(book(tmp_path / "a.xlsx", NOTES_A=area), "NOTES_")
    assert "a.xlsx" in str(refused.value)


def test_what_is_no_workbook_is_refused(tmp_path: Path):
    """What people wrote would be lost if it were passed over."""
    (tmp_path / "a.xlsx").write_bytes(b"PK\3\4 and no more")
    with pytest.raises(InputError):
        named_cells(tmp_path / "a.xlsx", "NOTES_")
