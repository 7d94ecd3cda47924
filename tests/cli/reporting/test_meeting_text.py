"""The meeting's text: a block for the company and one a team, with the report's own figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.company_books import write_company

HEADER = "日付,担当者,チーム,種別,件数,金額\n"
LOG = HEADER + (
    "2026-11-05,佐藤,東京,商談,20,\n2026-11-10,佐藤,東京,受注,2,1600000\n2026-11-05,鈴木,東京,商談,30,\n2026-11-10,鈴木,東京,受注,5,4000000\n"
    "2026-11-06,高橋,大阪,商談,12,\n2026-11-10,高橋,大阪,受注,1,800000\n"
)  # fmt: skip
SCREEN = 40
"""Lines that a screen holds."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path / "c.xlsx")
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return tmp_path


def report(run, *more: str):
    return run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--as-of", "2026-11-16", *more)


def block(text: str, title: str) -> list[str]:
    """The lines of one block."""
    after = text.partition(f"■ {title}\n")[2]
    return after.partition("\n\n")[0].splitlines()


def test_the_figures_are_those_of_the_report(run, folder):
    """640万 of 1,500万; 10 of 18 working days ask for 833.3万: 76.8%. Tokyo's field sales have 560 of 686万, due 381.1万: 146.9%."""
    said = report(run, "--text", "m.md")
    assert said.status == 0, said.err
    text = (folder / "m.txt").read_text("utf-8")
    assert text.startswith("2026年11月 営業会議\n11月16日まで。稼働日は18日のうち10日を終え、残り8日\n")
    assert block(text, "全社")[0] == "・売上 640万円／目標1,500万円（ここまでの目安833.3万円、ペース比76.8% ×）"
    assert "・フィールドセールスの売上 560万円／目標686万円（ここまでの目安381.1万円、ペース比146.9% ○）" in block(text, "東京")
    rows = json.loads(report(run, "--json").out)["rows"]
    revenue = sum(row["actual"] for row in rows if row["kpi"] == "revenue" and row["member"] in {"佐藤", "鈴木"})
    assert revenue == 5_600_000


def test_at_most_three_things_are_to_be_looked_at_each_with_a_name(run, folder):
    report(run, "--text", "m.md")
    text = (folder / "m.txt").read_text("utf-8")
    for team in ("東京", "大阪"):
        actions = [line for line in block(text, team) if re.match(r"\d\. ", line)]
        assert 1 <= len(actions) <= 3
        assert all(re.match(r"\d\. (佐藤|鈴木|高橋|新人|田中|伊藤|渡辺|山本)：.+（.+）$", line) for line in actions)


def test_a_teams_block_fits_a_screen(run, folder):
    report(run, "--text", "m.md")
    text = (folder / "m.txt").read_text("utf-8")
    assert all(len(each.splitlines()) <= SCREEN for each in text.split("\n\n"))


def test_markdown_says_the_same_and_no_name_marks_anything_up(run, tmp_path, monkeypatch):
    """A member called *鈴木* is no emphasis, and a pipe no table."""
    from kpi_xl.targets import Member
    from tests.targets.test_company import FIELD

    monkeypatch.chdir(tmp_path)
    write_company(tmp_path / "c.xlsx", members=(Member("*鈴木*|", "東[京]", FIELD), Member("佐藤", "東[京]", FIELD)))
    (tmp_path / "log.csv").write_text(HEADER + "2026-11-05,*鈴木*|,東[京],商談,3,\n", "utf-8")
    said = report(run, "--text", "m.md")
    assert said.status == 0, said.err
    shown = (tmp_path / "m.md").read_text("utf-8")
    assert "## 東\\[京\\]" in shown
    assert "\\*鈴木\\*\\|：" in shown
    assert [line.lstrip("-0123456789. ") for line in shown.replace("\\", "").splitlines() if re.match(r"(- |\d\.)", line)] == [
        line.lstrip("・0123456789. ") for line in (tmp_path / "m.txt").read_text("utf-8").splitlines() if re.match(r"(・|\d\.)", line)
    ]  # fmt: skip


def test_a_month_that_is_over_has_attainment_and_no_forecast(run, folder):
    said = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--as-of", "2026-11-30", "--text", "m.md")
    assert said.status == 0, said.err
    text = (folder / "m.txt").read_text("utf-8")
    assert "月末の結果（稼働日18日）" in text
    assert "・売上 640万円／目標1,500万円（達成率42.7% ×）" in text
    assert "着地見込み" not in text
    assert "ここまで" not in text


def test_in_english_no_japanese_mark_is_left(run, folder):
    report(run, "--text", "m.md", "--lang", "en")
    text = (folder / "m.txt").read_text("utf-8")
    assert "Revenue: ¥6,400,000 of ¥15,000,000 (¥8,333,000 due by now, pace 76.8% ×)" in text
    assert "▲" not in text


def test_the_former_text_is_kept(run, folder):
    """Somebody may have written into it."""
    report(run, "--text", "m.md")
    (folder / "m.md").write_text("mine", "utf-8")
    assert report(run, "--text", "m.md").status == 0
    assert (folder / "m.bak.md").read_text("utf-8") == "mine"
    said = report(run, "--text", "m.docx")
    assert said.status == 2
    assert "m.docx" in said.err
