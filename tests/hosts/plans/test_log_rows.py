"""The activity log that is typed into a planning workbook is found wherever its table stands."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kpi_xl.activity import open_log
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.plans import typed_log
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.role.log_sheet import HEAD_ROW, ROOM
from kpi_xl.sheets.role.parts import names
from tests.role_books import demanding_settings, edited, log_typed, without_name, write_book

FIRST = HEAD_ROW + 2
"""The row of the sheet in which typing begins."""
ROWS = [
    (date(2026, 11, 2), "佐藤 花子", "東京", "架電", 40, None, None, None, None),
    (date(2026, 11, 9), "鈴木 一郎", None, "受注", None, 1_250_000, None, "株式会社アオバ", "紹介"),
]
READ = [(date(2026, 11, 2), "佐藤 花子", "call", 40, None), (date(2026, 11, 9), "鈴木 一郎", "won", 1, 1_250_000)]


def made(folder: Path, language: str = "ja") -> Path:
    role = load_role("field_sales")
    with speaking(language):
        return write_book(folder / "2026-12.xlsx", role, replace(demanding_settings(role), with_log=True))


def rows_read(path: Path) -> list[tuple] | None:
    with closing(PlanBook(path)) as book:
        log = typed_log(book)
    if log is None:
        return None
    with open_log([log]) as activity:
        return activity.connection.execute("SELECT date, member, kind, count, amount FROM log ORDER BY n").fetchall()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_is_the_log(tmp_path, language):
    assert rows_read(edited(made(tmp_path, language), log_typed(ROWS))) == READ


def test_an_empty_table_is_no_log(tmp_path):
    """New workbooks have it, and teams whose log comes from a system leave it alone."""
    assert rows_read(made(tmp_path)) is None
    assert rows_read(edited(made(tmp_path), log_typed([("  ", None, "")]))) is None


def test_the_table_is_found_on_whatever_sheet_and_place(tmp_path):
    """People move it, rename the sheet, or make a table of their own in an older workbook."""

    def move(book):
        sheet = book["活動ログ"]
        sheet.title = "日報 '26"
        book.defined_names[names.LOG_AREA].attr_text = "'日報 ''26'!$B$6:$J$306"
        sheet.tables["活動ログ"].displayName = "log_rows"

    assert rows_read(edited(made(tmp_path), log_typed(ROWS), move)) == READ


def test_a_table_that_was_dropped_is_found_by_its_area(tmp_path):
    """Google Sheets and LibreOffice drop tables when they save."""

    def drop(book):
        del book["活動ログ"].tables["活動ログ"]

    path = edited(made(tmp_path), log_typed(ROWS), drop)
    assert rows_read(path) == READ
    assert rows_read(edited(path, without_name(names.LOG_AREA))) is None


def test_what_is_typed_below_the_table_counts_too(tmp_path):
    """In LibreOffice a table does not grow with what is typed below it; rows after a blank one are something else."""
    path = edited(made(tmp_path), log_typed(ROWS[:1]), log_typed([ROWS[1], (), ("備考", "※", "ここまで")], below=ROOM))
    assert rows_read(path) == READ


def test_a_row_of_totals_is_no_activity(tmp_path):
    def total(book):
        sheet = book["活動ログ"]
        sheet.tables["活動ログ"].ref = f"B6:J{FIRST + 2}"
        sheet.tables["活動ログ"].totalsRowCount = 1
        sheet[f"B{FIRST + 2}"], sheet[f"F{FIRST + 2}"] = "集計", 41
        sheet[f"B{FIRST + 3}"] = "下に書いたメモ"

    assert rows_read(edited(made(tmp_path), log_typed(ROWS), total)) == READ


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days(tmp_path):
    def from_1904(book):
        book.epoch = CALENDAR_MAC_1904

    assert rows_read(edited(made(tmp_path), from_1904, log_typed(ROWS))) == READ


def test_a_row_that_cannot_be_read_is_named_with_its_sheet_and_row(tmp_path):
    rows = [*ROWS, (date(2026, 11, 10), "佐藤 花子", None, "昼食", 1)]
    with closing(PlanBook(edited(made(tmp_path), log_typed(rows)))) as book:
        log = typed_log(book)
    with open_log([log]) as activity:
        assert activity.rejected == 1
        assert str(activity.rejects.first()[0]).startswith(f"2026-12.xlsx 活動ログ!{FIRST + 2}行目")
