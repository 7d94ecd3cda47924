"""``report``: where the month is heading, in the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_xl.cli.reporting.outlook import outlook_dicts, outlook_lines
from kpi_xl.language import speaking
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month

pytestmark = pytest.mark.xdist_group("outlook")


def test_json_tells_landing_probability_bottleneck_and_advice():
    """What a company's own dashboard reads: plain values, null where nothing is foretold."""
    entries = json.loads(json.dumps(outlook_dicts(demo_month(MID_MONTH)), allow_nan=False))
    slipping = next(each for each in entries if each["member"] == "佐藤 花子")
    assert slipping["landing"]["low"] < slipping["landing"]["middle"] < slipping["landing"]["high"]
    assert 0 < slipping["probability"] < 1
    assert slipping["needed_per_day"] == pytest.approx((3_000_000 - 1_360_000) / 9)
    assert min(slipping["bottleneck_yen"], key=slipping["bottleneck_yen"].get) == "key_person_rate"
    assert slipping["advice"][0]["kpi"] == "key_person_rate"
    assert slipping["next_month"]["activity_at"]["0.9"] > slipping["next_month"]["activity_on_average"]


def test_everybody_and_every_total_is_in_it():
    month = demo_month(MID_MONTH)
    entries, report = outlook_dicts(month), month.report
    assert [each["member"] for each in entries if each["kind"] == "person"] == [each.name for each in report.results]
    assert sum(each["kind"] == "total" for each in entries) == sum(len(team.blocks) for team in report.teams)


def test_a_running_month_gets_a_line_per_role():
    """Landing and probability without opening the workbook; a month that is over needs none."""
    lines = list(outlook_lines(demo_month(MID_MONTH)))
    assert "東京 フィールドセールス：売上の着地見込み 1,098.9万円（893.2万円〜1,332.8万円）・達成確率 25%" in lines
    assert not any("確率 0%" in line or "確率 100%" in line for line in lines)
    assert len(lines) == sum(len(team.blocks) + len(team.led) for team in demo_month(MID_MONTH).report.teams)
    assert list(outlook_lines(demo_month())) == []
    with speaking("en"):
        assert all("is forecast at" in line for line in outlook_lines(demo_month(MID_MONTH)))


def test_open_deals_of_later_months_are_listed_apart(tmp_path: Path, run):
    """One to close this month, one in December: the forecast has no part of the latter."""
    log = tmp_path / "log.csv"
    deals = ("2026-11-25,佐藤,pipeline,500000,A,P1", "2026-12-01,佐藤,pipeline,1200000,B,P2")
    log.write_text("\n".join(["date,member,kind,amount,account,record", "2026-11-02,佐藤,won,500000,C,W1", *deals]) + "\n", "utf-8")
    said = run("report", str(log), "--role", "field_sales", "--month", "2026-11", "--as-of", "2026-11-16", "--json")
    assert json.loads(said.out)["later_deals"] == [{"member": "佐藤", "team": "", "deals": 1, "amount": 1_200_000}]
