"""What few templates have, but some do: Macintosh dates, shared formulas, chart sheets, the last row."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.stamp import stamp
from tests.hosts.files.stamp.feature_book import parts, with_parts
from tests.hosts.files.stamp.reading import cell_values, formulas

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def refused(template, output, fills=None, tables=None, **more) -> str:
    with pytest.raises(InputError) as error:
        stamp(template, output, fills or {}, tables or {}, **more)
    assert not output.exists()
    return str(error.value)


# --- dates -----------------------------------------------------------------------------------------------------------


def dated(path, **options):
    book = xlsxwriter.Workbook(path, options)
    book.add_worksheet("日付").write("A1", "date")
    book.close()
    return path


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    """Workbooks that began on an old Macintosh: the usual number would show a day four years later."""
    template = dated(tmp_path / "mac.xlsx", date_1904=True)
    days = {"日付!B1": date(2026, 11, 30), "日付!B2": datetime(2026, 11, 30, 18), "日付!B3": date(1904, 1, 1)}
    stamp(template, tmp_path / "out.xlsx", days)
    values = cell_values(parts(tmp_path / "out.xlsx")[SHEET])
    assert [values[cell] for cell in ("B1", "B2", "B3")] == [46356 - 1462, 46356 - 1462 + 0.75, 0]


def test_results_are_dated_like_values(tmp_path):
    """A date that a formula gives is a number of the same calendar."""
    book = xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True})
    book.add_worksheet("日付").write_formula("A1", "=B1+1", None, 0)
    book.close()
    known = {"日付!A1": date(1904, 1, 3)}
    stamp(tmp_path / "mac.xlsx", tmp_path / "out.xlsx", {"日付!B1": date(1904, 1, 2)}, known=known)
    assert cell_values(parts(tmp_path / "out.xlsx")[SHEET]) == {"A1": 2, "B1": 1}


@pytest.mark.parametrize(
    ("is_1904", "last_refused", "first", "number"),
    [(True, date(1903, 12, 31), date(1904, 1, 1), 0), (False, date(1899, 12, 31), date(1900, 1, 1), 1)],
)
def test_a_day_before_the_first_is_refused(tmp_path, is_1904, last_refused, first, number):
    """Excel shows a negative date as a row of #."""
    template = dated(tmp_path / "ours.xlsx", date_1904=is_1904)
    assert refused(template, tmp_path / "out.xlsx", {"日付!B1": last_refused}) == (
        f"日付!B1：「{last_refused:%Y/%m/%d}」はExcelの日付より前です。文字列として渡してください。"
    )
    stamp(template, tmp_path / "out.xlsx", {"日付!B1": first})
    assert cell_values(parts(tmp_path / "out.xlsx")[SHEET])["B1"] == number


# --- shared formulas -------------------------------------------------------------------------------------------------


