"""Filling the same places again gives what filling them for the first time gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.stamp import Template, stamp
from tests.hosts.files.stamp.feature_book import parts
from tests.hosts.files.stamp.reading import cell_values, formulas, style_of

SHEETS = "xl/worksheets/"
values = st.none() | st.booleans() | st.integers(-999, 999) | st.floats(-1e9, 1e9) | st.sampled_from(
    ["", "=1+1", "<&>\"'", "_x0041_", " a ", "売上", date(2026, 5, 1)]
)  # fmt: skip
computed = st.integers(-9, 9) | st.floats(-1e9, 1e9) | st.sampled_from(["", "small", "#N/A", "a<b"])


@st.composite
def fillings(draw):
    """Fills and known values: named, merged, in a block, of cells that are there and of such that are not."""
    fills = {
        "KGI_AMOUNT": draw(values),
        "OWNER": draw(values),
        "NOTES": [[draw(values), draw(values)] for _ in range(3)],
        "MERGED": draw(values),
        "目標!B10": draw(values),
        "設定!B1": draw(values),
        "Rest!LOCAL": draw(values),
        "目標!K30": draw(values),
    }
    return fills, {"目標!B4": draw(computed), "目標!B7": draw(computed)}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(again=fillings(), last=fillings())
def test_the_third_filling_is_what_a_first_one_would_be(template: Path, tmp_path: Path, again, last):
    """From the second on, only values are put in; no former one may shine through."""
    repeated, first = tmp_path / "repeated.xlsx", tmp_path / "first.xlsx"
    book = Template(template)
    for fills, known in (again, again, last, again, last):
        book.stamp(repeated, fills, known=known)
    stamp(template, first, last[0], known=last[1])
    mine, wanted = parts(repeated), parts(first)
    assert mine.keys() == wanted.keys()
    for name in mine:
        if name.startswith(SHEETS):
            assert cell_values(mine[name]) == cell_values(wanted[name])
            assert formulas(mine[name]) == formulas(wanted[name])
            assert [style_of(mine[name], cell) for cell in ("B2", "B3")] == [style_of(wanted[name], cell) for cell in ("B2", "B3")]
        else:
            assert mine[name] == wanted[name]


def test_what_does_not_fit_is_refused_as_ever(template: Path, tmp_path: Path):
    """The message says where and why, in the third file as in the first."""
    book, output = Template(template), tmp_path / "out.xlsx"
    for _ in range(3):
        book.stamp(output, {"KGI_AMOUNT": 1.0, "NOTES": [["a", "b"]] * 3})
    before = output.read_bytes()
    with pytest.raises(InputError, match=r"KGI_AMOUNT .*数値として保存できません"):
        book.stamp(output, {"KGI_AMOUNT": float("nan"), "NOTES": [["a", "b"]] * 3})
    with pytest.raises(InputError, match=r"^NOTES.*3行×2列の範囲です"):
        book.stamp(output, {"KGI_AMOUNT": 1.0, "NOTES": [["a", "b"], ["c"], ["d", "e", "f"]]})
    assert output.read_bytes() == before
