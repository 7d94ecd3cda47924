"""The goals: what each piece of work may cost beside the same work done without us. Data; `make bench` ends with their table.

A value is how many times as long ours takes, the quickest runs of both by turns, unless its form says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table


@dataclass(frozen=True)
class Goal:
    """One line of the table."""

    by: str  #: the module that measures it
    work: str
    against: str
    most: float  #: that is still kept
    form: str = "{:.2f}"

    def __str__(self) -> str:
        return f"{self.work}, against {self.against}"


@dataclass(frozen=True)
class Measured:
    """What came of a line."""

    goal: str  #: its key in `GOALS`
    value: float

    @property
    def is_kept(self) -> bool:
        return self.value <= GOALS[self.goal].most

    def __str__(self) -> str:
        goal = GOALS[self.goal]
        return f"{goal}: {goal.form.format(self.value)}, at most {goal.form.format(goal.most)}: {self.word}"

    @property
    def word(self) -> str:
        return "kept" if self.is_kept else "NOT KEPT"


GOALS = {
    "month_end": Goal("month_end", "month-end, 1M rows to 1,000 members x 8 KPIs", "DuckDB + XlsxWriter", 0.36),
    "month_end_by_hand": Goal("month_end", "the same", "pandas + openpyxl", 0.5),
    "ten_times": Goal("month_end", "the same, 10M rows", "1M rows", 4.7),
    "ten_times_memory": Goal("month_end", "its memory at the peak", "a limit", 400, "{:.0f} MB"),
    "cp932": Goal("imports", "1M rows in CP932, no character lost", "the same in UTF-8", 1.4),
    "workbook_log": Goal("workbook_log", ".xlsx log of 300,000 rows", "calamine, cells alone", 1.3),
    "workbook_log_openpyxl": Goal("workbook_log", "the same", "openpyxl read-only, cells alone", 0.5),
    "import_csv": Goal("copies", "import of 1M rows to CSV", "DuckDB's own copy", 1.8),
    "import_parquet": Goal("copies", "import of 1M rows to Parquet", "DuckDB's own copy", 1.4),
    "full_report": Goal("full_report", "full report of 1,000 members, sheets and charts", "a query, and XlsxWriter drawing the same", 0.33),
    "each_member": Goal("stamp", "--each-member, one core, a file", "drawn by XlsxWriter", 1 / 8, "{:.3f}"),
    "each_member_cores": Goal("stamp", "--each-member, all cores, a file on each", "one core", 1.25),
    "template": Goal("stamp", "template fill, 200 cells", "openpyxl", 1 / 25, "{:.3f}"),
    "large_template": Goal("stamp", "200 cells of the largest sheet of a 20 MB template", "zlib unpacking and packing that sheet", 1.5),
    "wide_log": Goal("wide_log", "log of 2,000 columns of which 9 matter", "DuckDB's own read of that file", 1.2),
    "company": Goal("company", "new company, 1,000 members", "XlsxWriter drawing the same", 0.5),
    "company_recalculated": Goal("company", "its recalculation in LibreOffice", "loading it", 0.5),
    "closing": Goal("closing", "month-end into seven outputs, 1,000 members, processor time", "its outputs one by one", 0.5),
    "postgres": Goal("warehouses", "report --source on PostgreSQL, 5M rows", "the query by hand", 1.15),
    "spark": Goal("warehouses", "report --source on Spark, 5M rows", "the query by hand", 1.15),
    "forecasts": Goal("outlook", "report of 1,000 members with forecasts, processor time", "without", 1.15),
}  # fmt: skip


def goal_table(results: Iterable[Measured]) -> Table:
    """Every goal with what came of it; a line that was not measured says so."""
    values = {each.goal: each for each in results}
    table = Table("work", "against", "measured", "at most", "", title="Goals", title_justify="left", box=SIMPLE_HEAD)
    for column in table.columns[2:4]:
        column.justify = "right"
    for key, goal in GOALS.items():
        found = values.get(key)
        shown = goal.form.format(found.value) if found else "—"
        table.add_row(goal.work, goal.against, shown, goal.form.format(goal.most), found.word if found else "not measured")
    return table
