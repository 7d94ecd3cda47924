"""A sketch knows all that a drawing puts into a workbook, and tells values from everything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.definitions import load_role
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.monthly.report import draw_member_alone
from kpi_xl.sheets.role import BookSettings, draw_role_workbook
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.sketch import HollowWorksheet, Sketch
from kpi_xl.sheets.styles import BODY, NAVY
from tests.role_books import ROLES, demanding_settings
from tests.sheets.monthly.report_fixture import SATO, field_members, field_report

# openpyxl reads values past the data bars, but says that it would drop them.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

Draw = Callable[[Book], object]


def sketched(draw: Draw) -> Sketch:
    sketch = Sketch()
    draw(sketch)
    return sketch


def member(result=SATO) -> Draw:
    return lambda book: draw_member_alone(book, result, None, MeasuredMonth(field_report()))


def one_cell(write: Callable[[Canvas], object]) -> Sketch:
    return sketched(lambda book: write(book.sheet("s")))


@pytest.mark.parametrize("name", ["member", *ROLES])
def test_values_are_those_of_the_drawn_workbook(tmp_path: Path, name: str):
    """A stamp is filled with them, so a value that a sketch does not know would be lost."""
    role = load_role("field_sales" if name == "member" else name)
    draw = member() if name == "member" else lambda book: draw_role_workbook(book, role, demanding_settings(role))
    book = Book(str(tmp_path / "drawn.xlsx"), "t", date(2026, 12, 1))
    draw(book)
    book.close()
    shown = openpyxl.load_workbook(tmp_path / "drawn.xlsx", data_only=True)
    found = {
        (number, cell.row - 1, cell.column - 1): cell.value
        for number, sheet in enumerate(shown)
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }
    known = {place: value for place, value in sketched(draw).values.items() if value is not None}
    unknown = {value for place, value in found.items() if place not in known}
    assert unknown <= {*HEADERS, *tabs()}
    assert {place: comparable(value) for place, value in known.items()} == {
        place: comparable(found[place]) for place in known
    }


HEADERS = {str(words) for words in (*names.MEMBER_COLUMNS, *names.REVISION_COLUMNS)}
"""Of the tables of Excel, whose options they belong to."""


def tabs() -> set[str]:
    """Links to other sheets: their words belong to the link."""
    return {str(step.tab) for step in Step}


def comparable(value: object) -> object:
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day)
        return (midnight - datetime(1899, 12, 30)).days
    return pytest.approx(value, rel=1e-15) if isinstance(value, (int, float)) else value


def test_members_of_a_role_have_one_shape():
    """Names, figures and the ends of axes that follow them are values."""
    other = field_members()[1]
    assert sketched(member()).shape == sketched(member(other)).shape
    assert sketched(member()).values != sketched(member(other)).values
    assert list(sketched(member()).values) == list(sketched(member(other)).values)


def test_what_is_no_value_is_shape():
    """A member without a target for any KPI has fewer charts; another language has other words in its rules."""
    unplanned = field_members()[-1]
    assert sketched(member(unplanned)).shape != sketched(member()).shape
    with speaking("en"):
        english = sketched(member())
    assert english.shape != sketched(member()).shape


@pytest.mark.parametrize(
    "write",
    [
        lambda sheet: sheet.formula(0, 0, "=B1*2", 1.0),
        lambda sheet: sheet.formula(0, 0, "=KPI_REQUIRED_CALLS()", 1.0),
        lambda sheet: sheet.number(0, 0, 1.0, BODY.but(font_color=NAVY)),
        lambda sheet: sheet.number(1, 0, 1.0),
        lambda sheet: sheet.merged(0, 0, 1, "1"),
        lambda sheet: sheet.link(0, 0, "s", "1"),
        lambda sheet: (sheet.number(0, 0, 1.0), sheet.sheet.set_row(0, 30)),
        lambda sheet: (sheet.number(0, 0, 1.0), sheet.name_here("N", 0, 0, 0, 0)),
        lambda sheet: (sheet.number(0, 0, 1.0), sheet.book.name("N", sheet, 0, 0)),
        lambda sheet: (sheet.number(0, 0, 1.0), sheet.sheet.insert_chart(0, 0, sheet.book.writer.add_chart({}), {})),
    ],
)
def test_every_other_call_makes_another_shape(write: Callable[[Canvas], object]):
    """Or the sheet of one member would be stamped with the formula, format or rule of another."""
    plain = one_cell(lambda sheet: sheet.number(0, 0, 1.0))
    assert one_cell(write).shape != plain.shape
    assert one_cell(write).shape == one_cell(write).shape


def test_texts_numbers_dates_and_nothing_are_values():
    """A dash where there is no figure does not make another workbook."""
    writes = [
        lambda sheet: sheet.number(0, 0, 1.0),
        lambda sheet: sheet.number(0, 0, None),
        lambda sheet: sheet.text(0, 0, "a"),
        lambda sheet: sheet.text(0, 0, ""),
    ]
    sketches = [one_cell(write) for write in writes]
    assert len({sketch.shape for sketch in sketches}) == 1
    assert [sketch.values[0, 0, 0] for sketch in sketches] == [1.0, "—", "a", None]


def test_a_fill_is_shape_and_takes_the_value_below_it_away():
    """As in a file, where a blank cell takes the place of the one that was there."""
    filled = one_cell(lambda sheet: (sheet.text(0, 1, "a"), sheet.fill(0, 0, 2, BODY)))
    assert filled.values == {}
    assert filled.shape != one_cell(lambda sheet: sheet.text(0, 1, "a")).shape


def test_a_hollow_sheet_holds_no_value(tmp_path: Path):
    """Models of what is mailed are drawn on it."""
    book = Book(str(tmp_path / "hollow.xlsx"), "t", date(2026, 12, 1))
    draw_role_workbook(_Hollow(book), load_role("field_sales"), BookSettings(Month(2026, 12)))
    book.close()
    shown = openpyxl.load_workbook(tmp_path / "hollow.xlsx", data_only=True)
    values = {cell.value for sheet in shown for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert values <= {0, "", time(0, 0), *HEADERS, *tabs()}


class _Hollow:
    """A book whose sheets are hollow."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)

    def sheet(self, title: str) -> Canvas:
        return Canvas(self._book, title, HollowWorksheet)
