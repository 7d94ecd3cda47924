"""A mutant on trial: its tests in a process of their own, so that nothing is left over from code that was not changed.

First the tests that were seen to run its function, the nearest and fastest first; where these are few and pass, the examples in its module and
the other tests of its room: what runs while modules are imported, or is remembered from an earlier test, was seen with one at most.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

from tests.mutants.making import MUTANTS, function_of
from tests.spreadsheet import ROOT

PATIENCE = 20
"""Tests may take this many times the processor time that they took, and SPARE_SECONDS more."""
SPARE_SECONDS = 120
WAITING = 10
"""... and this many times as long by the clock: a busy machine makes nothing endless, and what waits for ever ends, too."""
FEW = 10
"""Tests of a function; with that many, those of its room find nothing more."""
MEMORY = 8 << 20
"""Kilobytes of address space; a list that grows without end must not take the machine down."""


class Verdict(Enum):
    """What the tests said of a mutant."""

    KILLED = "killed"
    SURVIVED = "no test notices"
    ENDLESS = "tests do not end"
    UNCLEAR = "tests crash"


@dataclass(frozen=True)
class Coverage:
    """Which test functions ran which function of the code, and how long they took."""

    by_function: Mapping[str, Sequence[str]]
    seconds: Mapping[str, float]

    @classmethod
    def of_stats(cls) -> Coverage:
        """As mutmut saw it."""
        stats = json.loads((MUTANTS / "mutmut-stats.json").read_text("utf-8"))
        seconds: dict[str, float] = {}
        for case, duration in stats["duration_by_test"].items():
            seconds[_function(case)] = seconds.get(_function(case), 0) + duration
        ran = {name: {_function(case) for case in cases} for name, cases in stats["tests_by_mangled_function_name"].items()}
        return cls({name: sorted(tests, key=lambda test: (-nearness(test, name), seconds[test], test)) for name, tests in ran.items()}, seconds)

    def of_function(self, name: str) -> Sequence[str]:
        """Those that run a function."""
        return self.by_function.get(name, ())

    def others_of_room(self, name: str) -> Sequence[str]:
        """The examples in its module, and the other tests of its room."""
        module, folder = name.rpartition(".")[0], f"tests/{name.split('.')[1]}/"
        others = {test for test in self.seconds if test.startswith(folder)}.difference(self.of_function(name))
        return [f"{module.replace('.', '/')}.py", *sorted(others)]

    def duration(self, tests: Iterable[str]) -> float:
        """Their seconds together."""
        return sum(self.seconds.get(test, 0.0) for test in tests)


def nearness(test: str, function: str) -> int:
    """How many folders a test and a function have in common, and one more for the file of the module's name.

    >>> nearness("tests/functions/calling/test_call.py::test_x", "kpi_xl.functions.calling.call.x__table")
    3
    """
    path, module = test.partition("::")[0].removesuffix(".py").split("/")[1:], function.split(".")[1:-1]
    alike = [part.removeprefix("test_") == other for part, other in zip(path, module, strict=False)]
    return (*alike, False).index(False)


def judged(mutant: str, tests: Coverage) -> Verdict:
    """What the tests of its function, then those of its room, say of a mutant."""
    function = function_of(mutant)
    own = tests.of_function(function)
    for nodes in (own, tests.others_of_room(function) if len(own) < FEW else ()):
        if nodes and (verdict := _verdict(_run(mutant, nodes, tests.duration(nodes)))) is not Verdict.SURVIVED:
            return verdict
    return Verdict.SURVIVED


def tests_pass() -> bool:
    """Whether all tests, and the examples of the code that is changed, pass without a mutant, in such a process."""
    examples = [pattern.removesuffix("/*") for pattern in _settings()["only_mutate"]]
    return _run("", [*examples, *_settings()["pytest_add_cli_args_test_selection"]], 600) == 0


def _function(case: str) -> str:
    """A test function without its parameters, whose spelling pytest does not always read back."""
    return case.partition("[")[0]


def _verdict(exit_code: int) -> Verdict:
    match exit_code:
        case 0:
            return Verdict.SURVIVED
        case 1 | 2:  # a test failed; a module could not be imported
            return Verdict.KILLED
        case _ if exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
            return Verdict.ENDLESS
        case _:
            return Verdict.UNCLEAR


def _run(mutant: str, nodes: Sequence[str], seconds: float) -> int:
    """pytest's exit code, or minus the signal that ended it."""
    limit = int(SPARE_SECONDS + PATIENCE * seconds)
    command = [
        "sh", "-c", f'ulimit -t {limit}; ulimit -v {MEMORY}; exec "$@"', "sh",
        sys.executable, "-m", "pytest", "-x", "-q", "--hypothesis-seed=0", *_settings()["pytest_add_cli_args"], *nodes,
    ]  # fmt: skip
    with TemporaryDirectory() as examples:  # none that another mutant has left
        environment = {
            **os.environ, "MUTANT_UNDER_TEST": mutant, "PYTHONPATH": str(MUTANTS), "HYPOTHESIS_STORAGE_DIRECTORY": examples,
            "PYTHONDONTWRITEBYTECODE": "",  # else every process compiles everything again
        }  # fmt: skip
        process = subprocess.Popen(
            command, cwd=MUTANTS, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(WAITING * limit)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
