"""The commands at work: help, targets, eval, report and new, as a user of the command line sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kpi_xl
from kpi_xl.cli.planning import plans as planning
from kpi_xl.cli.reporting import report as reporting
from kpi_xl.definitions import ROLE_IDS
from kpi_xl.functions import call
from tests.cli.conftest import GOOD, HEADER, NOT_LOGGED

COMMANDS = (
    "new", "targets", "adopt", "actuals", "diff", "check", "import", "report", "month-end", "export-targets", "templates", "functions", "eval",
    "demo", "install", "uninstall", "doctor",
)  # fmt: skip
NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
MAVEN = Path(__file__).parents[3] / "shared" / "eval" / "maven_crm" / "sales_pipeline.csv"
"""Not part of the project; the test is skipped where it is not at hand."""
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    """A day in December, so that November is over."""
    for module in (planning, reporting):
        monkeypatch.setattr(module, "today", lambda: date(2026, 12, 4))


# --- Help -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_japanese_by_default_and_ends_with_examples(command: str, run):
    """People copy the example and change it; headings in English would be the only foreign words on the page."""
    said = run(command, "--help")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith(f"使い方：kpi-xl {command} [オプション]")
    assert "オプション：" in lines
    assert "例：" in [line.strip() for line in lines]
    assert f"kpi-xl {command}" in said.out.partition("例：")[2]
    assert "この説明を表示する" in said.out
    for english in ("Usage", "Options", "Examples", "Show this message", "[required]", "default:"):
        assert english not in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_english_on_request(command: str, run):
    """Nothing Japanese is left, but for an amount typed as 1,000万 in an example."""
    said = run(command, "--help", "--lang", "en")
    lines = said.out.splitlines()
    assert lines[0].startswith(f"Usage: kpi-xl {command} [OPTIONS]")
    assert {"Options:", "  Examples:"} <= set(lines)
    left = said.out.replace("万", "")
    assert left.isascii(), [line for line in left.splitlines() if not line.isascii()]


def test_the_group_lists_all_commands_in_the_order_of_work(run):
    """Plan, work back, report; then what helps."""
    for language, heading in (("ja", "コマンド："), ("en", "Commands:")):
        said = run("--lang", language, "--help")
        listed = [line.split()[0] for line in said.out.partition(heading)[2].splitlines() if line.strip()]
        assert tuple(listed) == COMMANDS


def test_help_names_every_role(run):
    """Nobody knows the ids by heart."""
    for command in ("new", "targets"):
        said = run(command, "--help")
        unwrapped = "".join(said.out.split())  # a long Japanese line is broken anywhere
        unnamed = [role for role in ROLE_IDS if role not in unwrapped]
        assert unnamed == [], "name it in the help of ROLE, in both languages: kpi_xl/cli/commands/shared.py"


def test_a_required_option_is_marked_in_the_language_spoken(run):
    """[required] among Japanese words is the sort of thing that makes software feel foreign."""
    assert "[必須]" in run("report", "--help").out
    assert "[required]" in run("report", "--help", "--lang", "en").out


def test_the_version_is_told(run):
    """For the support mail."""
    assert run("--version").out == f"kpi-xl {kpi_xl.__version__}\n"


def test_help_comes_without_loading_what_it_does_not_need():
    """`--help` is typed again and again; DuckDB and pandas take most of a second to load."""
    code = (
        "import sys\nfrom kpi_xl.cli import main\n"
        "try: main(['report', '--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('duckdb', 'pandas', 'openpyxl', 'xlsxwriter', 'jpholiday') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"


def test_it_runs_as_a_module():
    """``python -m kpi_xl`` where the scripts folder is not on the path, as on many company machines."""
    command = [sys.executable, "-m", "kpi_xl", "eval", "KPI_REQUIRED_DEALS(10000000,500000)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "20\n"


# --- eval -----------------------------------------------------------------------------------------------------------

METHOD = {
    "KPI_REQUIRED_DEALS(10000000,500000)": "20",
    "KPI_REQUIRED_MEETINGS(10000000,500000,20%)": "100",
    "KPI_REQUIRED_APPOINTMENTS(10000000,500000,0.2)": "100",
    "KPI_REQUIRED_CALLS(10000000,500000,0.2,0.05)": "2000",
    "=KPI_REQUIRED_CALLS(10000000, 500000, 20%, 5%)": "2000",
    "KPI_REQUIRED_REQUESTS(5000000,500000,20%,15%)": "334",
    "KPI_REQUIRED_COUNT(25,30%,80%,20%)": "525",
    "KPI_REQUIRED_COUNT(14,40%,50%,35%,10%)": "2000",
    "KPI_REQUIRED_COUNT(21,0.7)": "30",
    "KPI_PER_DAY(1000,DATE(2026,11,1))": "53",
    "KPI_WORKING_DAYS(DATE(2026,11,1),DATE(2026,11,30))": "19",
    "KPI_ATTAINMENT(24,30)": "0.8",
    'KPI_ATTAINMENT(4%,5%,"以下")': "1.2",
    "KPI_STATUS({1,0.8,0.79})": "○\n△\n×",
    "KPI_COVERAGE(30000000,10000000)": "3",
    "KPI_SHARE_ATTAINING({1.1,0.8,0.79,0.5})": "0.5",
    "KPI_FUNNEL(10000000,500000,20%,5%)": "受注\t20\n商談\t100\nアポイント\t100\n架電\t2000",
    "KPI_REQUIRED_DEALS({10000000,3000000},500000)*2": "40\n12",
    "10000000/500000/20%": "100",
}


@pytest.mark.parametrize("expression", METHOD)
def test_eval_gives_the_methods_figures(expression: str, run):
    """The same functions as in the workbook, checked from a shell."""
    assert run("eval", expression) == (0, f"{METHOD[expression]}\n", "")


def test_eval_takes_the_inputs_of_a_workbook(run):
    """What is omitted is taken from --set, typed as people type it."""
    settings = ["--set", "KGI_AMOUNT=1,000万", "--set", "UNIT_PRICE=５０万円", "--set", "WIN_RATE=20%", "--set", "appointment_rate=0.05"]
    assert run("eval", "KPI_REQUIRED_CALLS()", *settings).out == "2000\n"
    assert run("eval", "KPI_REQUIRED_CALLS(,,25%)", *settings).out == "1600\n"
    assert call("KPI_REQUIRED_CALLS", 10_000_000, 500_000, 0.25, 0.05) == 1_600


# --- targets ----------------------------------------------------------------------------------------------------------


def test_targets_shows_the_way_back_and_the_standards(run):
    """The figures of the method, for December with its 20 working days (the year ends on the 28th)."""
    said = run("targets", "field_sales", "--set", "KGI_AMOUNT=1,000万", "--month", "2026-12")
    assert (said.status, said.err) == (0, "")
    words = [line.split() for line in said.out.splitlines()]
    assert "（KGI 1,000万円・稼働日20日）" in said.out
    assert ["受注", "20", "5", "1", "20"] in words
    assert ["商談", "100", "25", "5", "100"] in words
    assert ["架電", "2,000", "500", "100", "2,000"] in words
    assert ["商談数", "中間", "月", "30件", "100件", "以上"] in words


def test_targets_as_json(run):
    """For those who work on with the numbers; the months of a weighted year add up to the year."""
    said = run("targets", "field_sales", "--month", "2026-12", "--members", "３", "--weights", "8=0.8,3=1.3", "--json")
    found = json.loads(said.out)
    assert (found["role"], found["month"], found["working_days"]) == ("field_sales", "2026-12", 20)
    assert sum(found["months"].values()) == 36_000_000
    assert found["months"]["2026-08"] < found["months"]["2026-09"] < found["months"]["2027-03"]
    calls = next(stage for stage in found["stages"] if stage["stage"] == "calls")
    assert sum(calls["shares"]) == calls["per_month"]
    assert {kpi["kpi"]: kpi["standard"] for kpi in found["kpis"]}["meetings"] == 30


def test_rounding_at_the_end_asks_for_less(run):
    """1,010万円 is 20.2 deals: 101 meetings instead of 105."""
    amount = ("--set", "KGI_AMOUNT=10100000", "--month", "2026-12", "--json")
    meetings = {}
    for rounding in ("stage", "end"):
        found = json.loads(run("targets", "field_sales", *amount, "--rounding", rounding).out)
        meetings[rounding] = next(stage["per_month"] for stage in found["stages"] if stage["stage"] == "meetings")
    assert meetings == {"stage": 105, "end": 101}


# --- report -------------------------------------------------------------------------------------------------------------


def test_the_report_as_json_has_the_shape_that_scripts_rely_on(desk: Path, run):
    """month, and a row per member and KPI; null where there is nothing to divide by or nothing planned."""
    said = run("report", "log.csv", *NOVEMBER, "--json")
    assert (said.status, said.err) == (0, f"{NOT_LOGGED}。\n")
    found = json.loads(said.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert found["month"] == "2026-11"
    assert {frozenset(row) for row in found["rows"]} == {
        frozenset({"member", "team", "kpi", "target", "actual", "rate", "due", "pace", "n", "status"})
    }
    assert len(found["rows"]) == 2 * 7
    rows = {(row["member"], row["kpi"]): row for row in found["rows"]}
    assert rows["山田", "revenue"] == {
        "member": "山田", "team": "東", "kpi": "revenue", "target": 3_000_000.0, "actual": 500_000.0,
        "rate": 500_000 / 3_000_000, "due": 3_000_000.0, "pace": 500_000 / 3_000_000, "n": None, "status": "×",
    }  # fmt: skip
    assert rows["山田", "average_order"]["status"] == "○"
    assert rows["佐藤", "win_rate"]["actual"] == 0.0
    blank = rows["山田", "win_rate"]  # a deal, but no meeting to divide by
    assert (blank["target"], blank["actual"], blank["rate"], blank["status"]) == (0.2, None, None, None)
    unlogged = rows["佐藤", "key_person_rate"]  # three meetings, and nobody logs whom they met
    assert (unlogged["target"], unlogged["actual"], unlogged["rate"], unlogged["n"], unlogged["status"]) == (0.8, None, None, None, None)
    assert found["log"] == {"rows": 2, "read": 2, "skipped": 0, "rejected": 0, "notes": [NOT_LOGGED]}


def test_json_goes_alone_to_stdout(desk: Path, run):
    """`| jq` must never meet a remark; remarks go to stderr."""
    said = run("report", "one_bad.csv", *NOVEMBER, "--json")
    assert said.status == 0
    assert json.loads(said.out)["log"] == {"rows": 3, "read": 2, "skipped": 0, "rejected": 1,
    "notes": [NOT_LOGGED, "読めなかった1行は集計に入っていません（種別 1行）"]}
    assert said.err.splitlines() == [
        "3行のうち1行は読めなかったため、集計に入っていません。",
        "  one_bad.csv 4行目 種別：「昼食」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
        f"{NOT_LOGGED}。",
    ]


def test_many_rejects_are_told_in_short(desk: Path, run):
    """Ten show the pattern; the count shows the size."""
    Path("many.csv").write_text(HEADER + GOOD + "2026-11-04,佐藤,東,昼食,1,\n" * 37, encoding="utf-8")
    lines = run("report", "many.csv", *NOVEMBER, "--json").err.splitlines()
    assert lines[0] == "39行のうち37行は読めなかったため、集計に入っていません。"
    assert [line.split()[1] for line in lines[1:11]] == [f"{number}行目" for number in range(4, 14)]
    assert lines[11] == "  ほか27行"


def test_strict_passes_a_log_without_rejects(desk: Path, run):
    """It is a check, not another mode."""
    assert run("report", "log.csv", *NOVEMBER, "--strict", "--json").status == 0


def test_the_report_in_the_terminal_shows_the_team_and_the_account_of_the_log(desk: Path, run):
    """A look before the workbook is opened."""
    said = run("report", "log.csv", *NOVEMBER)
    words = [line.split() for line in said.out.splitlines()]
    assert words[0] == ["2026年11月の達成状況（2026/11/30時点・稼働日19/19日）"]
    assert ["売上", "600万円", "50万円", "8.3%", "×"] in words
    assert ["商談数", "60件", "3件", "5.0%", "×"] in words
    assert "ログ log.csv：2行 = 集計 2 ＋ 対象外 0 ＋ 読めない行 0" in said.out
    assert "当月の活動：商談 3, 受注 1 (500,000)" in said.out


def test_a_month_that_the_log_does_not_hold_is_said_to_be_empty(desk: Path, run):
    """Zeros for everybody look like a disaster; most often the month was mistyped."""
    said = run("report", "log.csv", "--role", "field_sales", "--month", "2026-12", "--json")
    assert said.status == 0
    assert "2026年12月の活動がログにありません（ログは 2026-11-02 から 2026-11-03 まで）。" in said.err.splitlines()


def test_a_month_that_is_not_over_is_said_to_be_unfinished(desk: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Per-day values over the whole month look too low on the 10th."""
    monkeypatch.setattr(reporting, "today", lambda: date(2026, 11, 10))
    said = run("report", "log.csv", *NOVEMBER)
    unfinished = "対象月はまだ終わっていません。今日時点の1日あたり・週あたりの値は --as-of 2026-11-10 で計算できます。"
    assert set(said.err.splitlines()) == {unfinished, f"{NOT_LOGGED}。"}
    assert run("report", "log.csv", *NOVEMBER, "--as-of", "2026-11-10").err == f"{NOT_LOGGED}。\n"


