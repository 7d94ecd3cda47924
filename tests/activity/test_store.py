"""The store keeps what was imported, each activity once, whatever is imported in whichever order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import LogFile, LogMapping, TallyTable, count_tallies, open_log
from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.store import Kept, Store, StoredDeal, StoredForecast, StoredResult
from kpi_xl.activity.storing.tables import VERSION
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from tests.activity.logs import NOVEMBER, write_log
from tests.activity.stores import FIRST_VERSION
from tests.activity.warehouse.tables import ALL_TALLIES, EVER, write_years

CALLS, WON = Tally(Tallied.COUNT, ("call",)), Tally(Tallied.SUM, ("won",))
OCTOBER = Month(2026, 10)


def imported(store: Store, *logs: Path | LogFile, members: Sequence[str] = ()) -> tuple[TallyTable, int]:
    """Import logs together, as a report does; what the joined log counts, and how many rows were lost."""
    written = store.path.with_name("written.duckdb")
    with open_log(logs) as log:
        lost = store.join(log, members)
        counted = count_tallies(log, ALL_TALLIES, *EVER)
        store.write(written, log, [])
    written.replace(store.path)
    return counted, lost


def stored(store: Store) -> TallyTable:
    with store.opened() as log:
        return count_tallies(log, ALL_TALLIES, *EVER)


def rows(store: Store) -> list[tuple[object, ...]]:
    with store.opened() as log:
        return log.connection.execute(f"SELECT {', '.join(LOG_SCHEMA)} FROM log ORDER BY ALL").fetchall()


def calls(store: Store) -> dict[tuple[str, int], float]:
    """(member, month) -> calls."""
    values = stored(store).values
    return {(member, month.month): tallies[CALLS] for (member, month), tallies in values.items() if tallies[CALLS]}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "sales.duckdb")


@pytest.mark.parametrize("name", ["generated", "demo"])
def test_a_store_holds_what_its_log_held(name: str, store: Store, tmp_path: Path):
    """Every tally of every member and month, without the CSV that it came from."""
    year = write_years(tmp_path)[name]
    counted, lost = imported(store, year.path)
    assert stored(store) == counted
    assert rows(store) == sorted(year.rows, key=lambda row: [(cell is None, cell) for cell in row])
    assert lost == 0


def test_importing_twice_changes_nothing(store: Store, tmp_path: Path):
    """Whoever is unsure whether November is in imports it again."""
    path = write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,", "2026-11-02,山田,東,架電,5,,,,")
    first, _ = imported(store, path)
    before = rows(store)
    again, lost = imported(store, path)
    assert (again, rows(store), lost) == (first, before, 0)


def test_months_come_together(store: Store, tmp_path: Path):
    """The exports of October and November lie in one file each, perhaps under one name."""
    imported(store, write_log(tmp_path, "2026-10-02,山田,東,架電,3,,,,"))
    counted, _ = imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,"))
    assert calls(store) == {("山田", 10): 3, ("山田", 11): 5}
    assert counted == stored(store)


def test_a_longer_export_takes_the_place_of_a_shorter_one(store: Store, tmp_path: Path):
    """Month to date, exported every week and corrected meanwhile."""
    imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,", "2026-11-04,山田,東,架電,9,,,,"))
    _, lost = imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,", "2026-11-05,山田,東,架電,8,,,,"))
    assert lost == 1  # that of 11-04, which was told
    assert calls(store) == {("山田", 11): 13}


def test_one_kind_does_not_take_the_place_of_another(store: Store, tmp_path: Path):
    """Deals are exported whole, calls by month: the deals of a year must not wipe out a year of calls."""
    imported(store, write_log(tmp_path, "2026-10-02,山田,東,架電,3,,,,"))
    imported(store, write_log(tmp_path, "2026-01-05,山田,東,受注,1,10,,,", "2026-11-05,山田,東,受注,1,20,,,"))
    values = stored(store).values
    assert values["山田", OCTOBER][CALLS] == 3
    assert sum(tallies[WON] for tallies in values.values()) == 30


def test_what_lies_after_the_last_day_of_a_log_stays(store: Store, tmp_path: Path):
    """An older export, imported again, renews its own days; what came later is not in it and must not go."""
    imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,", "2026-11-20,山田,東,架電,9,,,,", "2026-12-01,山田,東,架電,4,,,,"))
    _, lost = imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,6,,,,", "2026-11-10,山田,東,架電,1,,,,"))
    assert lost == 0
    assert calls(store) == {("山田", 11): 16, ("山田", 12): 4}


BY_ID = LogMapping({"日付": Field.DATE, "担当者": Field.MEMBER, "種別": Field.KIND, "金額": Field.AMOUNT, "ID": Field.RECORD})


def test_a_record_that_moved_is_not_counted_twice(store: Store, tmp_path: Path):
    """A deal expected in November slips to December: December's export has it, the store must let go of November's."""
    header = "日付,担当者,種別,金額,ID"
    imported(store, LogFile(write_log(tmp_path, "2026-11-20,山田,案件,10,d1", "2026-11-21,山田,案件,5,d2", header=header), BY_ID))
    _, lost = imported(store, LogFile(write_log(tmp_path, "2026-12-20,山田,案件,10,d1", header=header), BY_ID))
    assert lost == 0
    assert [(row[0], row[-1]) for row in rows(store)] == [(date(2026, 11, 21), "d2"), (date(2026, 12, 20), "d1")]


def test_ids_of_different_tables_are_not_compared(store: Store, tmp_path: Path):
    """A task and a deal may share a number."""
    imported(store, LogFile(write_log(tmp_path, "2026-11-20,山田,案件,10,1", header="日付,担当者,種別,金額,ID"), BY_ID))
    imported(store, LogFile(write_log(tmp_path, "2026-12-01,山田,架電,,1,x", header="日付,担当者,種別,金額,ID,メモ"), BY_ID))
    assert len(rows(store)) == 2


def test_a_name_is_spelled_one_way(store: Store, tmp_path: Path):
    """October's export says ＳＵＺＵＫＩ and 髙橋, November's Suzuki; the plan lists 高橋. They are two people."""
    imported(store, write_log(tmp_path, "2026-10-02,ＳＵＺＵＫＩ,東,架電,3,,,,", "2026-10-02,髙橋,東,架電,1,,,,"))
    imported(store, write_log(tmp_path, "2026-11-02,Suzuki,東,架電,5,,,,"), members=["高橋"])
    assert calls(store) == {("Suzuki", 10): 3, ("Suzuki", 11): 5, ("高橋", 10): 1}


TODAY = "2026-11-05,山田,東,架電,1,,,,"


@pytest.mark.parametrize(
    ("log", "lost"),
    [
        (["2025-11-05,山田,東,架電,1,,,,", TODAY], 4),  # a slip in the year: the log seems to cover all that lies between
        (["2026-11-03,山田,東,架電,1,,,,", TODAY], 3),  # one member's part of the log
        (["2026-11-04,山田,東,商談,1,,,,"], 0),
    ],
)
def test_rows_that_a_log_no_longer_has_are_counted(log: list[str], lost: int, store: Store, tmp_path: Path):
    """What disappears from the store is told: a wrong file must not empty it silently."""
    days = ("2026-11-03", "2026-11-03", "2026-11-03", "2026-11-05", "2026-11-05")
    imported(store, write_log(tmp_path, *(f"{day},佐藤,東,架電,1,,,," for day in days)))
    assert imported(store, write_log(tmp_path, *log))[1] == lost


lines = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["架電", "商談", "受注"]), st.integers(0, 3)), min_size=1, max_size=6
)


@given(st.lists(lines, min_size=2, max_size=2))
@settings(max_examples=6)
def test_on_the_days_of_a_log_the_store_changes_nothing(tmp_path_factory: pytest.TempPathFactory, logs: list[list]):
    """A report of November is the same with a store as without: of each kind, on the days that the log has of it."""
    folder = tmp_path_factory.mktemp("logs")
    store = Store(folder / "sales.duckdb")
    for log in logs:
        path = write_log(folder, *(f"2026-11-0{day},A,東,{kind},{count},,,," for day, kind, count in log))
        imported(store, path)
        again = rows(store)
        imported(store, path)
        assert rows(store) == again
        for kind, id_ in (("架電", "call"), ("商談", "meeting"), ("受注", "won")):
            days = [day for day, its, _ in log if its == kind]
            if days:
                kept = [row[4] for row in again if row[3] == id_ and min(days) <= row[0].day <= max(days)]
                assert sorted(kept) == sorted(count for _, its, count in log if its == kind)


def result(month: Month, target: float, actual: float | None = 1.0) -> StoredResult:
    return StoredResult(month, month.end, "東", "山田", "field_sales", "revenue", target, actual)


def test_results_of_a_month_replace_those_of_an_earlier_run(store: Store, tmp_path: Path):
    """The report is made again whenever a figure was corrected; other months stay as they were reported."""
    october, november = result(OCTOBER, 300.0), result(NOVEMBER, 400.0, None)
    for number, results in enumerate(([october], [result(NOVEMBER, 1.0)], [november])):
        store.write(tmp_path / f"{number}.duckdb", None, results)
        (tmp_path / f"{number}.duckdb").replace(store.path)
    assert sorted(store.results(), key=lambda each: each.month) == [october, november]


def test_results_and_activity_leave_each_other_alone(store: Store, tmp_path: Path):
    """A report from a warehouse keeps its results beside what was imported from files before."""
    imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,"))
    store.write(tmp_path / "next.duckdb", None, [result(NOVEMBER, 4.0)])
    (tmp_path / "next.duckdb").replace(store.path)
    assert calls(store) == {("山田", 11): 5}
    imported(store, write_log(tmp_path, "2026-12-02,山田,東,架電,5,,,,"))
    assert store.results() == [result(NOVEMBER, 4.0)]


def forecast(day: int, landing: float, month: Month = NOVEMBER) -> StoredForecast:
    as_of = date(month.year, month.month, day)
    return StoredForecast(
        month, as_of, "東", "", "field_sales", "revenue", 900.0, 300.0, 2.0, 100.0, landing - 400, 3.0, 500.0, 800.0, 450.0, 900.0, None, False
    )


def deal(day: int, account: str) -> StoredDeal:
    return StoredDeal(NOVEMBER, date(2026, 11, day), "東", "山田", account, "", None, 0.25, 80.0)


def keep(store: Store, kept: Kept) -> None:
    store.write(store.path.with_name("next.duckdb"), None, [], kept)
    store.path.with_name("next.duckdb").replace(store.path)


def test_a_day_forecast_again_replaces_that_day_alone(store: Store):
    """What was said on the 9th stands, however often the 16th is reported; and so do the deals that were open then."""
    october = forecast(30, 650.0, OCTOBER)
    keep(store, Kept(forecasts=(october,)))
    keep(store, Kept(forecasts=(forecast(9, 662.0),), deals=(deal(9, "A"), deal(9, "B"))))
    keep(store, Kept(forecasts=(forecast(16, 1.0),), deals=(deal(16, "A"), deal(16, "C"))))
    keep(store, Kept(forecasts=(forecast(16, 640.0),), deals=(deal(16, "B"),)))
    kept = store.kept(NOVEMBER)
    assert sorted(kept.forecasts, key=lambda each: (each.month, each.as_of)) == [october, forecast(9, 662.0), forecast(16, 640.0)]
    assert sorted(kept.deals, key=lambda each: (each.as_of, each.account)) == [deal(9, "A"), deal(9, "B"), deal(16, "B")]
    assert store.kept(OCTOBER).deals == ()


def test_forecasts_outlive_imports_and_results(store: Store, tmp_path: Path):
    """Whoever imports a log, or reports a month that is over, keeps what was forecast before."""
    keep(store, Kept(forecasts=(forecast(9, 662.0),), deals=(deal(9, "A"),)))
    imported(store, write_log(tmp_path, TODAY))
    store.write(tmp_path / "next.duckdb", None, [result(NOVEMBER, 4.0)])
    (tmp_path / "next.duckdb").replace(store.path)
    assert store.kept(NOVEMBER) == Kept((result(NOVEMBER, 4.0),), (forecast(9, 662.0),), (deal(9, "A"),))


@pytest.fixture
def first_version(store: Store) -> Store:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(FIRST_VERSION)
    return store


def test_a_store_of_the_first_version_is_read(first_version: Store):
    """An update must not ask anybody to import years again."""
    first_version.check()
    assert calls(first_version) == {("山田", 10): 3}
    assert first_version.kept(OCTOBER) == Kept((result(OCTOBER, 300.0),))


@pytest.mark.parametrize("with_log", [True, False])
def test_a_store_of_the_first_version_is_carried_over_whole(with_log: bool, first_version: Store, tmp_path: Path):
    """The next report writes it as one of today's, with everything that was in it."""
    if with_log:
        imported(first_version, write_log(tmp_path, TODAY))
    keep(first_version, Kept(forecasts=(forecast(9, 662.0),)))
    assert calls(first_version) == {("山田", 10): 3} | ({("山田", 11): 1} if with_log else {})
    assert first_version.kept(OCTOBER) == Kept((result(OCTOBER, 300.0),), (forecast(9, 662.0),))
    with duckdb.connect(str(first_version.path)) as connection:
        assert connection.execute("SELECT version FROM kpi_xl_store").fetchall() == [(VERSION,)]


