"""One run of our whole path: `python -m benchmarks.ours LOG OUT` prints its seconds as JSON.

Everything is imported first, modules included that the path itself imports late: what a process pays once is
counted as its start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb  # noqa: F401
import jpholiday  # noqa: F401
import pandas  # noqa: F401

from benchmarks.log import LAST_MONTH
from benchmarks.measure import Watch
from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.writing.books import write_report
from kpi_xl.sheets.canvas import Book
from kpi_xl.targets import Plan


def read_month(log: Path) -> MeasuredMonth:
    """The log counted and measured against the method's standard."""
    with open_log(log) as activity:
        return measured_month(activity, Plan.standard(load_role("field_sales")), LAST_MONTH)


def run(log: Path, out: Path) -> dict[str, float]:
    watch = Watch()
    month = read_month(log)
    watch.done("count")
    _part_at_closing(watch)
    write_report(month, out)
    watch.done("save")
    return watch.results()


def _part_at_closing(watch: Watch) -> None:
    """Let drawing end where the book is closed: that is when XlsxWriter writes the file."""
    close = Book.close

    def closing(book: Book) -> None:
        watch.done("draw")
        close(book)

    Book.close = closing  # type: ignore[method-assign]


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
