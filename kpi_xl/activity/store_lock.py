"""One writer of a store at a time, from reading it to having written it. The system frees what a killed writer held."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from kpi_xl.disks import refusals_at
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

LONGEST_WAIT = 60.0
"""Seconds; a report of a large company takes a few."""
_POLL = 0.05


class StoreLock:
    """The right to write a store; it is held from `hold` to the end of the block.

    Who holds it has a file beside the store open, which goes with the block.
    """

    def __init__(self, store: Path, on_wait: Callable[[], object]) -> None:
        """*on_wait* is called where another run holds it, before waiting."""
        self._store, self._on_wait = store, on_wait
        self._file = store.with_name(f".{store.name}.lock")
        # without flock there is no lock that a killed process cannot leave behind
        self._lock = FileLock(self._file, fallback_to_soft=False, mode=0o666, on_acquired=self._note)
        self._locked: os.stat_result | None = None

    def __enter__(self) -> StoreLock:
        return self

    def hold(self) -> None:
        """Wait for the lock; nothing where it is held already.

        Raises:
            InputError: another run holds it longer than one waits, or the system has no lock there.
        """
        if self._lock.is_locked:
            return
        with refusals_at(self._store):
            if self._is_free():
                return
            self._on_wait()
            begun = time.monotonic()
            while time.monotonic() - begun < LONGEST_WAIT:
                time.sleep(_POLL)
                if self._is_free():
                    return
        raise InputError([Finding(self._store, NO_VALUE, _IS_HELD, _WAIT_FOR_IT)])

    def _is_free(self) -> bool:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        if self._is_what_others_see():
            return True
        self._lock.release()
        return False

    def _note(self, handle: int) -> None:
        self._locked = os.fstat(handle)

    def _is_what_others_see(self) -> bool:
        """False where a run that ended took away the file between our opening and locking it."""
        try:
            return self._locked is not None and os.path.samestat(self._locked, self._file.stat())
        except FileNotFoundError:
            return False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def release(self) -> None:
        """Let others write."""
        if self._lock.is_locked:
            with suppress(OSError):  # Windows removes it when it is closed
                self._file.unlink(missing_ok=True)
            self._lock.release()


_IS_HELD = Text("は、ほかの kpi-xl が書き込み中のため使えません", "is being written by another run of kpi-xl")
_WAIT_FOR_IT = Text(
    "その処理が終わってから、もう一度実行してください", "Try again when that run has finished"
)