def test_what_is_no_table_of_its_version_is_refused(first_version: Store):
    """A store of the first version with a table of the second is none that kpi-xl wrote."""
    with duckdb.connect(str(first_version.path)) as connection:
        connection.execute("CREATE TABLE forecasts (month DATE)")
    with pytest.raises(InputError, match="「forecasts」は蓄積ファイルにはない"):
        first_version.check()


def test_a_store_without_a_table_of_its_version_is_refused(store: Store):
    """Forecasts that somebody took away are not read as none."""
    keep(store, Kept(forecasts=(forecast(9, 662.0),)))
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("DROP TABLE forecasts")
    with pytest.raises(InputError, match="「forecasts」は列が"):
        store.check()


def test_what_is_no_store_is_refused(store: Store):
    """A database of one's own must not be written over."""
    store.path.write_text("not a database", encoding="utf-8")
    with speaking("en"), pytest.raises(InputError, match="is not a store"):
        store.check()
    store.path.unlink()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("CREATE TABLE activity (date DATE)")
    with speaking("en"), pytest.raises(InputError, match=rf"^{re.escape(str(store.path))} is not a store of kpi-xl\. Give another name"):
        store.check()


def test_a_store_that_lacks_a_table_is_refused(store: Store, tmp_path: Path):
    """Half a store is not read as an empty one, and not written over."""
    imported(store, write_log(tmp_path, TODAY))
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("DROP TABLE activity")
    with pytest.raises(InputError, match="「activity」"):
        store.check()


