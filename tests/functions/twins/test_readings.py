"""What is typed as a text is read by the twins as by Python, or is an error: never another number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_xl.functions import find
from kpi_xl.functions.calling.contents import CONTENTS, answer
from kpi_xl.functions.calling.values import read_argument
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.twins.readings import reading_of
from tests.functions.twins.let_formula import without_let
from tests.functions.twins.reading_cells import in_columns
from tests.spreadsheet import CellError, needs_soffice, recalculated

NUMBER, DAY = find("KPI_GAP").parameters[0], find("KPI_WORKING_DAYS").parameters[0]
DRAWN = 1500
READ = {
    "1,000万": 10_000_000, "1,000万円": 10_000_000, "３００万": 3_000_000, "1.5億円": 150_000_000, "5千": 5000,
    "1億2,000万": 120_000_000, "１２億５０００万円": 1_250_000_000, "▲1億500万": -105_000_000,
     "3百万": 3_000_000,
    "20%": 0.2, "２０％": 0.2, "33.3%": 0.333, "▲5": -5, "△1,234": -1234, "−5": -5, "+5": 5, "1,234,567": 1_234_567, "１，０００": 1000,
    "1,234.5": 1234.5, ".5": 0.5, " 5 ": 5, "5件": 5, "30日": 30, "¥500": 500, "￥500": 500, "-¥500": -500, " ": 0,
}  # fmt: skip
"""What people type every day is read, not refused."""
REFUSED = [
    "1億2億", "1億2,000", "億5万", "1億12000万", "1億1/2万", "1.5億2e3万",
    "多い", "1/2", "1 1/2", "10:30", "11月30日", "令和8年11月30日", "2026-11-30", "(5)", "5-", "1,5", "1,0000", "1,23,4567", "5.", "3 000", "5人3",
    "20%円", "5^3", "5|", "5!", "TRUE", "Nov 3", "0x10", "E5", "^", "|",
]  # fmt: skip
"""Excel itself takes some of these for days, times or other numbers."""
DAYS = ["2026-11-30", "2026/11/30", " 2026-11-30 ", "2024-02-29"]
NO_DAYS = ["2026-02-29", "2026-13-01", "2026-11-31", "11/30", "2026-1-5", "2026.11.30", "46327", "来月", "10:30", "0026-11-30", "2026-1 -30"]
TEXTS = st.text(st.sampled_from("0123456789.,%万億千百円件日▲-−+¥￥$ E()/:e１％，．人!|^"), min_size=1, max_size=7)
DAY_TEXTS = st.text(st.sampled_from("0123456789-/ +."), min_size=8, max_size=10)


def drawn(strategy: st.SearchStrategy[str]) -> list[str]:
    found: list[str] = []

    @settings(max_examples=DRAWN, phases=[Phase.generate], database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(text):
        found.append(text)

    collect()
    return found


def python_reads(parameter: Parameter, text: str) -> float | None:
    """The number; None where it is refused."""
    reading = read_argument(parameter, text)
    if reading.wrong:
        return None
    value = reading.values.item()
    return float((value - date(1899, 12, 30)).days) if isinstance(value, date) else value


def twins_read(parameter: Parameter, texts: list[str], tmp_path: Path, profile: Path) -> list[float | None]:
    """Likewise."""
    path, reading = tmp_path / "texts.xlsx", reading_of(parameter)
    with xlsxwriter.Workbook(path) as book:
        sheet, plain = book.add_worksheet("Texts"), book.add_format({"num_format": "0.0##"})  # days would come back as days
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
            for place, formula in in_columns(reading, f"A{row + 1}", [f"{letter}{row + 1}" for letter in "BCDEFGHIJK"]):
                sheet.write_formula(place, f"={formula}", plain, -1)
    cells = recalculated([path], tmp_path, profile)[path]["Texts"]
    return [None if isinstance(cell := cells[f"B{row}"], CellError) else cell for row in range(1, len(texts) + 1)]


@needs_soffice
@pytest.mark.xdist_group("oracle")
@pytest.mark.parametrize(("parameter", "strategy"), [(NUMBER, TEXTS), (DAY, DAY_TEXTS)], ids=["number", "day"])
def test_a_text_is_never_read_as_another_number(parameter, strategy, tmp_path, soffice_profile):
    """The recipient of an .xlsx must not see other figures than its sender; an error is seen, and put right."""
    texts = [text for text in (*READ, *REFUSED, *DAYS, *NO_DAYS, *drawn(strategy)) if text.strip()]  # 0 is refused as a day later
    wrong = []
    for text, got in zip(texts, twins_read(parameter, texts, tmp_path, soffice_profile), strict=True):
        wanted = python_reads(parameter, text)
        if got is not None and got != pytest.approx(wanted, rel=1e-14):
            wrong.append(f"{text!r}: Python {wanted}, twin {got}")
    assert not wrong, "\n".join(wrong)


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_what_people_type_is_read(tmp_path, soffice_profile):
    """An input cell is where 1,000万 is typed."""
    number = dict(zip([*READ, *REFUSED], twins_read(NUMBER, [*READ, *REFUSED], tmp_path, soffice_profile), strict=True))
    assert number == {**READ, **dict.fromkeys(REFUSED)}
    assert {text: python_reads(NUMBER, text) for text in READ} == READ
    day = twins_read(DAY, [*DAYS, *NO_DAYS], tmp_path, soffice_profile)
    assert day == [*(python_reads(DAY, text) for text in DAYS), *[None] * len(NO_DAYS)]


@needs_soffice
@pytest.mark.xdist_group("oracle")
@pytest.mark.parametrize("parameter", [NUMBER, DAY], ids=["number", "day"])
def test_the_twins_keep_the_table_of_the_reference(parameter, tmp_path, soffice_profile):
    """The pages of the functions say what a cell is read as without the add-in."""
    contents = [each for each in CONTENTS if isinstance(each.sample, str) and each.sample and not each.sample.startswith("#")]
    got = twins_read(parameter, [each.sample for each in contents], tmp_path, soffice_profile)
    for content, shown in zip(contents, got, strict=True):
        said = answer(parameter.shape, content.sample) if content.is_read_by_twins else "#VALUE!"
        is_number = not (isinstance(said, str) and said.startswith("#"))
        assert (shown is not None) == is_number, content.sample
        assert not is_number or shown == python_reads(parameter, content.sample), content.sample


@pytest.mark.parametrize("parameter", [NUMBER, DAY], ids=["number", "day"])
def test_excel_gets_the_formula_that_was_compared(parameter):
    """LibreOffice 7.4 has no LAMBDA: what is stored for Excel must say the same as what LibreOffice computed."""
    reading = reading_of(parameter)
    body = reading.lambda_text.removeprefix("=_xlfn.LAMBDA(_xlpm.cell_,").removesuffix(")")
    assert without_let(body).replace("_xlpm.cell_", "A1") == reading.in_cells("A1")
