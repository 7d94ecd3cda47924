"""``kpi-xl`` in processes of its own, started fast: everything is imported from the start.

Apart from the tests, so that a process imports it without them.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from kpi_xl.activity.store_lock import StoreLock
from kpi_xl.cli import main

PRELOADED = ["tests.cli.apart", "kpi_xl.cli.reporting.report", "kpi_xl.cli.reporting.importing", "kpi_xl.hosts.files.writing.books", "duckdb"]
LONGEST = 120.0
"""Seconds; beyond it something hangs."""


class Left(NamedTuple):
    """What a process left: its exit status and its two streams."""

    status: int
    out: str
    err: str


class Run:
    """A run of ``kpi-xl`` that has begun."""

    def __init__(self, folder: Path, arguments: Sequence[str], **limits: Any) -> None:
        self.process, self._said = _begun(_run, folder, tuple(arguments), **limits)

    def left(self) -> Left:
        """What it leaves, once it has ended."""
        assert self._said.poll(LONGEST), "the run hangs"
        status, out, err = self._said.recv()
        self.process.join(LONGEST)
        return Left(status, out, err)


def holder(store: Path) -> BaseProcess:
    """A process that holds the lock of a store until it is killed."""
    process, said = _begun(_hold, store)
    assert said.poll(LONGEST)
    return process


def _begun(target: Callable[..., None], *arguments: object, **named: object) -> tuple[BaseProcess, Connection]:
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(says, *arguments), kwargs=named)
    process.start()
    says.close()
    return process, hears


def _hold(said: Connection, store: Path) -> None:
    with StoreLock(store, lambda: None) as lock:
        lock.hold()
        said.send("held")
        time.sleep(LONGEST)


def _run(
    said: Connection, folder: Path, arguments: Sequence[str], most_bytes: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Run ``kpi-xl`` in *folder*; *most_bytes* is how large a file may grow, as on a disk with so much room."""
    os.chdir(folder)
    os.environ.update(environment or {})
    tempfile.tempdir = None  # that of the environment
    sys.stdout, sys.stderr = out, err = io.StringIO(), io.StringIO()
    if most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        main(arguments)
    except SystemExit as leaving:
        said.send((leaving.code or 0, out.getvalue(), err.getvalue()))
