"""`make bench`: every benchmark one after another, and at the end the goals beside what was measured: ``python -m benchmarks``.

Quarter of an hour on a quiet machine with two cores.
"""

from __future__ import annotations

from rich.console import Console

from benchmarks import (
    calibration,
    cold_start,
    company,
    copies,
    forecast,
    full_report,
    functions,
    imports,
    libreoffice,
    month_end,
    outlook,
    report,
    smart,
    stamp,
    warehouses,
    wide_log,
    workbook_log,
)
from benchmarks.goals import Measured, goal_table

MODULES = (
    month_end, imports, workbook_log, wide_log, copies, warehouses, outlook, full_report, stamp, company,
    report, functions, libreoffice, cold_start, smart, calibration, forecast,
)  # fmt: skip
"""Those with goals first."""


def main() -> None:
    console = Console(width=140)
    results: list[Measured] = []
    for module in MODULES:
        console.rule(module.__name__)
        results += module.main() or []
    console.print(goal_table(results))


if __name__ == "__main__":
    main()