def test_on_its_last_day_a_month_is_reported_whole(desk: Path, run, monkeypatch: pytest.MonkeyPatch):
    """--as-of the last day is the report that was just made: nobody is sent there."""
    monkeypatch.setattr(reporting, "today", lambda: date(2026, 11, 30))
    assert run("report", "log.csv", *NOVEMBER).err == f"{NOT_LOGGED}。\n"
    assert run("report", "log.csv", *NOVEMBER, "--as-of", "2026-11-30").err == f"{NOT_LOGGED}。\n"


def test_a_report_is_written_and_the_former_one_is_kept(desk: Path, run):
    """Notes typed into last week's report must survive this week's."""
    said = run("report", "log.csv", *NOVEMBER, "-o", "new.xlsx")
    assert (said.status, said.out.splitlines()[-1], said.err) == (0, "作成しました：new.xlsx", f"{NOT_LOGGED}。\n")
    former = Path("new.xlsx").read_bytes()
    assert former.startswith(b"PK")
    said = run("report", "log.csv", *NOVEMBER, "-o", "new.xlsx")
    assert said.err.splitlines()[-1] == "以前の内容は new.bak.xlsx に残しました。"
    assert Path("new.bak.xlsx").read_bytes() == former
    assert not [path.name for path in desk.iterdir() if path.name.startswith(".kpi-xl")]


