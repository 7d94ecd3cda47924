"""A company's workbook on the command line: made from nothing, from a list, from role workbooks; its targets; its month."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.hosts.files.reading.plan_reader import read_plans
from tests.company_books import write_company
from tests.role_books import edited, typed, write_book
from tests.targets.test_company import COMPANY, NOVEMBER, kpi
from tests.targets.test_company import MEMBERS as PEOPLE

MEMBERS = """担当者,チーム,役割,入社日,担当チーム
佐藤,東京,フィールドセールス,,
鈴木,東京,field_sales,,
高橋,大阪,フィールドセールス,,
新人,大阪,フィールドセールス,2026/10/1,
田中,東京,インサイドセールス（SDR）,,
伊藤,大阪,inside_sales:sdr,,
渡辺,東京,インサイドセールス（BDR）,,
山本,東京,カスタマーサクセス,,
中村,東京,マネージャー,,東京、大阪
"""
REFERENCE = (
    "--set", "売上=1,500万", "--set", "新規=1,200万", "--set", "既存=300万", "--set", "平均受注単価=80万", "--set", "成約率=18%",
    "--set", "CUSTOMERS=40", "--set", "CUSTOMERS_DUE=25", "--set", "RENEWAL_AMOUNT=12万", "--set", "ADDED_AMOUNT=15万",
)  # fmt: skip
LOG = """日付,担当者,種別,件数,金額
2026/11/5,佐藤,商談,20,
2026/11/6,新人,受注,1,800000
2026/11/6,渡辺,架電,540,
2026/11/6,山本,リピート,18,2160000
2026/11/6,中村,同行,1,
"""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def targets_of(run, book: str, *options: str) -> dict:
    said = run("targets", book, "--json", *options)
    assert said.status == 0, said.err
    return json.loads(said.out)


def links(shown: dict) -> dict[str, float]:
    return {link["link"]: link["per_month"] for lane in shown["lanes"] for link in lane["links"]}


def test_the_reference_company_from_labels_and_a_list_of_members(run, at):
    """What the sheet shows, `targets --json` says: 15 deals, 84 meetings, 56 and 28 hand-overs, 374 requests, 560 calls."""
    (at / "members.csv").write_bytes(MEMBERS.encode("cp932"))
    said = run("new", "company", "-o", "c.xlsx", "--month", "2026-11", *REFERENCE, "--members", "members.csv")
    assert (said.status, said.out) == (0, "会社の計画ブックを作りました（9名）：c.xlsx\n")
    shown = targets_of(run, "c.xlsx")
    assert links(shown) == {
        "new": 12_000_000, "deals": 15, "meetings": 84, "handovers_sdr": 56, "appointments_sdr": 56, "requests": 374,
        "handovers_bdr": 28, "appointments_bdr": 28, "calls": 560, "existing": 3_000_000, "renewals": 20, "added": 4,
        "customer_meetings": 40,
    }  # fmt: skip
    revenue = {each["member"]: each["targets"]["revenue"] for each in shown["members"] if "revenue" in each["targets"]}
    assert revenue == {"佐藤": 3_430_000, "鈴木": 3_430_000, "高橋": 3_430_000, "新人": 1_710_000}
    december = targets_of(run, "c.xlsx", "--month", "2026-12")
    assert december["members"][3]["full_members"] == 0.75


def test_lists_of_people_are_read_in_their_own_words(run, at):
    """SDR and FS are what ① and everybody says, 氏名 and 職種 what the personnel file heads; 100 and 50 are percent without a sign."""
    rows = (
        "氏名,部署,職種,ウェイト", "佐藤,東京,FS,100", "鈴木,東京,フィールドセールス,50%", "田中,東京,SDR,", "渡辺,東京,bdr,", "山本,東京,CS,",
        "木村,東京,IS,",
    )  # fmt: skip
    (at / "members.csv").write_text("\n".join(rows), "utf-8")
    said = run("new", "company", "-o", "c.xlsx", "--month", "2026-11", "--members", "members.csv", "--set", "引き渡しのうちSDRの割合=75:25")
    assert said.status == 0, said.err
    shown = targets_of(run, "c.xlsx")
    keys = {each["member"]: each["role"] for each in shown["members"]}
    assert keys == {
        "佐藤": "field_sales", "鈴木": "field_sales", "田中": "inside_sales:sdr", "渡辺": "inside_sales:bdr", "山本": "customer_success",
        "木村": "inside_sales",
    }  # fmt: skip
    assert [each["full_members"] for each in shown["members"]][:2] == [1.0, 0.5]
    assert [links(shown)[each] for each in ("handovers_sdr", "handovers_bdr")] == [60, 20]


def test_the_report_measures_against_the_same_figures(run, at):
    """18 working days with 11/24 off: 32 calls a day; the manager of both teams owes the company's 1,500万, repeats counted in."""
    write_company(at / "c.xlsx")
    (at / "log.csv").write_text(LOG, "utf-8")
    said = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--json")
    assert said.status == 0, said.err
    shown = json.loads(said.out)
    company = {name: shown["company"][name] for name in ("target", "actual", "rate")}
    assert company == {"target": 15_000_000, "actual": 2_960_000, "rate": pytest.approx(0.1973, abs=0.0001)}
    rows = {(row["member"], row["kpi"]): (row["target"], row["actual"]) for row in shown["rows"]}
    assert rows["新人", "revenue"] == (1_710_000, 800_000)
    assert rows["佐藤", "meetings"] == (24, 20)
    assert rows["渡辺", "calls_per_day"] == (32, 30)
    assert rows["山本", "customer_meetings"] == (40, 0)
    assert rows["中村", "team_revenue"] == (15_000_000, 2_960_000)
    assert rows["中村", "joint_visits"] == (2, 1)
    led = next(row for row in shown["rows"] if (row["member"], row["kpi"]) == ("中村", "team_revenue"))
    assert [(part["team"], part["target"]) for part in led["parts"]] == [("東京", 9_860_000), ("大阪", 5_140_000)]
    assert sum(led["teams"].values()) == 2_960_000


