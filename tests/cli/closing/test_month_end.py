"""The month closed with one command: everything is made, made again without losing a word, and what changed is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.outputs import OUTPUTS
from tests.cli.reporting.test_meeting_text import LOG
from tests.company_books import write_company
from tests.role_books import edited, typed
from tests.spreadsheet import lint_workbooks

OUT = Path("締め")
MADE = {"2026-11-report.xlsx", "2026-11-meeting.md", "2026-11-meeting.txt", "2026-11.html", "1on1"}
NEXT = Path("c 2026-12.xlsx")
"""Beside the workbook, from whose folder on exports are named."""


def said_in_settings(book: Path, **cells: object) -> Path:
    """Type into 締め: logs, map, connection, store, folder; outputs by their keys; *lines*: (files, how they are read)."""
    places = {
        "logs": names.CLOSING_LOGS, "map": names.CLOSING_MAP, "connection": names.CLOSING_CONNECTION, "store": names.CLOSING_STORE,
        "folder": names.CLOSING_FOLDER,
    }  # fmt: skip
    changes = [typed(places[name], value) for name, value in cells.items() if name in places]
    for place, line in enumerate(cells.get("lines", ())):
        changes += [typed(name, value, place) for name, value in zip((names.CLOSING_LOGS, names.CLOSING_MAP), line, strict=True)]
    made = cells.get("outputs")
    if isinstance(made, str):
        keys = made.split(",")
        changes += [typed(names.CLOSING_OUTPUTS, "○" if output.key in keys else None, place) for place, output in enumerate(OUTPUTS)]
    edited(book, *changes)
    return book


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's workbook that says where its exports are."""
    monkeypatch.chdir(tmp_path)
    said_in_settings(write_company(tmp_path / "c.xlsx"), logs="書き出し/*.csv", store="実績.duckdb")
    (tmp_path / "書き出し").mkdir()
    (tmp_path / "書き出し" / "log.csv").write_text(LOG, "utf-8")
    return tmp_path


