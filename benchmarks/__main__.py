"""`make bench`: every benchmark one after another, and at the end the goals beside what was measured: ``python -m benchmarks``.

A quarter of an hour at most on a quiet machine with two cores. A benchmark that fails says why, its goals stay unmeasured, and the
others are measured all the same; the exit status is then 1.
"""

from __future__ import annotations

import sys
from time import perf_counter

from rich.console import Console

from benchmarks import (
    calibration,
    closing,
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
    month_end, imports, workbook_log, wide_log, copies, outlook, full_report, stamp, company, closing,
    report, functions, libreoffice, cold_start, smart, calibration, forecast, warehouses,
)  # fmt: skip
"""Those with goals first; last the one that leaves Spark's Java running until the end."""


def main() -> int:
    """Run all; 1 where one of them failed."""
    console = Console(width=140)
    results: list[Measured] = []
    failed: list[str] = []
    begin = perf_counter()
    for module in MODULES:
        console.rule(module.__name__)
        started = perf_counter()
        try:
            results += module.main() or []
        except Exception:  # noqa: BLE001  (whatever stops one of them, the others are measured)
            console.print_exception(show_locals=False)
            failed.append(module.__name__)
        console.print(f"{perf_counter() - started:.0f} s", style="dim")
    console.print(goal_table(results))
    console.print(f"{(perf_counter() - begin) / 60:.1f} minutes" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
