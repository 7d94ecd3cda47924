"""Month-end of a company of 1,000 members: ``python -m benchmarks.month_end``.

A CSV of a million rows becomes a list of 1,000 members x 8 KPIs: by `kpi-xl report --list`, and by the scripts that
people write for it, with DuckDB and XlsxWriter, and with pandas and openpyxl. Whole processes by turns; the scripts know
this very log, check no row and clean no name, and write one sheet where we write two.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.log import EIGHT_KPIS, LAST_MONTH, SHARES_OF_EIGHT, write_log
from benchmarks.size import sized
from benchmarks.turns import KPI_XL, Command, by_turns, table, verdict

ROWS, MEMBERS = sized(1_000_000, 2_000), sized(1_000, 12)
RUNS = sized(7)
OURS, WITH_XLSXWRITER, WITH_OPENPYXL = "kpi-xl", "DuckDB + XlsxWriter", "pandas + openpyxl"


def commands(log: Path, folder: Path) -> dict[str, Command]:
    """Each side with the workbook that it writes."""
    ours = (KPI_XL, "report", log, "--role", EIGHT_KPIS, "--month", str(LAST_MONTH), "--list", "-o", folder / "ours.xlsx")
    return {
        OURS: ours,
        WITH_XLSXWRITER: (sys.executable, "-m", "benchmarks.with_xlsxwriter", log, folder / "with_xlsxwriter.xlsx"),
        WITH_OPENPYXL: (sys.executable, "-m", "benchmarks.with_openpyxl", log, folder / "with_openpyxl.xlsx"),
    }


def main() -> None:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making the log"):
            write_log(folder / "log.csv", ROWS, MEMBERS, SHARES_OF_EIGHT)
        sides = by_turns(console, commands(folder / "log.csv", folder), RUNS)
    console.print(table(f"Month-end: {ROWS:,} rows to {MEMBERS:,} members x 8 KPIs", sides, WITH_XLSXWRITER))
    for other, limit in ((WITH_XLSXWRITER, 0.42), (WITH_OPENPYXL, 0.5)):
        console.print(verdict(sides, OURS, other, limit))


if __name__ == "__main__":
    main()
