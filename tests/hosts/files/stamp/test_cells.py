"""Sheets as other programs write them: no addresses, a namespace prefix, nothing at all."""

from __future__ import annotations

import pytest

from kpi_xl.hosts.files.stamp.filling.cells import Edit, SheetEdits
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, content

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIVE = Content(b"", b"5")


def edited(inside: str, cells: dict, before: str = "", after: str = "", prefix: str = "") -> str:
    """What stands between the tags of sheetData, and what stands before them."""
    p = prefix
    sheet = f'<{p}worksheet xmlns{":" + p[:-1] if p else ""}="{NS}">{before}{inside}{after}</{p}worksheet>'
    edits = {place: edit if isinstance(edit, Edit) else Edit(edit) for place, edit in cells.items()}
    new = SheetEdits(edits).apply(Sheet(sheet.encode())).decode()
    return new[new.index(">") + 1 : new.rindex(f"</{p}worksheet>")]


@pytest.mark.parametrize(
    ("inside", "place", "wanted"),
    [
        ("<sheetData/>", (2, 3), '<sheetData><row r="2"><c r="C2"><v>5</v></c></row></sheetData>'),
        ("<sheetData></sheetData>", (1, 1), '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'),
        (  # a row between two
            '<sheetData><row r="1"/><row r="3"/></sheetData>',
            (2, 1),
            '<sheetData><row r="1"/><row r="2"><c r="A2"><v>5</v></c></row><row r="3"/></sheetData>',
        ),
        (  # an empty row gets its first cell, and the row's style
            '<sheetData><row r="2" s="4" customFormat="1"/></sheetData>',
            (2, 1),
            '<sheetData><row r="2" s="4" customFormat="1"><c r="A2" s="4"><v>5</v></c></row></sheetData>',
        ),
        (  # a cell between two, beyond the spans
            '<sheetData><row r="1" spans="2:4"><c r="B1"/><c r="D1"/></row></sheetData>',
            (1, 1),
            '<sheetData><row r="1" spans="1:4"><c r="A1"><v>5</v></c><c r="B1"/><c r="D1"/></row></sheetData>',
        ),
        (  # no addresses: the second cell of the second row
            "<sheetData><row><c/></row><row><c><v>1</v></c><c s='2' t='s'><v>0</v></c></row></sheetData>",
            (2, 2),
            "<sheetData><row><c/></row><row><c><v>1</v></c><c s='2'><v>5</v></c></row></sheetData>",
        ),
        (  # rows and cells are ordered although attributes are not
            "<sheetData><row ht='9' r='7'><c s='1' r='AA7'/></row></sheetData>",
            (7, 26),
            "<sheetData><row ht='9' r='7'><c r=\"Z7\"><v>5</v></c><c s='1' r='AA7'/></row></sheetData>",
        ),
        (  # what spoke of the old content goes
            '<sheetData><row r="1"><c r="A1" s="3" t="e" cm="1" vm="2"><v>#N/A</v></c></row></sheetData>',
            (1, 1),
            '<sheetData><row r="1"><c r="A1" s="3"><v>5</v></c></row></sheetData>',
        ),
    ],
)  # fmt: skip
def test_a_number_is_put_where_it_belongs(inside, place, wanted):
    assert edited(inside, {place: FIVE}) == wanted


def test_a_prefix_is_kept():
    """The Open XML SDK writes <x:c>; a <c> there would be another element."""
    text = content("a ", False)
    assert edited('<x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData>', {(1, 1): text}, prefix="x:") == (
        '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">a </x:t></x:is></x:c></x:row>'
        "</x:sheetData>"
    )


def test_the_dimension_widens_and_columns_lend_their_style():
    before = '<dimension ref="B2:C3"/><cols><col min="4" max="6" style="8"/></cols>'
    assert edited("<sheetData/>", {(9, 5): FIVE}, before) == (
        '<dimension ref="B2:E9"/><cols><col min="4" max="6" style="8"/></cols>'
        '<sheetData><row r="9"><c r="E9" s="8"><v>5</v></c></row></sheetData>'
    )


def test_a_result_leaves_the_formula():
    cell = '<c r="A1" t="str"><f t="shared" si="0" ref="A1:A2">B1&amp;"x"</f><v>old</v></c>'
    inside = '<sheetData><row r="1">{}</row></sheetData>'
    new = Edit(Content(b"", b"7"), keeps_formula=True)
    wanted = '<c r="A1"><f t="shared" si="0" ref="A1:A2">B1&amp;"x"</f><v>7</v></c>'
    assert edited(inside.format(cell), {(1, 1): new}) == inside.format(wanted)


def test_clearing_nothing_changes_nothing():
    inside = '<sheetData><row r="1"><c r="B1" s="3"/></row></sheetData>'
    empty = Content(b"", b"")
    assert edited(inside, {(1, 1): empty, (1, 2): empty, (5, 5): empty}) == inside


def test_a_row_is_found_among_many():
    """Rows are searched by halving; each must be found, and each gap."""
    rows = [n for n in range(1, 400) if n % 7]
    data = "".join(f'<row r="{n}"><c r="A{n}"/>{"<c/>" * (n % 11 * 5)}</row>' for n in rows)
    sheet = Sheet(f'<worksheet xmlns="{NS}"><sheetData>{data}</sheetData></worksheet>'.encode())
    for number in range(1, 402):
        following = sheet.row_from(number)
        assert (following.number if following else None) == next((n for n in rows if n >= number), None)
