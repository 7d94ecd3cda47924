"""``report --list``: one table of every member and KPI, for companies where nobody wants a sheet per member."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.activity.store import Store
from kpi_xl.cli.planning import plans as planning
from kpi_xl.cli.reporting import report as reporting
from kpi_xl.sheets.monthly.listing import HEAD_ROW
from tests.cli.conftest import HEADER

LIST = ("report", "activity.csv", "--role", "field_sales", "--month", "2026-11", "-o", "list.xlsx", "--list")
PEOPLE = 40


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    for module in (planning, reporting):
        monkeypatch.setattr(module, "today", lambda: date(2026, 12, 4))


@pytest.fixture
def activity(desk: Path) -> Path:
    """Forty members of four teams: everybody has meetings, every second one an order."""
    rows = [f"2026-11-02,担当{number:02},第{number % 4}課,商談,{number},\n" for number in range(PEOPLE)]
    rows += [f"2026-11-{number % 28 + 1:02},担当{number:02},第{number % 4}課,受注,1,{number}00000\n" for number in range(0, PEOPLE, 2)]
    rows += [f"2026-10-02,担当00,第0課,{kind},1,\n" for kind in ("訪問", "キーパーソン接触")]  # logged, so that a month without has 0
    (desk / "activity.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return desk


def rows_of(path: Path, title: str = "一覧") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return list(book[title].iter_rows(min_row=HEAD_ROW + 2, min_col=2, values_only=True))


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_workbook_holds_two_sheets_whatever_the_number_of_members(activity: Path, run):
    """The figures are those of --json."""
    said = run(*LIST)
    assert said.status == 0
    assert openpyxl.load_workbook(activity / "list.xlsx").sheetnames == ["一覧", "チーム別"]
    listed = {(row[1], row[3]): (row[5], row[6]) for row in rows_of(activity / "list.xlsx")}
    figures = json.loads(run(*LIST[:6], "--json").out)["rows"]
    assert len(listed) == len(figures) == PEOPLE * 7
    for figure in figures:
        if figure["kpi"] == "meetings":
            assert listed[figure["member"], "商談数"] == (figure["target"], figure["actual"])


def test_the_terminal_shows_a_summary_in_place_of_pages_of_tables(activity: Path, run):
    """What a person wants to know: how many, how good, and that no row was lost."""
    signs = Counter(row["status"] for row in json.loads(run(*LIST[:6], "--json").out)["rows"])
    said = run(*LIST)
    assert said.out.splitlines()[:2] == [
        "2026年11月の達成状況（2026/11/30時点・稼働日19/19日）",
        f"4チーム・40名・280行：○ {signs['○']}　△ {signs['△']}　× {signs['×']}　— {signs[None]}",
    ]
    assert "62行 = 集計 62 ＋ 対象外 0 ＋ 読めない行 0" in said.out
    english = run(*LIST, "--lang", "en")
    assert f"Teams 4, people 40, rows 280: ○ {signs['○']}" in english.out


def test_a_list_needs_a_file(activity: Path, run):
    """There is nothing to see of it in a terminal."""
    said = run(*LIST[:6], "--list")
    assert (said.status, said.out) == (2, "")
    assert said.err == "--list：一覧には出力ファイルの指定が必要です。-o FILE.xlsx を付けてください。\n"


def test_a_former_list_is_kept_aside(activity: Path, run):
    """Somebody may have typed remarks beside the rows."""
    run(*LIST)
    former = (activity / "list.xlsx").read_bytes()
    said = run(*LIST)
    assert "以前の内容は list.bak.xlsx に残しました" in said.err
    assert (activity / "list.bak.xlsx").read_bytes() == former


def test_what_else_is_asked_for_is_there_all_the_same(activity: Path, run):
    """JSON says where everybody is heading, and members' workbooks have their charts, list or not."""
    plain = run(*LIST[:6], "--json")
    said = run(*LIST, "--json")
    assert json.loads(said.out) == json.loads(plain.out)
    run(*LIST[:6], "--each-member", "plain")
    run(*LIST, "--each-member", "each")
    for path in sorted((activity / "plain").iterdir()):
        assert (activity / "each" / path.name).read_bytes() == path.read_bytes()


def test_a_store_keeps_the_accounts_that_the_list_leaves_out(activity: Path, run):
    """Next month's report may ask for them."""
    header = HEADER.replace("金額", "金額,取引先")
    (activity / "activity.csv").write_text(f"{header}2026-11-02,山田,東,受注,1,500000,あおば\n", encoding="utf-8")
    assert run(*LIST, "--store", "sales.duckdb").status == 0
    with Store(activity / "sales.duckdb").opened() as log:
        assert log.connection.execute("SELECT account FROM log").fetchall() == [("あおば",)]


def test_a_list_of_a_csv_starts_without_what_it_does_not_use(activity: Path):
    """Every report pays at its start for what it imports: the planning sheets, goals and numpy took as long as reading 300,000 rows."""
    code = f"import sys\nfrom kpi_xl.cli import run\nstatus = run({list(LIST)!r})\nprint(*sys.modules, file=sys.stderr)\nsys.exit(status)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=activity, capture_output=True, text=True, check=True)
    needless = {"numpy", "pandas", "openpyxl", "rich", "kpi_xl.functions", "kpi_xl.smart", "kpi_xl.sheets.role", "kpi_xl.sheets.company"}
    assert needless & set(ran.stderr.split()) == set()
