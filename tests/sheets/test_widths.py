"""No ###: every number fits its column in the widths of 游ゴシック, however large a company is; and charts name that font."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.cli import run
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.monthly.parts.wording import AMOUNTS, yen_told
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.styles import FONT, PLAIN_YEN_WIDTH, YEN_PIXELS, YEN_WIDTH
from kpi_xl.units import CARD_YEN_FORMAT, LARGE_CARD_YEN_FORMAT, WHOLE_FORMAT, Unit, card_yen_format
from tests.role_books import DECEMBER, cell_of, members_of, write_book
from tests.sheets.number_formats import shown
from tests.sheets.yu_gothic import pixels
from tests.spreadsheet import needs_pdftoppm, needs_soffice, to_pdf

LARGE = 9_900_000_000
"""99億円."""
TIMES = 3_300
"""A team of 300万円 a month at 99億."""
PADDING, INDENT = 5, 9
"""Pixels that Excel keeps free in a cell, and of one step of an indent."""
LEAST = 0.7
"""How small Excel may set the figure of a card; numbers in columns stay as large as their neighbours."""
CARD = 14
"""Points from which a figure is a card's."""


def taken(cell: Cell, value: float) -> float:
    """The pixels that a number takes in a cell; 0 in formats of other things."""
    text = shown(value, cell.number_format)
    if text is None:
        return 0
    is_card = cell.alignment.shrinkToFit and (cell.font.sz >= CARD or _merged(cell))
    wide = pixels(text, cell.font.sz, bool(cell.font.b)) * (LEAST if is_card else 1)
    return wide + PADDING + INDENT * (cell.alignment.indent or 0)


def room(cell: Cell) -> float:
    """The pixels of a cell, or of the cells that are merged with it."""
    area = _merged(cell)
    columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
    return sum(_width(cell.parent, column) for column in columns)


def _merged(cell: Cell) -> CellRange | None:
    return _merged_cells(cell.parent).get((cell.row, cell.column))


@lru_cache(maxsize=256)
def _merged_cells(sheet: Worksheet) -> dict[tuple[int, int], CellRange]:
    return {place: area for area in sheet.merged_cells.ranges for row in area.rows for place in row}


@lru_cache(maxsize=65_536)
def _width(sheet: Worksheet, column: int) -> float:
    """openpyxl keeps one entry for columns of one width; the file's width is that of Excel with its 5 pixels, in digits of 7."""
    for entry in sheet.column_dimensions.values():
        if entry.min and entry.min <= column <= entry.max:
            return round(entry.width * 7) if entry.width else 0
    return 64


def too_narrow(cells: Iterator[tuple[Cell, float]]) -> list[str]:
    return [
        f"{cell.parent.title}!{cell.coordinate}: {shown(value, cell.number_format)} takes {taken(cell, value):.0f} of {room(cell):.0f}"
        for cell, value in cells
        if taken(cell, value) > room(cell)
    ]


# --- every column of yen ----------------------------------------------------------------------------------------------


def company(folder: Path, times: int) -> dict[str, Path]:
    """Every workbook that we write, of a company *times* as large as the standard."""
    folder.mkdir()
    made = {}
    for role_id in ROLE_IDS:
        role = load_role(role_id)
        inputs = {each.name: each.default * times for each in role.inputs if each.unit is Unit.YEN}
        settings = BookSettings.standard(role, DECEMBER, inputs, members_of(role))
        made[role_id] = write_book(folder / f"{role_id}.xlsx", role, settings)
    made["company"] = folder / "company.xlsx"
    amounts = {each.name: int(each.default) for role_id in ROLE_IDS for each in load_role(role_id).inputs if each.unit is Unit.YEN}
    inputs = (f"--set={name}={amount * times}" for name, amount in amounts.items())
    assert run(["new", "company", "-o", str(made["company"]), "--month", "2026-12", *inputs]) == 0
    log, members = folder / "log.csv", [each for each in members_of(load_role("field_sales")) if each.role.id == "field_sales"]
    rows = [
        f"2026-{month:02}-{day:02},{member.name},{kind},{count},{amount},株式会社{day}"
        for month in range(6, 13) for member in members for day in range(1, 15)
        for kind, count, amount in (("商談", 6, ""), ("受注", 1, 500_000 * times))
    ]  # fmt: skip
    log.write_text("日付,担当者,種別,件数,金額,取引先\n" + "\n".join(rows) + "\n", encoding="utf-8")
    report = ["report", str(log), "--plan", str(made["field_sales"]), "--month", "2026-12"]
    for name, options in {"report": (), "running": ("--as-of", "2026-12-10"), "list": ("--list",)}.items():
        made[name] = folder / f"{name}.xlsx"
        assert run([*report, "-o", str(made[name]), *options]) == 0
    assert run([*report, "--each-member", str(folder / "members")]) == 0
    return made | {f"of member {number}": path for number, path in enumerate(sorted((folder / "members").glob("*.xlsx")))}


@pytest.fixture(scope="module", params=LANGUAGES)
def companies(request, tmp_path_factory) -> tuple[dict[str, Path], dict[str, Path]]:
    """A small company and a large one, in either language."""
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patched, speaking(request.param):
        patched.setenv("KPI_XL_LANG", request.param)
        return company(folder / "small", 1), company(folder / "large", TIMES)


