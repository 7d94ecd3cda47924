"""Month-end of a company of 1,000 members: ``python -m benchmarks.month_end``.

A CSV of a million rows becomes a list of 1,000 members x 8 KPIs: by `kpi-xl report --list`, and by the scripts that
people write for it, with DuckDB and XlsxWriter, and with pandas and openpyxl. Whole processes by turns; the scripts know
this very log, check no row and clean no name, and write one sheet where we write two. The same ten million rows are read by ours alone:
what a start costs whatever the rows (nearly half of a million rows' report) stands below that line, so that a quicker start makes its ratio larger.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.log import EIGHT_KPIS, LAST_MONTH, SHARES_OF_EIGHT, repeat_log, write_log
from benchmarks.size import sized
from benchmarks.turns import KPI_XL, Command, by_turns, ratio, table

ROWS, MEMBERS = sized(1_000_000, 2_000), sized(1_000, 12)
RUNS, LARGE_RUNS, TIMES = sized(7), sized(3), 10
OURS, WITH_XLSXWRITER, WITH_OPENPYXL = "kpi-xl", "DuckDB + XlsxWriter", "pandas + openpyxl"
LARGE = "kpi-xl, ten times the rows"


def commands(log: Path, folder: Path) -> dict[str, Command]:
    """Each side with the workbook that it writes."""
    ours = (KPI_XL, "report", log, "--role", EIGHT_KPIS, "--month", str(LAST_MONTH), "--list", "-o", folder / "ours.xlsx")
    return {
        OURS: ours,
        WITH_XLSXWRITER: (sys.executable, "-m", "benchmarks.with_xlsxwriter", log, folder / "with_xlsxwriter.xlsx"),
        WITH_OPENPYXL: (sys.executable, "-m", "benchmarks.with_openpyxl", log, folder / "with_openpyxl.xlsx"),
    }


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making the log"):
            write_log(folder / "log.csv", ROWS, MEMBERS, SHARES_OF_EIGHT)
        sides = by_turns(console, commands(folder / "log.csv", folder), RUNS)
        console.print(table(f"Month-end: {ROWS:,} rows to {MEMBERS:,} members x 8 KPIs", sides, WITH_XLSXWRITER))
        with console.status("making the large log"):
            repeat_log(folder / "log.csv", folder / "large.csv", TIMES)
        large = by_turns(console, _ours_alone(folder), LARGE_RUNS)
    console.print(table(f"The same, {TIMES} times the rows", large, OURS))
    return [
        Measured("month_end", ratio(sides, OURS, WITH_XLSXWRITER)),
        Measured("month_end_by_hand", ratio(sides, OURS, WITH_OPENPYXL)),
        Measured("ten_times", ratio(large, LARGE, OURS)),
        Measured("ten_times_memory", large[LARGE].most_megabytes),
    ]


def _ours_alone(folder: Path) -> dict[str, Command]:
    return {name: commands(folder / log, folder)[OURS] for name, log in ((OURS, "log.csv"), (LARGE, "large.csv"))}


if __name__ == "__main__":
    print(*main(), sep="\n")
