"""A folder watched by the kernel: everything that happens to its files, in order, however short it lasts.

A file that is overwritten, or taken away and put back, is neither the old nor the new one for a moment. No kill from
outside hits a moment of a few microseconds for sure; inotify misses none.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

MODIFY, CLOSE_WRITE, MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x2, 0x8, 0x40, 0x80, 0x100, 0x200
OVERFLOW = 0x4000
NAMES = {
    MODIFY: "modified", CLOSE_WRITE: "closed after writing", MOVED_FROM: "moved away", MOVED_TO: "moved into place",
    CREATE: "created", DELETE: "removed", OVERFLOW: "events lost",
}  # fmt: skip
_HEAD = struct.Struct("iIII")
CAN_WATCH = sys.platform == "linux"


class Event(NamedTuple):
    """What happened to a file."""

    name: str
    what: str


class Watch:
    """Events of the files in one folder, from now on."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        if self._handle < 0 or libc.inotify_add_watch(self._handle, os.fsencode(folder), sum(NAMES) - OVERFLOW) < 0:
            raise OSError(ctypes.get_errno(), f"{folder} cannot be watched")

    def events(self) -> Iterator[Event]:
        """What has happened since the last look."""
        while True:
            try:
                found = os.read(self._handle, 1 << 20)
            except BlockingIOError:
                return
            while found:
                _, mask, _, size = _HEAD.unpack_from(found)
                name = found[_HEAD.size : _HEAD.size + size].rstrip(b"\0")
                yield from (Event(os.fsdecode(name), what) for bit, what in NAMES.items() if mask & bit)
                found = found[_HEAD.size + size :]

    def close(self) -> None:
        os.close(self._handle)


@contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder)
    try:
        yield watch
    finally:
        watch.close()


def moments_of_harm(events: list[Event], outputs: tuple[str, ...]) -> list[Event]:
    """The events after which an output was neither as it had been nor as it was to be.

    A new name may only be moved into place, when all is written: a handle that is still open would modify it then.
    """
    return [event for event in events if (event.name in outputs and event.what != NAMES[MOVED_TO]) or event.what == NAMES[OVERFLOW]]
