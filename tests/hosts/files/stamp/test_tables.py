"""Tables grow with all that points at them, and shrink without losing their form."""

from __future__ import annotations

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.stamp import stamp
from tests.hosts.files.stamp.feature_book import parts, with_parts
from tests.hosts.files.stamp.reading import cell_values, formulas, style_of

DEALS, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"


@pytest.fixture
def grown(template, tmp_path):
    rows = [{"顧客": f"c{number}", "金額": number} for number in range(6)]
    stamp(template, tmp_path / "out.xlsx", {}, {"deals": rows})
    return parts(tmp_path / "out.xlsx")


def test_the_table_and_its_filter_grow(grown):
    assert grown[TABLE].count(b'ref="B4:F10"') == 2
    assert cell_values(grown[DEALS])["B10"] == "c5"


def test_new_rows_look_and_compute_like_the_last(grown):
    sheet = grown[DEALS]
    assert {style_of(sheet, f"C{row}") for row in range(5, 11)} == {style_of(sheet, "C7")}
    assert formulas(sheet)["E10"] == "Deals[[#This Row],[金額]]*設定!$B$1"
    assert b'<row r="9" ht="33" customHeight="1">' in sheet
    assert "E10" not in cell_values(sheet)  # Excel calculates it


def test_what_points_at_the_data_follows(grown):
    sheet, book, chart = grown[DEALS], grown["xl/workbook.xml"].decode(), grown["xl/charts/chart2.xml"].decode()
    assert "$C$5:$C$10</definedName>" in book
    assert "$B$5:$B$10</c:f>" in chart
    assert "$C$5:$C$10</c:f>" in chart
    assert b'<conditionalFormatting sqref="C5:C10">' in sheet
    assert b"<xm:sqref>C5:C10</xm:sqref>" in sheet  # the data bar
    assert b"C5:C10</xm:f><xm:sqref>I3</xm:sqref>" in sheet.replace(b"\n", b"")  # the sparkline stays where it is
    assert b'sqref="D5:D10"' in sheet
    assert formulas(sheet)["H3"] == "SUM(C5:C10)"


def test_left_over_rows_are_blanked(template, tmp_path):
    """An example row left in the table would be counted; its formula is part of the table."""
    stamp(template, tmp_path / "out.xlsx", {}, {"Deals": [["only", 7]]})
    after = parts(tmp_path / "out.xlsx")
    values = cell_values(after[DEALS])
    assert (values["B5"], values["C5"]) == ("only", 7)
    assert not {"B6", "C6", "D6", "F6", "B7", "C7"} & values.keys()
    assert "E7" in formulas(after[DEALS])
    assert after[TABLE] == parts(template)[TABLE]


def test_a_totals_row_is_in_the_way(template, tmp_path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(template.read_bytes())
    with_parts(copy, {TABLE: lambda data: data.replace(b'totalsRowShown="0"', b'totalsRowCount="1"')})
    stamp(copy, tmp_path / "fits.xlsx", {}, {"Deals": [["a"], ["b"]]})
    with pytest.raises(InputError) as refused:
        stamp(copy, tmp_path / "out.xlsx", {}, {"Deals": [["a"]] * 3})
    assert str(refused.value) == (
        "Deals には集計行があり、データ行は2行です。集計行を外すか、行数を増やしておいてください。"
    )
