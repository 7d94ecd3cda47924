"""One store, several people: a month that a run calls written is there, whoever else writes meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from kpi_xl.activity import store_lock
from kpi_xl.activity.store import Store
from kpi_xl.activity.store_lock import StoreLock
from kpi_xl.errors import InputError
from tests.activity.stores import FIRST_VERSION
from tests.cli.apart import LONGEST, Run, holder
from tests.cli.conftest import HEADER

WRITERS = 4
ROUNDS = 2
MONTHS = [f"2026-{number:02}" for number in range(1, WRITERS * ROUNDS + 1)]
STORE = "sales.duckdb"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for month in MONTHS:
        rows = f"{month}-02,山田,東,受注,1,500000\n{month}-03,佐藤,東,商談,3,\n"
        (tmp_path / f"{month}.csv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a minute in a test."""
    monkeypatch.setattr(store_lock, "LONGEST_WAIT", 0.0)


def report(desk: Path, month: str) -> Run:
    return Run(desk, ("report", f"{month}.csv", "--role", "field_sales", "--month", month, "--store", STORE, "--lang", "en"))


def months_in(path: Path) -> tuple[set[str], set[str]]:
    """The months whose results a store holds, and those of which it has activity."""
    store = Store(path)
    with store.opened() as log:
        days = log.connection.execute("SELECT DISTINCT date FROM log").fetchall()
    return {str(each.month) for each in store.results()}, {f"{day:%Y-%m}" for (day,) in days}


def test_writers_at_once_lose_no_month(desk: Path):
    """They begin with a store that is not there yet, and go on with it: each month of each of them is in it at the end."""
    for round_ in range(ROUNDS):
        months = MONTHS[round_ * WRITERS : (round_ + 1) * WRITERS]
        runs = [report(desk, month) for month in months]
        for run in runs:
            left = run.left()
            assert left.status == 0, left.err
    assert months_in(desk / STORE) == (set(MONTHS), set(MONTHS))
    assert sorted(path.name for path in desk.iterdir()) == sorted([*(f"{month}.csv" for month in MONTHS), STORE])


def test_writers_at_once_lose_no_days_forecast(desk: Path):
    """Four colleagues report four days of one month into one store of the first version: each day's forecasts are in it, and its rows."""
    with duckdb.connect(str(desk / STORE)) as connection:
        connection.execute(FIRST_VERSION)
    rows = [f"2026-{month:02}-{day:02},山田,東,受注,1,500000\n" for month in (8, 9, 10, 11) for day in (2, 9, 16)]
    (desk / "year.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    days = ["2026-11-05", "2026-11-09", "2026-11-13", "2026-11-18"]
    asked = ("report", "year.csv", "--role", "field_sales", "--month", "2026-11", "--store", STORE, "--lang", "en")
    for left in [run.left() for run in [Run(desk, (*asked, "--as-of", day)) for day in days]]:
        assert left.status == 0, left.err
    kept = Store(desk / STORE).kept()
    assert {str(each.as_of) for each in kept.forecasts if each.owner == "山田"} == set(days)
    assert {str(each.month) for each in kept.results} == {"2026-10", "2026-11"}
    assert "2026-10" in months_in(desk / STORE)[1]


def test_who_has_to_wait_is_told_and_goes_on(desk: Path):
    """A word, so that nobody takes the wait for a hang."""
    with StoreLock(desk / STORE, lambda: None) as held:
        held.hold()
        run = report(desk, MONTHS[0])
        time.sleep(1.0)
        assert run.process.is_alive()
        assert not (desk / STORE).exists()
    left = run.left()
    assert left.status == 0, left.err
    assert left.err.startswith(f"Another run of kpi-xl is writing {STORE}. Waiting for it (up to a minute).\n")
    assert months_in(desk / STORE)[0] == {MONTHS[0]}


def test_who_waits_too_long_is_refused(desk: Path, run, monkeypatch: pytest.MonkeyPatch, no_wait: None):
    """After a minute, with exit status 2: place, rule and remedy; and nothing of the run is written."""
    monkeypatch.chdir(desk)
    with StoreLock(desk / STORE, lambda: None) as held:
        held.hold()
        said = run(
            "report", "2026-01.csv", "--role", "field_sales", "--month", "2026-01", "--store", STORE, "-o", "r.xlsx", "--lang", "en"
        )
    assert (said.status, said.out, said.err.splitlines()[-1]) == (
        2, "", f"{STORE} is being written by another run of kpi-xl. Try again when that run has finished."
    )  # fmt: skip
    assert {path.suffix for path in desk.iterdir()} == {".csv"}


def test_a_killed_writer_leaves_no_lock(desk: Path, no_wait: None):
    """The computer went off, or somebody ended the process: the store is free at once, without anybody clearing up."""
    killed, waited = holder(desk / STORE), []
    with StoreLock(desk / STORE, lambda: None) as lock, pytest.raises(InputError):
        lock.hold()
    killed.kill()
    killed.join(LONGEST)
    with StoreLock(desk / STORE, lambda: waited.append("waits")) as lock:
        lock.hold()
    assert waited == []


def test_two_ways_to_a_store_are_one_store(desk: Path, no_wait: None):
    """A longer path, or a link to its folder, leads to the same lock."""
    (desk / "folder").mkdir()
    (desk / "way").symlink_to(desk / "folder")
    with StoreLock(desk / "folder" / STORE, lambda: None) as held:
        held.hold()
        with StoreLock(desk / "way" / STORE, lambda: None) as other, pytest.raises(InputError):
            other.hold()
