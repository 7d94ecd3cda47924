"""Whole processes by turns: what each takes of the clock, of the processor and of memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
KPI_XL = str(Path(sys.executable).with_name("kpi-xl"))
"""The command as people start it."""

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Run:
    """One process from its start to its end."""

    seconds: float
    cpu: float  #: seconds of the processor, all threads together
    megabytes: float  #: at its peak, resident


@dataclass(frozen=True)
class Side:
    """All runs of one command."""

    runs: tuple[Run, ...]

    def least(self, what: str) -> float:
        """Of the quickest run: what else the machine does only adds to it."""
        return min(getattr(run, what) for run in self.runs)

    @property
    def most_megabytes(self) -> float:
        return max(run.megabytes for run in self.runs)


def ratio(sides: Mapping[str, Side], ours: str, other: str) -> float:
    """How many times as long ours takes."""
    return sides[ours].least("seconds") / sides[other].least("seconds")


def by_turns(console: Console, commands: Mapping[str, Command], times: int) -> dict[str, Side]:
    """Run each command *times* times, none always first; before that once, so that files and code are in the caches."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(times + 1):
        for name in sorted(commands, reverse=bool(number % 2)):
            with console.status(f"{name}, run {number} of {times}"):
                run = run_once(commands[name])
            if number:
                runs[name].append(run)
    return {name: Side(tuple(each)) for name, each in runs.items()}


def run_once(command: Command) -> Run:
    """One run, its output thrown away.

    Raises:
        RuntimeError: it failed.
    """
    begin = perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    with process.stderr as stream:
        said = stream.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{said[-2000:]}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def _environment() -> dict[str, str]:
    """As people have it: Python keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def table(title: str, sides: Mapping[str, Side], against: str) -> Table:
    """The quickest runs, and how many times as much each side takes as *against*."""
    made = Table("", "seconds", "processor", "memory", "ratio", "of processor", title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in made.columns[1:]:
        column.justify = "right"
    base = sides[against]
    for name, side in sides.items():
        ratios = (f"{side.least(what) / base.least(what):.2f}" for what in ("seconds", "cpu"))
        made.add_row(
            name, f"{side.least('seconds'):.3f} s", f"{side.least('cpu'):.3f} s", f"{side.most_megabytes:,.0f} MB", *ratios
        )
    return made
