"""Charts are written as XlsxWriter writes them, whatever the chart was like from which the pattern is."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from kpi_xl.sheets.references import quoted_title
from kpi_xl.sheets.worksheet import QuickWorkbook

TITLES = ("佐藤", "O'Neil & <Co>", "100%", "Tanaka")
"""Titles that references quote, that XML escapes, and that look like a place of a pattern."""

Draw = Callable[[Any, Any, int], None]
"""Draws the charts of a sheet, the *number*th, into a book."""


def parts(draw: Draw, book_class: type[Workbook]) -> dict[str, str]:
    """All parts of a book of a sheet for each title."""
    content = BytesIO()
    book = book_class(content, {"in_memory": True, "strings_to_formulas": False})
    for number, title in enumerate(TITLES):
        draw(book, book.add_worksheet(title), number)
    book.close()
    with zipfile.ZipFile(content) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.startswith(("xl/charts", "xl/drawings"))}


def columns_and_line(book: Any, sheet: Any, number: int) -> None:
    """Months as texts, which differ; figures, blanks, a text and a formula among them; a line over columns."""
    sheet.write_column(0, 0, [f"{month}月 <{number}>" for month in range(1, 4)])
    sheet.write_column(0, 1, [0.1 * number, 10**number, 1 / 3])
    sheet.write_blank(1, 2, None, book.add_format({"bold": True}))
    sheet.write_formula(2, 2, "=B1", None, number + 0.25)
    sheet.write_string(0, 3, "—" if number else "12")
    sheet.write_formula(1, 3, '=""', None, "" if number else "a & b")
    cells = [f"={quoted_title(sheet.name)}!${col}$1:${col}$3" for col in "ABCD"]
    chart, line = book.add_chart({"type": "column", "subtype": "stacked"}), book.add_chart({"type": "line"})
    chart.add_series({"name": "100%", "categories": cells[0], "values": cells[1], "gap": 60, "data_labels": {"value": True}})
    chart.add_series({"values": cells[3], "fill": {"color": "#1E3A5F"}})
    line.add_series({"categories": cells[0], "values": cells[2], "line": {"none": True}})
    chart.combine(line)
    chart.set_y_axis({"min": 0, "max": 1.5 * number, "visible": False})
    chart.set_title({"none": True})
    chart.set_size({"width": 300 + number, "height": 200})
    sheet.insert_chart(5, 0, chart, {"object_position": 1, "description": sheet.name})


def texts_or_numbers(book: Any, sheet: Any, number: int) -> None:
    """Categories that are numbers on some sheets and texts on others, in one cell or several."""
    sheet.write_column(0, 0, [1, 2, 3] if number % 2 else ["1_1", 2, "é"])
    sheet.write_column(0, 1, [4, 5, 6])
    title = quoted_title(sheet.name)
    for row, last in ((5, 3), (20, 1)):
        chart = book.add_chart({"type": "area"})
        chart.add_series({"categories": f"={title}!$A$1:$A${last}", "values": f"={title}!$B$1:$B${last}"})
        sheet.insert_chart(row, 0, chart)


def ends_and_names(book: Any, sheet: Any, number: int) -> None:
    """Axes that both end, or that do not on some sheets; a title and a name that are read from cells."""
    sheet.write_row(0, 0, ["名前", 1, 2])
    title = quoted_title(sheet.name)
    for row, ends in enumerate(({"x": 1 + number, "y": 2}, {"y": 3 * number} if number % 2 else {}, {"x": 7})):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"name": f"={title}!$A$1", "values": f"={title}!$B$1:$C$1"})
        chart.set_title({"name": f"={title}!$A$1"})
        chart.set_y_axis({"max": 99})  # asked anew below
        chart.set_y_axis({"reverse": True, **({"max": ends["y"]} if "y" in ends else {})})
        chart.set_x_axis({"max": ends["x"]} if "x" in ends else {})
        sheet.insert_chart(20 * row, 0, chart)


@pytest.mark.parametrize("draw", [columns_and_line, texts_or_numbers, ends_and_names])
def test_charts_are_written_as_xlsxwriter_writes_them(draw: Draw):
    """Every byte: what differs between sheets is in its place, and nothing of another sheet is left."""
    assert parts(draw, QuickWorkbook) == parts(draw, Workbook)


def test_charts_that_are_alike_are_made_by_xlsxwriter_once(monkeypatch: pytest.MonkeyPatch):
    """A company of a thousand does not wait for a thousand charts to be made step by step."""
    made, assemble = [], Chart._assemble_xml_file
    monkeypatch.setattr(Chart, "_assemble_xml_file", lambda chart: (made.append(chart), assemble(chart)))
    parts(columns_and_line, QuickWorkbook)
    assert len(made) == 1


def test_a_chart_that_is_on_no_sheet_is_left_out():
    """As XlsxWriter leaves it out."""

    def draw(book: Any, sheet: Any, number: int) -> None:
        book.add_chart({"type": "line"}).add_series({"values": "=Tanaka!$A$1"})
        columns_and_line(book, sheet, number)

    assert parts(draw, QuickWorkbook) == parts(draw, Workbook)
