"""What reading a log costs: `python -m benchmarks.imports [--large]`.

UTF-8 against CP932, our reading against the bare DuckDB query, and with --large ten million rows against one million.
Each run is a fresh process, by turns; the quickest counts. The files are made in a temporary folder, with --large about 1.5 GB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import raw
from benchmarks.goals import Measured
from benchmarks.log import repeat_log, write_log
from benchmarks.measure import Watch
from benchmarks.size import sized
from kpi_xl.activity import count_tallies, open_log
from kpi_xl.definitions import load_role, tallies_of

ROWS = sized(1_000_000, 1_500)
TIMES = 10
RUNS = sized(5)
LARGE_RUNS = sized(3)
VENDOR_NAME = "㈱髙﨑①～"
"""Stands for 株式会社 in the accounts, so that characters that SQL engines lose are in every row."""

Runs = list[dict[str, Any]]


def main() -> list[Measured]:
    console, is_large = Console(), "--large" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making logs"):
            logs = _write_logs(folder)
        runs = _by_turns(console, _sides(logs), RUNS)
        if is_large:
            with console.status("making the large log"):
                logs["large"] = folder / "large.csv"
                repeat_log(logs["utf-8"], logs["large"], TIMES)
            large = {f"{side}, ten times the rows": (command, logs["large"]) for side, command in (("ours", "ours"), ("raw DuckDB", "raw"))}
            runs |= _by_turns(console, large, LARGE_RUNS)
    console.print(_table(runs))
    console.print(
        f"ours against the bare query, which checks no row and cleans no name: {_times(runs, 'ours', 'raw DuckDB'):.2f} times as long"
        f" (in processor time {_times(runs, 'ours', 'raw DuckDB', 'cpu'):.2f} times)"
    )
    # a lost character is no speed at all
    return [Measured("cp932", float("inf") if _lost(runs) else _times(runs, "ours, CP932", "ours"))]


def _sides(logs: dict[str, Path]) -> dict[str, tuple[str, Path]]:
    return {"ours": ("ours", logs["utf-8"]), "ours, CP932": ("ours", logs["cp932"]), "raw DuckDB": ("raw", logs["utf-8"])}


def _write_logs(folder: Path) -> dict[str, Path]:
    plain, utf_8, cp932 = folder / "plain.csv", folder / "utf-8.csv", folder / "cp932.csv"
    write_log(plain, rows=ROWS)
    text = plain.read_text(encoding="utf-8").replace("株式会社", VENDOR_NAME)
    utf_8.write_text(text, encoding="utf-8")
    cp932.write_text(text, encoding="cp932")
    plain.unlink()
    return {"utf-8": utf_8, "cp932": cp932}


def _by_turns(console: Console, sides: dict[str, tuple[str, Path]], times: int) -> dict[str, Runs]:
    runs: dict[str, Runs] = {side: [] for side in sides}
    for number in range(times):
        for side in sorted(sides, reverse=bool(number % 2)):
            with console.status(f"{side}, run {number + 1} of {times}"):
                runs[side].append(_run(*sides[side]))
    return runs


def _run(command: str, log: Path) -> dict[str, Any]:
    arguments = [sys.executable, "-m", "benchmarks.imports", "run", command, str(log)]
    ran = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    done: dict[str, Any] = json.loads(ran.stdout)
    return done


def run(command: str, log: Path) -> dict[str, Any]:
    """One run in this process: its seconds, its memory, and what came out."""
    watch = Watch()
    if command == "raw":
        found: Any = len(raw.count(log))
    else:
        found = _counted(log)
    watch.done("count")
    return {**watch.results(), "found": found}


def _counted(log: Path) -> list[Any]:
    """The six months of the report counted, and after that a digest of every text of every row."""
    tallies = tallies_of(load_role("field_sales"))
    with open_log(log) as activity:
        counted = count_tallies(activity, tallies, raw.FIRST, raw.END - timedelta(days=1)).values
        activity.members(raw.FIRST, raw.END)
        return [len(counted), activity.read, activity.rejected]


def digest(log: Path) -> str:
    """The same for two logs only if no character of them differs."""
    with open_log(log) as activity:
        ((found,),) = activity.connection.execute(
            "SELECT sum(hash(date, member, team, kind, count, amount, account, source)) FROM log"
        ).fetchall()
    return str(found)


def _table(runs: dict[str, Runs]) -> Table:
    table = Table("", "seconds", "processor", "memory", title=f"Reading and counting {ROWS:,} rows", box=SIMPLE_HEAD)
    for side, each in runs.items():
        seconds, cpu, megabytes = (min(run[key] for run in each) for key in ("count", "cpu", "megabytes"))
        table.add_row(side, f"{seconds:.2f} s", f"{cpu:.2f} s", f"{megabytes:,.0f} MB")
    return table


def _lost(runs: dict[str, Runs]) -> bool:
    """Whether a text differs by the encoding of the file."""
    return len({run["digest"] for side in ("ours", "ours, CP932") for run in runs[side]}) != 1


def _times(runs: dict[str, Runs], side: str, other: str, key: str = "count") -> float:
    ours, theirs = (min(run[key] for run in runs[each]) for each in (side, other))
    return float(ours / theirs)


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        command, log = sys.argv[2], Path(sys.argv[3])
        results = run(command, log)
        if command == "ours" and log.name != "large.csv":
            results["digest"] = digest(log)
        print(json.dumps(results))
    else:
        print(*main(), sep="\n")
