"""A log of 300,000 rows in an Excel workbook: ``python -m benchmarks.workbook_log``.

Ours reads, checks and counts it; the other two only read its cells, as openpyxl's read-only mode and calamine give them.
Whole processes by turns; openpyxl, nine times as slow as calamine, runs twice.

Calamine keeps to one core. Ours gives it a large sheet in pieces, one to each core; what is left beyond its cells is the sheet's XML unpacked
and looked through for what calamine does not tell (hidden rows, errors, cells far away, which would take its memory), a CSV, and
reading and counting as of any log.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.log import LAST_MONTH, write_log
from benchmarks.size import sized
from benchmarks.turns import Command, by_turns, ratio, table
from kpi_xl.periods import months_up_to

ROWS, MEMBERS = sized(300_000, 400), sized(300, 9)
RUNS = sized(3)
HISTORY = 6
"""Months that a report looks back on."""
OURS, CALAMINE, OPENPYXL = "kpi-xl, read and counted", "calamine, cells alone", "openpyxl read-only, cells alone"


def write_workbook(log: Path, path: Path) -> None:
    """The log as Excel keeps it: days and amounts as numbers."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("活動"), book.add_format({"num_format": "yyyy/mm/dd"})
    with log.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            for column, cell in enumerate(row):
                if number and column == 0:
                    sheet.write_datetime(number, column, date.fromisoformat(cell), day)
                elif number and column in (4, 5) and cell:
                    sheet.write_number(number, column, float(cell))
                elif cell:
                    sheet.write_string(number, column, cell)
    book.close()


def ours(path: Path) -> int:
    from datetime import timedelta

    from kpi_xl.activity import count_tallies, open_log
    from kpi_xl.definitions import load_role, tallies_of

    first = months_up_to(LAST_MONTH, HISTORY)[0].start
    with open_log(path) as log:
        count_tallies(log, tallies_of(load_role("field_sales")), first, LAST_MONTH.end - timedelta(days=1))
        return log.read


def calamine(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1


def openpyxl_read_only(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 1


READERS: dict[str, Callable[[Path], int]] = {OURS: ours, CALAMINE: calamine, OPENPYXL: openpyxl_read_only}


def commands(path: Path) -> dict[str, Command]:
    return {name: (sys.executable, "-m", "benchmarks.workbook_log", name, path) for name in READERS}


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        with console.status("making the workbook"):
            write_log(folder / "log.csv", ROWS, MEMBERS)
            write_workbook(folder / "log.csv", folder / "log.xlsx")
        wanted = commands(folder / "log.xlsx")
        slow = {OPENPYXL: wanted.pop(OPENPYXL)}
        sides = by_turns(console, wanted, RUNS) | by_turns(console, slow, 1)
    console.print(table(f"A workbook of {ROWS:,} rows and nine columns", sides, CALAMINE))
    pairs = (("workbook_log", CALAMINE), ("workbook_log_openpyxl", OPENPYXL))
    return [Measured(goal, ratio(sides, OURS, other)) for goal, other in pairs]


if __name__ == "__main__":
    if sys.argv[1:2]:
        found = READERS[sys.argv[1]](Path(sys.argv[2]))
        sys.exit(None if found == ROWS else f"{found} rows read")
    print(*main(), sep="\n")