SECRET = "2026-11-02,極秘,東,架電,1,,,,"
FOREIGN = {
    "a view": "CREATE VIEW extra AS SELECT 1",
    "a view that reads a file": "CREATE VIEW extra AS SELECT * FROM read_csv('secret.csv')",
    "a macro": "CREATE MACRO extra() AS 1",
    "a macro of a table": "CREATE MACRO extra() AS TABLE SELECT 1",
    "a type": "CREATE TYPE extra AS ENUM ('a')",
    "a sequence": "CREATE SEQUENCE extra",
    "an index": "CREATE INDEX extra ON activity (date)",
    "a schema": "CREATE SCHEMA extra",
    "a table of somebody's": "CREATE TABLE extra AS SELECT 1 AS x",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_store_is_tables_of_ours(name: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What else a file holds would be lost at the next report, or read something that is not the store's."""
    monkeypatch.chdir(tmp_path)
    imported(store, write_log(tmp_path, TODAY))
    write_log(tmp_path, SECRET, name="secret.csv")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(FOREIGN[name])
    for read in (store.check, store.results):
        with pytest.raises(InputError) as caught:
            read()
        assert str(caught.value) == (
            f"{store.path}：「extra」は蓄積ファイルにはない表やビューなどです。"
            "kpi-xl が書いたままの蓄積ファイルか、別の名前を指定してください。"
        )


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("activity", "CREATE VIEW activity AS SELECT * FROM former"),
        ("activity", "CREATE VIEW activity AS SELECT * FROM read_csv('secret.csv')"),
        ("results", "CREATE VIEW results AS SELECT * FROM former"),
        ("kpi_xl_store", "CREATE VIEW kpi_xl_store AS SELECT 1 AS version"),
        ("activity", "CREATE TABLE activity AS SELECT * EXCLUDE (origin) FROM former"),
        ("activity", "CREATE TABLE activity AS SELECT * REPLACE (CAST(count AS VARCHAR) AS count) FROM former"),
        (
            "results",
            "CREATE TABLE results (month DATE, as_of DATE, team VARCHAR, owner VARCHAR, role VARCHAR, kpi VARCHAR,"
            " target DOUBLE, actual DOUBLE GENERATED ALWAYS AS (target * 2)); DROP TABLE former",
        ),
    ],
)
def test_a_view_in_the_place_of_a_table_is_not_read(
    table: str, changed: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nor a table of other columns, nor one that is computed: no query of theirs runs."""
    monkeypatch.chdir(tmp_path)
    imported(store, write_log(tmp_path, TODAY))
    write_log(tmp_path, SECRET, name="secret.csv")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO former")
        connection.execute(changed)
    with pytest.raises(InputError, match="蓄積ファイル"):
        store.check()
    with pytest.raises(InputError, match="蓄積ファイル"), store.opened():
        pass


def test_a_store_is_replaced_while_its_log_is_open(store: Store, tmp_path: Path):
    """What is read of it is a copy: Windows replaces no file that is open."""
    imported(store, write_log(tmp_path, TODAY))
    with store.opened() as log:
        databases = [path for (path,) in log.connection.execute("SELECT path FROM duckdb_databases()").fetchall() if path]
        assert str(store.path) not in databases
        assert log.read == 1


def test_a_store_of_a_later_version_is_refused(store: Store, tmp_path: Path):
    """An older kpi-xl must not write over what it cannot read."""
    imported(store, write_log(tmp_path, "2026-11-02,山田,東,架電,5,,,,"))
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE kpi_xl_store SET version = 99")
    with speaking("en"), pytest.raises(InputError, match=r"'99' is a version"):
        store.check()


def test_a_store_that_is_not_there_yet_is_no_log(store: Store):
    """Named alone, it has to hold something."""
    store.check()
    assert store.results() == []
    with speaking("en"), pytest.raises(InputError, match="does not exist yet"), store.opened():
        pass
