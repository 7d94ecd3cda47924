"""Mutants as mutmut makes them: copies of each function with one thing changed, chosen between by a variable of the environment."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.spreadsheet import ROOT

MUTANTS = ROOT / "mutants"
_ANY = "kpi_xl.targets.reverse.x_required_count*"
"""mutmut has no command that only makes the mutants and learns which test runs which function; it runs these few besides."""


@dataclass(frozen=True)
class Change:
    """What a mutant changes."""

    function: str
    lines: str  #: the lines of the diff that differ


def make_mutants() -> list[str]:
    """Make all mutants of the code as it is, and say their names."""
    _mutmut("run", _ANY)
    return mutants_made()


def mutants_made() -> list[str]:
    """The names of all mutants that were made last."""
    metas = [json.loads(path.read_text("utf-8")) for path in MUTANTS.rglob("*.meta")]
    return sorted(name for meta in metas for name in meta["exit_code_by_key"])


def change(name: str) -> Change:
    """What the mutant *name* changes."""
    lines = _mutmut("show", name).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return Change(function_of(name), "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed))


def function_of(name: str) -> str:
    """
    >>> function_of("kpi_xl.targets.reverse.x_required_count__mutmut_3")
    'kpi_xl.targets.reverse.x_required_count'
    """
    return name.rsplit("__mutmut_", 1)[0]


def _mutmut(*arguments: str) -> str:
    command = [Path(sys.executable).with_name("mutmut"), *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\nmutmut {arguments[0]} failed ({done.returncode})")
    return done.stdout
