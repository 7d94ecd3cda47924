"""One run without kpi-xl: `python -m benchmarks.raw LOG SCRIPT OUT [quick]` prints its seconds as JSON.

The query is written by hand; the workbook is made by the script that was taken down. With *quick* the script has our
worksheet, so that all that is left of the difference to our path is our own work.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from xlsxwriter.worksheet import Worksheet

from benchmarks.measure import Watch, peak_megabytes
from benchmarks.script import load, play
from kpi_xl.sheets.worksheet import QuickWorksheet

QUERY = Path(__file__).with_name("query.sql")
FIRST, END = date(2026, 6, 1), date(2026, 12, 1)
"""The six months that the report looks back on; the end is excluded."""


def count(log: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        bound = {"path": str(log), "first": FIRST, "end": END}
        return connection.execute(QUERY.read_text(encoding="utf-8"), bound).fetchall()


def run(log: Path, script: Path, out: Path, worksheet: type[Worksheet]) -> dict[str, float]:
    before, loading = peak_megabytes(), Watch()
    options, codes = load(script)
    loading.done("script")
    script_megabytes, watch = peak_megabytes() - before, Watch()
    count(log)
    watch.done("count")
    save = play(options, codes, out, worksheet)
    watch.done("draw")
    save()
    watch.done("save")
    results = {**loading.seconds, **watch.results()}
    results["megabytes"] -= script_megabytes
    return results


if __name__ == "__main__":
    worksheet = QuickWorksheet if "quick" in sys.argv[4:] else Worksheet
    print(json.dumps(run(*map(Path, sys.argv[1:4]), worksheet)))
