"""Nothing but the filled cells changes, whatever a template holds."""

from __future__ import annotations

import math
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_xl.hosts.files.stamp import Template
from kpi_xl.sheets.references import address
from tests.hosts.files.stamp.feature_book import parts
from tests.hosts.files.stamp.reading import cell_values, formulas, style_of, without_cells
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

SHEETS = {"目標": "xl/worksheets/sheet1.xml", "設定": "xl/worksheets/sheet3.xml"}
TAKEN = {"B4", "B5", "B6", "B7", "D9", "D10", "D11", "E9", "E10", "F20", "G20", "E21", "F21", "G21"}
# what may depend on any cell of these two sheets; B6 (=1+1) and D9# do not
RENEWED = {
    "xl/worksheets/sheet1.xml": {"B4", "B5", "B7", "E9", "E10"},
    "xl/worksheets/sheet2.xml": {"E5", "E6", "E7"},
    "xl/worksheets/sheet4.xml": {"C1"},
}

places = st.tuples(
    st.sampled_from(sorted(SHEETS)), st.builds(address, st.integers(1, 45) | st.just(1_048_576), st.integers(1, 30))
)
moments = st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
values = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.sampled_from(["=1+1", "_x0041_", "_x005F_x0041_", " a ", "\r\n\t", "<&>\"'", "]]>", "+81", "売上\x0b"])
    | st.dates(date(1900, 3, 1))
    | moments
)
fillings = st.dictionaries(places.filter(lambda place: place[1] not in TAKEN or place[0] != "目標"), values, max_size=25)


def expected(value: object) -> object:
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).total_seconds() / 86400
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    return value if isinstance(value, (bool, str)) else float(value)


def is_same(found: object, value: object) -> bool:
    if value in (None, ""):
        return found is None
    wanted = expected(value)
    if isinstance(wanted, float):
        return isinstance(found, float) and math.isclose(found, wanted, rel_tol=1e-15)
    return type(found) is type(wanted) and found == wanted


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fills=fillings)
def test_only_the_filled_cells_change(template, tmp_path, fills):
    """A company's workbook comes back as it was given, but for what was asked to be filled."""
    output = tmp_path / "filled.xlsx"
    TEMPLATES.setdefault(template, Template(template)).stamp(output, {f"{s}!{cell}": v for (s, cell), v in fills.items()})
    before, after = parts(template), parts(output)
    assert list(before) == list(after)
    for part, data in after.items():
        if data == before[part]:
            continue
        # a value that is not known any more is dropped only where a formula may have changed
        renewed = RENEWED.get(part, set()) - cell_values(data).keys()
        filled = {cell for (sheet, cell) in fills if SHEETS[sheet] == part}
        assert without_cells(data, filled, renewed) == without_cells(before[part], filled, renewed), part
        assert formulas(data) == formulas(before[part])
    for (sheet, cell), value in fills.items():
        found = cell_values(after[SHEETS[sheet]]).get(cell)
        assert is_same(found, value), cell
        if (style := style_of(before[SHEETS[sheet]], cell)) is not None:
            assert style_of(after[SHEETS[sheet]], cell) == style


TEMPLATES: dict = {}


def test_nothing_to_fill_gives_the_same_parts(template, tmp_path):
    Template(template).stamp(tmp_path / "same.xlsx", {})
    assert parts(tmp_path / "same.xlsx") == parts(template)


def test_untouched_parts_are_copied_as_packed(macro_template, tmp_path):
    """Their packed bytes are the template's own: nothing is unpacked and packed again."""
    output = tmp_path / "filled.xlsm"
    Template(macro_template).stamp(output, {"OWNER": "佐藤"})
    with zipfile.ZipFile(macro_template) as one, zipfile.ZipFile(output) as other:
        changed = []
        for before, after in zip(one.infolist(), other.infolist(), strict=True):
            assert before.filename == after.filename
            if (before.CRC, before.compress_size) != (after.CRC, after.compress_size):
                changed.append(after.filename)
        assert changed == ["xl/worksheets/sheet1.xml"]


FILLS = {
    "KGI_AMOUNT": 9000,
    "OWNER": "=cmd|' & <b> _x0041_\n日本",
    "NOTES": [[1, None], ["x", True], [date(2026, 1, 1), 2.5]],
    "MERGED": "top",
    "Rest!LOCAL": "local",
    "'Bob''s 商談'!I1": "beside",
    "目標!K30": date(2026, 12, 24),
}
ROWS = [{"顧客": f"客{day}", "金額": day * 1000, "予定日": date(2026, 5, day)} for day in range(1, 9)]


@needs_excel_lint
def test_excel_opens_what_was_filled(template, macro_template, tmp_path):
    outputs = [tmp_path / "filled.xlsx", tmp_path / "filled.xlsm"]
    for source, output in zip((template, macro_template), outputs, strict=True):
        Template(source).stamp(output, FILLS, {"Deals": ROWS})
    assert lint_workbooks([template, macro_template]) == []
    assert lint_workbooks(outputs) == []


@needs_soffice
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_spreadsheet_shows_values_and_recomputed_formulas(template, tmp_path, soffice_profile):
    output = tmp_path / "filled.xlsx"
    Template(template).stamp(output, FILLS, {"Deals": ROWS})
    book = recalculated([output], tmp_path, soffice_profile)[output]
    target, deals = book["目標"], book["Bob's 商談"]
    assert (target["B3"], target["B2"], target["E20"]) == (9000, "=cmd|' & <b> _x0041_\n日本", "top")
    assert (target["B4"], target["B5"], target["B7"], target["E10"]) == (18, 90, "large", 18000)
    assert (target["B20"], target["B21"], target["C21"], target["C22"]) == (1, "x", True, 2.5)
    assert target["K30"] == datetime(2026, 12, 24)  # the column's date format
    assert (deals["H3"], deals["H4"], deals["H5"]) == (36000, 36000, 8)
    assert (deals["B12"], deals["C12"], deals["E12"]) == ("客8", 8000, 1600)
    assert book["Rest"]["C1"] == 10000
