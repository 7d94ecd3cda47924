"""How soon the command answers: ``python -m benchmarks.cold_start``, against Python that does nothing."""

from __future__ import annotations

import sys

from rich.console import Console

from benchmarks.size import sized
from benchmarks.turns import KPI_XL, Command, by_turns, ratio, table

RUNS = sized(25)
PYTHON, HELP, TARGETS, NUMBERS = "python -c pass", "kpi-xl --help", "kpi-xl targets field_sales", "python -c 'import numpy'"
COMMANDS: dict[str, Command] = {
    PYTHON: (sys.executable, "-c", "pass"),
    HELP: (KPI_XL, "--help"),
    TARGETS: (KPI_XL, "targets", "field_sales"),
    NUMBERS: (sys.executable, "-c", "import numpy"),
}


def main() -> None:
    console = Console(width=120)
    sides = by_turns(console, COMMANDS, RUNS)
    console.print(table("Cold start", sides, PYTHON))
    console.print(f"{HELP} against {PYTHON}: {ratio(sides, HELP, PYTHON):.1f} times as long")


if __name__ == "__main__":
    main()
