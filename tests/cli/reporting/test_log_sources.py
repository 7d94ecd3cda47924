"""``report --store``: what was imported once need not be at hand again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.activity.store import Store
from tests.cli.conftest import HEADER

ROLE = ("--role", "field_sales")
STORE = ("--store", "sales.duckdb")
OCTOBER = "2026-10-06,山田,東,受注,1,2000000\n2026-10-07,佐藤,東,商談,9,\n"
NOVEMBER = "2026-11-02,山田,東,受注,1,500000\n2026-11-03,佐藤,東,商談,3,\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, rows in {"10.csv": OCTOBER, "11.csv": NOVEMBER, "both.csv": OCTOBER + NOVEMBER}.items():
        Path(name).write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


@pytest.fixture
def figures(run):
    """The rows of a report's JSON."""

    def figures(*arguments: str) -> list[dict[str, Any]]:
        said = run("report", *arguments, *ROLE, "--json")
        assert said.status == 0, said.err
        return json.loads(said.out)["rows"]

    return figures


def test_a_month_is_reported_again_without_its_export(desk: Path, figures):
    """October's CSV is gone; its report is not."""
    expected = figures("10.csv", "--month", "2026-10", *STORE)
    (desk / "10.csv").unlink()
    assert figures("11.csv", "--month", "2026-11", *STORE) == figures("both.csv", "--month", "2026-11")
    assert figures("--month", "2026-10", *STORE) == expected


def test_a_report_says_the_same_with_a_store_as_without(desk: Path, figures):
    """A store adds months, it does not change the month at hand; and everybody of earlier months is still there."""
    figures("both.csv", "--month", "2026-11", *STORE)
    assert figures("11.csv", "--month", "2026-11", *STORE) == figures("both.csv", "--month", "2026-11")


def test_a_member_of_two_teams_is_one_row_that_tells_what_belongs_to_each(desk: Path, figures):
    """Whoever sums over teams needs the parts, whoever asks for the person needs one answer; with a store and without."""
    rows = "2026-11-04,鈴木,東,商談,3\n2026-11-18,鈴木,西,商談,7\n2026-11-05,佐藤,東,商談,4\n"
    Path("two.csv").write_text(HEADER + rows, encoding="utf-8")
    answers = [figures("two.csv", "--month", "2026-11"), figures("two.csv", "--month", "2026-11", *STORE)]
    assert answers[0] == answers[1]
    meetings = [row for row in answers[0] if row["kpi"] == "meetings"]
    assert {row["member"]: (row["team"], row["actual"]) for row in meetings} == {"鈴木": ("西", 10), "佐藤": ("東", 4)}
    assert [row.get("teams") for row in meetings if row["member"] == "鈴木"] == [{"西": 7, "東": 3}]
    assert [row.get("teams") for row in meetings if row["member"] == "佐藤"] == [None]


def test_every_kpi_of_the_month_is_stored(desk: Path, figures):
    """Target and actual of each member, and of the team together."""
    shown = figures("11.csv", "--month", "2026-11", *STORE)
    stored = {(each.owner, each.kpi): (each.target, each.actual) for each in Store(Path("sales.duckdb")).results()}
    assert {(row["member"], row["kpi"]): (row["target"], row["actual"]) for row in shown}.items() <= stored.items()
    assert stored["", "revenue"] == (6_000_000, 500_000)


def test_a_log_that_lacks_stored_rows_is_told_and_the_former_store_kept(desk: Path, run):
    """A wrong or filtered file must not empty the store silently."""
    run("report", "both.csv", *ROLE, "--month", "2026-11", *STORE)
    Path("both.csv").write_text(HEADER + "2025-01-05,山田,東,商談,1,\n2026-11-03,佐藤,東,商談,3,\n", encoding="utf-8")
    said = run("report", "both.csv", *ROLE, "--month", "2026-11", *STORE, "--lang", "en")
    assert said.status == 0
    assert "Rows that the store had and this log lacks: 1" in said.err
    with Store(Path("sales.bak.duckdb")).opened() as log:
        assert log.read == 4


