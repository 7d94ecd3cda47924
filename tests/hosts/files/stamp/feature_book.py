"""Templates as companies have them: every feature that XlsxWriter can write, and parts that it cannot."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

TABLE_FIRST, TABLE_LAST = 5, 7  #: rows of the table's data

PIVOT = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" refreshOnLoad="1" recordCount="0">
<cacheSource type="worksheet"><worksheetSource name="Deals"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>"""


def feature_book(path: Path, macros: bool = False) -> Path:
    """A workbook with images, charts, sparklines, text boxes, comments, rules, tables, names and hidden sheets."""
    book = xlsxwriter.Workbook(path)
    if macros:
        project = BytesIO(b"\xd0\xcf\x11\xe0 made-up project " + bytes(range(256)))
        book.add_vba_project(project, is_stream=True)
        book.set_vba_name("ThisWorkbook")
    target, deals, hidden, other = map(book.add_worksheet, ("目標", "Bob's 商談", "設定", "Rest"))
    looks = {
        "yen": book.add_format({"num_format": "#,##0", "bg_color": "#FFF2CC"}),
        "date": book.add_format({"num_format": "yyyy/m/d"}),
        "bold": book.add_format({"bold": True, "font_color": "red"}),
        "open": book.add_format({"locked": False}),
        "wrap": book.add_format({"text_wrap": True, "align": "center"}),
    }
    _fill_target(book, target, looks)
    _fill_deals(book, deals, looks)
    hidden.write("A1", "win rate")
    hidden.write("B1", 0.2)
    hidden.write("B2", None, looks["yen"])
    hidden.hide()
    if macros:
        other.insert_button("E2", {"macro": "Report", "caption": "月次"})
    _fill_rest(other, looks)
    book.define_name("KGI_AMOUNT", "=目標!$B$3")
    book.define_name("OWNER", "=目標!$B$2")
    book.define_name("NOTES", "=目標!$B$20:$C$22")
    book.define_name("MERGED", "=目標!$E$20:$G$21")
    book.define_name("COVERED", "=目標!$F$21")
    book.define_name("Rest!LOCAL", "=Rest!$H$9")
    book.define_name("OWN_SHEET", "='Bob''s 商談'!$H$3")
    book.define_name("DEAL_AMOUNTS", "='Bob''s 商談'!$C$5:$C$7")
    book.define_name("MANY", "=目標!$B$2,目標!$B$3")
    book.define_name("RATE_TWICE", "=設定!$B$1*2")
    book.define_name("LOST", "=#REF!")
    book.close()
    return path


def _fill_target(book, sheet, looks) -> None:
    sheet.write("A1", "Target", looks["bold"])
    sheet.write("A2", "Owner")
    sheet.write("B2", "old & <older>")
    sheet.write("A3", "KGI")
    sheet.write_number("B3", 1000, looks["yen"])
    sheet.write_formula("B4", "=B3/500", looks["yen"], 2)
    sheet.write_formula("B5", "=ROUNDUP(B4/設定!B1,0)", None, 10)
    sheet.write_formula("B6", "=1+1", None, 2)
    sheet.write_formula("B7", '=IF(KGI_AMOUNT>5000,"large","small")', None, "small")
    sheet.write_rich_string("A9", "plain ", looks["bold"], "bold", " end")
    sheet.write_dynamic_array_formula("D9:D11", "=_xlfn.SEQUENCE(3)", None, 1)
    sheet.write_number("D10", 2)
    sheet.write_number("D11", 3)
    sheet.write_array_formula("E9:E10", "{=B3*{1;2}}", None, 1000)
    sheet.write_number("E10", 2000)
    sheet.write_datetime("B10", date(2026, 4, 1), looks["date"])
    sheet.write_boolean("B11", False)
    sheet.write_comment("B3", "KGI in yen", {"author": "Sales"})
    sheet.insert_image("H2", "logo.png", {"image_data": BytesIO(png())})
    sheet.insert_textbox("H10", "textbox of the company", {"width": 200})
    sheet.insert_checkbox("J1", True)
    sheet.merge_range("E20:G21", "merged", looks["wrap"])
    sheet.data_validation("B11", {"validate": "list", "source": ["TRUE", "FALSE"]})
    sheet.conditional_format("B3:B6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B3:B6", {"type": "formula", "criteria": "=$B$3>10", "format": looks["bold"]})
    sheet.add_sparkline("C3", {"range": "目標!B3:B6", "markers": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=目標!$B$3:$B$6", "name": "=目標!$A$3"})
    sheet.insert_chart("H20", chart)
    sheet.set_header("&L&G&Cmonthly", {"image_left": "logo.png", "image_data_left": BytesIO(png())})
    sheet.set_footer("&RPage &P")
    sheet.set_landscape()
    sheet.print_area("A1:K40")
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(1, 1)
    sheet.set_column("K:K", 20, looks["date"])
    sheet.set_row(14, 30, looks["yen"])
    sheet.write_url("A16", "https://example.com", string="link")
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})


