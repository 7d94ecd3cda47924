"""The full report of a large company: ``python -m benchmarks.full_report``.

A page with charts for each of 1,000 members, and their teams'; against one query and a script of all XlsxWriter calls, with their
values in place. Each run in a fresh process, by turns; what starting takes is left out on both sides.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.goals import Measured
from benchmarks.log import write_log
from benchmarks.report import PARTS, Runs, run, script_of
from benchmarks.size import sized

ROWS, MEMBERS = sized(500_000, 1_500), sized(1_000, 9)
RUNS = sized(2)
OURS, THEIRS = "kpi-xl", "a query, and XlsxWriter drawing the same"


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        log, script = folder / "log.csv", folder / "script"
        with console.status("making the log, taking down what our path writes"):
            write_log(log, ROWS, MEMBERS)
            script_of(log, folder / "taken_down.xlsx").save(script)
        commands = {OURS: ("benchmarks.ours", log, folder / "ours.xlsx"), THEIRS: ("benchmarks.raw", log, script, folder / "raw.xlsx")}
        runs: dict[str, Runs] = {side: [] for side in commands}
        for number in range(RUNS):
            for side in sorted(commands, reverse=bool(number % 2)):
                with console.status(f"{side}, run {number + 1} of {RUNS}"):
                    runs[side].append(run(*commands[side]))
    console.print(_table(runs))
    return [Measured("full_report", _least(runs[OURS], "whole") / _least(runs[THEIRS], "whole"))]


def _table(runs: dict[str, Runs]) -> Table:
    heads = ("", *PARTS.values(), "whole", "processor", "memory")
    table = Table(*heads, title=f"Full report of {MEMBERS:,} members", title_justify="left", box=SIMPLE_HEAD)
    for side, each in runs.items():
        seconds = (f"{_least(each, key):.2f} s" for key in (*PARTS, "whole", "cpu"))
        table.add_row(side, *seconds, f"{_least(each, 'megabytes'):,.0f} MB")
    return table


def _least(runs: Runs, key: str) -> float:
    return min(run[key] for run in runs)


if __name__ == "__main__":
    print(*main(), sep="\n")
