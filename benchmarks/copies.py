"""A plain log of an export: ``python -m benchmarks.copies``.

``kpi-xl import`` reads, checks and writes a million rows as CSV and as Parquet; DuckDB alone copies them as they stand. Whole
processes by turns.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.log import write_log
from benchmarks.size import sized
from benchmarks.turns import KPI_XL, Command, by_turns, ratio, table

ROWS, MEMBERS = sized(1_000_000, 2_000), sized(1_000, 12)
RUNS = sized(5)
SUFFIXES = ("csv", "parquet")


def ours(suffix: str) -> str:
    return f"kpi-xl import to {suffix}"


def theirs(suffix: str) -> str:
    return f"DuckDB's copy to {suffix}"


def copy(log: str, out: str) -> None:
    """What somebody writes who has DuckDB and trusts the file."""
    import duckdb

    with duckdb.connect() as connection:
        connection.read_csv(log).to_csv(out) if out.endswith(".csv") else connection.read_csv(log).to_parquet(out)


def commands(log: Path, folder: Path) -> dict[str, Command]:
    sides: dict[str, Command] = {}
    for suffix in SUFFIXES:
        sides[ours(suffix)] = (KPI_XL, "import", log, "-o", folder / f"ours.{suffix}")
        sides[theirs(suffix)] = (sys.executable, "-m", "benchmarks.copies", log, folder / f"theirs.{suffix}")
    return sides


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making the log"):
            write_log(folder / "log.csv", ROWS, MEMBERS)
        sides = by_turns(console, commands(folder / "log.csv", folder), RUNS)
    for suffix in SUFFIXES:
        pair = {side: sides[side] for side in (ours(suffix), theirs(suffix))}
        console.print(table(f"{ROWS:,} rows as a plain log, {suffix}", pair, theirs(suffix)))
    return [Measured(f"import_{suffix}", ratio(sides, ours(suffix), theirs(suffix))) for suffix in SUFFIXES]


if __name__ == "__main__":
    if sys.argv[1:]:
        copy(*sys.argv[1:3])
    else:
        print(*main(), sep="\n")