def shown(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_one_command_makes_everything(run, folder):
    said = run("month-end", "c.xlsx", "--as-of", "2026-11-30")
    assert said.status == 0, said.err
    assert shown(OUT) == MADE
    assert shown(OUT / "1on1") == {"2026-11 1on1 中村.xlsx"}
    assert (folder / "実績.duckdb").is_file()
    assert "実績.duckdb（蓄積ファイル）" in said.out
    assert lint_workbooks([NEXT, *OUT.glob("*.xlsx"), *OUT.glob("1on1/*.xlsx")]) == []
    assert "売上 640万円／目標1,500万円（達成率42.7% ×）" in (OUT / "2026-11-meeting.txt").read_text("utf-8")


def test_made_again_it_says_what_changed(run, folder):
    """Another deal of 高橋: 80万 more for him, for Osaka and the company; and a new file."""
    run("month-end", "c.xlsx")
    assert "前回（2026-11-30まで）から変わったものはありません" in run("month-end", "c.xlsx").out
    (folder / "書き出し" / "more.csv").write_text(LOG.splitlines()[0] + "\n2026-11-20,高橋,大阪,受注,1,800000\n", "utf-8")
    said = run("month-end", "c.xlsx")
    assert said.status == 0, said.err
    lines = said.out.partition("変わったもの：\n")[2].splitlines()
    assert [line.strip() for line in lines] == [
        "more.csv：新しいファイル", "全社：6,400,000 → 7,200,000", "大阪 フィールドセールス：800,000 → 1,600,000",
        "大阪 高橋（field_sales）：800,000 → 1,600,000",
    ]  # fmt: skip


def test_notes_and_promises_stay_and_work_on_the_next_month_is_not_overwritten(run, folder):
    run("month-end", "c.xlsx")
    report = OUT / "2026-11-report.xlsx"
    book = openpyxl.load_workbook(report)
    sheet = book["佐藤"]
    area = next(defined for name, defined in sheet.defined_names.items() if name.startswith("NOTES_"))
    _, cells = next(iter(area.destinations))
    sheet[cells.replace("$", "")][0][-1].value = "12月に1件ずれた"
    book.save(report)
    following = NEXT
    edited(following, typed("KGI_AMOUNT", 16_000_000))
    worked_on = following.read_bytes()
    said = run("month-end", "c.xlsx")
    assert said.status == 0, said.err
    again = openpyxl.load_workbook(report)["佐藤"]
    assert "12月に1件ずれた" in [cell.value for row in again.iter_rows() for cell in row]
    assert following.read_bytes() == worked_on
    assert "手が入っているので、そのまま残しました" in said.err
    assert run("month-end", "c.xlsx").status == 0, "it is still known as the close's own"
    assert following.read_bytes() == worked_on


def test_what_somebody_else_made_is_not_replaced(run, folder):
    OUT.mkdir()
    (OUT / "2026-11.html").write_text("mine", "utf-8")
    said = run("month-end", "c.xlsx")
    assert said.status == 2
    assert "2026-11.html は締めで作ったものではありません" in said.err
    assert shown(OUT) == {"2026-11.html"}
    assert (OUT / "2026-11.html").read_text("utf-8") == "mine"


def test_a_next_workbook_that_somebody_made_is_left(run, folder):
    """With the button, say: everything else is made."""
    NEXT.write_bytes(b"mine")
    said = run("month-end", "c.xlsx")
    assert said.status == 0, said.err
    assert "翌月のブックはすでにあるので、作りませんでした：" in said.err
    assert NEXT.read_bytes() == b"mine"
    assert shown(OUT) == MADE


def test_the_next_workbook_closes_the_month_after(run, folder):
    """It says what this one says, and lies where that leads to the exports."""
    assert run("month-end", "c.xlsx").status == 0
    said = run("month-end", str(NEXT), "--as-of", "2026-12-10")
    assert said.status == 0, said.err
    assert "2026-12-report.xlsx" in said.out


def test_what_somebody_wrote_into_a_members_workbook_is_kept(run, folder):
    said_in_settings(folder / "c.xlsx", outputs="members")
    assert run("month-end", "c.xlsx").status == 0
    path = OUT / "2026-11-members" / "2026-11 佐藤.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "来週話す"
    book.save(path)
    said = run("month-end", "c.xlsx")
    assert "2026-11 佐藤.bak.xlsx に残しました" in said.err
    assert openpyxl.load_workbook(path.with_name("2026-11 佐藤.bak.xlsx")).worksheets[0]["A1"].value == "来週話す"
    assert "  2026-11-members/（" in said.out


def test_of_a_folder_the_month_that_is_over_is_closed(run, folder, monkeypatch):
    """One line of a scheduler holds for every month; there must be one workbook of it."""
    from kpi_xl.cli.closing import plan

    monkeypatch.setattr(plan, "today", lambda: date(2026, 12, 1))
    said = run("month-end", str(folder), "--make", "text")
    assert said.status == 0, said.err
    assert shown(OUT) == {"2026-11-meeting.md", "2026-11-meeting.txt"}
    monkeypatch.setattr(plan, "today", lambda: date(2027, 1, 1))
    said = run("month-end", str(folder))
    assert said.status == 2
    assert "に2026年12月の計画ブックがありません" in said.err
    (folder / "copy.xlsx").write_bytes((folder / "c.xlsx").read_bytes())
    said = run("month-end", str(folder), "--month", "2026-11")
    assert said.status == 2
    assert "「c.xlsx、copy.xlsx」に2026年11月の計画ブックが複数あります" in said.err


def test_in_the_middle_of_a_month_it_counts_to_the_logs_last_day(run, folder, monkeypatch):
    """As the button does: what is due is what is due by then."""
    from kpi_xl.cli.reporting import report

    monkeypatch.setattr(report, "today", lambda: date(2026, 11, 27))
    said = run("month-end", "c.xlsx", "--json")
    assert said.status == 0, said.err
    last = max(line.split(",")[0] for line in LOG.splitlines()[1:] if line.startswith("2026-11"))
    assert json.loads(said.out)["as_of"] == min(last, "2026-11-27")
    assert "月の途中なので" in json.loads(said.out)["not_made"][0]


def test_check_shows_what_is_missing_and_writes_nothing(run, folder):
    before = shown(folder)
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 0, said.err
    for words in ("log.csv", "2026-11-report.xlsx", "翌月のブック"):
        assert words in said.out
    (folder / "書き出し" / "log.csv").unlink()
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 2
    assert "c.xlsx：「書き出し/*.csv」に合うファイルがありません" in said.err
    assert shown(folder) == before


def test_a_scheduler_reads_json_and_the_exit_status(run, folder):
    run("month-end", "c.xlsx")
    said = run("month-end", "c.xlsx", "--json")
    found = json.loads(said.out)
    assert (said.status, found["month"], found["as_of"], found["again"], found["changes"]) == (0, "2026-11", "2026-11-30", True, [])
    assert set(found["reads"]) == {"c.xlsx", "log.csv"}
    assert "2026-11-report.xlsx" in found["writes"]


def test_a_workbook_says_nothing_outside_its_folder(run, folder):
    """It may come from a stranger: neither what it reads nor where it writes leads elsewhere."""
    (folder / "c.xlsx").unlink()
    book = write_company(folder / "c.xlsx")
    secret = "postgres://me:hunter2@db/sales"
    said_in_settings(
        book, logs="../geheim/*.csv", map="C:\\maps\\a.toml", connection=secret, store="/tmp/x.duckdb", folder="~/Desktop"
    )
    said = run("month-end", "c.xlsx")
    assert said.status == 2
    for words in ("../geheim/*.csv", "C:/maps/a.toml", "/tmp/x.duckdb", "~/Desktop"):
        assert f"「{words}」はこのブックのフォルダーの外です" in said.err
    assert "接続の名前だけを書きます" in said.err
    assert "hunter2" not in said.err
    assert not OUT.exists()


def test_a_link_leads_nowhere_else(run, folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.csv"
    elsewhere.write_text(LOG, "utf-8")
    (folder / "書き出し" / "log.csv").unlink()
    (folder / "書き出し" / "linked.csv").symlink_to(elsewhere)
    said = run("month-end", "c.xlsx")
    assert said.status == 2
    assert "に合うファイルがありません" in said.err


@pytest.mark.parametrize("text", ["[" * 5000, "sales = 1", "[sales]\nsource = 1", "x = " + "1" * 5000, "\x00", "# " + "x" * 1_000_000])
def test_connections_that_cannot_be_read_are_told(text: str, run, folder, monkeypatch):
    """Whatever lies there: no traceback."""
    monkeypatch.setenv("KPI_XL_CONNECTIONS", str(folder / "connections.toml"))
    (folder / "c.xlsx").unlink()
    said_in_settings(write_company(folder / "c.xlsx"), connection="sales")
    (folder / "connections.toml").write_text(text, "utf-8")
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 2
    assert "connections.toml" in said.err


@pytest.mark.parametrize("figures", ['{"東": "abc"}', '{"東": 1e308}', '{"東": true}', "[1]", "NaN", "[" * 5000])
def test_a_record_that_holds_no_figures_is_damage(figures: str, run, folder):
    """What changed since is told by its numbers; nothing is written by a record that cannot be trusted."""
    OUT.mkdir()
    record = f'{{"version": 1, "day": "2026-11-30", "inputs": {{}}, "outputs": {{}}, "figures": {figures}}}'
    (OUT / ".kpi-xl-2026-11.json").write_text(record, "utf-8")
    said = run("month-end", "c.xlsx", "--make", "text")
    assert said.status == 2
    assert "締めの記録として読めません" in said.err
    assert shown(OUT) == set()


def test_a_connection_is_known_by_its_name(run, folder, monkeypatch):
    """The address lies with the user; who lacks it is told what to write, and where."""
    monkeypatch.setenv("KPI_XL_CONNECTIONS", str(folder / "connections.toml"))
    (folder / "c.xlsx").unlink()
    said_in_settings(write_company(folder / "c.xlsx"), connection="sales")
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 2
    assert "「sales」という接続は connections.toml にありません" in said.err
    (folder / "connections.toml").write_text('[sale]\nsource = "postgres://db/sales"\n', "utf-8")
    assert "もしかして「sale」ですか" in run("month-end", "c.xlsx", "--check").err
    (folder / "connections.toml").write_text('[sales]\nsource = "postgres://db/sales"\ntable = "act"\n', "utf-8")
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 0, said.err
    assert "データベース" in said.out


PHONE = """[headers]
date = ["発信日時"]
member = ["かけた人"]
[[rules]]
kind = "call"
"""


def test_each_line_of_exports_says_how_it_is_read(run, folder):
    """The phone's list by a mapping, another by a preset's name, the rest by headings; a file is read by the first line that names it."""
    exports = folder / "書き出し"
    (folder / "phone.toml").write_text(PHONE, "utf-8")
    (exports / "通話_11.csv").write_text("発信日時,かけた人\n2026-11-05 10:00,中村\n2026-11-06 11:00,中村\n", "utf-8")
    lines = (("書き出し/通話*", "phone.toml"), ("書き出し/log.csv", "plain"), ("書き出し/*.csv", None))
    said_in_settings(folder / "c.xlsx", lines=lines, outputs="list")
    said = run("month-end", "c.xlsx", "--json")
    assert said.status == 0, said.err
    found = json.loads(said.out)
    assert set(found["reads"]) == {"c.xlsx", "log.csv", "通話_11.csv", "phone.toml"}
    assert "読めなかった" not in said.err
    wrong = said_in_settings(folder / "c.xlsx", lines=(*lines[:1], ("書き出し/log.csv", "salesfoce"), (None, "phone.toml")))
    said = run("month-end", wrong.name, "--check")
    assert said.status == 2
    assert "「salesfoce」" in said.err
    assert "もしかして「salesforce」ですか" in said.err
    assert "読み方だけがあります" in said.err


def test_one_map_of_an_earlier_workbook_holds_for_all_lines(run, folder):
    """Version 0.2 had one cell for it."""
    (folder / "phone.toml").write_text(PHONE, "utf-8")
    (folder / "書き出し" / "log.csv").write_text("発信日時,かけた人\n2026-11-05 10:00,中村\n", "utf-8")
    book = openpyxl.load_workbook(said_in_settings(folder / "c.xlsx", map="phone.toml", outputs="list"))
    name = book.defined_names[names.CLOSING_MAP]
    name.attr_text = name.attr_text.partition(":")[0]
    book.save(folder / "c.xlsx")
    said = run("month-end", "c.xlsx", "--check")
    assert said.status == 0, said.err
    assert "phone.toml" in said.out
    assert run("month-end", "c.xlsx").status == 0


def test_names_that_a_mac_wrote_are_found(run, folder):
    """There ガ and プ are two characters each."""
    import unicodedata

    exports = folder / "書き出し"
    (exports / "log.csv").rename(exports / unicodedata.normalize("NFD", "プログラム.csv"))
    said_in_settings(folder / "c.xlsx", logs="書き出し/プログ*.csv", outputs="text")
    assert run("month-end", "c.xlsx").status == 0


def test_progress_is_a_line_a_step(run, folder):
    said_in_settings(folder / "c.xlsx", outputs="text,page")
    said = run("month-end", "c.xlsx", "--progress")
    assert [line for line in said.err.splitlines() if line.startswith("[")] == [
        "[1/3] ログを集計中", "[2/3] 会議の文章", "[3/3] スマートフォンのページ",
    ]  # fmt: skip
    assert "[1/3]" not in run("month-end", "c.xlsx").err


def test_the_log_is_read_once(run, folder, monkeypatch):
    """For the report and for next month's workbook alike."""
    from kpi_xl.activity import log as logs

    opened = []
    monkeypatch.setattr(logs, "open_sources", lambda *given, true=logs.open_sources, **how: opened.append(1) or true(*given, **how))
    assert run("month-end", "c.xlsx").status == 0
    assert opened == [1]


def test_options_stand_in_for_what_an_earlier_workbook_does_not_say(run, folder):
    """Workbooks made before have no 締め: the options of the report do."""
    book = openpyxl.load_workbook(folder / "c.xlsx")
    for name in [name for name in book.defined_names if name.startswith("CLOSING_")]:
        del book.defined_names[name]
    book.save(folder / "c.xlsx")
    said = run("month-end", "c.xlsx", "書き出し/log.csv", "--out", "out", "--make", "text,list")
    assert said.status == 0, said.err
    assert shown(folder / "out") == {"2026-11-meeting.md", "2026-11-meeting.txt", "2026-11-list.xlsx"}
    said = run("month-end", "c.xlsx", "書き出し/log.csv", "--make", "txt")
    assert said.status == 2
    assert "もしかして「text」ですか" in said.err


def test_marks_in_settings_choose_what_is_made(run, folder):
    said_in_settings(folder / "c.xlsx", outputs="page,members", folder="11月")
    assert run("month-end", "c.xlsx").status == 0
    assert shown(folder / "11月") == {"2026-11.html", "2026-11-members"}
    said_in_settings(folder / "c.xlsx", outputs="")
    said = run("month-end", "c.xlsx")
    assert said.status == 2
    assert "c.xlsx には作るものがありません" in said.err


def test_a_month_that_is_not_over_makes_no_next_one(run, folder):
    said = run("month-end", "c.xlsx", "--as-of", "2026-11-16")
    assert said.status == 0, said.err
    assert "2026年11月を2026-11-16まで集計しました：" in said.out
    assert shown(OUT) == MADE
    assert not NEXT.exists()
    assert "月の途中なので、翌月のブックは作りませんでした" in said.err


def test_a_role_workbook_with_its_log_typed_in_closes_too(run, tmp_path, monkeypatch):
    from kpi_xl.cli import main

    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["new", "field_sales", "-o", "fs.xlsx", "--month", "2026-11", "--with-log"])
    book = openpyxl.load_workbook(tmp_path / "fs.xlsx")
    sheet = book["活動ログ"]
    head = next(row for row in sheet.iter_rows() if [cell.value for cell in row if cell.value][:2] == ["日付", "担当者"])
    row = {"日付": "2026-11-05", "担当者": "佐藤", "チーム": "東京", "種別": "商談", "件数": 3}
    for cell in head:
        sheet.cell(cell.row + 1, cell.column, row.get(str(cell.value)))
    book.save(tmp_path / "fs.xlsx")
    said = run("month-end", "fs.xlsx", "--make", "text,page")
    assert said.status == 0, said.err
    assert shown(OUT) == {"2026-11-meeting.md", "2026-11-meeting.txt", "2026-11.html"}


def test_nothing_is_written_where_a_row_stops_the_run(run, folder):
    (folder / "書き出し" / "log.csv").write_text(LOG + "いつか,佐藤,東京,受注,1,1\n", "utf-8")
    assert run("month-end", "c.xlsx", "--strict").status == 2
    assert not OUT.exists()
