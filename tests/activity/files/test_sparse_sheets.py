"""Worksheets that span more than they hold, or are written as no program is used to, are read by the cells that exist."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kpi_xl.activity.files.sparse_sheets import LAST_COLUMN, letters_of, sparse_sheet
from kpi_xl.activity.files.worksheet_xml import WorksheetXml
from kpi_xl.errors import InputError
from tests.activity.logs import read_log

HEADER = ["日付", "担当者", "種別", "件数"]
ROWS = [HEADER, ["2026-11-02", "山田", "架電", "30"], ["2026-11-03", "佐藤", "受注", "1"]]
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def cell(reference: str, text: str) -> str:
    where = f' r="{reference}"' if reference else ""
    return f'<c{where} t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, cells: list[str], more: str = "") -> str:
    return f'<row r="{number}">' + "".join(cell(f"{letters_of(place)}{number}", text) for place, text in enumerate(cells, 1)) + f"{more}</row>"


def unnumbered(cells: list[str]) -> str:
    return "<row>" + "".join(cell("", text) for text in cells) + "</row>"


PLAIN = "".join(row(number, cells) for number, cells in enumerate(ROWS, 1))
UNNUMBERED = "".join(map(unnumbered, ROWS))


def sheet(rows: str, behind: str = "") -> str:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData>{behind}</worksheet>"


def prefixed(text: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "is", "t", "v"):
        text = text.replace(f"</{name}>", f"</x:{name}>")
        for end in (" ", ">"):
            text = text.replace(f"<{name}{end}", f"<x:{name}{end}")
    return text.replace("xmlns=", "xmlns:x=", 1)


ODD = {
    "a stray cell in the last place": sheet(PLAIN + FAR),
    "rows from the last to the first": sheet(FAR + "".join(row(number, ROWS[number - 1]) for number in (3, 2, 1))),
    "rows and cells without numbers": sheet(UNNUMBERED + FAR),
    "a stray cell in a row without a number": sheet(PLAIN + FAR.replace(' r="1048576"', "", 1)),
    "line breaks in tags": sheet(PLAIN + FAR.replace("<row ", "<row\n ").replace("<c ", "<c\r\n\t")),
    "single quotes": sheet(PLAIN + FAR.replace('"', "'")),
    "small letters": sheet(PLAIN + FAR.replace("XFD", "xfd")),
    "numbers written as entities": sheet(PLAIN + FAR.replace("XFD1", "&#88;FD&#49;")),
    "prefixes": prefixed(sheet(PLAIN + FAR)),
}


def workbook(path: Path, content: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{relations}"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        part: content,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


@pytest.mark.parametrize("name", ODD)
def test_what_exists_is_read_and_nothing_between(tmp_path: Path, name: str):
    """The reader would ask for the rectangle from A1 to XFD1048576, and the process would die without a word."""
    assert read_log(workbook(tmp_path / "log.xlsx", ODD[name])).account == (2, 2, 0, 0)


def test_a_value_far_to_the_right_costs_no_more_than_a_value(tmp_path: Path):
    """3,000 rows with one cell in XFC took 2 GB."""
    rows = row(1, HEADER) + "".join(row(number, ROWS[1]) for number in range(2, 3001))
    far = rows.replace("</row>", f"{cell('XFC1500', 'x')}</row>", 1500).replace(cell("XFC1500", "x"), "", 1499)
    assert WorksheetXml(sheet(far).encode()).is_sparse()
    assert sparse_sheet(sheet(far).encode()).area == 3000 * 5
    assert read_log(workbook(tmp_path / "log.xlsx", sheet(far))).account == (2999, 2999, 0, 0)


def test_a_row_is_told_by_the_number_that_it_has_in_excel(tmp_path: Path):
    """However far down it stands."""
    far = row(900_000, ["2026-11-04", "鈴木", "何か", "1"])
    (reject,) = read_log(workbook(tmp_path / "log.xlsx", sheet(PLAIN + far))).rejects
    assert reject.startswith("log.xlsx Log!900000行目 種別：「何か」")


def test_hidden_rows_and_merged_cells_stay_what_they_are(tmp_path: Path):
    """They are told by numbers of rows and letters of columns, which shift when gaps are closed."""
    hidden = row(700_000, ["2026-11-04", "鈴木", "架電", "1"]).replace("<row ", '<row hidden="1" ')
    below = row(700_001, ["2026-11-05", "", "架電", "1"])
    merged = '<mergeCells count="1"><mergeCell ref="B700000:B700001"/></mergeCells>'
    sparse = sparse_sheet(sheet(PLAIN + hidden + below, merged).encode())
    assert (sparse.rows, sparse.hidden_rows) == ((1, 2, 3, 700_000, 700_001), {700_000})
    assert sparse.merged == (((699_999, 1), (700_000, 1)),)
    assert read_log(workbook(tmp_path / "log.xlsx", sheet(PLAIN + hidden + below, merged))).account == (4, 4, 0, 0)


@pytest.mark.parametrize("reference", ["A4294967295", "A1048577", "XFE1", "A0", "1A"])
def test_a_cell_outside_of_every_sheet_is_damage(tmp_path: Path, reference: str):
    """Excel has no such cell."""
    stray = f"<row\nr='4'><c r='{reference}'><v>1</v></c></row>"
    with pytest.raises(InputError, match="壊れています"):
        read_log(workbook(tmp_path / "log.xlsx", sheet(PLAIN + stray)))


def test_a_sheet_that_the_workbook_names_in_other_letters_is_looked_at_too(tmp_path: Path):
    """The reader finds it whatever its capitals."""
    with pytest.raises(InputError, match="壊れています"):
        read_log(workbook(tmp_path / "log.xlsx", sheet(PLAIN + FAR), "xl/Worksheets/Sheet1.xml"))


@pytest.mark.parametrize("behind", ["", '<rowBreaks count="1"><brk id="1"/></rowBreaks>', "<cols/>"])
def test_what_programs_write_goes_the_fast_way(behind: str):
    """The slow one takes some ten times as long, and most sheets have page breaks."""
    assert not WorksheetXml(sheet(PLAIN, behind).encode()).is_sparse()


def test_a_value_fills_no_sheet():
    """Letters and numbers of columns agree to the last one."""
    assert letters_of(LAST_COLUMN) == "XFD"


def test_cells_that_share_neither_row_nor_column_are_refused(tmp_path: Path):
    """8,000 cells on a diagonal have 64 million places between them, however they are pushed together."""
    diagonal = "".join(f'<row r="{place}"><c r="{letters_of(place)}{place}"><v>1</v></c></row>' for place in range(1, 8001))
    with pytest.raises(InputError, match="表から遠く離れたセルに値があります"):
        read_log(workbook(tmp_path / "log.xlsx", sheet(diagonal)))
