"""One run without kpi-xl: `python -m benchmarks.raw LOG SCRIPT OUT` prints its seconds as JSON.

The query is written by hand; the workbook is made by the script that was taken down.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from benchmarks.memory import peak_megabytes
from benchmarks.script import load, play

QUERY = Path(__file__).with_name("query.sql")
FIRST, END = date(2026, 6, 1), date(2026, 12, 1)
"""The six months that the report looks back on; the end is excluded."""


def count(log: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        bound = {"path": str(log), "first": FIRST, "end": END}
        return connection.execute(QUERY.read_text(encoding="utf-8"), bound).fetchall()


def run(log: Path, script: Path, out: Path) -> dict[str, float]:
    before, begin = peak_megabytes(), perf_counter()
    options, codes = load(script)
    loaded, script_megabytes = perf_counter(), peak_megabytes() - before
    count(log)
    counted = perf_counter()
    save = play(options, codes, out)
    drawn = perf_counter()
    save()
    return {
        "script": loaded - begin, "count": counted - loaded, "draw": drawn - counted, "save": perf_counter() - drawn,
        "megabytes": peak_megabytes() - script_megabytes,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(run(*map(Path, sys.argv[1:4]))))