def shared_book(path, formula: bytes = b"B4*2+SUM(B$4:B4)", total: bytes = b"SUM(B4:B6)"):
    """A table in A3:C6 whose column C is one shared formula, under totals in B1:C1 that share one, too."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("月次")
    columns = [{"header": "月"}, {"header": "金額"}, {"header": "累計", "formula": "=0+1"}]
    sheet.add_table("A3:C6", {"name": "Months", "columns": columns})
    for row in range(4, 7):
        sheet.write_row(row - 1, 0, [row, row * 10])
        sheet.write_formula(row - 1, 2, f"=C{row}_", None, 7)
    sheet.write_formula("B1", "=B1_", None, 7)
    sheet.write_formula("C1", "=C1_", None, 7)
    book.close()

    def share(data: bytes) -> bytes:
        data = data.replace(b"<f>C4_</f>", b'<f t="shared" ref="C4:C6" si="0">%s</f>' % formula)
        data = data.replace(b"<f>B1_</f>", b'<f t="shared" ref="B1:C1" si="1">%s</f>' % total)
        for cell, group in ((b"C5", b"0"), (b"C6", b"0"), (b"C1", b"1")):
            data = data.replace(b"<f>%s_</f>" % cell, b'<f t="shared" si="%s"/>' % group)
        return data

    return with_parts(path, {SHEET: share, TABLE: lambda data: data.replace(b"0+1", formula)})


MONTHS = [[number, number * 10] for number in range(1, 6)]


def test_new_rows_go_on_with_a_shared_formula(tmp_path):
    """Excel writes the text of a filled-down formula once; the last row of the table has none to copy."""
    stamp(shared_book(tmp_path / "ours.xlsx"), tmp_path / "out.xlsx", {}, {"Months": MONTHS})
    after = formulas(parts(tmp_path / "out.xlsx")[SHEET])
    assert after["C4"] == "B4*2+SUM(B$4:B4)"
    assert (after["C7"], after["C8"]) == ("B7*2+SUM(B$4:B7)", "B8*2+SUM(B$4:B8)")
    assert not {"C4", "C8"} & cell_values(parts(tmp_path / "out.xlsx")[SHEET]).keys()  # Excel calculates them


def test_the_share_of_a_total_is_of_the_grown_total(tmp_path):
    """Every row divides by all rows, the new ones too; and so will the rows that somebody types below."""
    template = shared_book(tmp_path / "ours.xlsx", b"B4/SUM($B$4:$B$6)")
    stamp(template, tmp_path / "out.xlsx", {}, {"Months": MONTHS})
    after = parts(tmp_path / "out.xlsx")
    column = formulas(after[SHEET])
    assert {row: column[f"C{row}"] for row in range(4, 9)} == {row: f"B{row}/SUM($B$4:$B$8)" for row in range(4, 9)}
    assert b">B4/SUM($B$4:$B$8)</calculatedColumnFormula>" in after[TABLE]


def test_totals_that_share_a_formula_grow(tmp_path):
    """Totals above a table, filled to the right: without the new rows they would be silently too low."""
    stamp(shared_book(tmp_path / "ours.xlsx"), tmp_path / "out.xlsx", {}, {"Months": MONTHS})
    after = formulas(parts(tmp_path / "out.xlsx")[SHEET])
    assert (after["B1"], after["C1"]) == ("SUM(B4:B8)", "SUM(C4:C8)")


def test_a_formula_that_others_share_stays(tmp_path):
    """Without the first cell the others would have no formula; any other cell of the group may be filled."""
    template = shared_book(tmp_path / "ours.xlsx")
    assert refused(template, tmp_path / "out.xlsx", {"月次!C4": 1}, allow_formulas=True) == (
        "月次!C4 の数式は C4:C6 のほかのセルと共有されています。数式を消すか、入力用のセルに名前を付け直してください。"
    )
    stamp(template, tmp_path / "out.xlsx", {"月次!C5": 1}, allow_formulas=True)
    after = parts(tmp_path / "out.xlsx")[SHEET]
    assert formulas(after).keys() == {"B1", "C1", "C4", "C6"}
    assert cell_values(after)["C5"] == 1


def test_a_shared_formula_is_said_as_excel_shows_it(tmp_path):
    """The cell itself holds no text, but the person sees one."""
    assert refused(shared_book(tmp_path / "ours.xlsx"), tmp_path / "out.xlsx", {"月次!C6": 1}) == (
        "月次!C6：「=B6*2+SUM(B$4:B6)」には数式があります。数式を消すか、入力用のセルに名前を付け直してください。"
    )


# --- tables that cannot grow -----------------------------------------------------------------------------------------


def test_a_table_ends_with_the_sheet(tmp_path):
    """Excel cannot open a sheet with more rows than it has."""
    book = xlsxwriter.Workbook(tmp_path / "low.xlsx")
    columns = [{"header": "a"}, {"header": "b"}]
    book.add_worksheet("下").add_table("A1048574:B1048575", {"name": "Low", "columns": columns})
    book.close()
    rows = [[1, 2], [3, 4], [5, 6]]
    assert refused(tmp_path / "low.xlsx", tmp_path / "out.xlsx", None, {"Low": rows}) == (
        "Low はシートの最終行を超えます。行数を減らしてください。"
    )
    stamp(tmp_path / "low.xlsx", tmp_path / "out.xlsx", {}, {"Low": rows[:2]})
    assert cell_values(parts(tmp_path / "out.xlsx")[SHEET])["B1048576"] == 4


def test_a_column_of_array_formulas_is_not_copied(tmp_path):
    """An array formula copied as an ordinary one would give another result."""
    book = xlsxwriter.Workbook(tmp_path / "array.xlsx")
    sheet = book.add_worksheet("表")
    sheet.add_table("A1:B3", {"name": "Arrays", "columns": [{"header": "値"}, {"header": "最大"}]})
    for row in (2, 3):
        sheet.write(row - 1, 0, row)
        sheet.write_array_formula(row - 1, 1, row - 1, 1, f"{{=MAX(A{row}*{{1;2}})}}", None, row * 2)
    book.close()
    rows = [{"値": 1}, {"値": 2}, {"値": 3}]
    assert refused(tmp_path / "array.xlsx", tmp_path / "out.xlsx", None, {"Arrays": rows}) == (
        "Arrays の列「最大」は配列数式のため、伸ばせません。列の数式を普通の数式にしてください。"
    )
    stamp(tmp_path / "array.xlsx", tmp_path / "out.xlsx", {}, {"Arrays": rows[:2]})  # it need not grow


# --- packages and sheets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_excel_does_not_know(tmp_path, packing):
    """Excel packs with deflate alone; a part that cannot be copied as it is, is not guessed at."""
    template = dated(tmp_path / "ours.xlsx")
    with zipfile.ZipFile(template, "a") as package:
        package.writestr("customXml/item1.xml", b"<company/>", packing)
    assert refused(template, tmp_path / "out.xlsx", {"日付!B1": 1}) == (
        "ours.xlsx はこのプログラムで扱えない圧縮形式です。Excelで開いて保存し直してください。"
    )


def test_small_parts_with_large_headers_are_ordinary(tmp_path):
    """Programs that stream write ZIP64 headers before they know how small a part is."""
    template = dated(tmp_path / "ours.xlsx")
    before = parts(template)
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in before.items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(data)
    stamp(template, tmp_path / "out.xlsx", {"日付!B1": 1})
    after = parts(tmp_path / "out.xlsx")
    assert cell_values(after[SHEET])["B1"] == 1
    assert {**after, SHEET: before[SHEET]} == before


def test_a_chart_sheet_has_no_cells(tmp_path):
    """Neither by address nor by a name; the worksheet beside it is filled."""
    book = xlsxwriter.Workbook(tmp_path / "chart.xlsx")
    sheet, chart = book.add_worksheet("値"), book.add_chart({"type": "line"})
    sheet.write_column("A1", [1, 2, 3])
    chart.add_series({"values": "=値!$A$1:$A$3"})
    book.add_chartsheet("グラフ").set_chart(chart)
    book.define_name("ON_CHART", "=グラフ!$A$1")
    book.close()
    assert refused(tmp_path / "chart.xlsx", tmp_path / "out.xlsx", {"グラフ!A1": 1, "ON_CHART": 1}).splitlines() == [
        "グラフ!A1：「グラフ」はセルのないシートです。ワークシートのセルを指定してください。",
        "ON_CHART：「グラフ」はセルのないシートです。ワークシートのセルを指定してください。",
    ]
    stamp(tmp_path / "chart.xlsx", tmp_path / "out.xlsx", {"値!A2": 9})
    assert cell_values(parts(tmp_path / "out.xlsx")[SHEET])["A2"] == 9
