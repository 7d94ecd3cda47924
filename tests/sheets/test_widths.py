"""No ###: every number fits its column in the widths of 游ゴシック, however large a company is; and charts name that font."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from kpi_xl.cli import run
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.styles import FONT
from kpi_xl.units import CARD_YEN_FORMAT, LARGE_CARD_YEN_FORMAT, Unit, card_yen_format
from tests.role_books import DECEMBER, members_of, write_book
from tests.spreadsheet import needs_pdftoppm, needs_soffice, to_pdf

LARGE = 9_900_000_000
"""99億円."""
EM = {"0123456789": 0.57, ",.": 0.30, "%": 0.90, "-−+": 0.60, "/": 0.40, "¥": 0.57, "x pt": 0.55}
"""How far signs advance, in ems, rounded up: 游ゴシック's digits are a little wider than half an em, all other signs at most a whole one."""
ADVANCES = {sign: width for signs, width in EM.items() for sign in signs}
BOLDER = 1.06
PADDING = 5
"""Pixels that Excel keeps free in a cell."""
LEAST = 0.7
"""How small Excel may set a number of a table that is wider than its column."""
INDENT = 9
"""Pixels of one step."""


def pixels(text: str, points: float, is_bold: bool) -> float:
    """How wide a text is on the screen."""
    return sum(ADVANCES.get(sign, 1.0) for sign in text) * points * 96 / 72 * (BOLDER if is_bold else 1)


def shown(value: float, number_format: str) -> str | None:
    """A number as its format shows it; None for formats of other things."""
    if re.search(r'[ymdge]|General', re.sub(r'"[^"]*"', "", number_format)):
        return None
    sections = [part for part in number_format.split(";") if not part.startswith("[")]
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    words = "".join(re.findall(r'"([^"]*)"|\\(.)', section) and [a or b for a, b in re.findall(r'"([^"]*)"|\\(.)', section)])
    bare = re.sub(r'"[^"]*"|\\.', "", section)
    places = len(bare.partition(".")[2].rstrip("%")) if "." in bare else 0
    size = abs(value) * (100 if "%" in bare else 1)
    digits = f"{size:,.{places}f}" if "," in bare else f"{size:.{places}f}"
    return words + digits + ("%" if "%" in bare else "") + ("+" if "+" in bare else "")


def too_narrow(path: Path) -> list[str]:
    """The cells with numbers that their columns do not hold."""
    book, carried = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return [said for sheet in book for said in _too_narrow(sheet, carried[sheet.title])]


def _too_narrow(sheet, carried) -> list[str]:
    merged = {cell for area in sheet.merged_cells.ranges for row in area.rows for cell in row}
    found = []
    for row in carried.iter_rows():
        for cell in row:
            look = sheet.cell(cell.row, cell.column)
            is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
            if not is_number or (cell.row, cell.column) in merged:
                continue
            text = shown(cell.value, look.number_format)
            if text is None:
                continue
            room = _width(sheet, cell.column) - PADDING - INDENT * (look.alignment.indent or 0)
            wide = pixels(text, look.font.sz, look.font.b) * (LEAST if look.alignment.shrinkToFit else 1)
            if wide > room:
                found.append(f"{sheet.title}!{cell.coordinate}: {text} takes {wide:.0f} of {room:.0f} pixels")
    return found


def _width(sheet, column: int) -> float:
    """Pixels; openpyxl keeps one entry for columns of one width."""
    for entry in sheet.column_dimensions.values():
        if entry.min <= column <= entry.max:
            return entry.width * 7 if entry.width else 0
    return 8.43 * 7 + 5


