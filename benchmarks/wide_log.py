"""A log as a CRM exports all its fields: 2,000 columns of which nine matter, ``python -m benchmarks.wide_log``.

Ours finds the columns, reads, checks and counts; DuckDB alone, told which columns to take and that all are texts, stores them.
Whole processes by turns.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.log import write_log
from benchmarks.size import sized
from benchmarks.turns import Command, by_turns, ratio, table

ROWS, MEMBERS, COLUMNS = sized(20_000, 200), sized(200, 9), sized(2_000, 60)
RUNS = sized(3)
OURS, DUCKDB = "kpi-xl, read and counted", "DuckDB, those columns stored"
OTHERS = ("", "", "1", "TRUE", "2026-11-02", "未設定", "120000", "a00F9000001xYzQIAU")


def write_wide(log: Path, wide: Path) -> None:
    """The columns of *log*, far apart among others."""
    draw = random.Random(2)
    with log.open(encoding="utf-8", newline="") as source, wide.open("w", encoding="utf-8", newline="") as file:
        rows = csv.reader(source)
        titles = next(rows)
        each = (COLUMNS - len(titles)) // len(titles)
        fillings = [[draw.choice(OTHERS) for _ in range(each)] for _ in range(50)]
        writer = csv.writer(file)
        writer.writerow(_apart(titles, [[f"項目{place:02}_{number:03}__c" for number in range(each)] for place in range(len(titles))]))
        writer.writerows(_apart(row, [draw.choice(fillings) for _ in row]) for row in rows)


def _apart(cells: list[str], fillings: list[list[str]]) -> Iterator[str]:
    for cell, filling in zip(cells, fillings, strict=True):
        yield cell
        yield from filling


def ours(path: Path) -> int:
    from datetime import timedelta

    from benchmarks import raw
    from kpi_xl.activity import count_tallies, open_log
    from kpi_xl.definitions import load_role, tallies_of

    with open_log(path) as log:
        count_tallies(log, tallies_of(load_role("field_sales")), raw.FIRST, raw.END - timedelta(days=1))
        return log.read


def by_duckdb(path: Path) -> int:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            'CREATE TABLE log AS SELECT "日付", "担当者", "チーム", "種別", "件数", "金額", "評点", "取引先", "流入元"'
            " FROM read_csv($path, all_varchar = true)",
            {"path": str(path)},
        )
        ((rows,),) = connection.execute("SELECT count(*) FROM log").fetchall()
    return int(rows)


READERS = {OURS: ours, DUCKDB: by_duckdb}


def commands(path: Path) -> dict[str, Command]:
    return {name: (sys.executable, "-m", "benchmarks.wide_log", name, path) for name in READERS}


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making the log"):
            write_log(folder / "log.csv", ROWS, MEMBERS)
            write_wide(folder / "log.csv", folder / "wide.csv")
        sides = by_turns(console, commands(folder / "wide.csv"), RUNS)
    console.print(table(f"A log of {ROWS:,} rows and {COLUMNS:,} columns", sides, DUCKDB))
    return [Measured("wide_log", ratio(sides, OURS, DUCKDB))]


if __name__ == "__main__":
    if sys.argv[1:2]:
        found = READERS[sys.argv[1]](Path(sys.argv[2]))
        sys.exit(None if found == ROWS else f"{found} rows read")
    print(*main(), sep="\n")
