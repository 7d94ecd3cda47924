"""One run of our whole path: `python -m benchmarks.ours LOG OUT` prints its seconds as JSON.

Everything is imported first, modules included that the path itself imports late: what a process pays once is
counted as its start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

import duckdb  # noqa: F401
import jpholiday  # noqa: F401
import pandas  # noqa: F401

from benchmarks.log import LAST_MONTH
from benchmarks.memory import peak_megabytes
from kpi_xl.activity import open_log
from kpi_xl.attainment import MonthlyReport, build_report
from kpi_xl.definitions import load_role
try:
    from kpi_xl.hosts.files.books import write_report
except ImportError:  # TEMPORARY
    def write_report(report, path):
        from kpi_xl.sheets.monthly import draw_report
        book = Book(str(path), "x", report.month.start)
        draw_report(book, report)
        book.close()
from kpi_xl.sheets.canvas import Book
from kpi_xl.targets import Plan


def read_report(log: Path) -> MonthlyReport:
    """The log counted and measured against the method's standard."""
    with open_log(log) as activity:
        return build_report(activity, Plan.standard(load_role("field_sales")), LAST_MONTH)


def run(log: Path, out: Path) -> dict[str, float]:
    begin = perf_counter()
    report = read_report(log)
    counted = perf_counter()
    saving = _seconds_of_closing()
    write_report(report, out)
    drawn = perf_counter() - counted - saving[0]
    return {"count": counted - begin, "draw": drawn, "save": saving[0], "megabytes": peak_megabytes()}


def _seconds_of_closing() -> list[float]:
    """A list to which `Book.close` adds the seconds it takes."""
    seconds, close = [0.0], Book.close

    def timed(book: Book) -> None:
        begin = perf_counter()
        close(book)
        seconds[0] += perf_counter() - begin

    Book.close = timed  # type: ignore[method-assign]
    return seconds


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
