"""What forecasts cost: the report of 1,000 members with them and without, `python -m benchmarks.outlook`.

Both runs read the same log and draw the same sheets, each in a fresh process, by turns; with forecasts come landing,
probability, bottleneck in yen, advice and hit rate. The ratio counts.

Of what forecasts cost, three fifths are working them out (deals by their own dates, landings, how good past ones were), the rest drawing and
writing what only they have: the course of the month with its range is a second chart on each page, of five lines of a month's days.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console

from benchmarks import log as made_up
from benchmarks.goals import Measured
from benchmarks.measure import Watch
from benchmarks.size import sized
from kpi_xl.activity import open_log
from kpi_xl.attainment import build_report
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.cli import SELDOM
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.writing.books import write_report
from kpi_xl.targets import Plan

ROWS, MEMBERS = sized(500_000, 1_500), sized(1_000, 9)
MID_MONTH = date(2026, 11, 16)
"""Forecasts cost most while the month is not over."""
RUNS = sized(2)


def main() -> list[Measured]:
    console = Console()
    sides: dict[str, list[float]] = {"with": [], "without": []}
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        log, out = Path(name) / "log.csv", Path(name) / "out.xlsx"
        with console.status("making a log"):
            made_up.write_log(log, ROWS, MEMBERS)
        for number in range(RUNS):
            for side in sorted(sides, reverse=bool(number % 2)):
                with console.status(f"run {number + 1} of {RUNS}, {side} forecasts"):
                    sides[side].append(_run(side, log, out))
    with_them, without = min(sides["with"]), min(sides["without"])
    ratios = sorted(one / other for one, other in zip(sides["with"], sides["without"], strict=True))
    console.print(
        f"A report of {MEMBERS:,} members from {ROWS:,} rows, processor time of the quickest: {with_them:.2f} s with forecasts,"
        f" {without:.2f} s without (pair by pair {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    return [Measured("forecasts", with_them / without)]


def _run(side: str, log: Path, out: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.outlook", side, str(log), str(out)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    return float(json.loads(ran.stdout)["cpu"])


def run(side: str, log: Path, out: Path) -> dict[str, float]:
    """One report in this process."""
    gc.set_threshold(SELDOM)  # as the command does
    watch = Watch()
    with open_log(log) as activity:
        plan = Plan.standard(load_role("field_sales"))
        measured = plan, made_up.LAST_MONTH, MID_MONTH
        is_with = side == "with"
        month = measured_month(activity, *measured) if is_with else MeasuredMonth(build_report(activity, *measured))
    write_report(month, out)
    watch.done("report")
    return watch.results()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(run(sys.argv[1], *map(Path, sys.argv[2:4]))))
    else:
        print(*main(), sep="\n")
