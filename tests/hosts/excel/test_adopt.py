"""この案にする in the open workbook: the case that the sheet names becomes the plan, and the log keeps it."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.hosts.excel import macros
from tests.company_books import write_company
from tests.hosts.excel.open_books import cell_named, opened, value_of


def test_the_chosen_case_becomes_the_plan(program, tmp_path: Path):
    """強気: 1,500万 of new business and 20%; the goal is the sum of the parts, the reason stands in the log."""
    book = opened(write_company(tmp_path / "c.xlsx"))
    cell_named(book, "ADOPT_CASE").value = "強気"
    cell_named(book, "ADOPT_REASON").value = "大型案件"
    macros.adopt_case()
    assert "「強気」の案を①KGIの入力にしました" in program.said[-1]
    assert [value_of(book, name) for name in ("KGI_AMOUNT", "NEW_GOAL", "WIN_RATE")] == [18_000_000, 15_000_000, 0.2]
    assert [value_of(book, name) for name in ("REVISION_WHAT", "REVISION_WHY")] == ["月間の売上目標", "大型案件"]
    assert "calculate" in program.steps


def test_where_the_sheet_names_no_case_it_is_asked(program, tmp_path: Path):
    """Somebody typed a word of their own into the cell."""
    book = opened(write_company(tmp_path / "c.xlsx"))
    cell_named(book, "ADOPT_CASE").value = "本命"
    program.answers |= {"どの案": 3}
    macros.adopt_case()
    assert value_of(book, "KGI_AMOUNT") == 10_500_000 + 3_000_000


def test_the_standard_case_changes_nothing(program, tmp_path: Path):
    """It is what ① holds already."""
    book = opened(write_company(tmp_path / "c.xlsx"))
    macros.adopt_case()
    assert "「標準」の案は今の入力と同じです。" in program.said[-1]
    assert value_of(book, "REVISION_WHAT") is None


def test_the_other_buttons_work_in_a_companys_workbook(program, tmp_path: Path):
    """Worked back lane by lane, the sentence judged, one revision log begun."""
    book = opened(write_company(tmp_path / "c.xlsx"))
    macros.work_back()
    assert "資料請求 374件" in program.said[-1]
    assert value_of(book, "RECORDED_VALUES") == 15_000_000
    macros.check_goals()
    assert "目標文：S○ M○" in program.said[-1]
    cell_named(book, "WIN_RATE").value = 0.2
    macros.work_back()
    assert "成約率（商談→受注）：18.0% → 20.0%" in program.said[-1]
