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

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import log as made_up
from benchmarks import ours
from benchmarks.script import Script, taken_down
from benchmarks.size import sized

RUNS = sized(5)
PARTS = {"count": "read, count", "draw": "draw", "save": "save"}

Runs = list[dict[str, float]]


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        log, compiled = folder / "log.csv", folder / "script"
        with console.status("making a log, taking down what our path writes"):
            made_up.write_log(log)
            script = script_of(log, folder / "taken_down.xlsx")
            script.save(compiled)
        commands = {
            "ours": ("benchmarks.ours", log, folder / "ours.xlsx"),
            "raw": ("benchmarks.raw", log, compiled, folder / "raw.xlsx"),
            "quick": ("benchmarks.raw", log, compiled, folder / "quick.xlsx", "quick"),
        }
        runs: dict[str, Runs] = {side: [] for side in commands}
        for number in range(RUNS):
            with console.status(f"run {number + 1} of {RUNS}"):
                for side in sorted(commands, reverse=bool(number % 2)):  # neither always goes first
                    runs[side].append(run(*commands[side]))
        with console.status("profiling"):
            profiled = _child("benchmarks.shares", log, folder / "profiled.xlsx")
    _print(console, script, runs, profiled)


def script_of(log: Path, out: Path) -> Script:
    """The calls by which our path draws the report of a log, which it does."""
    month = ours.read_month(log)
    with taken_down() as script:
        ours.write_report(month, out)
    return script


def run(module: str, *arguments: object) -> dict[str, float]:
    """One run; its start is what the process took beside its parts."""
    begin = perf_counter()
    done = _child(module, *arguments)
    done["whole"] = sum(done[part] for part in PARTS)
    done["start"] = perf_counter() - begin - done["whole"] - done.pop("script", 0.0)
    return done


def _child(module: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    root = Path(__file__).parents[1]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root).stdout)


def _print(console: Console, script: Script, runs: dict[str, Runs], profiled: dict[str, Any]) -> None:
    calls = script.counts
    cells = sum(times for method, times in calls.items() if method.startswith("write_"))
    console.print(
        f"A log of {made_up.ROWS:,} rows and {made_up.MEMBERS} members becomes {calls['add_worksheet']} sheets with"
        f" {cells:,} cells ({calls['write_formula']:,} of them formulas) and {calls['insert_chart']} charts.\n"
    )
    console.print(_times(runs))
    console.print(
        f"How to read it: medians of {RUNS} runs, each in a fresh process, all sides in turn. raw is what one would write"
        " by hand for this very log and workbook: one SQL query, then a script of all XlsxWriter calls with their values"
        " in place. It checks no row and works nothing out: what it takes, DuckDB and XlsxWriter take by themselves."
        " quick is the same script with our worksheet, which spares XlsxWriter most of its work on formulas; what we take"
        " beyond it is our own work."
        " Seconds belong to this machine, the ratios are what to compare between versions. start:"
        " Python and imports, paid once whatever the log's size. memory: at its peak.\n"
    )
    console.print(_shares("Where our path spends its time", "package", profiled["shares"].items()))
    console.print(_shares("Our functions that take most", "function", profiled["hottest"]))
    console.print(
        "How to read it: a second look, by a profiler, at the time inside each function itself. Profiling slows many"
        " small Python calls and not the work inside DuckDB, so the share of kpi_xl is an upper bound. What is built"
        " into Python counts for the package that calls it; Python is its library: regular expressions, zip, files."
    )


def _times(runs: dict[str, Runs]) -> Table:
    heads = ("ours", "raw", "quick", "beyond", "ours/raw", "ours/quick")
    table = Table("", *heads, title="Month-end: log to workbook", title_justify="left", box=SIMPLE_HEAD)
    for column in table.columns:
        column.no_wrap, column.justify = True, "right"
    table.columns[0].justify = "left"
    for part, words in PARTS.items():
        table.add_row(words, *_compared(runs, part, "{:.2f} s"))
    table.add_section()
    table.add_row("whole path", *_compared(runs, "whole", "{:.2f} s"), style="bold")
    table.add_row("processor", *_compared(runs, "cpu", "{:.2f} s"))
    table.add_section()
    table.add_row("start", *_compared(runs, "start", "{:.2f} s"))
    table.add_row("memory", *_compared(runs, "megabytes", "{:,.0f} MB"))
    return table


def _compared(runs: dict[str, Runs], key: str, form: str) -> tuple[str, ...]:
    ours_, raw, quick = (median(run[key] for run in runs[side]) for side in ("ours", "raw", "quick"))
    seconds = (form.format(each) for each in (ours_, raw, quick, ours_ - quick))
    return *seconds, f"{ours_ / raw:.2f}", f"{ours_ / quick:.2f}"


def _shares(title: str, what: str, shares: Any) -> Table:
    table = Table(what, "own time", title=title, title_justify="left", box=SIMPLE_HEAD)
    table.columns[1].justify = "right"
    for name, share in shares:
        if share >= 0.001:
            table.add_row(name, f"{share:.1%}")
    return table


if __name__ == "__main__":
    main()
