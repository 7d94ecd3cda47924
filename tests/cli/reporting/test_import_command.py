"""``kpi-xl import``: any log read, explained and written; and ``report`` over several of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.cli.planning import plans as planning
from kpi_xl.cli.reporting import report as reporting
from tests.cli.conftest import GOOD, HEADER

CALLS = "アクティビティー日,アクティビティーの割り当て先,コールの成果\n2026-11-02 09:00,山田,つながりました\n2026-11-02 09:10,髙橋 一郎,不在\n"
DEALS = "Id,Owner.Name,CloseDate,StageName,Amount\n006A,山田,2026-11-10,成立,\"1,200,000\"\n006A,山田,2026-11-10,成立,1\n006B,佐藤,x,失注,\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    for module in (planning, reporting):
        monkeypatch.setattr(module, "today", lambda: date(2026, 12, 4))


@pytest.fixture
def exports(desk: Path) -> Path:
    """The desk with an export of calls (CP932) and one of deals."""
    (desk / "calls.csv").write_bytes(CALLS.encode("cp932"))
    (desk / "deals.csv").write_text(DEALS, encoding="utf-8")
    return desk


def test_a_plain_log_is_told_in_one_line(desk: Path, run):
    """Rows in, rows counted; nothing else to say."""
    said = run("import", "log.csv")
    assert said == (0, "log.csv：2行 = 読み取り 2 ＋ 対象外 0 ＋ 読めない行 0（担当者 2名、2026-11-02 から 2026-11-03）\n", "")


def test_presets_duplicates_and_rejects_are_told_on_stderr(exports: Path, run):
    """What was recognised, what came twice, what could not be read; the account stays alone on stdout."""
    said = run("import", "calls.csv", "deals.csv", "--rejects", "rejects.csv")
    assert said.status == 0
    assert said.out == (
        "calls.csv ほか1件：5行 = 読み取り 3 ＋ 対象外 1 ＋ 読めない行 1（担当者 2名、2026-11-02 から 2026-11-10）\n"
    )
    assert said.err.splitlines() == [
        "calls.csv：HubSpot コール（hubspot_call）として読みました（見出し 3 のうち 3 を使用）。",
        "deals.csv：Salesforce 商談（＝案件）（salesforce_opportunity）として読みました（見出し 5 のうち 5 を使用）。",
        "5行のうち1行は読めなかったため、集計に入っていません。",
        "  deals.csv 4行目 日付：「x」は日付として読めません。「2026/11/30」の形にするか、--map の date_order を指定してください。",
        "同じIDの記録が重なっていたため、1行を除きました（新しいほうを使います）。",
        "  006A：deals.csv 2行目 ではなく deals.csv 3行目 を使用",
        "読めない行を書き出しました：rejects.csv",
    ]
    assert "006B,佐藤,x,失注" in Path("rejects.csv").read_text("utf-8-sig")


def test_explain_shows_every_column_and_the_first_rows(exports: Path, run):
    """Whoever sets up an import sees at once what is taken for what."""
    said = run("import", "deals.csv", "--explain")
    words = [line.split() for line in said.out.splitlines()]
    assert words[0] == ["deals.csv：Salesforce", "商談（＝案件）（salesforce_opportunity）と判定しました。5列のうち5列を使います。"]
    for row in (["Id", "記録ID"], ["Owner.Name", "担当者"], ["CloseDate", "日付"], ["StageName", "種別の判定"], ["Amount", "金額"]):
        assert row in words
    assert ["3", "2026-11-10", "山田", "受注", "1", "1円"] in words
    assert ["4", "?", "佐藤", "失注", "1"] in words


def test_explain_in_english(exports: Path, run):
    """No Japanese but that of the file."""
    said = run("import", "log.csv", "--explain", "--lang", "en")
    words = [line.split() for line in said.out.splitlines()]
    assert " ".join(words[0]) == "log.csv: recognised as plain activity log (plain); 6 of 6 columns are used."
    assert ["日付", "date"] in words
    assert ["2", "2026-11-02", "山田", "Deals", "won", "1", "¥500,000"] in words


def test_headers_of_a_file_do_not_steer_the_terminal(desk: Path, run):
    """Markup and control characters in a header are shown as letters."""
    Path("odd.csv").write_text("日付,担当者,種別,[red]x[/red],\x1b[31mよ\n2026-11-02,[b]山田[/b],受注,1,2\n", encoding="utf-8")
    said = run("import", "odd.csv", "--explain")
    assert "[red]x[/red]" in said.out
    assert "\\x1b[31mよ" in said.out
    assert "[b]山田[/b]" in said.out
    assert "\x1b" not in said.out


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.duckdb"])
def test_the_plain_log_that_is_written_gives_the_same_report(exports: Path, run, name: str):
    """Import once, report often."""
    said = run("import", "calls.csv", "deals.csv", "-o", name)
    assert said.out.splitlines()[-1] == f"作成しました：{name}（活動 4件）"
    direct = json.loads(run("report", "calls.csv", "deals.csv", "--role", "field_sales", "--month", "2026-11", "--json").out)
    through = json.loads(run("report", name, "--role", "field_sales", "--month", "2026-11", "--json").out)
    assert through["rows"] == direct["rows"]
    assert through["activity"] == direct["activity"] == {
        "call": {"count": 2, "amount": 0.0}, "connect": {"count": 1, "amount": 0.0}, "won": {"count": 1, "amount": 1.0},
    }  # fmt: skip
    assert not [path.name for path in exports.iterdir() if path.name.startswith(".kpi-xl")]


def test_members_are_matched_with_the_plan(exports: Path, run):
    """The plan writes 高橋 一郎; whoever is not in it is listed with the nearest name."""
    assert run("new", "field_sales", "-o", "plan.xlsx", "--month", "2026-11").status == 0
    book = _with_members(Path("plan.xlsx"), ["高橋一郎", "山本"])
    said = run("import", "calls.csv", "--members", str(book), "-o", "out.csv")
    assert said.err.splitlines()[1:] == ["担当者の表にない名前が1件あります。", "  山田（1行）：近い名前 山本"]
    with open_log(Path("out.csv")) as log:
        assert list(log.members(date(2026, 11, 1), date(2026, 11, 30))) == ["山田", "高橋一郎"]
    said = run("report", "calls.csv", "--plan", str(book), "--month", "2026-11", "--json")
    assert "1名" in said.err
    assert "山田（計画の山本？）" in said.err


def _with_members(book: Path, names: list[str]) -> Path:
    import openpyxl

    workbook = openpyxl.load_workbook(book)
    sheet, table = next(
        (sheet, sheet.tables[name]) for sheet in workbook for name in sheet.tables if name == "MEMBERS"
    )
    first = sheet[table.ref][0]
    column = next(cell.column for cell in first if cell.value == "担当者")
    for row, name in enumerate(names, first[0].row + 1):
        sheet.cell(row, column, name)
    workbook.save(book)
    return book


MISTAKES = {
    "no log": (("import",), "kpi-xl import：「ログ」が指定されていません。「kpi-xl import --help」で使い方を確認してください。"),
    "an unknown preset": (
        ("import", "log.csv", "--preset", "hubspott"),
        "--preset：「hubspott」というプリセットはありません。もしかして「hubspot」ですか。",
    ),
    "a preset that does not fit": (
        ("import", "log.csv", "--preset", "sansan_card"),
        "log.csv：「名刺交換日」の列がありません。使えるのは 日付、担当者、チーム、種別、件数、金額 です。\n"
        "log.csv：「名刺所有者」の列がありません。使えるのは 日付、担当者、チーム、種別、件数、金額 です。\n"
        "log.csv：「会社名」の列がありません。使えるのは 日付、担当者、チーム、種別、件数、金額 です。\n"
        "log.csv：いちばん近いプリセットは「Sansan 名刺」（sansan_card）です。"
        "--preset でプリセットを、--map で列の対応を指定してください。",
    ),
    "preset and mapping": (
        ("import", "log.csv", "--preset", "plain", "--map", "map.toml"),
        "--preset / --map：同時には指定できません。どちらか一方を指定してください。",
    ),
    "two presets for three logs": (
        ("import", "log.csv", "one_bad.csv", "header.csv", "--preset", "plain", "--preset", "plain"),
        "--preset：「2」は指定した回数です。ログの件数（3件）と合いません。1回だけか、ログと同じ回数を同じ順で指定してください。",
    ),
    "an unknown order": (
        ("import", "log.csv", "--date-order", "american"),
        "--date-order：「american」という選択肢はありません。使えるのは ymd、mdy、dmy です。",
    ),
    "the same log twice": (("import", "log.csv", "./log.csv"), "log.csv は2回指定されています。1回だけ指定してください。"),
    "an output of another format": (
        ("import", "log.csv", "-o", "out.json"),
        "out.json：「.json」では保存できません。拡張子を .csv、.parquet、.duckdb にしてください。",
    ),
    "an output that is a link": (
        ("import", "log.csv", "-o", "link.csv"),
        "link.csv は通常のファイルではありません。別の名前を指定してください。",
    ),
    "an output that is the input": (
        ("import", "log.csv", "-o", "./log.csv"),
        "log.csv は入力と同じファイルです。別の名前を指定してください。",
    ),
    "rejects into a device": (
        ("import", "log.csv", "--rejects", "/dev/null"),
        "/dev/null に拡張子がありません。拡張子を .csv にしてください。\n"
        "/dev/null は通常のファイルではありません。別の名前を指定してください。",
    ),
    "rejects over the input": (
        ("report", "log.csv", "--role", "field_sales", "--month", "2026-11", "--rejects", "log.csv"),
        "log.csv は入力と同じファイルです。別の名前を指定してください。",
    ),
    "no such book of members": (
        ("import", "log.csv", "--members", "none.xlsx"),
        "none.xlsx：ファイルがありません。ファイルの場所と名前を確認してください。",
    ),
    "one bad row where none may be": (
        ("import", "one_bad.csv", "--strict", "-o", "out.csv"),
        "one_bad.csv 4行目 種別：「昼食」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_gets_its_message_and_leaves_nothing_behind(case: str, desk: Path, run):
    """Place, value, rule, remedy; status 2; nothing printed, nothing written."""
    Path("map.toml").write_text('[columns]\n"日付" = "date"\n"担当者" = "member"\n"種別" = "kind"\n', encoding="utf-8")
    Path("link.csv").symlink_to("one_bad.csv")
    arguments, message = MISTAKES[case]
    before = {path: path.read_bytes() if path.is_file() else None for path in desk.rglob("*")}
    assert run(*arguments) == (2, "", f"{message}\n")
    assert {path: path.read_bytes() if path.is_file() else None for path in desk.rglob("*")} == before


def test_a_mapping_for_each_log_in_their_order(desk: Path, run):
    """Two exports of two systems, each described by its own file."""
    Path("a.toml").write_text('[columns]\nd = "date"\nm = "member"\nk = "kind"\n', encoding="utf-8")
    Path("b.toml").write_text('[columns]\nwhen = "date"\nwho = "member"\nwhat = "kind"\n', encoding="utf-8")
    Path("a.csv").write_text("d,m,k\n2026-11-02,x,won\n", encoding="utf-8")
    Path("b.csv").write_text("when,who,what\n4/1/2026,y,won\n", encoding="utf-8")
    arguments = ("import", "a.csv", "b.csv", "--map", "a.toml", "--map", "b.toml")
    said = run(*arguments, "--date-order", "dmy")
    assert said.out == "a.csv ほか1件：2行 = 読み取り 2 ＋ 対象外 0 ＋ 読めない行 0（担当者 2名、2026-01-04 から 2026-11-02）\n"
    assert "--date-order mdy（月/日/年）か dmy" in run(*arguments).err


def test_a_report_over_several_logs_is_that_of_one(desk: Path, run):
    """The same rows, one log or two."""
    one, other = GOOD.splitlines()
    Path("one.csv").write_text(f"{HEADER}{one}\n", encoding="utf-8")
    Path("other.csv").write_text(f"{HEADER}{other}\n", encoding="cp932")
    options = ("--role", "field_sales", "--month", "2026-11", "--json")
    assert json.loads(run("report", "one.csv", "other.csv", *options).out) == json.loads(run("report", "log.csv", *options).out)