def test_a_report_that_fails_leaves_the_store_as_it_was(desk: Path, run):
    """What was not reported is not stored either."""
    run("report", "10.csv", *ROLE, "--month", "2026-10", *STORE)
    before = Path("sales.duckdb").read_bytes()
    Path("11.csv").write_text(HEADER + NOVEMBER + "2026-11-31,佐藤,東,商談,3,\n", encoding="utf-8")
    assert run("report", "11.csv", *ROLE, "--month", "2026-11", *STORE, "--strict").status == 2
    assert Path("sales.duckdb").read_bytes() == before
    assert sorted(path.name for path in desk.iterdir()) == ["10.csv", "11.csv", "both.csv", "sales.duckdb"]


def test_a_store_is_not_taken_for_a_log(desk: Path, run):
    """As a log it would lose records that stand for several activities; and no file is input and output."""
    run("report", "10.csv", *ROLE, "--month", "2026-10", *STORE)
    said = run("report", "sales.duckdb", *ROLE, "--month", "2026-10", "--lang", "en")
    assert (said.status, said.err) == (2, "sales.duckdb is a store of kpi-xl, not a log. Name it with --store.\n")
    said = run("report", "sales.duckdb", *ROLE, "--month", "2026-10", *STORE, "--lang", "en")
    assert (said.status, said.err) == (2, "sales.duckdb is one of the inputs. Give another name.\n")


def test_forecasts_are_kept_by_the_day(desk: Path, run):
    """What was said on the 6th is shown on the 16th as it was said, and what moved it adds up; the 16th again replaces the 16th."""
    months = [f"2026-{month:02}-{day:02},山田,東,受注,1,{500_000 + 10_000 * day}\n" for month in range(1, 12) for day in (2, 4, 10, 13, 24)]
    Path("year.csv").write_text(HEADER + "".join(months), encoding="utf-8")

    def history(day: int) -> dict[str, Any]:
        said = run("report", "year.csv", *ROLE, "--month", "2026-11", "--as-of", f"2026-11-{day:02}", *STORE, "--json")
        assert said.status == 0, said.err
        (found,) = [each for each in json.loads(said.out)["forecast_history"] if each["kind"] == "total"]
        return found

    (first,) = history(6)["days"][-1:]
    assert first["landing"] == pytest.approx(first["won"] + first["open"] + first["to_come"])
    for _ in range(2):
        found = history(16)
        assert found["is_kept"] is True
        assert [day["as_of"] for day in found["days"]] == ["2026-11-06", "2026-11-16"]
        assert found["days"][0]["landing"] == first["landing"]
        since = found["days"][1]["since_last"]
        assert since["new"] + since["slipped"] + since["price"] + since["pace"] == since["total"]
        assert since["won"] == [{"member": "山田", "orders": 2.0, "value": 1_230_000.0}]
    kept = Store(Path("sales.duckdb")).kept()
    assert sorted({each.as_of.day for each in kept.forecasts}) == [6, 16]


def test_what_came_of_past_forecasts_is_told(desk: Path, run):
    """In one line, and month by month in JSON; a log of two months says that there is too little."""
    months = [f"2026-{month:02}-{day:02},山田,東,受注,1,500000\n" for month in range(1, 12) for day in (2, 4, 10, 13, 24)]
    Path("year.csv").write_text(HEADER + "".join(months), encoding="utf-8")
    asked = (*ROLE, "--month", "2026-11", "--as-of", "2026-11-16", "--lang", "en")
    said = run("report", "year.csv", *asked)
    (full,) = [each for each in json.loads(run("report", "year.csv", *asked, "--json").out)["forecast_accuracy"] if each["kind"] == "total"]
    assert [month["month"] for month in full["months"]] == ["2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05"]
    assert full["inside"] == sum(month["range_80"][0] - 0.5 <= 2_500_000 <= month["range_80"][1] + 0.5 for month in full["months"])
    assert f"{full['inside']} of 6 past forecasts within their range" in " ".join(said.out.split())
    (judged,) = [each for each in json.loads(run("report", "both.csv", *asked, "--json").out)["forecast_accuracy"] if each["kind"] == "total"]
    assert (judged["months"], judged["reason"]) == ([], "Fewer than 3 past forecasts to judge (0): no accuracy yet")
