"""`make bench`: what the month-end costs, and how much of it is ours rather than DuckDB's and XlsxWriter's.

Both sides make the same workbook from the same log, each run in a fresh process, in turn; medians are shown.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import log as made_up
from benchmarks import ours
from benchmarks.script import Script, taken_down

RUNS = 5
PARTS = {"count": "read and count", "draw": "draw the sheets", "save": "save"}
START = "start (Python, imports)"

Run = dict[str, float]


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        log, compiled = folder / "log.csv", folder / "script"
        made_up.write_log(log)
        with console.status("taking down the calls"):
            script = _script(log, folder / "taken_down.xlsx")
            script.save(compiled)
        runs: dict[str, list[Run]] = {"ours": [], "raw": []}
        for number in range(RUNS):
            with console.status(f"run {number + 1} of {RUNS}"):
                runs["ours"].append(_run("benchmarks.ours", log, folder / "ours.xlsx"))
                runs["raw"].append(_run("benchmarks.raw", log, compiled, folder / "raw.xlsx"))
        with console.status("profiling"):
            profiled = _child("benchmarks.shares", log, folder / "profiled.xlsx")
        print_all(console, script, runs, profiled)


def _script(log: Path, out: Path) -> Script:
    report = ours.read_report(log)
    with taken_down() as script:
        ours.write_report(report, out)
    return script


def _run(module: str, *paths: Path) -> Run:
    """One run; its start is what the process took beside its parts."""
    begin = perf_counter()
    run = _child(module, *paths)
    run["start"] = perf_counter() - begin - sum(run[part] for part in PARTS) - run.pop("script", 0.0)
    return run


def _child(module: str, *paths: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return json.loads(done.stdout)


def print_all(console: Console, script: Script, runs: dict[str, list[Run]], profiled: dict[str, Any]) -> None:
    calls = script.counts
    cells = sum(times for method, times in calls.items() if method.startswith("write_"))
    console.print(
        f"A log of {made_up.ROWS:,} rows and {made_up.MEMBERS} members becomes {calls['add_worksheet']} sheets with"
        f" {cells:,} cells ({calls['write_formula']:,} formulas) and {calls['insert_chart']} charts."
    )
    console.print(_times(runs))
    console.print(
        f"Medians of {RUNS} runs, ours and raw in turn, a fresh process each. raw: a query written by hand for this"
        " very log, and the same calls played from a tape, so it works out nothing: no bad rows, targets, rates, words."
        " The times depend on the machine; the ratio is what to compare between versions. 1.00 would be free of charge."
    )
    console.print(_shares(profiled["shares"]))
    console.print(
        "The second view profiles our path: every function's own time, by package. Profiling makes small Python"
        " functions look slower than they are, so kpi_xl's share is an upper bound. Our functions that take most:"
    )
    console.print(_hottest(profiled["hottest"]))


def _times(runs: dict[str, list[Run]]) -> Table:
    table = Table("", *("ours", "raw", "beyond", "ours / raw"), title="Month-end: log to workbook")
    for column in table.columns[1:]:
        column.justify = "right"
    for part, words in PARTS.items():
        table.add_row(words, *_compared([run[part] for run in runs["ours"]], [run[part] for run in runs["raw"]]))
    wholes = {side: [sum(run[part] for part in PARTS) for run in each] for side, each in runs.items()}
    table.add_section()
    table.add_row("the whole path", *_compared(wholes["ours"], wholes["raw"]), style="bold")
    table.add_section()
    table.add_row(START, *_compared([run["start"] for run in runs["ours"]], [run["start"] for run in runs["raw"]]))
    memory = {side: median(run["megabytes"] for run in each) for side, each in runs.items()}
    ours_most, raw_most = memory["ours"], memory["raw"]
    table.add_row("peak memory", *(f"{each:,.0f} MB" for each in (ours_most, raw_most, ours_most - raw_most)),
                  f"{ours_most / raw_most:.2f}")  # fmt: skip
    return table


def _compared(ours_seconds: list[float], raw_seconds: list[float]) -> tuple[str, ...]:
    mine, theirs = median(ours_seconds), median(raw_seconds)
    return f"{mine:.3f} s", f"{theirs:.3f} s", f"{mine - theirs:.3f} s", f"{mine / theirs:.2f}"


def _shares(shares: dict[str, float]) -> Table:
    table = Table("package", "own time", title="Where our path spends its time")
    table.columns[1].justify = "right"
    for package, share in shares.items():
        if share >= 0.0005:
            table.add_row(package, f"{share:.1%}")
    return table


def _hottest(functions: list[tuple[str, float]]) -> Table:
    table = Table("function", "own time")
    table.columns[1].justify = "right"
    for function, share in functions:
        table.add_row(function, f"{share:.1%}")
    return table


if __name__ == "__main__":
    main()
