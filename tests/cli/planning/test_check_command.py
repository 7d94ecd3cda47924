"""``kpi-xl check``: a sentence, a CSV file, a role workbook."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

TODAY = ("--today", "2026-11-23")
VAGUE = "営業成績を向上させる"
SMART = "新規商談数を現在の月間30件から今月末(11月30日)までに月間50件に増やす"


@pytest.fixture
def book(run, tmp_path) -> str:
    path = tmp_path / "book.xlsx"
    assert run("new", "field_sales", "-o", str(path), "--month", "2026-12").status == 0
    return str(path)


def test_a_vague_goal_shows_letters_and_remedies(run):
    said = run("check", VAGUE, *TODAY)
    assert said.status == 0
    assert "S× M× A？ R？ T×（5点中0点）" in said.out
    assert "→指標か活動の名前を書く" in said.out
    assert "書き方の例" not in said.out  # a wish without an indicator is advised on in words alone


def test_a_smart_goal_needs_no_example(run):
    said = run("check", SMART, "--role", "field_sales", *TODAY)
    assert "S○ M○ A○ R○ T○（5点中5点）" in said.out
    assert "書き方の例" not in said.out


def test_english_is_complete(run):
    """No Japanese is left over in an English answer."""
    said = run("check", "Increase sales soon", "--lang", "en", *TODAY)
    assert "(1 of 5)" in said.out
    assert "Vague words" in said.out
    assert not any("ぁ" <= char <= "龥" for char in said.out.replace("？", "").replace("×", ""))


def test_json_holds_every_letter(run):
    told = json.loads(run("check", SMART, "--json", *TODAY).out)
    assert told["letters"] == {"S": True, "M": True, "A": True, "R": True, "T": True}
    assert [finding["verdict"] for finding in told["findings"]] == ["pass"] * 5
    assert told["score"] == 5
    assert json.loads(run("check", VAGUE, "--json").out)["vague"][0]["family"] == "result"


def test_json_holds_every_goal_as_it_was_read(run):
    """What a machine needs of a goal: the day, the number with its unit and sense, where it starts."""
    text = "①win rateを20%から25に、来月末までに ②解約を月3件までに抑える"
    told = json.loads(run("check", text, "--json", *TODAY).out)
    assert told["signs"] == "S○ M○ A？ R○ T○（目標2件）"
    assert [goal.pop("letters") for goal in told["goals"]] == [dict.fromkeys("SMART", True), {**dict.fromkeys("SMRT", True), "A": None}]
    assert told["goals"] == [
        {
            "text": "win rateを20%から25に、来月末までに", "deadline": "2026-12-31", "deadline_words": "来月末",
            "target": {"number": 0.25, "unit": "%", "sense": "from-to"}, "baseline": 0.2, "indicator": "win rate",
            "period": None, "rewritten": "win rateを20%から25に、来月末までに",
        },
        {
            "text": "解約を月3件までに抑える", "deadline": None, "deadline_words": None,
            "target": {"number": 3, "unit": "件", "sense": "at most"}, "baseline": None, "indicator": "解約", "period": "month",
            "rewritten": "解約を〔現在値〕から月3件までに抑える",
        },
    ]  # fmt: skip


def test_several_goals_are_shown_one_by_one(run):
    said = run("check", "商談50件、もっと受注10件を来月末までに", *TODAY).out
    assert "目標が2件あります。全体の判定は最も弱い目標のもの：S○ M○ A？ R○ T○" in said
    assert said.count("（5点中4点）") == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("title", ["目標", "Goal", "目標文"])
def test_a_csv_file_is_read_as_excel_saves_it(run, tmp_path, encoding, title):
    path = tmp_path / "goals.csv"
    path.write_text(f'担当,{title}\n山田,{VAGUE}\n佐藤,"今月末までに、新規商談を50件にする"\n,\n', encoding=encoding)
    told = json.loads(run("check", str(path), "--json", *TODAY).out)
    assert [(each["line"], each["signs"]) for each in told] == [(2, "S× M× A？ R？ T×"), (3, "S○ M○ A？ R○ T○")]
    assert "2件中、×のない目標は1件です。" in run("check", str(path), *TODAY).out


def test_a_workbook_shows_its_goal_and_its_kpis(run, book):
    said = run("check", book, *TODAY)
    assert "売上はフィールドセールスのKGIそのもの" in said.out
    assert "キーパーソン接触率" in said.out
    assert "A：現在値を入れる" in said.out
    told = json.loads(run("check", book, "--json", *TODAY).out)
    assert told["goal"]["letters"]["T"] is True
    assert {each["kpi"] for each in told["kpis"]} >= {"deals_won", "meetings", "win_rate"}
    assert all(each["signs"] == "S○ M○ A？ R○ T○" for each in told["kpis"])


def test_strict_fails_where_a_letter_fails(run):
    assert run("check", VAGUE, "--strict", *TODAY).status == 1
    assert run("check", SMART, "--strict", *TODAY).status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nosuch.csv",), "nosuch.csv がありません"),
        (("nosuch.xlsx",), "nosuch.xlsx"),
        (("  ",), "目標が空です"),
        ((VAGUE, "--today", "あした"), "「あした」は日付として読めません"),
        ((VAGUE, "--role", "sales"), "もしかして「field_sales」ですか"),
    ],
)
def test_bad_input_is_named_in_one_line(run, arguments, words):
    said = run("check", *arguments)
    assert (said.status, said.out) == (2, "")
    assert words in said.err


def test_all_wrong_options_are_named_at_once(run):
    said = run("check", "", "--role", "sales", "--today", "x")
    assert said.status == 2
    assert len(said.err.splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("担当,内容\n山田,提案する\n", "に目標の列がありません"),
        ("目標\n\n", "に目標が1つもありません"),
        ("", "に目標の列がありません"),
    ],
)
def test_a_csv_file_without_goals_is_refused(run, tmp_path: Path, content, words):
    path = tmp_path / "goals.csv"
    path.write_text(content, encoding="utf-8")
    said = run("check", str(path))
    assert said.status == 2
    assert words in said.err


def test_hostile_text_is_shown_as_text(run):
    """Markup, control characters and a formula in a goal change nothing on the screen."""
    said = run("check", "[bold]=cmd|' /C calc'!A0[/bold] \x1b[31m商談を50件", *TODAY)
    assert said.status == 0
    assert "[bold]=cmd" in said.out
    assert "\x1b" not in said.out


def test_a_log_says_how_far_every_step_is(run, book, tmp_path):
    """Beside A stand the best month and the chance; a sentence has no log of its own."""
    log = tmp_path / "log.csv"
    rows = [f"2026-{month:02d}-10,山田,商談,{count},\n2026-{month:02d}-11,山田,受注,3,1500000" for month, count in ((9, 20), (10, 32), (11, 26))]
    log.write_text("日付,担当者,種別,件数,金額\n" + "\n".join(rows) + "\n", encoding="utf-8")
    told = json.loads(run("check", book, "--log", str(log), "--json", "--today", "2026-12-01").out)
    meetings = next(each for each in told["kpis"] if each["kpi"] == "meetings")
    assert meetings["findings"][2]["reason"].startswith("平均月間26件→月間30件（過去最高は月間32件、達成確率は")
    assert "過去最高は150万円" in told["goal"]["findings"][2]["reason"]
    assert "過去最高は月間32件" in run("check", book, "--log", str(log), "--today", "2026-12-01").out
    refused = run("check", VAGUE, "--log", str(log))
    assert refused.status == 2
    assert "計画ブックの目標にだけ使えます" in refused.err


def test_a_log_of_a_crm_is_read_as_the_report_reads_it(run, book, tmp_path):
    """The export that makes the report says how far the step is, too: with its mapping, and telling what it could not read."""
    log, mapping = tmp_path / "crm.csv", tmp_path / "crm.toml"
    rows = [f"{day}/{month}/2026;山田;MTG;{count}" for month, day, count in ((9, 10, 20), (10, 13, 32), (11, 14, 26))]
    log.write_text("When;Who;What;How many\n" + "\n".join([*rows, "31/2/2026;山田;MTG;5"]) + "\n", encoding="utf-8")
    mapping.write_text(
        '[headers]\ndate = ["When"]\nmember = ["Who"]\nkind = ["What"]\ncount = ["How many"]\n[kinds]\n"MTG" = "商談"\n', encoding="utf-8"
    )
    said = run("check", book, "--log", str(log), "--map", str(mapping), "--date-order", "dmy", "--today", "2026-12-01")
    assert "過去最高は月間32件" in said.out
    assert "4行のうち1行は読めなかった" in said.err
    alone = run("check", book, "--map", str(mapping), "--timezone", "Asia/Tokyo")
    assert alone.status == 2
    assert "--map" in alone.err
    assert "--timezone" in alone.err


def test_a_list_of_goals_in_a_workbook_is_judged_row_by_row(run, tmp_path):
    """A department keeps its goals in a sheet with titles above it; blank rows are people who have not written theirs."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("一覧")
    for row in (["営業部"], [], ["氏名", "目標"], ["佐藤", VAGUE], ["鈴木", None], ["田中", SMART]):
        sheet.append(row)
    book.save(tmp_path / "goals.xlsx")
    records = json.loads(run("check", str(tmp_path / "goals.xlsx"), *TODAY, "--json").out)
    assert [(record["line"], record["text"]) for record in records] == [(4, VAGUE), (6, SMART)]


def test_a_workbook_without_goals_is_refused(run, tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    said = run("check", str(tmp_path / "other.xlsx"), *TODAY)
    assert (said.status, said.err) == (2, "other.xlsx は計画ブックではなく、目標の列もありません。見出しを「目標」か「goal」にしてください。\n")
