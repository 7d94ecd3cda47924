"""The worker: kpi-xl in its own Python, started once and asked by every cell."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

from kpi_xl_office.process import Process

MODULE = "kpi_xl.hosts.libreoffice.worker"
LIMIT_SECONDS = 60.0
"""For one calculation."""
PAUSE_SECONDS = 30.0
"""After the worker was lost: a sheet full of calls must not start one, or wait for one, for each of its cells."""


class WorkerError(Exception):
    """The worker has no answer."""


class WorkerLost(WorkerError):
    """There is no worker: its Python is missing, or it was lost twice."""


class Worker:
    """One process. It is started when first needed, and again after it was lost."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._lock = threading.RLock()
        self._lost_until = 0.0

    def ask(self, *request: Any) -> Any:
        """The answer to a request.

        Raises:
            WorkerLost: there is no worker, now and for a pause.
            WorkerError: what went wrong with this request.
        """
        with self._lock:
            if time.monotonic() < self._lost_until:
                raise WorkerLost
            is_done, answer = self._asked(request)
        if not is_done:
            raise WorkerError(answer)
        return answer

    def start(self) -> None:
        """Start ahead of the first question, which then need not wait for it."""
        with self._lock, suppress(OSError):  # the first question says so
            self._running()

    def _asked(self, request: Any) -> Any:
        try:
            return self._asked_twice(request)
        except (OSError, EOFError):
            self._end()
            self._lost_until = time.monotonic() + PAUSE_SECONDS
            raise WorkerLost from None

    def _asked_twice(self, request: Any) -> Any:
        """A worker may have been ended from outside. One that was too slow would be so again."""
        try:
            return self._asked_once(request)
        except TimeoutError:
            raise
        except (OSError, EOFError):
            self._end()
            return self._asked_once(request)

    def _asked_once(self, request: Any) -> Any:
        process = self._running()
        process.send(request)
        return process.receive()

    def _running(self) -> Process:
        if self._process is not None and not self._process.is_running:
            self._end()
        if self._process is None:
            self._process = Process(LIMIT_SECONDS, MODULE)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


WORKER = Worker()