def test_a_workbook_is_created_and_replaced_only_when_told_to(desk: Path, run):
    """--force is the user's word, nothing else replaces a workbook."""
    said = run("new", "inside_sales:bdr", "-o", "bdr.xlsx", "--month", "2026-12", "--set", "KGI_AMOUNT=1,000万")
    assert (said.status, said.out) == (0, "インサイドセールス（BDR）の計画ブックを作りました：bdr.xlsx\n")
    assert Path("bdr.xlsx").read_bytes().startswith(b"PK")
    assert run("new", "field_sales", "-o", "there.xlsx", "--force").status == 0
    assert Path("there.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.skipif(not MAVEN.is_file(), reason="the CRM sample is not at hand")
@pytest.mark.parametrize("role", ["field_sales", "manager"])
def test_a_real_crm_export_is_counted_to_the_dollar(role: str, run):
    """8,800 opportunities of 35 agents; 2,089 are still open. Won and lost of November 2017 as counted in the raw file."""
    said = run("report", str(MAVEN), "--map", str(EXAMPLES / "maven.toml"), "--role", role, "--month", "2017-11", "--json")
    found = json.loads(said.out)
    (note,) = found["log"].pop("notes")
    assert note.startswith("記録なし")  # deals alone: no meetings, no calls
    assert found["log"] == {"rows": 8_800, "read": 6_711, "skipped": 2_089, "rejected": 0}
    assert found["activity"] == {"won": {"count": 406, "amount": 938_943.0}, "lost": {"count": 362, "amount": 0.0}}
    own = [row for row in found["rows"] if row["kpi"] == "revenue"]
    assert len({row["member"] for row in own}) == 35
    assert {row["team"] for row in own} == {"Central", "East", "West"}
    assert sum(row["actual"] for row in own) == 938_943


def test_a_plan_that_lists_nobody_says_so(run, tmp_path: Path):
    """The first report after `new` is made before anybody filled in the members; the team's goal is then each one's."""
    book, log = tmp_path / "book.xlsx", tmp_path / "log.csv"
    log.write_text("date,member,kind,amount\n2026-10-01,佐藤,won,500000\n", "utf-8")
    assert run("new", "field_sales", "-o", str(book), "--month", "2026-10").status == 0
    said = run("report", str(log), "--plan", str(book), "--month", "2026-10", "--json")
    assert "計画ブックに担当者がいないため、ログの全員に1人分の目標を当てています。" in said.err
    revenue = next(row for row in json.loads(said.out)["rows"] if row["kpi"] == "revenue")
    assert (revenue["member"], revenue["target"], revenue["actual"]) == ("佐藤", 3_000_000, 500_000)
