"""Targets go back to the CRM: each file has what that system reads, and everything that it would refuse is said before."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.company_books import write_company

FORECAST_TYPE = "0DbD00000001eQBKAY"
"""The example of Salesforce's own help."""
NAMES = "佐藤", "鈴木", "高橋", "新人", "田中", "伊藤", "渡辺", "山本", "中村"


def people(folder: Path, **changed: str) -> Path:
    """Ids of the reference company, by made-up numbers; *changed* are whole lines by name."""
    lines = {name: f"{name},0050000000000{place:02d},member{place}@example.com" for place, name in enumerate(NAMES)} | changed
    path = folder / "people.csv"
    path.write_text("\n".join(["担当者,ユーザーID,メール", *filter(None, lines.values())]), "utf-8")
    return path


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path / "c.xlsx")
    people(tmp_path)
    return tmp_path


def export(run, system: str, *more: str):
    return run("export-targets", "c.xlsx", "--to", system, "--ids", "people.csv", "-o", "out.csv", *more)


def test_salesforce_reads_amounts_of_everybody_who_owes_yen(run, folder):
    """1,200万 of new business: 343, 343, 343 and 171万 by hand (a joiner at half); 300万 of customers; the manager owes all 1,500万."""
    said = export(run, "salesforce", "--forecast-type", FORECAST_TYPE)
    assert said.status == 0, said.err
    found = rows(folder / "out.csv")
    assert list(found[0]) == ["User Name", "QuotaOwnerId", "ForecastingTypeId", "QuotaAmount", "CurrencyIsoCode", "StartDate"]
    assert {row["User Name"]: int(row["QuotaAmount"]) for row in found} == {
        "佐藤": 3_430_000, "鈴木": 3_430_000, "高橋": 3_430_000, "新人": 1_710_000, "山本": 3_000_000, "中村": 15_000_000,
    }  # fmt: skip
    assert {(row["ForecastingTypeId"], row["CurrencyIsoCode"], row["StartDate"]) for row in found} == {(FORECAST_TYPE, "JPY", "2026-11-01")}
    assert all(re.fullmatch(r"005\w{12}", row["QuotaOwnerId"]) for row in found)
    assert "3名は含めていません：田中、伊藤、渡辺" in said.out, "inside sales owes appointments"


def test_salesforce_reads_counts_as_quantities(run, folder):
    """84 meetings: 24, 24, 24 and 12."""
    said = export(run, "salesforce", "--forecast-type", FORECAST_TYPE, "--kpi", "meetings")
    assert said.status == 0, said.err
    found = rows(folder / "out.csv")
    assert "QuotaAmount" not in found[0]
    assert "CurrencyIsoCode" not in found[0]
    assert [row["QuotaQuantity"] for row in found] == ["24", "24", "24", "12"]


def test_hubspot_reads_a_months_targets_by_address(run, folder):
    """A goal's total is the sum of its users': 1,500万, without the manager. December asks the joiner for three quarters."""
    said = export(run, "hubspot", "--months", "2")
    assert said.status == 0, said.err
    found = rows(folder / "out.csv")
    november = [row for row in found if row["hs_start_datetime"].startswith("2026-11")]
    assert sum(int(row["hs_target_amount"]) for row in november) == 15_000_000
    assert found[3]["Email"] == "member3@example.com"
    december = next(row for row in found if row["Email"] == "member3@example.com" and row not in november)
    assert december["hs_target_amount"] == "2400000"
    start, end = (datetime.fromisoformat(december[key]) for key in ("hs_start_datetime", "hs_end_datetime"))
    assert (start.isoformat(), end.isoformat()) == ("2026-12-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00")
    assert "マネージャーの目標は担当者の合計なので含めていません：中村" in said.out


def test_any_other_system_gets_every_target(run, folder):
    """Rates are shares, amounts are plain numbers, and Excel reads the file without asking for its encoding."""
    said = run("export-targets", "c.xlsx", "--to", "csv", "-o", "out.csv", "--lang", "en")
    assert said.status == 0, said.err
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = {(row["Member"], row["KPI id"]): row["Target"] for row in rows(folder / "out.csv", "utf-8-sig")}
    assert found["佐藤", "revenue"] == "3430000"
    assert found["佐藤", "win_rate"] == "0.18"
    assert len({name for name, _ in found}) == len(NAMES)


def test_everything_that_a_system_would_refuse_is_said_at_once(run, folder):
    """An id of 18 characters went through a tool that ignores case, one is of another object, one person is not listed."""
    people(folder, 佐藤="佐藤,00599000000hofhEAE,a@example.com", 鈴木="鈴木,0031x00000AbCdE,b@example", 高橋="")
    said = export(run, "salesforce")
    assert said.status == 2
    assert "--forecast-type は売上予測種別のID" in said.err
    assert "「高橋」の行がありません" in said.err
    assert "people.csv 2行目：「00599000000hofhEAE」は佐藤さんのユーザーID" in said.err
    assert "people.csv 3行目：「0031x00000AbCdE」は鈴木さんのユーザーID" in said.err
    assert not (folder / "out.csv").exists()
    said = export(run, "hubspot")
    assert "「b@example」は鈴木さんのメールアドレスではありません" in said.err


def test_without_a_list_of_ids_it_is_asked_for(run, folder):
    said = run("export-targets", "c.xlsx", "--to", "hubspot", "-o", "out.csv")
    assert said.status == 2
    assert "--ids を指定してください。「担当者,ユーザーID,メール」を見出しにしたCSVを用意してください。" in said.err


def test_a_rate_is_no_quota_of_salesforce(run, folder):
    said = export(run, "salesforce", "--forecast-type", FORECAST_TYPE, "--kpi", "win_rate")
    assert said.status == 2
    assert "金額でも件数でもない" in said.err
    said = export(run, "salesforce", "--forecast-type", FORECAST_TYPE, "--kpi", "meeting")
    assert "もしかして「meetings」ですか" in said.err


def test_a_file_that_is_there_is_kept_unless_somebody_says_so(run, folder):
    (folder / "out.csv").write_text("mine", "utf-8")
    assert export(run, "hubspot").status == 2
    assert (folder / "out.csv").read_text("utf-8") == "mine"
    assert export(run, "hubspot", "--force").status == 0


def test_no_name_becomes_a_formula(run, tmp_path, monkeypatch):
    """Whoever opens the file in Excel to look at it runs nothing."""
    from kpi_xl.targets import Member
    from tests.targets.test_company import FIELD, MANAGER

    monkeypatch.chdir(tmp_path)
    write_company(tmp_path / "c.xlsx", members=(Member("=1+1", "東京", FIELD), Member("中村", "東京", MANAGER)))
    (tmp_path / "people.csv").write_text("Member,User ID,Email\n=1+1,005000000000001,a@example.com\n中村,005000000000002,\n", "utf-8")
    assert export(run, "salesforce", "--forecast-type", FORECAST_TYPE).status == 0
    assert rows(tmp_path / "out.csv")[0]["User Name"] == "'=1+1"
