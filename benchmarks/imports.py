"""What reading a log costs: `python -m benchmarks.imports [--large]`.

UTF-8 against CP932, our reading against the bare DuckDB query, and with --large ten million rows against one million.
Each run is a fresh process; medians are shown. The files are made in a temporary folder, with --large about 1.5 GB.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import raw
from benchmarks.log import write_log
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


def main() -> None:
    console, is_large = Console(), "--large" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making logs"):
            logs = _write_logs(folder)
        runs = {side: _runs(console, command, log, RUNS) for side, (command, log) in _sides(logs).items()}
        if is_large:
            with console.status("making the large log"):
                logs["large"] = _repeated(logs["utf-8"], folder / "large.csv")
            runs["ours, ten times the rows"] = _runs(console, "ours", logs["large"], LARGE_RUNS)
            runs["raw DuckDB, ten times the rows"] = _runs(console, "raw", logs["large"], LARGE_RUNS)
    console.print(_table(runs))
    for words in _verdicts(runs):
        console.print(words)


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


def _repeated(log: Path, large: Path) -> Path:
    with large.open("wb") as file:
        for time in range(TIMES):
            with log.open("rb") as rows:
                if time:
                    rows.readline()
                shutil.copyfileobj(rows, file)
    return large


def _runs(console: Console, command: str, log: Path, times: int) -> Runs:
    root = Path(__file__).parents[1]
    runs = []
    for number in range(times):
        with console.status(f"{command} {log.name}, run {number + 1} of {times}"):
            arguments = [sys.executable, "-m", "benchmarks.imports", "run", command, str(log)]
            runs.append(json.loads(subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=root).stdout))
    return runs


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
        seconds, cpu, megabytes = (median(run[key] for run in each) for key in ("count", "cpu", "megabytes"))
        table.add_row(side, f"{seconds:.2f} s", f"{cpu:.2f} s", f"{megabytes:,.0f} MB")
    return table


def _verdicts(runs: dict[str, Runs]) -> list[str]:
    def times(side: str, other: str) -> str:
        wall, cpu = (median(run[key] for run in runs[side]) / median(run[key] for run in runs[other]) for key in ("count", "cpu"))
        return f"{wall:.2f} times as long (in processor time {cpu:.2f} times)"

    differ = {run["digest"] for side in ("ours", "ours, CP932") for run in runs[side]}
    verdicts = [
        f"CP932 against UTF-8: {times('ours, CP932', 'ours')}, at most 1.4;"
        f" {'no character differs' if len(differ) == 1 else 'CHARACTERS DIFFER'}",
        f"ours against the bare query, which checks no row and cleans no name: {times('ours', 'raw DuckDB')}",
    ]
    if "ours, ten times the rows" in runs:
        large = runs["ours, ten times the rows"]
        verdicts.append(
            f"{TIMES} times the rows: {times('ours, ten times the rows', 'ours')}, at most 12;"
            f" {max(run['megabytes'] for run in large):,.0f} MB, at most 600"
        )
    return verdicts


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        command, log = sys.argv[2], Path(sys.argv[3])
        results = run(command, log)
        if command == "ours" and log.name != "large.csv":
            results["digest"] = digest(log)
        print(json.dumps(results))
    else:
        main()
