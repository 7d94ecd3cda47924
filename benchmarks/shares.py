"""Where the time of our whole path goes, package by package: `python -m benchmarks.shares LOG OUT` prints it as JSON.

A function's own time only (cProfile's tottime). What is built into Python counts for the package that calls it.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.ours import run

PACKAGES = ("kpi_xl", "xlsxwriter", "duckdb", "pandas", "numpy", "jpholiday")
OTHER = "Python"
_PACKAGE = re.compile(rf"[/\\]({'|'.join(PACKAGES)})[/\\]")

Function = tuple[str, int, str]


class SeenConnection:
    """A DuckDB connection whose calls the profiler sees: it is blind to DuckDB's own, and counts them for the caller."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.connection = _connect(*arguments, **options)

    def __enter__(self) -> SeenConnection:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a connection can, seen."""
        member = getattr(self.connection, name)
        if not callable(member):
            return member

        def seen(*arguments: Any, **options: Any) -> Any:
            result = member(*arguments, **options)
            return self if result is self.connection else result

        return seen


_connect = duckdb.connect


def package_of(function: Function) -> str:
    """The package that a function belongs to; OTHER for Python's own and the rest."""
    if Path(function[0]) == Path(__file__):
        return "duckdb"
    found = _PACKAGE.search(function[0])
    return found[1] if found else OTHER


def shares(profile: cProfile.Profile) -> dict[str, float]:
    """Package -> share of all time."""
    seconds: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in _stats(profile).items():
        if function[0] == "~":
            for caller, (_, _, own_there, _) in callers.items():
                seconds[package_of(caller)] += own_there
        else:
            seconds[package_of(function)] += own
    total = sum(seconds.values())
    return {package: part / total for package, part in seconds.most_common()}


def hottest(profile: cProfile.Profile, count: int = 8) -> list[tuple[str, float]]:
    """Our own functions that take most, with their share of all time; what is built in is left out."""
    stats = _stats(profile)
    total = sum(own for _, _, own, _, _ in stats.values())
    functions = [
        (own / total, function) for function, (_, _, own, _, _) in stats.items() if package_of(function) == "kpi_xl"
    ]
    return [(_shown(function), share) for share, function in sorted(functions, reverse=True)[:count]]


def _shown(function: Function) -> str:
    file, line, name = function
    return f"{file.replace(chr(92), '/').rpartition('/kpi_xl/')[2]}:{line} {name}"


def _stats(profile: cProfile.Profile) -> dict[Function, Any]:
    return pstats.Stats(profile).stats  # type: ignore[attr-defined]


if __name__ == "__main__":
    duckdb.connect = SeenConnection  # type: ignore[assignment]
    profile = cProfile.Profile()
    profile.runcall(run, Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps({"shares": shares(profile), "hottest": hottest(profile)}))
