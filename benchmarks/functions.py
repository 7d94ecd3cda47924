"""`python -m benchmarks.functions`: 100,000 rows through `call`, against the bare numpy expression or a limit.

Seconds belong to this machine; the ratios are what to compare between versions. Medians of several runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.size import sized
from kpi_xl.functions import call, call_cells
from kpi_xl.rounding import TOLERANCE

ROWS = sized(100_000, 50)
RUNS = sized(15)

Row = tuple[str, float, str, float]
"""What is measured, its seconds, against what, and that one's seconds."""


def main() -> None:
    table = Table("", "time", "against", "", "ratio", title=f"{ROWS:,} rows", title_justify="left", box=SIMPLE_HEAD)
    for words, seconds, against, other in (*_reverse(), *_certainty(), *_cells()):
        table.add_row(words, _ms(seconds), against, _ms(other), f"{seconds / other:.2f}")
    Console(width=120).print(table)
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")


def _reverse() -> Iterator[Row]:
    chance = np.random.default_rng(1)
    revenue, price = chance.integers(0, 10**8, ROWS).astype(float), chance.integers(1, 10**6, ROWS).astype(float)
    win, show, appointment = (chance.uniform(0.01, 1.0, ROWS) for _ in range(3))
    numbers = "bare numpy, tolerant ceil"
    arguments = revenue, price, win, appointment, show
    bare = bare_calls(*arguments)
    assert (call("KPI_REQUIRED_CALLS", *arguments) == bare).all()
    ours, theirs = _in_turn(lambda: call("KPI_REQUIRED_CALLS", *arguments), lambda: bare_calls(*arguments))
    yield "KPI_REQUIRED_CALLS, five columns", ours, numbers, theirs
    ours, theirs = _in_turn(lambda: call("KPI_REQUIRED_DEALS", revenue, 500_000), lambda: _up(revenue / 500_000))
    yield "KPI_REQUIRED_DEALS, one column", ours, numbers, theirs


def bare_calls(revenue: Any, price: Any, win: Any, appointment: Any, show: Any) -> Any:
    """What KPI_REQUIRED_CALLS computes, without reading or checking anything."""
    return _up(_up(_up(_up(revenue / price) / win) / show) / appointment)


def _up(value: Any) -> Any:
    return np.ceil(value * (1 - TOLERANCE))


def _certainty() -> Iterator[Row]:
    chance = np.random.default_rng(2)
    outcome, rate = chance.integers(1, 101, ROWS).astype(float), chance.uniform(0.01, 0.6, ROWS)
    sure = chance.uniform(0.5, 0.99, ROWS)
    seen = np.maximum(1, np.floor(rate * 50))
    actual, target = chance.integers(0, 30, ROWS), chance.integers(10, 40, ROWS)
    elapsed = chance.integers(1, 20, ROWS)
    for words, name, *arguments in (
        ("KPI_REQUIRED_AT at 90%, rate known", "KPI_REQUIRED_AT", 0.9, outcome, rate),
        ("KPI_REQUIRED_AT, a confidence in each row", "KPI_REQUIRED_AT", sure, outcome, rate),
        ("KPI_REQUIRED_AT at 90%, rate of 50 trials", "KPI_REQUIRED_AT", 0.9, outcome, seen, np.full(ROWS, 50.0)),
        ("KPI_PROBABILITY", "KPI_PROBABILITY", actual, target, elapsed, np.full(ROWS, 20.0)),
    ):
        yield words, median(_timed(lambda name=name, arguments=arguments: call(name, *arguments)) for _ in range(3)), "limit", 2.0


def _cells() -> Iterator[Row]:
    """As a host hands a column over: rows of cells, one of them wrong."""
    good = [[float(number)] for number in range(ROWS)]
    with_error = [*good[:-1], ["#N/A"]]
    ours, theirs = _in_turn(
        lambda: call_cells("KPI_REQUIRED_DEALS", with_error, 500_000), lambda: call_cells("KPI_REQUIRED_DEALS", good, 500_000)
    )
    yield "a column of cells, one an error", ours, "none", theirs


def _in_turn(work: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, run by turns, so that whatever else the machine does strikes both."""
    pairs = [(_timed(work), _timed(other)) for _ in range(RUNS)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.2f} ms"


if __name__ == "__main__":
    main()
