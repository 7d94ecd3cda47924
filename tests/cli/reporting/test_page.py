"""The page for the phone: the report's figures, one file without scripts, readable for everybody, at two widths and on paper."""

from __future__ import annotations

import base64
import json
import re
from html import unescape
from pathlib import Path

import pytest

from tests.browser import axe_findings, browser, needs_browser, opened
from tests.cli.reporting.test_meeting_text import LOG
from tests.company_books import write_company

PHONE, DESK = 390, 1280
PAGES = [(language, day) for language in ("ja", "en") for day in ("2026-11-16", "2026-11-30")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a month that runs and of one that is over, in both languages."""
    from kpi_xl.cli import main

    folder = tmp_path_factory.mktemp("pages")
    write_company(folder / "c.xlsx")
    (folder / "log.csv").write_text(LOG, "utf-8")
    for language, day in PAGES:
        arguments = ("report", str(folder / "log.csv"), "--plan", str(folder / "c.xlsx"), "--month", "2026-11", "--as-of", day)
        with pytest.raises(SystemExit):
            main([*arguments, "--html", str(folder / f"{language}-{day}.html"), "--lang", language])
    return folder


def text_of(page: Path) -> str:
    """What the page says, tags taken out."""
    body = re.sub(r"<style>.*?</style>", "", page.read_text("utf-8"), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_figures_are_those_of_the_report(run, made, monkeypatch):
    """640万 of 1,500万 and 833万 due; 佐藤's 160万 of 343万, due 190.6万: 84.0%."""
    monkeypatch.chdir(made)
    said = text_of(made / "ja-2026-11-16.html")
    assert "640 万円" in said
    assert "今日までの目標 833 ペース比 76.8%" in said
    assert re.search(r"佐藤 フィールドセールス 売上 160万円 / 343万円 84\.0%", said)
    found = json.loads(run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--as-of", "2026-11-16", "--json").out)
    assert round(found["company"]["actual"] / 10_000) == 640
    row = next(row for row in found["rows"] if (row["member"], row["kpi"]) == ("佐藤", "revenue"))
    assert (row["actual"], f"{row['pace']:.1%}") == (1_600_000, "84.0%")


def test_every_person_and_team_is_on_it(made):
    for page in made.glob("*.html"):
        said = text_of(page)
        assert all(name in said for name in ("佐藤", "鈴木", "高橋", "新人", "田中", "伊藤", "渡辺", "山本", "中村", "東京", "大阪"))


def test_nothing_comes_from_elsewhere_and_nothing_runs(made):
    """A page that a mail carries: it opens without a network, and no policy stops it."""
    for page in made.glob("*.html"):
        html = page.read_text("utf-8")
        assert re.findall(r"<script|https?://|src=|@import|url\(|javascript:|\son\w+=", html) == []


def test_a_name_is_text_whatever_is_in_it(run, tmp_path, monkeypatch):
    from kpi_xl.targets import Member
    from tests.targets.test_company import FIELD

    monkeypatch.chdir(tmp_path)
    name = "<script>alert(1)</script>&amp;"
    write_company(tmp_path / "c.xlsx", members=(Member(name, '"><b>東', FIELD), Member("佐藤", "大阪", FIELD)))
    (tmp_path / "log.csv").write_text("日付,担当者,チーム,種別,件数,金額\n2026-11-05,佐藤,大阪,商談,3,\n", "utf-8")
    said = run("report", "log.csv", "--plan", "c.xlsx", "--month", "2026-11", "--html", "p.html")
    assert said.status == 0, said.err
    html = (tmp_path / "p.html").read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in html


def test_one_team_without_a_company_has_a_page_too(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text(LOG.replace("大阪", "東京"), "utf-8")
    said = run("report", "log.csv", "--role", "field_sales", "--month", "2026-11", "--html", "p.html")
    assert said.status == 0, said.err
    assert text_of(tmp_path / "p.html").startswith("2026年11月 東京")


@needs_browser
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(made, width, record_property):
    """Contrast, headings, tables, names of things: what a screen reader and tired eyes need. Nobody scrolls sideways on a phone."""
    pages = sorted(made.glob("*.html"))
    with browser(width) as driver:
        for page in pages:
            opened(driver, page)
            assert axe_findings(driver) == [], page.name
            assert driver.execute_script("return document.documentElement.scrollWidth") <= width, page.name
            flows = "return [...document.querySelectorAll('ol.chain')].every(each => each.scrollWidth <= each.clientWidth)"
            assert driver.execute_script(flows), f"{page.name}: the flow is wider than its place"
    record_property("axe", f"{len(pages)} pages, {width} pixels wide, 0 findings")


@needs_browser
def test_it_prints_on_a4_landscape(made):
    with browser(DESK) as driver:
        opened(driver, made / "ja-2026-11-16.html")
        printed = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    boxes = set(re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", base64.b64decode(printed["data"])))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}


@needs_browser
def test_axe_would_have_found_a_fault(made, tmp_path):
    """The same page in pale grey and without its language."""
    spoilt = tmp_path / "spoilt.html"
    page = (made / "ja-2026-11-16.html").read_text("utf-8")
    spoilt.write_text(page.replace("--mu:#5B6472", "--mu:#C0C4CC").replace('<html lang="ja">', "<html>"), "utf-8")
    with browser(PHONE) as driver:
        opened(driver, spoilt)
        assert {finding.partition(":")[0] for finding in axe_findings(driver)} == {"color-contrast", "html-has-lang"}