@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_planning_workbooks_hold_99_oku_yen(tmp_path, role_id):
    """A company of 1,000億円 a year plans 99億 a month; a column of ### says nothing."""
    role = load_role(role_id)
    inputs = {each.name: LARGE for each in role.inputs if each.unit is Unit.YEN and each.name != "UNIT_PRICE"}
    path = write_book(tmp_path / "large.xlsx", role, BookSettings.standard(role, DECEMBER, inputs, members_of(role)))
    assert too_narrow(path) == []


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """A month of two members with 99億円 planned and less done, so that every gap is a ▲ of that size."""
    folder = tmp_path_factory.mktemp("large")
    role = load_role("field_sales")
    members = [member for member in members_of(role) if member.role.id == role.id]
    settings = BookSettings.standard(role, DECEMBER, {"KGI_AMOUNT": LARGE, "UNIT_PRICE": LARGE // 40}, members)
    plan = write_book(folder / "plan.xlsx", role, settings)
    log = folder / "log.csv"
    rows = [f"2026-{month:02}-{day:02},{member.name},受注,1,{LARGE // 40}" for month in (10, 11, 12)
            for member in members for day in range(1, 10)]  # fmt: skip
    log.write_text("日付,担当者,種別,件数,金額\n" + "\n".join(rows) + "\n", encoding="utf-8")
    path = folder / "report.xlsx"
    assert run(["report", str(log), "--plan", str(plan), "--month", "2026-12", "-o", str(path)]) == 0
    return path


def test_monthly_reports_hold_99_oku_yen(report):
    assert too_narrow(report) == []


@needs_soffice
@needs_pdftoppm
def test_no_page_of_the_pdf_has_a_number_that_does_not_fit(report, tmp_path):
    """What is printed is what the meeting sees."""
    pdf = to_pdf([report], tmp_path)[report]
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "###" not in text
    assert "▲" in text


@pytest.mark.parametrize(
    ("yen", "read"),
    [
        (2_400_000, "240.0万円"), (24_000_000, "2,400.0万円"), (9_900_000_000, "990,000.0万円"),
        (12_345_678_000, "1,234,567.8万円"), (999_999_999_000, "99,999,999.9万円"), (1e12, "100,000,000.0万円"),
    ],
)  # fmt: skip
def test_formats_of_10_000_yen_keep_their_separators(yen, read):
    """1234,567.8万円 is misread; a format can only place its commas by hand."""
    assert with_literals(yen, card_yen_format([0, yen])) == read
    if yen >= 1e10:
        assert card_yen_format([yen]) == str(LARGE_CARD_YEN_FORMAT) != str(CARD_YEN_FORMAT)


def with_literals(value: float, number_format: str) -> str:
    """The number by a format of conditions, literal signs and one dropped thousand, as Excel and LibreOffice fill it in."""
    for section in number_format.split(";"):
        condition = re.match(r"\[(>=|<)(\d+)\]", section)
        holds = not condition or (value >= float(condition[2]) if condition[1] == ">=" else value < float(condition[2]))
        if holds:
            break
    pattern = re.sub(r"^\[[^]]*\]", "", section)
    body, _, words = pattern.partition('"')
    digits = list(f"{round(value / 1000):d}")
    signs = re.findall(r"\\.|[#0]", body)
    first = next(place for place, sign in enumerate(signs) if sign in "#0")
    out = []
    for place in range(len(signs) - 1, -1, -1):
        sign = signs[place]
        if sign.startswith("\\"):
            out.append(sign[1])
        elif place == first:
            out.append("".join(digits))
            digits = []
        else:
            out.append(digits.pop() if digits else "0" if sign == "0" else "")
    return "".join(reversed(out)) + words.rstrip('"')


def test_a_chart_names_its_font_for_japanese_letters(report):
    """Named for Latin letters alone, Excel draws the titles in another font than the sheet."""
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    with zipfile.ZipFile(report) as package:
        charts = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    for chart in charts:
        looks = list(etree.fromstring(chart).iter(f"{main}defRPr", f"{main}rPr"))
        assert looks
        for look in looks:
            fonts = {script: look.find(f"{main}{script}") for script in ("latin", "ea")}
            assert {script: font is not None and font.get("typeface") for script, font in fonts.items()} == {
                "latin": str(FONT), "ea": str(FONT)
            }  # fmt: skip
