"""The standing attack: broken inputs from seeds against every command: ``make attack``.

Each command must end with 0 or 2, without a traceback, within its memory and time, its inputs as they were, nothing half-written. An
input that does more is kept in build/hostile/SEED with what was run; ``--first SEED --count 1`` tries it again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from contextlib import redirect_stderr, redirect_stdout
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tests.hostile.imports import know_everything
from tests.hostile.originals import ROOT, lay
from tests.hostile.page import Figures, record
from tests.hostile.trial import Trial, trial

KEPT = ROOT / "build" / "hostile"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the seeds; 0 where none is missed."""
    options = _options(arguments)
    know_everything()
    begun, trials = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        originals = Path(name) / "originals"
        originals.mkdir()
        _laid(originals)
        seeds = range(options.first, options.first + options.count)
        for found in _tried(seeds, originals, options.workers, begun + options.seconds):
            trials.append(found)
            if len(trials) % 100 == 0:
                print(f"{len(trials)} tried, {sum(bool(each.misses) for each in trials)} missed", flush=True)
    figures = Figures.of(trials)
    print(figures.said)
    if options.record:
        record(figures)
    return 0 if trials and not figures.misses else 1


def _tried(seeds: Sequence[int], originals: Path, workers: int, until: float) -> Iterator[Trial]:
    """What came of each seed; none is begun later than *until*."""
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:  # what was imported is theirs, too
        waiting = iter(seeds)
        running = {pool.submit(_try, seed, originals) for seed in islice(waiting, workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()
                if time.monotonic() < until:
                    running |= {pool.submit(_try, seed, originals) for seed in islice(waiting, 1)}


def _try(seed: int, originals: Path) -> Trial:
    folder = originals.with_name(str(seed))
    folder.mkdir()
    found = trial(seed, originals, folder)
    if found.misses:
        _keep(found, folder)
    shutil.rmtree(folder)
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=500, help="how many seeds")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no further seed after so many")
    parser.add_argument("--workers", type=int, default=1, help="seeds that are tried at the same time")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.md")
    return parser.parse_args(arguments)


def _laid(originals: Path) -> None:
    """In a process of its own: DuckDB has threads once it was used, and a fork takes none along."""
    child = os.fork()
    if not child:
        os.chdir(originals)
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):  # noqa: PTH123
            lay(originals)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the originals could not be written")


def _keep(missed: Trial, folder: Path) -> None:
    shutil.rmtree(KEPT / str(missed.seed), ignore_errors=True)
    shutil.copytree(folder, KEPT / str(missed.seed), symlinks=True)
    print(f"MISSED seed {missed.seed}: kpi-xl {' '.join(missed.arguments)}: {'; '.join(missed.misses)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
