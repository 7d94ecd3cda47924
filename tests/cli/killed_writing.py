"""What a process does that is killed while it writes. Apart, so that it is imported without the tests."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_xl.cli import main

TOUCHING = frozenset({"open", "os.chmod", "os.link", "os.remove", "os.rename", "os.truncate", "shutil.copyfile"})
"""Audit events of Python that come just before a file is touched."""


def run_in(folder: Path, arguments: Sequence[str], touches: int | None = None, most_bytes: int | None = None) -> None:
    """Run ``kpi-xl`` in a folder, silently.

    Args:
        touches: be killed after so many touches of files there, before the next.
        most_bytes: be killed when a file is to grow larger.
    """
    os.chdir(folder)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  (held until the process ends)
    if touches is not None:
        _be_killed_after(touches, folder)
    if most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    main(arguments)


def _be_killed_after(touches: int, folder: Path) -> None:
    done = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in TOUCHING and any(_is_output(argument, folder) for argument in arguments[:2]):
            done += 1
            if done > touches:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _is_output(argument: object, folder: Path) -> bool:
    if not isinstance(argument, (str, os.PathLike)):
        return False
    path = Path(argument)
    return path.parent in (folder, Path()) and path.suffix in (".xlsx", ".duckdb", ".csv") and path.name != "log.csv"