def _fill_deals(book, sheet, looks) -> None:
    columns = [
        {"header": "顧客"},
        {"header": "金額", "format": looks["yen"]},
        {"header": "予定日", "format": looks["date"]},
        {"header": "見込", "formula": "=[@金額]*設定!$B$1"},
        {"header": "メモ"},
    ]
    sheet.add_table("B4:F7", {"name": "Deals", "columns": columns})
    for row in range(TABLE_FIRST, TABLE_LAST + 1):
        sheet.write(row - 1, 1, f"customer {row}")
        sheet.write(row - 1, 2, row * 100, looks["yen"])
        sheet.write(row - 1, 3, date(2026, 4, row), looks["date"])
        sheet.write_formula(row - 1, 4, "=Deals[[#This Row],[金額]]*設定!$B$1", None, row * 20)
        sheet.write(row - 1, 5, "memo")
    sheet.set_row(TABLE_LAST - 1, 33)
    sheet.write_formula("H3", "=SUM(C5:C7)", None, 1800)
    sheet.write_formula("H4", "=SUM(Deals[金額])", None, 1800)
    sheet.write_formula("H5", "=COUNTA(B5:B7)", None, 3)
    sheet.conditional_format("C5:C7", {"type": "cell", "criteria": ">", "value": 600, "format": looks["bold"]})
    sheet.conditional_format("C5:C7", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.data_validation("D5:D7", {"validate": "date", "criteria": ">", "value": date(2020, 1, 1)})
    sheet.add_sparkline("I3", {"range": "'Bob''s 商談'!C5:C7"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"categories": "='Bob''s 商談'!$B$5:$B$7", "values": "='Bob''s 商談'!$C$5:$C$7"})
    sheet.insert_chart("J5", chart)


def _fill_rest(sheet, looks) -> None:
    sheet.protect("", {"format_cells": True})
    sheet.write("A1", "locked")
    sheet.write("B1", "open", looks["open"])
    sheet.write("H9", "local", looks["open"])
    sheet.write_formula("C1", "=目標!B3+'Bob''s 商談'!C5", None, 1500)
    sheet.set_column("M:M", 10, looks["open"])


def with_parts(path: Path, parts: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> Path:
    """The workbook with parts added, changed by a function, or (None) taken out."""
    with zipfile.ZipFile(path) as package:
        content = {item.filename: package.read(item) for item in package.infolist()}
    for name, new in parts.items():
        if new is None:
            del content[name]
        else:
            content[name] = new(content[name]) if callable(new) else new
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def with_pivot(path: Path) -> Path:
    """Parts that XlsxWriter cannot write, linked as Excel links them."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml"
    override = b'<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="%s"/></Types>' % kind
    relation = (
        b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>'
    )
    caches = b'<pivotCaches><pivotCache cacheId="7" r:id="rId900"/></pivotCaches></workbook>'
    return with_parts(
        path,
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": PIVOT,
            "customXml/item1.xml": b"<?xml version='1.0'?><company secret='yes'/>",
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", override),
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", relation),
            "xl/workbook.xml": lambda data: data.replace(b"</workbook>", caches),
        },
    )


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {item.filename: package.read(item) for item in package.infolist()}


def png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
