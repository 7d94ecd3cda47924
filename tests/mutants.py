"""Would a test notice? A seeded sample of small changes to the code that counts, made and judged by mutmut: ``make mutants``.

A change that no test notices is listed with its diff. Those that cannot matter stand in mutants.toml with their reason;
any other is a gap in the tests. What is mutated and which tests judge it stands in pyproject.toml. mutmut leaves decorated
functions alone (properties, spreadsheet functions); what these call is mutated.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REASONS = Path(__file__).with_suffix(".toml")
WANTED = 0.9
_ANY = "kpi_xl.targets.reverse.x_required_count*"
_SURVIVED, _NO_TESTS, _SKIPPED = 0, 33, 34
"""As mutmut notes how the tests of a mutant ended."""


@dataclass(frozen=True)
class Survivor:
    """A change that no test noticed."""

    function: str
    change: str  #: the lines of the diff that differ

    def __str__(self) -> str:
        return f"{self.function}\n{self.change}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sample; 0 where nine in ten are killed and each survivor has its reason."""
    options = _options(arguments)
    _mutmut("run", _ANY)  # makes the mutants, and learns which test runs which function
    names = sorted(_results())
    sample = sorted(random.Random(options.seed).sample(names, min(options.count, len(names))))
    _leave_out(set(names) - set(sample))
    _mutmut("run", "--max-children", str(options.workers))
    results = _results()
    alive = [name for name in sample if results[name] in (_SURVIVED, _NO_TESTS)]
    reasons = {(each["function"], each["change"].strip()): each["reason"] for each in _listed()}
    survivors = [_survivor(name) for name in alive]
    unexplained = [each for each in survivors if (each.function, each.change) not in reasons]
    for each in unexplained:
        print(f"\nno test notices, and no reason is given: {each}")
    killed = 1 - len(alive) / len(sample)
    print(f"\n{len(sample)} of {len(names)} mutants (seed {options.seed}): {killed:.1%} killed, {len(alive)} survive, "
          f"{len(alive) - len(unexplained)} of them with a reason")  # fmt: skip
    return 0 if killed >= WANTED and not unexplained else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args(arguments)


def _mutmut(*arguments: str) -> str:
    command = [Path(sys.executable).with_name("mutmut"), *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\nmutmut {arguments[0]} failed ({done.returncode})")
    return done.stdout


def _results() -> dict[str, int | None]:
    """Mutant -> how its tests ended; None where they did not run."""
    found: dict[str, int | None] = {}
    for meta in (ROOT / "mutants").rglob("*.meta"):
        found |= json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return found


def _leave_out(names: set[str]) -> None:
    """Mutants that are not drawn count as skipped, the drawn ones as not yet run: mutmut runs what has no result."""
    for path in (ROOT / "mutants").rglob("*.meta"):
        meta = json.loads(path.read_text("utf-8"))
        meta["exit_code_by_key"] = {name: _SKIPPED if name in names else None for name in meta["exit_code_by_key"]}
        path.write_text(json.dumps(meta, indent=4), "utf-8")


def _survivor(name: str) -> Survivor:
    lines = _mutmut("show", name).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return Survivor(name.rsplit("__mutmut_", 1)[0], "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed))


def _listed() -> Iterator[dict[str, str]]:
    yield from tomllib.loads(REASONS.read_text("utf-8")).get("survivor", [])


if __name__ == "__main__":
    sys.exit(main())