def yen_cells(small: Path, large: Path) -> list[Cell]:
    """The numbers that grow with the company, and the cells where people type yen."""
    before, after, book = (openpyxl.load_workbook(path, data_only=only) for path, only in ((small, True), (large, True), (large, False)))
    grown = [
        book[sheet.title][cell.coordinate]
        for sheet in after
        for row in sheet.iter_rows()
        for cell in row
        if _grows(before[sheet.title][cell.coordinate].value, cell.value)
    ]
    return [cell for cell in (*grown, *_typed_into(book, large.stem)) if "%" not in cell.number_format]


def _grows(before: object, after: object) -> bool:
    return all(isinstance(each, (int, float)) for each in (before, after)) and abs(after) > abs(before) * 100


def _typed_into(book: Workbook, role_id: str) -> Iterator[Cell]:
    for kpi in load_role(role_id).kpis if role_id in ROLE_IDS else ():
        for name in (names.baseline_name, names.actual_name, names.override_name, names.target_name):
            with suppress(KeyError):
                if kpi.unit is Unit.YEN:
                    yield cell_of(book, name(kpi.id))


def told_in(cell: Cell) -> float:
    """In how many yen a cell tells amounts: pages of several people say so at the top."""
    subtitle = [(each.column, str(each.value)) for each in cell.parent[2] if each.value]
    for language in LANGUAGES:
        with speaking(language):
            if any(str(AMOUNTS) in said and cell.column <= column for column, said in subtitle):
                return yen_told()
    return 1


def test_every_column_of_yen_holds_99_oku_below_0(companies):
    """A company of 1,000億円 a year misses its month by 99億: ### says nothing, and small print is not read aloud."""
    small, large = companies
    assert set(small) == set(large)
    assert len(large) > 9
    found: dict[str, list[str]] = {}
    count = 0
    for name, path in large.items():
        cells = yen_cells(small[name], path)
        assert cells, name
        count += len(cells)
        found[name] = too_narrow((cell, sign * LARGE / told_in(cell)) for cell in cells for sign in (-1, 1))
    assert {name: cells for name, cells in found.items() if cells} == {}
    assert count > 700


def test_every_other_number_fits_as_well(companies):
    """Counts, rates, points and days, of a large company."""
    for path in companies[1].values():
        book, carried = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        cells = ((book[sheet.title][cell.coordinate], cell.value) for sheet in carried for row in sheet.iter_rows() for cell in row)
        assert too_narrow((cell, value) for cell, value in cells if _is_number(value)) == [], path.name


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@pytest.mark.parametrize(("width", "steps"), [(YEN_PIXELS, 1), (round(YEN_WIDTH * 7) + 5, 1), (round(PLAIN_YEN_WIDTH * 7) + 5, 0)])
def test_the_widths_for_yen_are_those_of_the_font(width, steps):
    """Bold, indented or not, at the size of tables; a narrower column would show ### on paper, where digits are wider."""
    needed = max(pixels(shown(-LARGE, fmt), 10, True) for fmt in (WHOLE_FORMAT.ja, WHOLE_FORMAT.en)) + PADDING + INDENT * steps
    assert needed <= width < needed + 3


@needs_soffice
@needs_pdftoppm
def test_no_page_of_the_pdf_has_a_number_that_does_not_fit(companies, tmp_path):
    """What is printed is what the meeting sees."""
    large = companies[1]
    for name, pdf in to_pdf([large[name] for name in (*ROLE_IDS, "company", "report", "running", "list")], tmp_path).items():
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        assert "###" not in text, name
        assert re.search(r"\d,\d{3},\d{3},\d{3}", text), name


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yen", "read"),
    [
        (2_400_000, "240.0万円"), (24_000_000, "2,400.0万円"), (9_900_000_000, "990,000.0万円"),
        (12_345_678_000, "1,234,567.8万円"), (999_999_999_000, "99,999,999.9万円"), (1e12, "100,000,000.0万円"),
    ],
)  # fmt: skip
def test_formats_of_10_000_yen_keep_their_separators(yen, read):
    """1234,567.8万円 is misread; a format can only place its commas by hand."""
    assert shown(yen, card_yen_format([0, yen])) == read
    if yen >= 1e10:
        assert card_yen_format([yen]) == str(LARGE_CARD_YEN_FORMAT) != str(CARD_YEN_FORMAT)


def test_a_chart_names_its_font_for_japanese_letters(companies):
    """Named for Latin letters alone, Excel draws the titles in another font than the sheet."""
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    with zipfile.ZipFile(companies[1]["report"]) as package:
        charts = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    for chart in charts:
        looks = list(etree.fromstring(chart).iter(f"{main}defRPr", f"{main}rPr"))
        assert looks
        for look in looks:
            fonts = {script: look.find(f"{main}{script}") for script in ("latin", "ea")}
            named = {script: font is not None and font.get("typeface") for script, font in fonts.items()}
            assert named in [{"latin": name, "ea": name} for name in (FONT.ja, FONT.en)]
