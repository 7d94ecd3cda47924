"""``report --source`` beside the query that somebody writes for it there: ``python -m benchmarks.warehouses``.

Five million rows in a PostgreSQL server of its own, and in a Spark session. Ours looks at the columns, understands the texts,
accounts for every row, and counts, all from one look at the table; the query by hand sums the one month. In one process, by turns;
connecting is left out. What the look does that the query by hand leaves: the rows of all months are grouped by member, team and
kind, as every row is accounted for and whoever did anything in half a year is listed. In PostgreSQL grouping them all by member,
with nothing but their number, took 1.5 of the query by hand, by all three 2.7.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.log import EIGHT_KPIS, LAST_MONTH, SHARES_OF_EIGHT, write_log
from benchmarks.size import sized
from kpi_xl.activity import open_log
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.warehouse import open_warehouse
from kpi_xl.attainment import build_report
from kpi_xl.attainment.report.monthly_report import days_asked
from kpi_xl.definitions import load_role
from kpi_xl.targets import Plan
from tests.activity.warehouse.postgres_server import NO_POSTGRES, PROGRAMS, server
from tests.activity.warehouse.spark_session import JAVA, NO_JAVA

ROWS, MEMBERS, TIMES = sized(1_000_000, 2_000), sized(1_000, 12), sized(5, 2)
RUNS = sized(3)
SECRET = "of-this-run-alone"
"""The server listens on a socket in a folder of its own, and is gone with the run."""
BY_HAND = """
SELECT max(team) AS team, member,
    coalesce(sum(CASE WHEN kind = 'won' THEN amount END), 0) AS revenue,
    coalesce(sum(CASE WHEN kind = 'won' THEN count END), 0) AS won,
    coalesce(sum(CASE WHEN kind = 'meeting' THEN count END), 0) AS meetings,
    coalesce(sum(CASE WHEN kind = 'key_person' THEN count END), 0) AS key_persons,
    coalesce(sum(CASE WHEN kind = 'visit' THEN count END), 0) AS visits,
    coalesce(sum(CASE WHEN kind = 'proposal' THEN count END), 0) AS proposals
FROM activity WHERE date >= DATE '2026-11-01' AND date < DATE '2026-12-01'
GROUP BY member ORDER BY 1, 2"""
Query = Callable[[str], Any]


def main() -> list[Measured]:
    console = Console(width=120)
    results = []
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        rows = Path(name) / "rows.parquet"
        with console.status("making the rows"):
            _write_rows(Path(name), rows)
        for goal, url, there, lack, opened in (
            ("postgres", "postgres://", PROGRAMS, NO_POSTGRES, _postgres),
            ("spark", "spark://127.0.0.1:7077", JAVA, NO_JAVA, _spark),
        ):
            if not there:
                console.print(lack)
                continue
            with console.status(f"{goal}: filling the table"), opened(rows) as query:
                ours, by_hand = _by_turns(lambda url=url: _ours(url), lambda query=query: query(BY_HAND))
            console.print(f"{goal}, {ROWS * TIMES:,} rows: ours {ours:.2f} s, the query by hand {by_hand:.2f} s")
            results.append(Measured(goal, ours / by_hand))
    return results


def _write_rows(folder: Path, rows: Path) -> None:
    """The log as a warehouse holds it, several times."""
    write_log(folder / "log.csv", ROWS, MEMBERS, SHARES_OF_EIGHT)
    with open_log(folder / "log.csv") as log:
        columns = ", ".join(LOG_SCHEMA)
        log.connection.execute(f"COPY (SELECT {columns} FROM log, range({TIMES})) TO '{rows}' (FORMAT parquet)")


def _ours(url: str) -> object:
    with open_warehouse(url, "activity", asked=days_asked(LAST_MONTH, months=1)) as log:
        return build_report(log, Plan.standard(load_role(str(EIGHT_KPIS))), LAST_MONTH, months=1)


def _by_turns(*works: Callable[[], object]) -> list[float]:
    """Seconds of the quickest run of each, after one that warms up."""
    seconds: list[list[float]] = [[] for _ in works]
    for number in range(RUNS + 1):
        for work, taken in zip(works, seconds, strict=True):
            begin = perf_counter()
            work()
            if number:
                taken.append(perf_counter() - begin)
    return [min(each) for each in seconds]


@contextmanager
def _postgres(rows: Path) -> Iterator[Query]:
    import psycopg

    with server(SECRET) as login, _environment(login), psycopg.connect(autocommit=True) as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in LOG_SCHEMA.items())
        connection.execute(f"CREATE TABLE activity ({columns})")
        filled = rows.with_suffix(".csv")
        duckdb.sql(f"COPY '{rows}' TO '{filled}' (HEADER false)")
        asked = "COPY activity FROM STDIN (FORMAT csv, FORCE_NOT_NULL (team, account, source, record))"
        with connection.cursor().copy(asked) as copy, filled.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        connection.execute("ANALYZE activity")
        yield lambda query: connection.execute(query).fetchall()


@contextmanager
def _environment(given: Mapping[str, str]) -> Iterator[None]:
    """What libpq reads."""
    os.environ.update(given)
    try:
        yield
    finally:
        for name in given:
            del os.environ[name]


@contextmanager
def _spark(rows: Path) -> Iterator[Query]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("kpi-xl benchmark").master("local[*]")
        for key, value in {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "2g"}.items():
            builder = builder.config(key, value)
        spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        spark.read.parquet(str(rows)).createTempView("activity")
        yield lambda query: spark.sql(query).collect()
    finally:
        spark.stop()


if __name__ == "__main__":
    print(*main(), sep="\n")
