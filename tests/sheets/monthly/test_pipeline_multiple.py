"""The pipeline multiple, counted by hand: 400万円 open are twice the 200万円 still to be won; everywhere the same, and none on the last day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.reporting.report import as_dict
from kpi_xl.handouts.meeting import company_lines
from kpi_xl.handouts.page.rendering import page_of
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.listing import draw_list
from kpi_xl.targets import Plan, RolePlan
from tests.attainment.plans import FIELD, MANAGER, member
from tests.sheets.monthly.test_company_page import month_of
from tests.sheets.monthly.test_monthly import cells, drawn

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

GOAL = {"KGI_AMOUNT": 3_000_000.0}
PLAN = Plan(
    (RolePlan(FIELD, {**FIELD.defaults, **GOAL}), RolePlan(MANAGER, {**MANAGER.defaults, **GOAL})),
    (member("山田"), member("部長", role="manager")),
)
LINES = ("2026-10-05,山田,東,商談,8,,,,", "2026-11-02,山田,東,商談,8,,,,", "2026-11-10,山田,東,受注,2,1000000,,A,")
OPEN = "2026-11-12,山田,東,パイプライン,1,4000000,,A,"
DAY_16, LAST = date(2026, 11, 16), date(2026, 11, 30)
OF_TARGET = r"(?m)^1\.333|1\.33(?:倍|x)"  #: 400万円 of the month's 300万円
SENTENCE = {
    "ja": "進行中の案件400万円は、今月あと受注が必要な200万円の2.00倍です。目標の3倍にするには、案件があと200万円必要です。",
    "en": "The open pipeline of ¥4,000,000 is 2.00x the ¥2,000,000 still to be won this month; 3x takes another ¥2,000,000 of open deals.",
}


def month(folder: Path, day: date | None, *lines: str) -> MeasuredMonth:
    return month_of(folder, *LINES, OPEN, *lines, plan=PLAN, as_of=day)


def said(folder: Path, month: MeasuredMonth, language: str) -> str:
    """All that the sheets, the list, the phone's page and the meeting's text say."""
    with speaking(language):
        book = Book(str(folder / "list.xlsx"), "", LAST)
        draw_list(book, month.report)
        book.close()
        told = [page_of(month), *map(str, company_lines(month))]
    sheets = [*cells(drawn(folder, month, language=language)).values(), *cells(folder / "list.xlsx").values()]
    return "\n".join([*told, *(str(value) for sheet in sheets for value in sheet.values())])


def row_of(month: MeasuredMonth) -> dict[str, object]:
    return next(row for row in as_dict(month)["rows"] if row["kpi"] == "pipeline_coverage")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_and_the_row_tell_the_same_multiple(tmp_path: Path, language: str):
    """300万円 to be won, 100万円 won: of three times the 200万円 left, 200万円 of open deals are wanting."""
    running = month(tmp_path, DAY_16)
    row = row_of(running)
    assert (row["coverage"], row["rate"], row["open_pipeline"], row["left_to_win"]) == (2.0, pytest.approx(2 / 3), 4_000_000, 2_000_000)
    words = said(tmp_path, running, language)
    assert SENTENCE[language] in words
    assert not re.search(OF_TARGET, words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [None, LAST])
def test_on_the_last_day_there_is_no_multiple(tmp_path: Path, language: str, day: date | None):
    """Nothing is won any more of the month that open deals would serve."""
    over = month(tmp_path, day)
    row = row_of(over)
    assert [row[each] for each in ("target", "coverage", "rate", "status", "left_to_win")] == [3.0, None, None, None, None]
    assert row["actual"] == pytest.approx(4 / 3)  # what stays on record: 400万円 open, of the month's 300万円
    words = said(tmp_path, over, language)
    assert not re.search(OF_TARGET, words)
    assert not any(each in words for each in ("still to be won", "今月あと受注が必要な"))


def test_a_goal_that_is_made_needs_no_open_deals(tmp_path: Path):
    made = month(tmp_path, DAY_16, "2026-11-13,山田,東,受注,1,2000000,,B,")
    assert (row_of(made)["coverage"], row_of(made)["left_to_win"]) == (None, 0.0)
    assert "今月の受注目標は達成済みです。" in said(tmp_path, made, "ja")