def test_the_companys_month_is_in_the_json_with_all_that_its_page_shows(run, at):
    """What a reader of the page quotes in a meeting must be had by a program: the flow sums to the gap, periods reach the year's end."""
    write_company(at / "c.xlsx")
    (at / "log.csv").write_text(LOG, "utf-8")
    shown = json.loads(run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--json").out)
    company, flow = shown["company"], shown["company"]["flow"]
    assert [stage["stage"] for stage in flow["stages"]] == ["new", "deals", "meetings", "handovers", "appointments", "requests", "calls"]
    assert sum(link["yen"] for link in flow["links"]) + flow["rest"] == flow["total"] == round(company["new"]["gap"])
    assert [stage["stage"] for stage in company["customers"]] == ["existing", "renewals", "added", "customer_meetings"]
    assert [team["role"] for team in company["teams"]] == ["field_sales", "field_sales", "customer_success", "inside_sales", "inside_sales:sdr"]
    ours = [each for each in shown["periods"] if each["team"] is None]
    assert [(each["period"], each["from"], each["until"], each["plan"]) for each in ours] == [
        ("month", "2026-11", "2026-11", 15_000_000), ("quarter", "2026-10", "2026-12", 45_000_000),
        ("half", "2026-10", "2027-03", 90_000_000), ("year", "2026-04", "2027-03", 180_000_000),
    ]  # fmt: skip
    assert len(shown["periods"]) == 4 * (1 + len(company["teams"]))


def test_a_month_that_was_reported_keeps_its_plan_in_the_year_to_date(run, at):
    """October was planned at 1,400万 when it was reported; November's plan says 1,500万 of every month."""
    small = replace(COMPANY, goal=14_000_000, new=11_000_000, existing=3_000_000)
    write_company(at / "october.xlsx", small)
    write_company(at / "november.xlsx")
    (at / "log.csv").write_text(LOG + "2026-10-05,佐藤,東京,受注,1,800000\n", "utf-8")
    first = run("report", "log.csv", "--plan", "october.xlsx", "--month", "2026-10", "--store", "s.duckdb")
    assert first.status == 0, first.err
    shown = json.loads(run("report", "log.csv", "--plan", "november.xlsx", "--month", "2026-11", "--store", "s.duckdb", "--json").out)
    october = next(each for each in shown["company"]["months"] if each["month"] == "2026-10")
    assert (october["plan"], october["plan_from"]) == (14_000_000, "store")
    quarter = next(each for each in shown["periods"] if each["team"] is None and each["period"] == "quarter")
    assert (quarter["plan"], quarter["plan_from_store"]) == (44_000_000, ["2026-10"])


def test_the_terminal_says_where_the_company_stands(run, at):
    """Its revenue against what is due, the place that breaks, the year; a list says the first two."""
    write_company(at / "c.xlsx")
    (at / "log.csv").write_text(LOG, "utf-8")
    said = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--as-of", "2026-11-16").out
    assert "会社の売上：目標1,500万円、実績296万円" in said
    assert "ここまでの目安833.3万円、ペース比35.5%" in said
    assert "年度（4月〜）" in said
    listed = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--list", "-o", "l.xlsx").out
    assert "会社の売上：目標1,500万円、実績296万円" in listed
    assert "年度" not in listed
    english = run("--lang", "en", "report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--as-of", "2026-11-16").out
    assert "(without Apr, May, Jun, Jul, Aug, Sep, Oct, not on record)" in english
    assert "、" not in english.partition("The company's revenue")[2]


def test_the_terminal_shows_the_chain_from_the_goal_down(run, at):
    """What a person reads first is field sales, then what it needs of the others."""
    write_company(at / "c.xlsx")
    shown = run("targets", "c.xlsx").out
    places = [shown.index(words) for words in ("売上（新規）", "引き渡し", "資料請求", "架電", "顧客面談")]
    assert places == sorted(places)
    assert "32" in shown


def test_role_workbooks_become_one_company(run, at):
    """The goals of field sales and customer success are the two parts; the appointment rate is inside sales', members come once."""
    write_book(at / "fs.xlsx", "field_sales")
    write_book(at / "is.xlsx", "inside_sales")
    write_book(at / "cs.xlsx", "customer_success")
    said = run("new", "company", "-o", "c.xlsx", "--month", "2026-12", "--from", "fs.xlsx", "--from", "is.xlsx", "--from", "cs.xlsx")
    assert said.status == 0, said.err
    made, before = read_plans([at / "c.xlsx"]), read_plans([at / "fs.xlsx", at / "is.xlsx", at / "cs.xlsx"])
    assert made.company is not None
    assert (made.company.new_amount, made.company.existing_amount) == (12_345_678, 12_345_678)
    assert made.company.inputs["WIN_RATE"] == 0.18
    assert {role.id for role in made.company.roles} == {"inside_sales", "field_sales", "customer_success", "manager"}
    assert [(each.name, each.team, each.role.key) for each in made.members] == [
        (each.name, each.team, each.role.key) for each in before.members
    ]


def test_a_new_workbook_that_contradicts_itself_says_so_at_once(run, at):
    """1,600万 of new business are more than the goal of 1,500万: the book is made, and the parts are told."""
    said = run("new", "company", "-o", "c.xlsx", "--month", "2026-11", "--set", "売上=1,500万", "--set", "新規=1,600万", "--set", "既存=300万")
    assert said.status == 0
    assert "「1,500万円」は新規と既存の合計（1,900万円）と違います。" in said.err


SLIPS = {
    "an input that there is not": (("--set", "利益=3"), "--set：「利益」という入力はこのブックにありません。"),
    "a role that there is not": (("--roles", "inside_sales,sales"), "「sales」という役割はありません。"),
    "a role twice": (("--roles", "manager,manager"), "--roles：「manager」が2回あります。"),
    "no role": (("--roles", ","), "--roles：「,」に役割がありません。"),
    "no such list": (("--members", "nobody.csv"), "nobody.csv：ファイルがありません。"),
    "a list without roles": (("--members", "bad.csv"), "bad.csv：「役割」という列が担当者の表にありません。"),
    "a line that is wrong": (("--members", "worse.csv"), "worse.csv 2行目：「部長」という役割はありません。"),
    "a template": (("--template", "ours.xlsx"), "--template は会社のブックには使えません。"),
    "a book that is none": (("--from", "bad.csv"), "bad.csv"),
}


@pytest.mark.parametrize(("options", "message"), SLIPS.values(), ids=SLIPS)
def test_what_is_wrong_is_said_and_nothing_is_written(run, at, options: tuple[str, ...], message: str):
    """One clear message, exit status 2, no half of a workbook."""
    (at / "bad.csv").write_text("担当者,チーム\n佐藤,東京\n", "utf-8")
    (at / "worse.csv").write_text("担当者,役割\n佐藤,部長\n", "utf-8")
    said = run("new", "company", "-o", "c.xlsx", *options)
    assert said.status == 2
    assert message in said.err
    assert not (at / "c.xlsx").exists()


def test_options_of_a_company_are_refused_for_a_role(run, at):
    """Silently left out, they would be missed only in the workbook."""
    said = run("new", "field_sales", "-o", "c.xlsx", "--roles", "manager", "--from", "x.xlsx")
    assert said.status == 2
    assert "--roles は会社のブックだけに使えます" in said.err
    assert "--from は会社のブックだけに使えます" in said.err


def test_targets_of_a_role_workbook_are_asked_of_the_role(run, at):
    """`targets` reads the workbook of a company; what a role's holds is the report's to read."""
    write_book(at / "fs.xlsx")
    said = run("targets", "fs.xlsx")
    assert said.status == 2
    assert "fs.xlsx は役割別の計画ブックです" in said.err


def test_somebody_who_left_is_not_in_the_months_report(run, at):
    """Nobody owes a month after the last day."""
    left = (replace(PEOPLE[0], until=date(2026, 10, 31)), *PEOPLE[1:])
    write_company(at / "c.xlsx", members=left)
    (at / "log.csv").write_text(LOG, "utf-8")
    rows = json.loads(run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--json").out)["rows"]
    assert "佐藤" not in {row["member"] for row in rows}
    assert kpi(read_plans([at / "c.xlsx"]), NOVEMBER, "revenue")["佐藤"] == 0


def test_check_judges_the_companys_sentence_and_tells_contradictions(run, at):
    """One sentence for the company, every role's KPIs, and where the workbook says two things; the report says so, too."""
    edited(write_company(at / "c.xlsx"), typed("KGI_TEXT", "2026年11月30日までに、月間売上1,000万円を達成する"))
    said = run("check", "c.xlsx", "--json", "--today", "2026-11-01")
    assert said.status == 0, said.err
    shown = json.loads(said.out)
    assert shown["goal"]["signs"].startswith("S○ M○")
    assert {"deals_won", "calls_per_day", "customer_meetings", "team_revenue"} <= {each["kpi"] for each in shown["kpis"]}
    (contradiction,) = shown["contradictions"]
    assert "「1,000万円」は目標のセル（1,500万円）と違います。" in contradiction
    assert "食い違い：c.xlsx: ①KGI!" in run("check", "c.xlsx", "--today", "2026-11-01").out.replace("\n", "")
    (at / "log.csv").write_text(LOG, "utf-8")
    reported = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--json")
    assert contradiction in reported.err
    assert json.loads(reported.out)["contradictions"] == [contradiction]
