"""月を締める in the open workbook: it is saved, everything that 締め names is made beside it, and what was written is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from kpi_xl.hosts.excel import macros
from kpi_xl.sheets.role.parts.outputs import OUTPUTS
from tests.hosts.excel.open_books import cell_named, opened, rearranged


def marked(book: xw.Book, *keys: str) -> None:
    """○ beside these outputs alone."""
    for place, output in enumerate(OUTPUTS):
        cell_named(book, "CLOSING_OUTPUTS", place).value = "○" if output.key in keys else None


def shown(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if not each.name.startswith(".")}


@pytest.mark.parametrize("change", [None, rearranged], ids=["as made", "rearranged"])
def test_the_month_is_closed_with_what_was_typed_a_moment_ago(program, path: Path, change):
    """What 締め says need not be on the disk yet; the person sees what is read and made before it happens."""
    book = opened(change(path) if change else path)
    cell_named(book, "CLOSING_LOGS").value = "*.csv"
    cell_named(book, "CLOSING_FOLDER").value = "11月"
    marked(book, "text", "list")
    program.answers |= {"このブックを保存して": "yes"}
    macros.close_month()
    question, said = program.said
    assert question.splitlines()[0] == "このブックを保存して、2026年11月を締めます。よろしいですか。"
    assert question.splitlines()[2:] == ["読むもの：*.csv", "作るもの：一覧、会議の文章"]
    assert "save" in program.steps
    assert shown(path.parent / "11月") == {"2026-11-meeting.md", "2026-11-meeting.txt", "2026-11-list.xlsx"}
    assert said.splitlines()[0].startswith("2026年11月を締めました：")
    assert "  2026-11-list.xlsx" in said.splitlines()


def test_again_it_says_what_changed(program, path: Path):
    """Another deal of 50万 is told with the figures that it moved."""
    book = opened(path)
    cell_named(book, "CLOSING_LOGS").value = "*.csv"
    marked(book, "text")
    program.answers |= {"このブックを保存して": "yes"}
    macros.close_month()
    log = path.with_name("活動.csv")
    log.write_text(log.read_text("utf-8") + "2026-11-27,佐藤 花子,受注,1,500000\n", "utf-8")
    macros.close_month()
    assert "活動.csv：内容が変わったファイル" in program.said[-1]
    assert "佐藤 花子（field_sales）：1,000,000 → 1,500,000" in program.said[-1]


def test_it_says_in_passing_what_it_is_doing(program, path: Path, monkeypatch):
    """Each step, in the status bar."""
    from kpi_xl.hosts.excel.live.host import ExcelHost

    steps = []
    monkeypatch.setattr(ExcelHost, "progress", lambda self, step: steps.append(step))
    book = opened(path)
    cell_named(book, "CLOSING_LOGS").value = "*.csv"
    marked(book, "text", "page")
    program.answers |= {"このブックを保存して": "yes"}
    macros.close_month()
    assert steps == ["月を締めています", "[1/3] ログを集計中", "[2/3] 会議の文章", "[3/3] スマートフォンのページ"]
    assert "[2/3]" not in program.said[-1]


def test_who_says_no_gets_nothing(program, path: Path):
    opened(path)
    program.answers |= {"このブックを保存して": "no"}
    macros.close_month()
    assert "save" not in program.steps
    assert not (path.parent / "締め").exists()


def test_the_log_that_the_workbook_remembers_is_the_log(program, path: Path):
    """Where 締め names none: 実績を取込 wrote down where the actuals came from."""
    book = opened(path)
    cell_named(book, "ACTIVITY_LOG").value = "活動.csv"
    marked(book, "text")
    program.answers |= {"このブックを保存して": "yes"}
    macros.close_month()
    assert "読むもの：活動.csv" in program.said[0]
    assert shown(path.parent / "締め") == {"2026-11-meeting.md", "2026-11-meeting.txt"}


def test_a_workbook_that_lies_on_no_disk_is_refused(program, path: Path):
    """Its folder is where exports are looked for."""
    book = opened(path)
    book.impl.path = path.with_suffix(".ods")
    macros.close_month()
    assert "Excelブック（.xlsx・.xlsm）として保存されていません" in program.said[-1]


def test_what_is_missing_is_said_and_nothing_is_made(program, path: Path):
    """One dialogue with the cell that leads outside; then one with the pattern that no file matches."""
    book = opened(path)
    cell_named(book, "CLOSING_LOGS").value = "../*.csv"
    macros.close_month()
    assert "「../*.csv」はこのブックのフォルダーの外です" in program.said[-1]
    cell_named(book, "CLOSING_LOGS").value = "書き出し/*.csv"
    program.answers |= {"このブックを保存して": "yes"}
    macros.close_month()
    assert "「書き出し/*.csv」に合うファイルがありません" in program.said[-1]
    assert not (path.parent / "締め").exists()
